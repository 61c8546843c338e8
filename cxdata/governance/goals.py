"""Which goal applies where: the most specific one that is open on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

import polars as pl

from cxdata.governance.tables import RELATIONSHIP, TOUCHPOINT, TOUCHPOINTS
from cxdata.schema import Metric


@dataclass(frozen=True, slots=True)
class Goal:
    """A row of the table of goals: the level to reach (on the metric's scale) by the end of the deadline's day."""

    id: int
    name: str | None
    metric: Metric
    scope: str
    touchpoint: str | None
    baseline: float | None
    target: float
    deadline: date
    owner: str | None
    start: date | None = None
    checkpoints: tuple[date, ...] = ()
    vision: str | None = None
    reason: str | None = None

    @classmethod
    def of(cls, row: dict[str, Any]) -> Self:
        return cls(**row | {"checkpoints": tuple(row.get("checkpoints") or ())})


def opened(goals: pl.DataFrame, day: date) -> pl.DataFrame:
    """The goals whose deadline has not passed on that day, the nearest deadline first."""
    kept = goals.filter(pl.col("deadline") >= day, pl.col("target").is_not_null())
    return kept.sort("deadline", "id", maintain_order=True)


def applying(
    goals: pl.DataFrame, metric: Metric, day: date, scope: str = RELATIONSHIP, touchpoint: str | None = None
) -> Goal | None:
    """The goal of the relationship, of the pool of touchpoints, or of one touchpoint; None where there is none.

    A touchpoint without an open goal of its own takes the pool's. Of several open ones the nearest deadline counts.
    """
    found = opened(goals, day).filter(metric=metric)
    if touchpoint is not None or scope == TOUCHPOINT:
        own = found.filter(scope=TOUCHPOINT, touchpoint=touchpoint) if touchpoint is not None else found.clear()
        found = own if len(own) else found.filter(scope=TOUCHPOINTS)
    else:
        found = found.filter(scope=scope)
    return Goal.of(found.row(0, named=True)) if len(found) else None


_TARGETS = {
    "touchpoint": pl.String(),
    "target": pl.Float64(),
    "baseline": pl.Float64(),
    "deadline": pl.Date(),
    "goal": pl.Int64(),
    "own": pl.Boolean(),
}


def targets(goals: pl.DataFrame, metric: Metric, day: date, touchpoints: Iterable[str]) -> pl.DataFrame:
    """touchpoint, target, baseline, deadline, goal (id), own, one row each in the order given; null without a goal.

    `own` tells a touchpoint's own goal from the pool's, whose baseline says nothing about the touchpoint and is left
    out.
    """
    open = opened(goals, day).filter(metric=metric)
    nearest = {row["touchpoint"]: row for row in reversed(open.filter(scope=TOUCHPOINT).to_dicts())}
    pool = next(open.filter(scope=TOUCHPOINTS).iter_rows(named=True), {})
    rows = []
    for touchpoint in touchpoints:
        own = nearest.get(touchpoint)
        goal = own or pool
        row: dict[str, object] = {name: goal.get(name) for name in ("target", "deadline")}
        baseline, is_own = own and own["baseline"], own is not None if goal else None
        rows.append({"touchpoint": touchpoint, **row, "baseline": baseline, "goal": goal.get("id"), "own": is_own})
    return pl.DataFrame(rows, schema=_TARGETS, orient="row")


def without_owner(goals: pl.DataFrame, day: date) -> pl.DataFrame:
    """Open goals that no department answers for."""
    return opened(goals, day).filter(pl.col("owner").is_null())


def without_goal(goals: pl.DataFrame, metric: Metric, day: date, touchpoints: Iterable[str]) -> list[str]:
    """Touchpoints without an open goal of their own."""
    found = targets(goals, metric, day, touchpoints)
    return found.filter(pl.col("own").is_null() | ~pl.col("own"))["touchpoint"].to_list()
