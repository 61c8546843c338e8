"""The council's decisions against the date that was promised first."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

import polars as pl

from cxdata.governance.standing import Standing
from cxdata.statistics import commitments

KEPT: Final = "kept"
LATE: Final = "late"
OVERDUE: Final = "overdue"
OPEN: Final = "open"
UNDATED: Final = "undated"
DONE: Final = "done"
STATES: Final = (OVERDUE, OPEN, UNDATED, LATE, DONE, KEPT)


class Kept(NamedTuple):
    """Decisions due by the day: kept by the first date, done late, still open; the share kept (0..1).

    The guards: `redated` and its share of all dated decisions, the median age in days of what is overdue, and how many
    of the overdue ones were called large. Moving a date changes nothing here.
    """

    due: int
    kept: int
    late: int
    overdue: int
    rate: float | None
    redated: int
    redating: float | None
    age: float | None
    large: int


def register(standing: Standing) -> pl.DataFrame:
    """The decisions with `state`, `late_by` (days after the first date, null where none) and `moved` (re-dated).

    kept: done by the first date; late: done after it; overdue: open after it, whatever new date was given; open: not
    due yet; undated and done: open, or done, without ever a date. `broken_again`: the new date has passed too.
    """
    day = pl.lit(standing.day)
    done, due = pl.col("done"), pl.col("due")
    state = (
        pl.when(due.is_null())
        .then(pl.when(done.is_null()).then(pl.lit(UNDATED)).otherwise(pl.lit(DONE)))
        .when(done.is_not_null())
        .then(pl.when(done <= due).then(pl.lit(KEPT)).otherwise(pl.lit(LATE)))
        .when(due <= day)
        .then(pl.lit(OVERDUE))
        .otherwise(pl.lit(OPEN))
    )
    until = pl.coalesce(done, day)
    past = (until - due).dt.total_days()
    return standing.decisions.with_columns(
        state=state,
        late_by=pl.when(past > 0).then(past),
        moved=pl.col("redated").is_not_null() & (pl.col("redated") != due).fill_null(True),
        broken_again=(done.is_null() & (pl.col("redated") <= day)).fill_null(False),
    )


def kept(register: pl.DataFrame, day: date) -> Kept:
    """Of decisions due by the day (of a `register`, or of some of its rows)."""
    dated = register.filter(pl.col("due").is_not_null())
    found = commitments.kept(dated.select(original_due="due", done="done"), day)
    overdue = dated.filter(state=OVERDUE)
    redated = int(dated["moved"].sum())
    age = overdue["late_by"].median()
    return Kept(
        due=found.due,
        kept=found.kept,
        late=found.late,
        overdue=found.open_overdue,
        rate=found.rate,
        redated=redated,
        redating=redated / dated.height if dated.height else None,
        age=float(age) if isinstance(age, int | float) else None,
        large=overdue.filter(impact="large").height,
    )


def by_owner(standing: Standing) -> pl.DataFrame:
    """`owner` and the fields of Kept, a row for each department with decisions; owner null last. No order of merit."""
    found = register(standing)
    names = [name for name in standing.departments["name"] if name in set(found["owner"])]
    names += [name for name in found["owner"].drop_nulls().unique(maintain_order=True) if name not in names]
    rows = [(name, *kept(found.filter(owner=name), standing.day)) for name in names]
    if found["owner"].null_count():
        rows.append((None, *kept(found.filter(pl.col("owner").is_null()), standing.day)))
    whole = dict.fromkeys(("due", "kept", "late", "overdue"), pl.Int64()) | {
        "rate": pl.Float64(),
        "redated": pl.Int64(),
    }
    schema = {"owner": pl.String(), **whole, "redating": pl.Float64(), "age": pl.Float64(), "large": pl.Int64()}
    return pl.DataFrame(rows, schema=schema, orient="row")
