"""Were decisions carried out by the date first promised."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import polars as pl

from cxdata.statistics.estimates import share


class Kept(NamedTuple):
    """Decisions due, kept, done late, open and overdue; the rate kept, and its Wilson interval as a forecast."""

    due: int
    kept: int
    late: int
    open_overdue: int
    rate: float | None
    low: float | None
    high: float | None


def kept(decisions: pl.DataFrame, as_of: date) -> Kept:
    """Of `original_due, done` (dates; done null while open): how many of those due by `as_of` were done in time.

    The first promised date counts: a decision that was given a new date is not kept. What was done after `as_of` is
    still open on that day. The rate is a fact of a census; low and high only if it is read as a forecast.
    """
    due = decisions.filter(pl.col("original_due") <= as_of)
    done = pl.col("done").is_not_null() & (pl.col("done") <= as_of)
    on_time = done & (pl.col("done") <= pl.col("original_due"))
    in_time, late, overdue = due.select(
        on_time.fill_null(False).sum().alias("kept"),
        (done & ~on_time).fill_null(False).sum().alias("late"),
        (~done).fill_null(True).sum().alias("open"),
    ).row(0)
    if due.height == 0:
        return Kept(0, 0, 0, 0, None, None, None)
    found = share(in_time, due.height)
    return Kept(due.height, in_time, late, overdue, *(float(value) for value in found))
