"""The time of a scanned row: read in the notation that most of the file has, and with patience where that fails."""

from __future__ import annotations

import re
from datetime import date

import duckdb
import polars as pl

from cxdata.reading.mapping import DateOrder
from cxdata.reading.meaning.dates import timestamp_sql

_FIRST, _EVERY = 500, 16
"""Rows of the sample that are looked at for the notation of times, and which of those that follow."""

WRITTEN_OUT = "TIMESTAMP '1000-01-01'"
"""A year of two digits, which says no century, is one of the first century to strptime."""

_TIMES = (" %H:%M:%S", " %H:%M", "", " %I:%M:%S %p", " %I:%M %p")
_YEAR_FIRST = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S")
_YEAR_LAST = {
    order: tuple(f"{day}{time}" for day in days for time in _TIMES)
    for order, days in {
        "dmy": ("%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y"),
        "mdy": ("%m/%d/%Y", "%m-%d-%Y", "%m.%d.%Y"),
    }.items()
}
_DIGITS = {"Y": r"\d{4}", "H": r"([01]?\d|2[0-3])", "I": r"(0?[1-9]|1[0-2])", "p": "[AaPp][Mm]"}


def notation(connection: duckdb.DuckDBPyConnection, cells: pl.Series, order: DateOrder) -> str:
    """The format for strptime that reads most of a sample of a column."""
    formats = (*_YEAR_FIRST, *_YEAR_LAST.get(order, ()))
    connection.register("cells", pl.concat([cells[:_FIRST], cells[_FIRST:].gather_every(_EVERY)]).to_frame("cell"))
    fitting = ", ".join(f"count(*) FILTER ({quick('cell', each)} > {WRITTEN_OUT})" for each in formats)
    counts = connection.sql(f"SELECT {fitting} FROM cells").fetchall()[0]
    connection.unregister("cells")
    return formats[counts.index(max(counts))]


def quick(column: str, notation: str) -> str:
    """SQL of the time in that notation; where the text has another, NULL or a time before WRITTEN_OUT."""
    return f"TRY_STRPTIME({column}, '{notation}')" if notation else "NULL::TIMESTAMP"


def patient(notation: str, order: DateOrder, zone: str, told: str, day: date | None) -> str:
    """SQL of the time from `moment`, read by `quick`, and its text `moment_raw`; a blank one is the `day`.

    A text of the usual shape that is no time, as 31 February, need not be tried in all other notations.
    """
    read = timestamp_sql("moment_raw", order, zone, told)
    usual = (
        f"WHEN moment IS NULL AND regexp_full_match(moment_raw, '{_shape(notation)}') THEN NULL " if notation else ""
    )
    return (
        f"CASE WHEN moment > {WRITTEN_OUT} THEN moment {usual}"
        f"WHEN trim(moment_raw) <> '' THEN {read} ELSE {given(day)} END"
    )


def given(day: date | None) -> str:
    return f"TIMESTAMP '{day.isoformat()}'" if day else "NULL::TIMESTAMP"


def _shape(notation: str) -> str:
    """RE2 pattern of the texts that are written in a notation, whether they are times or not."""
    parts = re.split("%(.)", notation)
    return "".join(_DIGITS.get(part, r"\d{1,2}") if i % 2 else re.escape(part) for i, part in enumerate(parts))
