"""The last rows of a sheet as they stand on disk, and how many empty ones follow them."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import duckdb
import polars as pl

from cxdata.reading.recognised import Rows
from cxdata.reading.sheet import ALONE, Sheet

LOOKED_AT = 60
_TAIL = 1 << 16


@dataclass(frozen=True)
class Ending:
    """`rows` are as wide as the table; `empty` ones stand behind them."""

    rows: Rows
    empty: int


def ending(sheet: Sheet) -> Ending:
    """The last rows that hold something, few enough to look at one by one."""
    return _of_parquet(sheet) if sheet.stored == "parquet" else _of_text(sheet)


def figures(sheet: Sheet, column: int, rows: int) -> tuple[float, ...]:
    """Mean, median, sum and number of the numbers that a column holds in that many first rows, and of its cells."""
    name = sheet.columns[column]
    number = f"try_cast(replace(replace({name}, ',', '.'), chr(160), '') AS DOUBLE)"
    said = f"avg({number}), median({number}), sum({number}), count({number}), count({name})"
    with duckdb.connect(config=ALONE) as connection:
        found = connection.sql(f"SELECT {said} FROM (SELECT * FROM {sheet.relation()} LIMIT {int(rows)})").fetchall()
    return tuple(float(each) for each in found[0] if each is not None)


def _of_parquet(sheet: Sheet) -> Ending:
    scan = pl.scan_parquet(sheet.path).head(sheet.rows)
    if not sheet.rows or any(map(_filled, scan.tail(1).collect().rows())):
        return Ending(_texts(scan.tail(LOOKED_AT)), 0)
    filled = scan.select(pl.any_horizontal(pl.all().str.strip_chars() != "").fill_null(value=False)).collect()
    last = filled.to_series().arg_true()
    kept = int(last[-1]) + 1 if len(last) else 0
    return Ending(_texts(scan.head(kept).tail(LOOKED_AT)), sheet.rows - kept)


def _filled(row: tuple[str | None, ...]) -> bool:
    return any(cell and cell.strip() for cell in row)


def _texts(scan: pl.LazyFrame) -> Rows:
    return [[cell or "" for cell in row] for row in scan.collect().rows()]


def _of_text(sheet: Sheet) -> Ending:
    """Reads backwards until something is found; rows before one that is not as wide as the table are left out."""
    marks = f"{sheet.separator}{sheet.quote} \t\r\n".encode()
    taken = _TAIL
    with sheet.path.open("rb") as file:
        size = file.seek(0, io.SEEK_END)
        while True:
            file.seek(max(0, size - taken))
            tail = file.read(taken)
            if (held := len(tail.rstrip(marks))) or taken >= size:
                break
            taken *= 8
        over = tail.find(b"\n", held) + 1 or len(tail)
        start = size - len(tail) + over
        file.seek(max(0, start - _TAIL))
        text = file.read(min(start, _TAIL)).decode("utf-8", "ignore")
    empty = sum(sheet.separator.encode() in line for line in tail[over:].splitlines())
    empty = min(empty, sheet.rows)
    if start > _TAIL:
        text = text[text.find("\n") + 1 :]
    wanted = min(LOOKED_AT, sheet.rows - empty)
    rows = _split(sheet, text)[-wanted:] if wanted else []
    odd = max((i for i, row in enumerate(rows, 1) if len(row) != len(sheet.headings)), default=0)
    return Ending(rows[odd:], empty)


def _split(sheet: Sheet, text: str) -> list[list[str]]:
    body = io.StringIO(text, newline="")
    try:
        if sheet.quote:
            return [row for row in csv.reader(body, delimiter=sheet.separator, quotechar=sheet.quote) if row]
        return [row for row in csv.reader(body, delimiter=sheet.separator, quoting=csv.QUOTE_NONE) if row]
    except csv.Error:
        return []
