"""How such a file is made: rows as delimited text or as a workbook, and what reading it should find."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import xlsxwriter

Rows = Sequence[Sequence[object]]

COMMENTS = (
    "Źle się działo, niestety",
    "Obsługa była w porządku",
    'mówili "zaraz" i nic',
    "dwa\nwiersze; oba złe",
    "Ładnie, szybko, żadnych uwag",
    "",
)
REMARKS = ("Great service", "Too slow, really", "", 'He said "later"', "two\nlines", "It's ok; fine", "N/A")


@dataclass(frozen=True)
class Export:
    """`truth`: attributes of the sheet that reading gives; `table` its first and last row where they are told."""

    name: str
    content: bytes
    truth: Mapping[str, Any]


def moment(i: int) -> datetime:
    return datetime(2024, 5, 1, 8, 0) + timedelta(hours=7 * i)


def text(
    rows: Rows,
    separator: str = ",",
    end: str = "\n",
    encoding: str = "utf-8",
    quoting: int = csv.QUOTE_MINIMAL,
    before: str = "",
    behind: str = "",
) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=separator, lineterminator=end, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return (before + buffer.getvalue() + behind).encode(encoding)


def book(
    *sheets: tuple[str, Rows], at: tuple[int, int] = (0, 0), merged: Sequence[tuple[int, int, int, int]] = ()
) -> bytes:
    """A workbook; `at`: where each table's first cell stands; `merged`: first row and column, last row and column."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"}) as made:
        for name, rows in sheets:
            page = made.add_worksheet(name)
            for i, row in enumerate(rows):
                for j, value in enumerate(row):
                    if value not in (None, ""):
                        page.write(i + at[0], j + at[1], value)
            for top, left, bottom, right in merged:
                page.merge_range(top, left, bottom, right, rows[top - at[0]][left - at[1]])
    return buffer.getvalue()
