"""A column of dates over the whole file: how it reads, and what stands beside it month by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final, Literal

import duckdb
import polars as pl

from cxdata.reading.checking import moments
from cxdata.reading.mapping import DateOrder
from cxdata.reading.meaning import periods
from cxdata.reading.meaning.date_orders import evidence, ordered
from cxdata.reading.meaning.dates import MONTH_ONLY, ZONE
from cxdata.schema import EARLIEST

Coarse = Literal["", "month", "quarter", "week"]
Months = Mapping[datetime | None, Mapping[str, Counter[str]]]
"""Month -> column -> cell -> how often; None: rows without a date."""

_COARSE: Final[dict[Coarse, str]] = {
    "quarter": periods.QUARTER,
    "week": periods.WEEK,
    "month": rf"{MONTH_ONLY}|[^\d]+ \d{{4}}",
}
_DAY: Final[Coarse] = ""
_FIRST = 20
_LONGEST = 80
_BLANKS = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
"""What DuckDB's trim takes away, which takes longer than all the rest of counting."""


@dataclass(frozen=True)
class Dated:
    """How a column of dates reads. `order` is "" where it allows several: those are `orders`.

    `share`: how many of its values are dates from 1990 to today; `daily`: none of them has a time of day; `only`: what
    all of them name in place of a day.
    """

    order: DateOrder
    orders: tuple[DateOrder, ...] = ()
    share: float = 0.0
    daily: bool = False
    only: Coarse = ""
    months: Months = field(default_factory=dict, compare=False)

    @property
    def open(self) -> bool:
        return bool(self.orders)


def counted(column: str) -> str:
    """SQL of an aggregate that counts the cells of a column, for `cells`."""
    return f"histogram({column})"


def cells(counts: Mapping[str, int] | None) -> Counter[str]:
    """The cells with their counts, trimmed and cut where no score is as long; blank ones are left out."""
    found: Counter[str] = Counter()
    for cell, n in (counts or {}).items():
        found[cell.strip(_BLANKS)[:_LONGEST]] += n
    del found[""]
    return found


def dated(
    connection: duckdb.DuckDBPyConnection,
    relation: str,
    column: str,
    dates: Mapping[str, int] | None = None,
    sample: pl.Series | None = None,
    beside: Sequence[str] = (),
) -> Dated:
    """Decides the order of day and month over the whole column; counts the cells of the columns `beside` it.

    `dates`: its `evidence`, where that is known; `sample`: first cells of it, which tell the notation of most.
    """
    if dates is None:
        dates = connection.sql(f"SELECT {evidence(column)} FROM {relation}").fetchall()[0][0] or {}
    found = ordered(dates)
    order = found.order or found.options[0]
    latest = date.today() + timedelta(days=2)
    notation = moments.notation(connection, sample, order) if sample is not None else ""
    coarse = _coarse(connection, relation, column)
    fit = f"moment BETWEEN TIMESTAMP '{EARLIEST}' AND TIMESTAMP '{latest}'"
    filled = "CASE WHEN moment IS NULL THEN trim(moment_raw) <> '' ELSE TRUE END"
    counts = [f"count(*) FILTER ({each})" for each in (filled, fit, "moment_raw LIKE '%:%'", *map(_shaped, coarse))]
    rows = connection.sql(
        f"SELECT date_trunc('month', moment)::TIMESTAMP, {', '.join([*counts, *map(counted, beside)])} "
        f"FROM ({_read(relation, column, order, notation)}) GROUP BY 1 ORDER BY 1 NULLS FIRST"
    ).fetchall()
    months = {month: dict(zip(beside, map(cells, told[len(counts) :]), strict=True)) for month, *told in rows}
    total, fit_, timed, *shaped = (sum(row[1 + place] for row in rows) for place in range(len(counts)))
    if not total:
        return Dated("", months=months)
    only = next((each for each, n in zip(coarse, shaped, strict=True) if n == total), _DAY)
    return Dated(found.order, found.options, fit_ / total, not timed, only, months)


def _read(relation: str, column: str, order: DateOrder, notation: str) -> str:
    """SQL of the relation with the moment of each row, and moment_raw, the text of it."""
    # The raw column stands beside its casts: alone, DuckDB pushes TRY_CAST into the reader, where it drops rows.
    quick = f"SELECT *, {column} AS moment_raw, {moments.quick(column, notation)} AS moment FROM {relation}"
    return f"SELECT * REPLACE ({moments.patient(notation, order, ZONE, '', None)} AS moment) FROM ({quick})"


def _coarse(connection: duckdb.DuckDBPyConnection, relation: str, column: str) -> list[Coarse]:
    """What all dates of the column may name in place of a day, as far as the first ones tell."""
    first = f"SELECT {column} AS moment_raw FROM {relation} WHERE trim({column}) <> '' LIMIT {_FIRST}"
    asked = ", ".join(f"bool_and({_shaped(each)})" for each in _COARSE)
    found = connection.sql(f"SELECT {asked} FROM ({first})").fetchall()[0]
    return [each for each, every in zip(_COARSE, found, strict=True) if every]


def _shaped(coarse: Coarse) -> str:
    return f"regexp_full_match(lower(trim(moment_raw)), '{_COARSE[coarse]}')"
