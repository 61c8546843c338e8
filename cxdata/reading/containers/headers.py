"""Where the table begins in the first rows of a file, how many rows head it, and what its columns are called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from cxdata.errors import FileRefused
from cxdata.reading.recognised import Recognised, tidied
from cxdata.reading.tools import recognise

MOST_COLUMNS = 2000
LONGEST_PREAMBLE = 30
_LOOKED_AT = 300
_NUMBER = re.compile(r"[+\-−]?\d[\d\s\u00a0]*([.,]\d+)?%?$")
_DATE = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}([ T].*)?$")

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Top:
    """`start` rows stand before the header; the first data row is number `start + header_rows`."""

    start: int
    header_rows: int
    headings: tuple[str, ...]
    questions: tuple[str, ...]
    tool: str = ""
    confidence: float = 1.0


def top(rows: Rows, start: int | None = None, header_rows: int | None = None) -> Top:
    """How a table begins; given numbers are obeyed. Raises FileRefused for too many columns."""
    begin = _preamble(rows) if start is None else min(start, len(rows))
    body = rows[begin : begin + _LOOKED_AT]
    if not body:
        raise FileRefused("file_empty")
    claim = recognise(body)
    if claim is None or (header_rows is not None and header_rows != claim.header_rows):
        claim = _plain(body, header_rows)
    count = claim.header_rows
    width = _columns(body[count:], max((len(row) for row in body[:count]), default=0))
    if width > MOST_COLUMNS:
        raise FileRefused("file_columns", found=width, limit=MOST_COLUMNS)
    headings = claim.headings or (tuple(body[0]) if count else ())
    questions = claim.questions or headings
    names = unique(_padded(headings, width))
    wordings = [tidied(q) or name for q, name in zip(_padded(questions, width), names, strict=True)]
    return Top(begin, count, names, tuple(wordings), claim.tool, claim.confidence)


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


def _preamble(rows: Rows) -> int:
    """How many rows stand before the header: titles, notes and pairs of name and value."""
    looked = rows[:_LOOKED_AT]
    width, typical = _width(looked), median(_filled(row) for row in looked)
    if width < 2:
        return 0
    for i, row in enumerate(looked[:LONGEST_PREAMBLE]):
        filled = _filled(row)
        pair = filled == 2 and all(map(str.strip, row[:2])) and (typical >= 5 or row[0].rstrip().endswith(":"))
        title = filled <= 1 or pair or (len(row) != width and filled < typical / 2)
        if not title:
            return i
    return 0


def _plain(body: Rows, header_rows: int | None) -> Recognised:
    if header_rows is None:
        header_rows = 0 if _headless(body) else 2 if _two(body) else 1
    if header_rows < 2:
        return Recognised("", header_rows)
    above, below = body[0], body[min(header_rows, len(body)) - 1]
    headings, over = [], ""
    for column in range(max(len(above), len(below))):
        over = (tidied(above[column]) if column < len(above) else "") or over
        part = tidied(below[column]) if column < len(below) else ""
        headings.append(f"{over} - {part}" if over and part and over != part else part or over)
    return Recognised("", header_rows, 0.9, tuple(headings))


def _value(cell: str) -> bool:
    cell = cell.strip()
    return bool(_NUMBER.match(cell) or _DATE.match(cell))


def _headless(body: Rows) -> bool:
    """Whether the first row holds values where the rows below hold them: then nothing is a heading."""
    alike = unlike = 0
    for column, cell in enumerate(body[0]):
        below = [row[column] for row in body[1:] if column < len(row) and row[column].strip()]
        if below and sum(map(_value, below)) >= 0.9 * len(below):
            alike += _value(cell)
            unlike += bool(cell.strip()) and not _value(cell)
    if len(body) == 1:
        return all(_value(cell) for cell in body[0] if cell.strip())
    return alike > unlike


def _two(body: Rows) -> bool:
    """Whether the first row names groups of columns, with gaps, and the second one each column."""
    if len(body) < 3:
        return False
    gaps = [column for column, cell in enumerate(body[0]) if not cell.strip()]
    second = body[1]
    if len(gaps) < 0.3 * len(body[0]) or not body[0][0].strip():
        return False
    named = [second[column] for column in gaps if column < len(second) and second[column].strip()]
    words = [cell.strip() for cell in second if cell.strip()]
    return len(named) >= 0.7 * len(gaps) and not any(map(_value, words)) and len(set(words)) >= 0.8 * len(words)
