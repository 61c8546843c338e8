"""Delimited text -> Sheet: encoding, dialect and header rows from a sample, the body's layout in one pass."""

from __future__ import annotations

import csv
import io
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from cxdata.errors import FileRefused
from cxdata.reading.containers import encoding as encodings
from cxdata.reading.containers.dialect import LONGEST_CELL, Dialect, dialect, sampled
from cxdata.reading.containers.headers import Top, top
from cxdata.reading.containers.rewriting import rewritten
from cxdata.reading.containers.source import SAMPLE, Source
from cxdata.reading.containers.structure import layout, unified
from cxdata.reading.sheet import Problem, Sheet

_LARGEST_SAMPLE = 1 << 24
_ROWS_ENOUGH = 12
UTF8 = ("utf-8", "utf8", "utf-8-sig", "ascii")


class Decided(NamedTuple):
    """What the caller has decided already."""

    separator: str | None
    quote: str | None
    header_rows: int | None
    skip: int | None
    tool: str | None


@dataclass(frozen=True)
class _Body:
    """UTF-8 text: a file and how many bytes of a mark stand before it."""

    path: Path
    mark: int


@dataclass(frozen=True)
class _Opening:
    """What a sample decided: `at` is the byte, `line` the line of the first data row.

    `plain`: one line a row above; `carriage`: all lines above end with CR LF, or none of them (None: some).
    """

    how: Dialect
    top: Top
    at: int
    line: int
    skipped: int
    plain: bool
    carriage: bool | None


def read_text(
    source: Source,
    encoding: str | None = None,
    separator: str | None = None,
    quote: str | None = None,
    header_rows: int | None = None,
    skip: int | None = None,
    tool: str | None = None,
) -> Sheet:
    """The sheet of a text file; given decisions are obeyed. Raises FileRefused."""
    decided = Decided(separator, quote, header_rows, skip, tool)
    with ThreadPoolExecutor(1) as pool:
        examined = pool.submit(encodings.examined, source.path)
        found, mark = encodings.marked(source.path)
        wanted = (encoding or found).lower()
        if wanted in UTF8 or (not wanted and encodings.likely(source.path)):
            # Laid out while the rest of the file is examined; begun again if that turns out not to be UTF-8.
            body = _Body(source.path, mark if found == "utf-8-sig" else 0)
            try:
                sheet = _sheet(source, body, _opening(body, decided), [])
            except FileRefused:
                if examined.result()[1]:
                    raise
            else:
                digest, valid = examined.result()
                if valid:
                    return replace(sheet, encoding=wanted or "utf-8", digest=digest)
        sheet = _transcoded(source, wanted, decided)
        return replace(sheet, digest=examined.result()[0])


def _transcoded(source: Source, wanted: str, decided: Decided) -> Sheet:
    name = wanted or encodings.guessed(source.path)
    made, lost = encodings.transcoded(source, "utf-8" if name in UTF8 else name)
    problems: list[Problem] = [("letters_lost", {"n": lost, "encoding": name})] if lost else []
    body = _Body(made, 0)
    return replace(_sheet(source, body, _opening(body, decided), problems), encoding=name)


def _opening(body: _Body, decided: Decided) -> _Opening:
    size = SAMPLE
    while True:
        with body.path.open("rb") as file:
            file.seek(body.mark)
            taken = file.read(size)
            complete = not file.read(1)
        text = taken.decode("utf-8", "ignore")
        how = dialect(text, complete, decided.separator, decided.quote)
        lines, found = _rows(text, how, complete)
        if complete or len(found) >= _ROWS_ENOUGH or size >= _LARGEST_SAMPLE:
            break
        size *= 8
    if not found:
        raise FileRefused("file_empty")
    start = None if decided.skip is None else sum(line <= decided.skip for line in lines)
    table = top(found, start, decided.header_rows, decided.tool)
    first = table.start + table.header_rows
    end = lines[-1] + max(1, _breaks(found[-1])) if first >= len(lines) else lines[first]
    above = [] if end == 1 else list(islice(io.StringIO(text, newline=""), end - 1))
    at = body.mark + sum(len(line.encode("utf-8")) for line in above)
    ends = {line[len(line.rstrip("\r\n")) :] for line in above}
    carriage = {"\n": False, "\r\n": True}.get(ends.pop()) if len(ends) == 1 else None
    plain = end == first + 1 and not any(_oddly_quoted(line, how) for line in above)
    return _Opening(how, table, at, end, lines[table.start] - 1, plain, carriage)


def _oddly_quoted(line: str, how: Dialect) -> bool:
    """Whether quotes in a line above the data stand anywhere but round whole cells, where readers differ."""
    if not how.quote or how.quote not in line:
        return False
    mark, sep = re.escape(how.quote), re.escape(how.separator)
    whole = rf"(?:^|(?<={sep})){mark}(?:[^{mark}]|{mark}{mark})*{mark}(?={sep}|[\r\n]|$)"
    return how.quote in re.sub(whole, "", line)


def _rows(text: str, how: Dialect, complete: bool) -> tuple[list[int], list[list[str]]]:
    try:
        return sampled(text, how, complete)
    except csv.Error as problem:
        raise FileRefused("file_cell_long", limit=LONGEST_CELL >> 20) from problem


def _breaks(row: list[str]) -> int:
    return 1 + sum(len(cell.splitlines()) - 1 for cell in row if cell)


def _sheet(source: Source, body: _Body, opening: _Opening, problems: list[Problem]) -> Sheet:
    how, table = opening.how, opening.top
    width = len(table.headings)
    sheet = Sheet(
        name=source.name,
        path=body.path,
        container="text",
        headings=table.headings,
        questions=table.questions,
        rows=0,
        separator=how.separator,
        quote=how.quote,
        header_rows=table.header_rows,
        skipped=opening.skipped,
        data_start=opening.line,
        tool=table.tool,
        confidence=table.confidence,
    )
    if opening.skipped:
        problems.append(("lines_skipped", {"n": opening.skipped}))
    found = layout(body.path, opening.at, opening.line, width, how.separator, how.quote)
    alike = opening.line == 1 or opening.carriage == found.carriage or not found.rows
    plain = opening.plain and alike and (opening.line > 1 or not body.mark)
    if found.regular and plain and not found.mixed and how.plain:
        return replace(sheet, rows=found.rows, lines=found.lines, leading=opening.line - 1, problems=tuple(problems))
    if found.regular and how.plain:
        made = source.made(".csv")
        unified(body.path, opening.at, made)
        return replace(sheet, path=made, rows=found.rows, lines=found.lines, leading=0, problems=tuple(problems))
    made = source.made(".parquet")
    written = rewritten(body.path, opening.at, opening.line, width, how, made)
    if written.short:
        problems.append(("rows_short", {"n": written.short, "columns": width}))
    if written.long:
        problems.append(("rows_long", {"n": written.long, "columns": width}))
    return replace(sheet, path=made, stored="parquet", rows=written.rows, lines=written.lines, problems=tuple(problems))
