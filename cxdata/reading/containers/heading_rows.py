"""How many of a table's first rows head it, judged by what stands below them, and what they make its columns called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from cxdata.reading.recognised import Recognised, Rows, tidied

MOST_ROWS = 4
_NUMBER = re.compile(r"[+\-−]?\d[\d\s\u00a0\u202f]*([.,]\d+)?%?$")
_DATE = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}([ T].*)?$")
_YEAR = re.compile(r"(?:19|20)\d\d$")

Kind = Literal["", "text", "whole", "fraction", "date"]


def kind(cell: str) -> Kind:
    """What a cell looks like; a number written with a decimal mark or a percent sign is a fraction."""
    cell = cell.strip()
    if not cell:
        return ""
    if _DATE.match(cell):
        return "date"
    if found := _NUMBER.match(cell):
        return "fraction" if found[1] or cell.endswith("%") else "whole"
    return "text"


def value(cell: str) -> bool:
    return kind(cell) in ("whole", "fraction", "date")


def counted(body: Rows) -> int:
    """How many rows head the table; 0 where the first one holds values like those below it."""
    if _headless(body):
        return 0
    count = 1
    while count < MOST_ROWS and count + 1 < len(body) and (_parts(body, count) or _words(body, count)):
        count += 1
    return count


def named(body: Rows, count: int) -> Recognised:
    """Headings from that many rows: codes above wordings stay apart, groups are joined with what stands below them."""
    if count < 2:
        return Recognised("", count)
    rows = body[:count]
    width = max(len(row) for row in rows)
    lines = [[tidied(cell) for cell in row] + [""] * (width - len(row)) for row in rows]
    if all(lines[0]) and len(set(lines[0])) == width:
        return Recognised("", count, 0.9, tuple(lines[0]), tuple(lines[1]))
    above = [_carried(line) for line in lines[:-1]]
    names = []
    for column in range(width):
        parts = dict.fromkeys(line[column] for line in (*above, lines[-1]) if line[column])
        names.append(" - ".join(parts))
    return Recognised("", count, 0.9, tuple(names))


def _carried(line: Sequence[str]) -> list[str]:
    """Each empty cell takes the text of the group on its left."""
    over, found = "", []
    for cell in line:
        over = cell or over
        found.append(over)
    return found


def _valued(rows: Rows, width: int, filled: float = 0.0) -> Iterator[tuple[int, list[str]]]:
    """Columns in which nine cells of ten are values, at least that share of the rows having one, with the cells."""
    for column in range(width):
        cells = [row[column] for row in rows if column < len(row) and row[column].strip()]
        if cells and len(cells) >= filled * len(rows) and sum(map(value, cells)) >= 0.9 * len(cells):
            yield column, cells


def _headless(body: Rows) -> bool:
    first, rest = body[0], body[1:]
    if not rest:
        return all(value(cell) for cell in first if cell.strip())
    alike = unlike = 0
    heads: list[int] = []
    for column, below in _valued(rest, len(first)):
        cell = first[column].strip()
        if not cell:
            if not column and _numbered(below):
                return False
            continue
        heads.append(column)
        if _fits(cell, below):
            alike += 1
        else:
            unlike += 1
    return alike > unlike and not _running(body, heads)


def _fits(cell: str, below: Sequence[str]) -> bool:
    """Whether a value could stand in a column of these values."""
    kinds = Counter(map(kind, below))
    found = kind(cell)
    if found == "text" or (found == "date") != (kinds["date"] > len(below) / 2):
        return False
    if found == "whole" and len(below) > 2 and kinds["fraction"] == len(below):
        return False
    return not _YEAR.match(cell) or any(_YEAR.match(each.strip()) for each in below)


def _numbered(cells: Sequence[str]) -> bool:
    """Whether these are the numbers of the rows."""
    start = cells[0].strip()
    return start in ("0", "1") and all(cell.strip() == str(int(start) + i) for i, cell in enumerate(cells))


def _running(body: Rows, columns: Sequence[int]) -> bool:
    """Whether the first row counts its columns, 1, 2, 3, and no column goes on counting down the rows."""
    first, second = body[0], body[1]
    if len(columns) < 3 or any(kind(first[column]) != "whole" for column in columns):
        return False
    numbers = [int(re.sub(r"\D", "", first[column])) for column in columns]
    counting = all(after == before + 1 for before, after in pairwise(numbers))
    below = [second[column].strip() if column < len(second) else "" for column in columns]
    return counting and not any(cell == str(number + 1) for cell, number in zip(below, numbers, strict=True))


def _parts(body: Rows, count: int) -> bool:
    """Whether the row above names groups of columns, with gaps, and this one each column."""
    above, row = body[count - 1], body[count]
    gaps = [column for column, cell in enumerate(above) if not cell.strip()]
    first = (above[0] if above else "") or (row[0] if row else "")
    if len(gaps) < 0.3 * len(above) or not first.strip():
        return False
    named = [row[column] for column in gaps if column < len(row) and row[column].strip()]
    words = [cell.strip() for cell in row if cell.strip()]
    return len(named) >= 0.7 * len(gaps) and not any(map(value, words)) and len(set(words)) >= 0.8 * len(words)


def _words(body: Rows, count: int) -> bool:
    """Whether this row holds words, each another, where nearly all rows below hold values."""
    row, below = body[count], body[count + 1 :]
    if len(below) < 2:
        return False
    columns = [column for column, _ in _valued(below, len(row), 0.3)]
    over = [row[column].strip() for column in columns if row[column].strip()]
    return (
        len(columns) > 1
        and len(over) >= 0.8 * len(columns)
        and not any(map(value, over))
        and len(set(over)) >= 0.8 * len(over)
    )
