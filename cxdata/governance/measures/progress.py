"""How far a goal has come, what its chance is by the deadline, and whether a past one was met."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

import polars as pl

from cxdata.governance.goals import Goal
from cxdata.governance.measures.series import QUARTER, Reading
from cxdata.statistics import tallies
from cxdata.statistics.forecast import Chance, staying, trending
from cxdata.statistics.suppression import THIN_BELOW

Outcome = Literal["met", "missed", "unclear", "unknown"]


class Level(NamedTuple):
    """A score of some months under the suppression rules; `hidden`: None, thin, few or none."""

    start: date
    end: date
    n: int
    score: float | None
    low: float | None
    high: float | None
    hidden: str | None


@dataclass(frozen=True, slots=True)
class Progress:
    """`now`: the last three full months. `way`: part of the way from baseline to target that is behind (may pass 1 or
    fall below 0); `time`: part of the time from start to deadline that is over; None without baseline, start or score.

    The chance (0..1) that the reading of the last three months by the deadline is at the target or above: `staying`, if
    the level of the last twelve months stays; `trending`, if the line through the last 24 goes on (nan beyond a year
    or with too few months). Both assume the same season, and as many answers as in those months; both are nan with
    under 30 answers in a year.
    """

    now: Level
    way: float | None
    time: float | None
    staying: Chance
    trending: Chance


def level(reading: Reading, end: date) -> Level:
    """The score of the last three months that are over by `end`."""
    last = _full(end)
    first = _months_before(last, QUARTER - 1)
    row = tallies.scores(reading.counts(first, last), reading.metric).row(0, named=True)
    until = last.replace(day=monthrange(last.year, last.month)[1])
    return Level(first, until, row["n"], row["score"], row["low"], row["high"], row["hidden"])


def progress(goal: Goal, reading: Reading, day: date) -> Progress:
    """Where an open goal stands on the day."""
    now = level(reading, day)
    known = reading.months.filter(pl.col("period") <= now.end)
    known = known.clear() if reading.yearly_answers < THIN_BELOW else known
    score, variance = known["score"].to_numpy(), known["variance"].to_numpy()
    wobble = reading.wobble
    ahead = _number(_full(goal.deadline)) - 1 - (_number(known["period"][-1]) if known.height else 0)
    return Progress(
        now=now,
        way=_way(goal, now.score),
        time=_time(goal, day),
        staying=staying(score, variance, goal.target, wobble=wobble),
        trending=trending(score, variance, goal.target, wobble=wobble, ahead=float(max(0, ahead))),
    )


def outcome(goal: Goal, reading: Reading) -> tuple[Outcome, Level]:
    """Whether a goal whose deadline is over was met, by the last three months before it.

    met, missed: the whole 95 % interval lies on one side of the target; unclear: it holds the target, so the answers
    leave it open, whatever the score; unknown: fewer than ten answers.
    """
    found = level(reading, goal.deadline)
    if found.low is None or found.high is None:
        return "unknown", found
    if found.low >= goal.target:
        return "met", found
    return "missed" if found.high < goal.target else "unclear", found


def _way(goal: Goal, score: float | None) -> float | None:
    if score is None or goal.baseline is None or goal.baseline == goal.target:
        return None
    return (score - goal.baseline) / (goal.target - goal.baseline)


def _time(goal: Goal, day: date) -> float | None:
    if goal.start is None or goal.start >= goal.deadline:
        return None
    return min(1.0, max(0.0, (day - goal.start).days / (goal.deadline - goal.start).days))


def _full(day: date) -> date:
    """First day of the last month that is over by the end of that day."""
    first = day.replace(day=1)
    return first if day.day == monthrange(day.year, day.month)[1] else _months_before(first, 1)


def _months_before(month: date, n: int) -> date:
    number = _number(month) - n
    return date(number // 12, number % 12 + 1, 1)


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1
