"""A score over time against the limits of its own ordinary movement: the NPS' chart, XmR, and the runs rule."""

from __future__ import annotations

import math
from datetime import date
from typing import Final, NamedTuple

import numpy as np
import polars as pl

from cxdata.statistics.distributions import Array, Numbers, binomial_quantile, floats
from cxdata.statistics.tallies import scaled

BASELINE: Final = 24
LEAST_BASELINE: Final = 12
_RANGE_TO_SIGMA: Final = 1.128


class Baseline(NamedTuple):
    """What the baseline periods say: centre and spread of one answer as fractions, sigma_z raw and as used."""

    centre: float
    spread: float
    sigma_z: float
    sigma: float


class Xmr(NamedTuple):
    """Individuals chart: centre, mean moving range, limits of the values and upper limit of the range."""

    centre: float
    moving_range: float
    low: float
    high: float
    range_high: float


class Runs(NamedTuple):
    """The runs rule: what was seen, what would be ordinary, and whether that is a signal."""

    useful: int
    longest: int
    crossings: int
    longest_max: int
    crossings_min: int
    signal: bool


def nps_baseline(positive: Numbers, neutral: Numbers, negative: Numbers) -> Baseline:
    """Centre line and sigma of an NPS' chart (Laney's P' carried to NPS), as fractions.

    CL = sum(P - D) / sum(n), V = sum(P + D) / sum(n) - CL^2, z = (NPS - CL) / sqrt(V / n), sigma_z = mean moving range
    of z / 1.128, and sigma = max(1, sigma_z): NPS cannot be less noisy than sampling, so a sigma_z under 1 is
    estimation noise (the floor is this project's own).
    """
    up, middle, down = floats(positive, neutral, negative)
    n = up + middle + down
    total = n.sum()
    centre = float((up - down).sum() / total)
    return _baseline((up - down) / n, n, centre, float((up + down).sum() / total) - centre**2)


def share_baseline(positive: Numbers, n: Numbers) -> Baseline:
    """Centre line and sigma of Laney's (2002, Qual. Eng. 14:531) P' chart, floored at 1, as fractions.

    z = (p - CL) / sqrt(CL (1 - CL) / n); the rest as for NPS. Assumes periods that are independent but for drift.
    """
    count, total = floats(positive, n)
    centre = float(count.sum() / total.sum())
    return _baseline(count / total, total, centre, centre * (1.0 - centre))


def limits(baseline: Baseline, n: Numbers, lowest: float = -1.0, sigmas: float = 3.0) -> tuple[Array, Array]:
    """CL -+ 3 sigma sqrt(V / n), as fractions, cut at the ends of the scale."""
    (size,) = floats(n)
    half = sigmas * baseline.sigma * np.sqrt(baseline.spread / size)
    return np.maximum(lowest, baseline.centre - half), np.minimum(1.0, baseline.centre + half)


class Charted(NamedTuple):
    """A series beside its limits, what they rest on, and the first and last period that set them."""

    table: pl.DataFrame
    baseline: Baseline
    periods: int
    first: date
    last: date


def chart(
    series: pl.DataFrame,
    metric: str,
    baseline: int = BASELINE,
    *,
    season: pl.DataFrame | None = None,
    before: date | None = None,
) -> Charted | None:
    """`period, n, score, centre, low, high, signal` in points or percent, and the baseline behind it.

    `series` is a counts frame with `period`. The first `baseline` periods with answers set the limits, only those that
    begin before `before` if there are at least 12 of them, so that what is judged does not judge itself; None when
    there are fewer than 12 in all. `season` (`month, effect` in points) is taken off every score first, the limits
    then hold for scores without it. Signal: a score outside the limits, in the baseline too. Score and signal are null
    where a period has no answers. Assumes periods that are independent but for drift (which `runs` looks for).
    """
    held = series.sort("period")
    some = held.filter(pl.col("n_eff") > 0)
    earlier = some.filter(pl.col("period") < before) if before is not None else some
    some = (earlier if earlier.height >= LEAST_BASELINE else some).head(baseline)
    if some.height < LEAST_BASELINE:
        return None
    score, n, lowest = _scores(held, metric, season)
    base_score, base_n, _ = _scores(some, metric, season)
    up, _, down = scaled(some)
    answered = float(base_n.sum())
    plain = float(((up - down) if metric == "nps" else up).sum()) / answered
    positive = float(((up + down) if metric == "nps" else up).sum()) / answered
    centre = float((base_n * base_score).sum()) / answered
    found = _baseline(base_score, base_n, centre, positive - plain**2)
    low, high = limits(found, n, lowest)
    table = held.select("period", "n").with_columns(
        pl.Series("score", 100.0 * score, nan_to_null=True),
        pl.lit(100.0 * found.centre).alias("centre"),
        pl.Series("low", 100.0 * low, nan_to_null=True),
        pl.Series("high", 100.0 * high, nan_to_null=True),
    )
    outside = (pl.col("score") < pl.col("low")) | (pl.col("score") > pl.col("high"))
    table = table.with_columns(signal=outside)
    return Charted(table, found, some.height, some["period"][0], some["period"][-1])


def scores(series: pl.DataFrame, metric: str, season: pl.DataFrame | None = None) -> Array:
    """The scores of a counts frame in points or percent, without the season (`month, effect`) where it is given."""
    return 100.0 * _scores(series, metric, season)[0]


def _scores(series: pl.DataFrame, metric: str, season: pl.DataFrame | None) -> tuple[Array, Array, float]:
    """Scores as fractions without the season, effective answers (nan without any), and the lowest score there is."""
    up, middle, down = scaled(series)
    n = np.where(up + middle + down > 0, up + middle + down, np.nan)
    score = ((up - down) if metric == "nps" else up) / n
    if season is not None:
        months = series.select(month=pl.col("period").dt.month().cast(pl.Int64))
        effect = months.join(season, on="month", how="left", maintain_order="left")["effect"].fill_null(0.0)
        score = score - effect.to_numpy() / 100.0
    return score, n, -1.0 if metric == "nps" else 0.0


def xmr(values: Numbers) -> Xmr:
    """Individuals and moving range chart: centre -+ 2.66 and 3.267 mean moving ranges (Wheeler 1993). Assumes periods
    of about equal n; `chart` is for periods of unequal n."""
    (x,) = floats(values)
    centre, moving = float(x.mean()), float(np.abs(np.diff(x)).mean())
    return Xmr(centre, moving, centre - 2.66 * moving, centre + 2.66 * moving, 3.267 * moving)


def run_limits(n: int) -> tuple[int, int]:
    """The longest ordinary run on one side of the centre and the fewest ordinary crossings of n useful points.

    round(log2 n) + 3 and the 5 % quantile of Binomial(n - 1, 1/2) (Anhoj and Olesen 2014; as in R's qicharts2).
    """
    if n < 1:
        return 0, 0
    return round(math.log2(n)) + 3, binomial_quantile(0.05, n - 1, 0.5)


def runs(values: Numbers, centre: float) -> Runs:
    """The runs rule for slow drift. Points on the centre are left out. Never for rolling averages: they are no
    independent points."""
    (x,) = floats(values)
    sides = np.sign(x[~np.isnan(x)] - centre)
    sides = sides[sides != 0]
    turns = np.flatnonzero(np.diff(sides))
    edges = np.concatenate([[-1], turns, [len(sides) - 1]])
    longest = int(np.diff(edges).max()) if len(sides) else 0
    longest_max, crossings_min = run_limits(len(sides))
    signal = longest > longest_max or len(turns) < crossings_min
    return Runs(len(sides), longest, len(turns), longest_max, crossings_min, signal)


def _baseline(score: Array, n: Array, centre: float, spread: float) -> Baseline:
    if spread <= 0.0 or len(score) < 2:
        return Baseline(centre, max(0.0, spread), 0.0, 1.0)
    z = (score - centre) / np.sqrt(spread / n)
    sigma_z = float(np.abs(np.diff(z)).mean() / _RANGE_TO_SIGMA)
    return Baseline(centre, spread, sigma_z, max(1.0, sigma_z))
