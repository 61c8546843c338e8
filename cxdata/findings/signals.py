"""Signals of the charts: a level that shifted for good, and a last month outside the limits of ordinary movement.

Chart rules are no part of the family of p values and never say "real". The shifts have a false discovery rate of their
own; the limits are those of three sigma.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl

from cxdata.choice import month_end
from cxdata.findings.changes import at, weight
from cxdata.findings.finding import Evidence, Finding, Kind, Link
from cxdata.findings.ground import TOUCHPOINT, Ground
from cxdata.scan.family import WHOLE
from cxdata.scan.history import History, history
from cxdata.schema import Metric
from cxdata.statistics import changepoint, control, seasons
from cxdata.statistics.comparison import LEVEL, benjamini_hochberg
from cxdata.statistics.suppression import THIN_BELOW
from cxdata.statistics.tallies import COUNTS, estimated, scaled
from cxdata.statistics.wobble import wobbles

_FADED: Final = 0.7
"""What a signal weighs beside a real change of the same size."""

_HITS: Final = 10


@dataclass(frozen=True)
class Shift:
    """When a level shifted: the first month of the new one, with its 95 % range. `code` is WHOLE or a touchpoint."""

    metric: Metric
    code: int
    start: date
    first: date
    last: date
    before: float
    after: float
    n: int


def shifts(ground: Ground) -> list[Shift]:
    """The best split of each series of two years and more, season taken off, that holds at a false discovery rate of
    5 % among all of them; remembered with the snapshot, since neither period nor comparison changes their history."""
    return _history(ground).once("shifts", lambda: _shifts(ground))


def _history(ground: Ground) -> History:
    return history(ground.answers.snapshot, ground.choice, "signals", ground.choice.metric, ground.day)


def _shifts(ground: Ground) -> list[Shift]:
    """Those alone are tried by shuffling that seem to shift at all, the others count as p = 1."""
    tried: list[tuple[Shift, float]] = []
    many = 0
    for metric, months in _series(ground):
        moving = wobbles(months, ["code"], metric).filter(pl.col("months") >= seasons.LEAST)
        many += moving.height
        for code in moving.filter(pl.col("shifts") > 0)["code"]:
            split = _split(metric, code, months.filter(pl.col("code") == code))
            tried += [split] if split is not None else []
    p = [value for _, value in tried] + [1.0] * (many - len(tried))
    q = benjamini_hochberg(p)[: len(tried)].tolist()
    return [shift for (shift, _), value in zip(tried, q, strict=True) if value <= LEVEL]


def found(ground: Ground, shifted: list[Shift]) -> list[Finding]:
    """A finding for each shift, and for each series whose last month lies outside its limits."""
    return [*(_shift(ground, one) for one in shifted), *_outside(ground)]


def _series(ground: Ground) -> list[tuple[Metric, pl.DataFrame]]:
    """What `_whole_months` gives, worked out once."""
    return _history(ground).once("series", lambda: list(_whole_months(ground)))


def _whole_months(ground: Ground) -> Iterator[tuple[Metric, pl.DataFrame]]:
    """Per metric `code, period` and counts of whole months with 30 answers, of the whole and of each touchpoint."""
    end = ground.day
    over = pl.col("period") < end.replace(day=1) if end != month_end(end) else pl.lit(True)
    enough = (pl.col("n_eff") >= THIN_BELOW) & over
    pools = {pool.metric: pool for pool in ground.pools()}
    for whole in ground.wholes():
        months = whole.monthly().with_columns(pl.col("n_eff") / whole.deff, code=pl.lit(WHOLE, pl.Int64))
        parts = [months.select("code", "period", *COUNTS)]
        if pool := pools.get(whole.metric):
            points = pool.monthly([TOUCHPOINT]).with_columns(code=pl.col(TOUCHPOINT).cast(pl.Int64))
            parts.append(points.select("code", "period", *COUNTS))
        yield whole.metric, pl.concat(parts).filter(enough).sort("code", "period")


def _split(metric: Metric, code: int, months: pl.DataFrame) -> tuple[Shift, float] | None:
    steady = seasons.adjusted(months, metric)
    point = changepoint.change_point(steady["adjusted"].to_numpy(), stop=_HITS) if steady is not None else None
    if steady is None or point is None:
        return None
    periods: list[date] = steady["period"].to_list()
    split = point.split
    found = Shift(
        metric, code, periods[split.before], periods[point.earliest], periods[point.latest], split.mean_before,
        split.mean_after, int(months["n"].sum()),
    )  # fmt: skip
    return found, point.p


def _shift(ground: Ground, one: Shift) -> Finding:
    evidence = Evidence("shift", one.n, None, one.after, one.before, one.after - one.before)
    facts = {"start": one.start, "first": one.first, "last": one.last}
    return _signal(ground, one.metric, one.code, evidence, "shift", facts)


def _outside(ground: Ground) -> Iterator[Finding]:
    """Last months beyond three sigma of two years: of the wholes, and of touchpoints by the chosen metric."""
    for metric, code, evidence, month in _history(ground).once("outside", lambda: list(_strayed(ground))):
        yield _signal(ground, metric, code, evidence, "limits", {"month": month})


def _strayed(ground: Ground) -> Iterator[tuple[Metric, int, Evidence, date]]:
    for metric, months in _series(ground):
        for (code,), rows in months.partition_by("code", as_dict=True).items():
            if (code == WHOLE or metric == ground.choice.metric) and (told := _last(metric, rows)) is not None:
                yield metric, int(code), *told


def _last(metric: Metric, months: pl.DataFrame) -> tuple[Evidence, date] | None:
    """The last month where it lies outside the limits, and still does with the season taken off it."""
    base, last = months[:-1].tail(control.BASELINE), months[-1:]
    if base.height < control.LEAST_BASELINE:
        return None
    up, middle, down = scaled(base)
    size = last["n_eff"].to_numpy()
    if metric == "nps":
        low, high = control.limits(control.nps_baseline(up, middle, down), size)
    else:
        low, high = control.limits(control.share_baseline(up, up + middle + down), size, 0.0)
    score = float(estimated(last, metric).score[0])
    ends, month = (100.0 * float(low[0]), 100.0 * float(high[0])), last["period"][0]
    if ends[0] <= score <= ends[1]:
        return None
    effects = seasons.season(months, metric)
    own = effects.filter(pl.col("month") == month.month)["effect"] if effects is not None else None
    effect = float(own[0]) if own is not None and len(own) else 0.0
    ends = (ends[0] + effect, ends[1] + effect)
    if ends[0] <= score <= ends[1]:
        return None
    middle_of = (ends[0] + ends[1]) / 2
    evidence = Evidence("limits", int(last["n"][0]), None, score, middle_of, score - middle_of, *ends)
    return evidence, month


def _signal(
    ground: Ground, metric: Metric, code: int, evidence: Evidence, kind: Kind, facts: dict[str, Any]
) -> Finding:
    label = None if code == WHOLE else ground.labels.get(code)
    reach = 1.0 if code == WHOLE else ground.reach(metric, code)
    size = _FADED * weight(evidence.change or 0.0, metric, reach)
    link = Link("trends", at(ground, metric, label), {"line": "limits"})
    return Finding(kind, "signal", metric, (label,) if label else (), evidence, size, link, facts)
