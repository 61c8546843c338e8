"""The initiatives: what is due, late or done, which gaps nobody works on, and which work mends no gap."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import polars as pl

from cxdata.governance.standing import Standing
from cxdata.governance.tables import DONE, PLANNED, RUNNING, STOPPED

LATE_START: Final = "late_start"
LATE_FINISH: Final = "late_finish"
COMING: Final = "coming"
STATES: Final = (LATE_FINISH, LATE_START, RUNNING, COMING, DONE, STOPPED)


def register(standing: Standing) -> pl.DataFrame:
    """The initiatives with `state` and `late_by` (days, null where none).

    late_start: planned for a day that has passed; late_finish: still running after its end; running; coming: planned
    for later, or for no day; done; stopped.
    """
    day = pl.lit(standing.day)
    status, start, finish = pl.col("status"), pl.col("start"), pl.col("finish")
    state = (
        pl.when((status == PLANNED) & (start < day))
        .then(pl.lit(LATE_START))
        .when(status == PLANNED)
        .then(pl.lit(COMING))
        .when((status == RUNNING) & (finish < day))
        .then(pl.lit(LATE_FINISH))
        .otherwise(status)
    )
    found = standing.initiatives.with_columns(state=state)
    since = pl.when(pl.col("state") == LATE_START).then(start).when(pl.col("state") == LATE_FINISH).then(finish)
    return found.with_columns(late_by=(day - since).dt.total_days())


def at_work(standing: Standing) -> pl.DataFrame:
    """`touchpoint, initiative, owner, state`: initiatives under way, a row for each of their touchpoints."""
    found = register(standing).filter(pl.col("state").is_in([RUNNING, LATE_FINISH]))
    return (
        found.explode("touchpoints")
        .select("owner", "state", touchpoint="touchpoints", initiative="name")
        .select("touchpoint", "initiative", "owner", "state")
        .filter(pl.col("touchpoint").is_not_null())
    )


def gaps(standing: Standing, below: Iterable[str]) -> list[str]:
    """Of the touchpoints below their goal, in the order given, those that no initiative under way works on."""
    busy = set(at_work(standing)["touchpoint"])
    return [touchpoint for touchpoint in below if touchpoint not in busy]


def idle(standing: Standing, below: Iterable[str]) -> pl.DataFrame:
    """`at_work` at touchpoints that are not below their goal."""
    return at_work(standing).filter(~pl.col("touchpoint").is_in(list(below)))


def money(standing: Standing) -> pl.DataFrame:
    """`touchpoint, cost, initiatives, unknown`: cost of the work under way, an initiative's split evenly over its
    touchpoints; `unknown` counts those without a cost."""
    rows = register(standing).filter(
        pl.col("state").is_in([RUNNING, LATE_FINISH]), pl.col("touchpoints").list.len() > 0
    )
    split = rows.with_columns(cost=pl.col("cost") / pl.col("touchpoints").list.len()).explode("touchpoints")
    return split.group_by(touchpoint="touchpoints", maintain_order=True).agg(
        pl.col("cost").sum(), initiatives=pl.len().cast(pl.Int64), unknown=pl.col("cost").null_count().cast(pl.Int64)
    )
