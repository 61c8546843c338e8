"""What an initiative changed: against what it left alone or, where that is not named, against its own past."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

import numpy as np
import polars as pl

from cxdata.governance.measures.series import YEAR
from cxdata.governance.tables import DONE, STOPPED, by_touchpoints
from cxdata.schema import Metric
from cxdata.statistics import tallies
from cxdata.statistics.distributions import two_sided
from cxdata.statistics.effect import Effect, difference_in_differences, level_change
from cxdata.statistics.estimates import adjusted
from cxdata.statistics.suppression import THIN_BELOW
from cxdata.statistics.variances import sampling_variance
from cxdata.statistics.wobble import wobble
from cxdata.store.snapshot import Snapshot, Where

Method = Literal["compared", "own_past"]
Reason = Literal["not_begun", "no_touchpoint", "unknown_group", "too_early", "no_past", "few_answers"]

LEAST_BEFORE: Final = 4
"""Months before the start that must have answers."""

LEAST_AFTER: Final = 3
_LEVEL: Final = 0.05
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """The effect in points of the metric with its 95 % interval and p, or the `reason` why there is none yet.

    `before` and `after`: first and last month of each side; months of the work itself belong to neither. `n`: answers
    of the treated before and after, of the compared before and after; `scores` likewise, of the pooled answers or, by
    its own past, the mean of the months: their differences are the effect. `trigger`: months left out of the past
    because they were a trough that the initiative answered to, which would have passed anyway; `rebound`: the points by
    which they lay under what came before. `parallel`: p that both moved alike before the start (None: cannot be told);
    small means that the comparison is no good. `disturbed`: other initiatives that began at the treated or the compared
    touchpoints meanwhile. `treated` and `compared`: period, score of both, month by month.
    """

    method: Method | None
    reason: Reason | None = None
    effect: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    before: tuple[date, date] | None = None
    after: tuple[date, date] | None = None
    n: tuple[int, ...] = ()
    scores: tuple[float, ...] = ()
    trigger: tuple[date, ...] = ()
    rebound: float | None = None
    parallel: float | None = None
    disturbed: tuple[str, ...] = ()
    treated: pl.DataFrame | None = None
    compared: pl.DataFrame | None = None

    @property
    def measurable(self) -> bool:
        """Whether the change is more than chance; else "no measurable effect yet"."""
        return self.p is not None and self.p < _LEVEL


def effect(snapshot: Snapshot, initiative: Row, initiatives: pl.DataFrame | None = None) -> Found:
    """The effect of a row of the table of initiatives, by the answers up to the workspace's day.

    `initiatives`: the whole table, to see what else was done there meanwhile.

    Up to twelve months before the start against up to twelve after the work (after its end once it is done or stopped,
    else after the start). With a comparison: difference in differences on the pooled answers, with each side's ordinary
    movement added to its variance; it assumes that both would have moved alike. Without: the t test of monthly scores,
    which a change of the whole company passes too.
    """
    metric: Metric = initiative["metric"] or "nps"
    start: date | None = initiative["start"]
    if start is None or start > snapshot.as_of:
        return Found(None, "not_begun")
    groups = _groups(snapshot, initiative)
    if isinstance(groups, str):
        return Found(None, groups)
    treated, compared = (None if where is None else _months(snapshot, metric, where) for where in groups)
    assert treated is not None
    over = initiative["finish"] if initiative["status"] in (DONE, STOPPED) else None
    before, after = _sides(treated, start, over, snapshot.as_of)
    moving = [wobble(side, metric) or 0.0 for side in (treated, compared) if side is not None]
    trigger, rebound = _trough(treated, before, moving[0])
    before = [month for month in before if month not in trigger]
    if len(after) < LEAST_AFTER:
        return Found(None, "too_early", treated=treated, compared=compared)
    if len(before) < LEAST_BEFORE:
        return Found(None, "no_past", treated=treated, compared=compared)
    cells = [_cell(side, months) for side in (treated, compared) if side is not None for months in (before, after)]
    if min(cell["n_eff"][0] for cell in cells) < THIN_BELOW:
        return Found(None, "few_answers", treated=treated, compared=compared)
    found = _own(treated, before, after) if compared is None else _against(cells, moving, before, after, metric)
    return Found(
        method="own_past" if compared is None else "compared",
        effect=float(found.effect),
        low=float(found.low),
        high=float(found.high),
        p=float(found.p),
        before=(before[0], before[-1]),
        after=(after[0], after[-1]),
        n=tuple(int(cell["n"][0]) for cell in cells),
        scores=_levels(treated, before, after) if compared is None else tuple(_score(cell, metric) for cell in cells),
        trigger=tuple(trigger),
        rebound=rebound,
        parallel=None if compared is None else _parallel(treated, compared, before),
        disturbed=_disturbed(initiative, initiatives, before[0], after[-1]),
        treated=treated,
        compared=compared,
    )


def _groups(snapshot: Snapshot, initiative: Row) -> tuple[Where, Where | None] | Reason:
    """Filters of the treated and of the compared answers; None where nothing is compared."""
    known = set(snapshot.labels("touchpoint").values())
    points = [name for name in initiative["touchpoints"] or () if name in known]
    by = initiative["compare_by"] or "touchpoint"
    treated, compared = list(initiative["treated"] or ()), list(initiative["compared"] or ())
    if not points:
        return "no_touchpoint"
    labels = set(snapshot.labels(by).values()) if by in snapshot.dimensions else set()
    if any(name not in labels for name in [*treated, *compared]):
        return "unknown_group"
    if by == "touchpoint":
        return {"touchpoint": points}, {"touchpoint": compared} if compared else None
    return {"touchpoint": points, by: treated}, {"touchpoint": points, by: compared} if compared else None


def _months(snapshot: Snapshot, metric: Metric, where: Where) -> pl.DataFrame:
    """period, n, n_eff, positive, neutral, negative, score, variance of the months up to the workspace's day."""
    kept = {name: labels for name, labels in where.items() if labels}
    tally = snapshot.tally(["month", *kept], metric=metric, end=snapshot.as_of)  # the same for all initiatives
    mine = tally.filter(pl.col(name).is_in(snapshot.codes(name, labels)) for name, labels in kept.items())
    counts = tallies.counts(mine, snapshot.cuts, ["month"])
    held = counts.rename({"month": "period"}).filter(pl.col("n_eff") > 0).sort("period")
    return held.with_columns(
        score=pl.Series(tallies.estimated(held, metric).score, dtype=pl.Float64),
        variance=pl.Series(sampling_variance(held, metric), dtype=pl.Float64),
    )


def _sides(treated: pl.DataFrame, start: date, finish: date | None, day: date) -> tuple[list[date], list[date]]:
    """Months before the start, and after the work; both at most twelve, the nearest to it."""
    begun = start.replace(day=1)
    over = finish if finish is not None and finish <= day else None
    first = _next(over.replace(day=1)) if over else begun if start.day == 1 else _next(begun)
    months = treated["period"].to_list()
    before = [month for month in months if month < begun][-YEAR:]
    return before, [month for month in months if month >= first][:YEAR]


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _trough(treated: pl.DataFrame, before: Sequence[date], moving: float) -> tuple[list[date], float | None]:
    """The last month, or the last three, before the start where they lay really below the months before them."""
    best: tuple[float, list[date], float] | None = None
    for width in (1, 3):
        late, early = list(before[-width:]), list(before[:-width])
        if len(early) < LEAST_BEFORE or len(late) < width:
            continue
        one, two = (_mean(treated, months) for months in (early, late))
        error = float(np.sqrt(one[1] + two[1] + moving * (1 / len(early) + 1 / len(late))))
        z = (two[0] - one[0]) / error
        if z < 0 and float(two_sided(z)) < _LEVEL and (best is None or z < best[0]):
            best = (z, late, one[0] - two[0])
    return (best[1], best[2]) if best else ([], None)


def _mean(side: pl.DataFrame, months: Sequence[date]) -> tuple[float, float]:
    """Mean score of those months weighted by their answers, and its sampling variance."""
    held = side.filter(pl.col("period").is_in(list(months)))
    weight = held["n_eff"].to_numpy() / held["n_eff"].sum()
    return float((weight * held["score"].to_numpy()).sum()), float((weight**2 * held["variance"].to_numpy()).sum())


def _cell(side: pl.DataFrame, months: Sequence[date]) -> pl.DataFrame:
    held = side.filter(pl.col("period").is_in(list(months)))
    return held.select(pl.col(name).sum() for name in tallies.COUNTS)


def _score(cell: pl.DataFrame, metric: Metric) -> float:
    """The score by the adjusted Wald centre, as `_against` compares them, so that the four add up to the effect."""
    centre = float(adjusted(*_three(cell, metric)).centre)
    return 100.0 * centre if metric == "nps" else 50.0 * (centre + 1.0)


def _levels(side: pl.DataFrame, *sides: Sequence[date]) -> tuple[float, ...]:
    """The mean of the months' scores on each side, as `_own` compares them."""
    held = (side.filter(pl.col("period").is_in(list(months)))["score"] for months in sides)
    return tuple(float(np.mean(scores.to_numpy())) for scores in held)


def _own(treated: pl.DataFrame, before: Sequence[date], after: Sequence[date]) -> Effect:
    one, two = (treated.filter(pl.col("period").is_in(list(months)))["score"].to_numpy() for months in (before, after))
    return level_change(one, two)


def _against(
    cells: Sequence[pl.DataFrame],
    moving: Sequence[float],
    before: Sequence[date],
    after: Sequence[date],
    metric: Metric,
) -> Effect:
    """Difference in differences of the pooled answers; of shares in percentage points.

    `cells`: the treated before and after, the compared before and after; `moving`: the wobble of both.
    """
    sides = [_three(cell, metric) for cell in cells]
    extra = sum(wobble / len(months) for wobble in moving for months in (before, after))
    # A share of "positive or not" is half of an NPS without passives: 2 p - 1.
    scale = 1.0 if metric == "nps" else 0.5
    found = difference_in_differences(sides[0], sides[1], sides[2], sides[3], extra / 4.0 / scale**2)
    return Effect(*(part if name in ("statistic", "p") else part * scale for name, part in found._asdict().items()))


def _three(cell: pl.DataFrame, metric: Metric) -> tuple[float, float, float]:
    up, middle, down = (float(part[0]) for part in tallies.scaled(cell))
    return (up, middle, down) if metric == "nps" else (up, 0.0, middle + down)


def _disturbed(initiative: Row, initiatives: pl.DataFrame | None, first: date, last: date) -> tuple[str, ...]:
    """Other initiatives at the same touchpoints, or at those compared with, that began between the two months."""
    if initiatives is None:
        return ()
    points = set(initiative["touchpoints"] or ())
    if by_touchpoints(dict(initiative)):
        points |= set(initiative["compared"] or ())
    others = initiatives.filter(pl.col("name") != initiative["name"], pl.col("start").is_between(first, last))
    return tuple(row["name"] for row in others.iter_rows(named=True) if points & set(row["touchpoints"] or ()))


def _parallel(treated: pl.DataFrame, compared: pl.DataFrame, before: Sequence[date]) -> float | None:
    """p that the distance between both did not drift before the start: the slope of its straight line."""
    both = treated.join(compared, on="period", suffix="_other").filter(pl.col("period").is_in(list(before)))
    if both.height < LEAST_BEFORE:
        return None
    gap = (both["score"] - both["score_other"]).to_numpy()
    variance = (both["variance"] + both["variance_other"]).to_numpy()
    x = np.array([day.year * 12 + day.month for day in both["period"]], dtype=np.float64)
    weight = 1.0 / variance
    centre = x - (weight * x).sum() / weight.sum()
    slope = (weight * centre * gap).sum() / (weight * centre**2).sum()
    rest = gap - (weight * gap).sum() / weight.sum() - slope * centre
    spread = max(1.0, float((weight * rest**2).sum() / max(1, len(x) - 2)))
    return float(two_sided(slope / np.sqrt(spread / (weight * centre**2).sum())))
