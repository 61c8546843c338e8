"""Where the table begins in the first rows of a file, how many rows head it, and what its columns are called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from cxdata.errors import FileRefused
from cxdata.reading.containers import heading_rows
from cxdata.reading.recognised import Recognised, Rows, tidied
from cxdata.reading.tools import recognise

MOST_COLUMNS = 2000
LONGEST_PREAMBLE = 30
_SEPARATED_BY = re.compile(r"\ufeff?sep=.?", re.IGNORECASE)
_LOOKED_AT = 300


@dataclass(frozen=True)
class Top:
    """`start` rows stand before the header; the first data row is number `start + header_rows`."""

    start: int
    header_rows: int
    headings: tuple[str, ...]
    questions: tuple[str, ...]
    tool: str = ""
    confidence: float = 1.0


def top(rows: Rows, start: int | None = None, header_rows: int | None = None, tool: str | None = None) -> Top:
    """How a table begins; given numbers are obeyed. Raises FileRefused for too many columns."""
    begin = _preamble(rows) if start is None else min(start, len(rows))
    body = rows[begin : begin + _LOOKED_AT]
    if not body:
        raise FileRefused("file_empty")
    claim = _claim(body, header_rows, tool)
    count = claim.header_rows
    width = _columns(body[count:], max((len(row) for row in body[:count]), default=0))
    if width > MOST_COLUMNS:
        raise FileRefused("file_columns", found=width, limit=MOST_COLUMNS)
    headings = claim.headings or (tuple(body[0]) if count else ())
    questions = claim.questions or headings
    names = unique(_padded(headings, width))
    wordings = [tidied(q) or name for q, name in zip(_padded(questions, width), names, strict=True)]
    return Top(begin, count, names, tuple(wordings), claim.tool, claim.confidence)


def _claim(body: Rows, header_rows: int | None, tool: str | None) -> Recognised:
    """What the tool says that owns up to the file, or what the rows themselves do."""
    claim = recognise(body, tool)
    if claim is not None and header_rows in (None, claim.header_rows):
        return claim
    plain = heading_rows.named(body, heading_rows.counted(body) if header_rows is None else header_rows)
    return replace(plain, tool=tool if tool is not None else claim.tool if claim else "")


def unique(headings: Sequence[str]) -> tuple[str, ...]:
    """Headings on one line, none empty, none twice: "Other", "Other (2)"; the fourth without a name is "column_4"."""
    named = [tidied(heading) or f"column_{i}" for i, heading in enumerate(headings, 1)]
    found = set(named)
    taken: dict[str, None] = {}
    for name in named:
        free, number = name, 1
        while free in taken or (number > 1 and free in found):
            number += 1
            free = f"{name} ({number})"
        taken[free] = None
    return tuple(taken)


def _padded(cells: Sequence[str], width: int) -> list[str]:
    return [*cells[:width], *[""] * (width - len(cells))]


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def _width(rows: Rows) -> int:
    """The width that most rows have, the larger of equals."""
    widths = Counter(len(row) for row in rows)
    return max(widths, key=lambda width: (widths[width], width), default=0)


def _columns(data: Rows, headed: int) -> int:
    """Columns of the table: those that have a heading, and more only where most rows fill more."""
    filled = [max((i for i, cell in enumerate(row, 1) if cell.strip()), default=0) for row in data]
    more = Counter(width for width in filled if width > headed)
    if not headed:
        return _width(data)
    return max(more, key=lambda width: (more[width], width)) if sum(more.values()) > len(data) / 2 else headed


def _block(rows: Rows) -> Rows:
    """The rows of several cells where they stand together, all as wide as the first; none where they do not."""
    split = [place for place, row in enumerate(rows) if len(row) > 1]
    block = rows[split[0] : split[-1] + 1] if len(split) > 1 else []
    return block if all(len(row) == len(block[0]) for row in block) else []


def _preamble(rows: Rows) -> int:
    """How many rows stand before the header: titles, notes and pairs of name and value."""
    first = int(bool(rows) and bool(_SEPARATED_BY.fullmatch("".join(rows[0]).strip())))
    looked = rows[first:_LOOKED_AT]
    if not looked:
        return first
    width = _width(_block(looked) or looked)
    typical = median(_filled(row) for row in looked)
    if width < 2:
        return first
    for i, row in enumerate(looked[:LONGEST_PREAMBLE], first):
        filled = _filled(row)
        pair = filled == 2 and all(map(str.strip, row[:2])) and (typical >= 4 or row[0].rstrip().endswith(":"))
        lone = filled <= 1 and not (width == len(row) == 2 and row[1].strip())
        title = lone or pair or (len(row) != width and filled < typical / 2)
        if not title:
            return i
    return first
