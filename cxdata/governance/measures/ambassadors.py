"""Where CX ambassadors are, and where they did something lately."""

from __future__ import annotations

from datetime import timedelta
from typing import Final, NamedTuple

import polars as pl

from cxdata.governance.standing import Standing
from cxdata.governance.tables import AMBASSADOR

LATELY: Final = timedelta(days=91)


class Reach(NamedTuple):
    """Operating departments with an ambassador, and with an action of the last quarter, as shares of all (0..1).

    `per_hundred`: ambassadors per 100 staff; None where no headcount is known. The guard against names and balloons is
    the second share.
    """

    people: int
    named: float | None
    active: float | None
    per_hundred: float | None


def deeds(standing: Standing, within: timedelta = LATELY) -> pl.DataFrame:
    """`department, headcount, ambassadors, actions, lately, last` of each operating department.

    `actions`: all that were noted there, `lately`: those of the last quarter, `last`: the day of the last one.
    """
    listed = standing.departments.filter(pl.col("name").is_in(standing.operating)).select(
        "headcount", department="name"
    )
    held = standing.roles.filter(role=AMBASSADOR)
    people = held.group_by("department").agg(ambassadors=pl.col("person").n_unique().cast(pl.Int64))
    recent = pl.col("day") > standing.day - within
    done = standing.actions.group_by("department").agg(
        actions=pl.len().cast(pl.Int64), lately=recent.sum().cast(pl.Int64), last=pl.col("day").max()
    )
    found = listed.join(people, on="department", how="left", maintain_order="left")
    found = found.join(done, on="department", how="left", maintain_order="left")
    found = found.with_columns(pl.col("ambassadors", "actions", "lately").fill_null(0))
    return found.select("department", "headcount", "ambassadors", "actions", "lately", "last")


def reach(standing: Standing) -> Reach:
    """How far ambassadors reach."""
    table = deeds(standing)
    size = table.height
    people = standing.roles.filter(role=AMBASSADOR)["person"].n_unique()
    staff = int(table["headcount"].sum()) if not table["headcount"].null_count() else 0
    return Reach(
        people=people,
        named=table.filter(pl.col("ambassadors") > 0).height / size if size else None,
        active=table.filter(pl.col("lately") > 0).height / size if size else None,
        per_hundred=100 * people / staff if staff else None,
    )
