"""What the answers say of a goal's scope: month by month, how many a quarter, and how far it has moved in a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from cxdata.governance.goals import Goal
from cxdata.governance.tables import RELATIONSHIP, TOUCHPOINT, TOUCHPOINTS
from cxdata.schema import Metric
from cxdata.statistics import tallies
from cxdata.statistics.power import nps_spread, share_spread
from cxdata.statistics.variances import sampling_variance
from cxdata.statistics.wobble import wobble
from cxdata.store.snapshot import Snapshot

YEAR, QUARTER = 12, 3


@dataclass(frozen=True)
class Reading:
    """`months`: period (first of month), n, n_eff, positive, neutral, negative, score, variance (points squared).

    In order, months without answers left out; the running month as far as it goes. `known`: whether the data have the
    touchpoint. `spread`: variance of one answer (fraction) over the last year. `quarterly`: answers in a usual quarter
    of it. `yearly`: changes in points between a quarter and the same quarter a year before, one for each month.
    `wobble`: ordinary movement from month to month, points squared.
    """

    metric: Metric
    months: pl.DataFrame
    known: bool
    spread: float | None
    quarterly: float
    yearly: tuple[float, ...]
    wobble: float

    @property
    def yearly_answers(self) -> float:
        """Effective answers of the last year."""
        return self.quarterly * YEAR / QUARTER

    def counts(self, first: date, last: date) -> pl.DataFrame:
        """One row of counts of the months from `first` to `last`."""
        held = self.months.filter(pl.col("period").is_between(first.replace(day=1), last))
        return held.select(pl.col(name).sum() for name in tallies.COUNTS)


def reading(snapshot: Snapshot, goal: Goal) -> Reading:
    """The whole history of the goal's scope and metric."""
    return read(snapshot, goal.metric, goal.scope, goal.touchpoint)


def read(snapshot: Snapshot, metric: Metric, scope: str = RELATIONSHIP, touchpoint: str | None = None) -> Reading:
    """The history of the relationship, the pool of touchpoints, or one touchpoint."""
    known = scope != TOUCHPOINT or touchpoint in snapshot.labels("touchpoint").values()
    if not known:
        return _reading(metric, pl.DataFrame(schema={"month": pl.Date(), **_COUNTS}), False, snapshot.as_of)
    where = {"touchpoint": [str(touchpoint)]} if scope == TOUCHPOINT else {}
    tally = snapshot.tally(
        ["month"], metric=metric, where=where, scope="relationship" if scope == RELATIONSHIP else "touchpoints"
    )
    counts = tallies.counts(tally, snapshot.cuts, ["month"])
    if scope == TOUCHPOINTS and counts.height:
        counts = counts.with_columns(n_eff=pl.col("n_eff") / snapshot.clustering(metric))
    return _reading(metric, counts, known, snapshot.as_of)


_COUNTS = {"n": pl.Int64(), "n_eff": pl.Float64()} | dict.fromkeys(("positive", "neutral", "negative"), pl.Int64())


def _reading(metric: Metric, counts: pl.DataFrame, known: bool, as_of: date) -> Reading:
    held = counts.rename({"month": "period"}).filter(pl.col("n_eff") > 0, pl.col("period") <= as_of).sort("period")
    score = tallies.estimated(held, metric).score if held.height else np.empty(0)
    variance = sampling_variance(held, metric) if held.height else np.empty(0)
    months = held.with_columns(score=pl.Series(score, dtype=pl.Float64), variance=pl.Series(variance, dtype=pl.Float64))
    last = months.filter(pl.col("period") > _back(as_of.replace(day=1), YEAR))
    return Reading(
        metric=metric,
        months=months,
        known=known,
        spread=_spread(last, metric),
        quarterly=float(last["n_eff"].sum()) / YEAR * QUARTER,
        yearly=_yearly(months, metric),
        wobble=(wobble(months, metric) or 0.0) if months.height else 0.0,
    )


def _spread(months: pl.DataFrame, metric: Metric) -> float | None:
    """Variance of one answer, with one answer of each kind added so that it is never nothing."""
    up, down, n = (float(months[name].sum()) for name in ("positive", "negative", "n"))
    if not n:
        return None
    if metric == "nps":
        return float(nps_spread((up + 1) / (n + 3), (down + 1) / (n + 3)))
    return float(share_spread((up + 1) / (n + 2)))


def _yearly(months: pl.DataFrame, metric: Metric) -> tuple[float, ...]:
    """Score of each quarter (three months ending with each month) less that of a year before, where both are known."""
    if months.height < QUARTER:
        return ()
    quarters = (
        months.rolling("period", period="3mo")
        .agg(pl.col(name).sum() for name in tallies.COUNTS)
        .with_columns(pl.Series("score", [0.0] * months.height))
    )
    quarters = quarters.with_columns(score=pl.Series(tallies.estimated(quarters, metric).score))
    quarters = quarters.slice(QUARTER - 1)
    before = quarters.select(pl.col("period").dt.offset_by("1y"), before="score")
    both = quarters.join(before, on="period", how="inner")
    return tuple((both["score"] - both["before"]).to_list())


def _back(month: date, months: int) -> date:
    """The first day of the month so many months earlier."""
    number = month.year * 12 + month.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)
