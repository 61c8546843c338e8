"""Does a touchpoint feel the same everywhere: how far its channels, regions or departments differ beyond chance."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import polars as pl

from cxdata.statistics.comparison import LEVEL, judged
from cxdata.statistics.distributions import Array, chi_square_above, chi_square_quantile
from cxdata.statistics.suppression import THIN_BELOW
from cxdata.statistics.tallies import estimated, scaled
from cxdata.statistics.variances import common_variances, sampling_variance

_STEPS: Final = 60


class _Groups(NamedTuple):
    """Scores and their sampling variances, touchpoints x groups; `some` is 0 where a touchpoint has no such group."""

    some: Array
    score: Array
    variance: Array

    def q(self, between: Array) -> Array:
        """Cochran's Q of each touchpoint if its groups really varied by so much."""
        weight = self.some / (self.variance + between[:, None])
        total = weight.sum(axis=1, keepdims=True)
        mean = (weight * self.score).sum(axis=1, keepdims=True) / np.where(total > 0.0, total, 1.0)
        return np.asarray((weight * (self.score - mean) ** 2).sum(axis=1))


def consistency(counts: pl.DataFrame, within: str, metric: str, *, deff: float = 1.0) -> pl.DataFrame:
    """`within, groups, n, tau, low, high, q, df, p, verdict`, one row per value of `within` (a touchpoint), sorted.

    `counts` has one row per value of `within` and of one further column. Only groups of 30 effective answers and more
    take part; fewer than two of them make "few". q: Cochran's Q = sum w (r - mean)^2 with w = 1 / sampling variance
    under one common score (own variances would reject 10 to 17 % of equal groups at n = 30), chi-square with
    groups - 1 degrees of freedom. tau: DerSimonian and Laird's (1986) standard deviation between groups beyond
    sampling, in points; low and high its 95 % interval by the Q profile (Viechtbauer 2007, Stat. Med. 26:37): the tau
    under which Q is neither too large nor too small. Assumes that groups are independent samples. verdict by p at 5 %;
    put p into a family when many touchpoints are judged. All touchpoints at once.
    """
    table = counts.with_columns(_effective=pl.col("n_eff") / deff).sort(within)
    keys = table.select(within).unique(maintain_order=True)
    held = table.filter(pl.col("_effective") >= THIN_BELOW)
    sizes = held.group_by(within).agg(groups=pl.len().cast(pl.Int64), n=pl.col("n").sum().cast(pl.Int64))
    known = sizes.filter(pl.col("groups") >= 2).sort(within)
    rows = held.join(known.select(within), on=within, how="semi", maintain_order="left")
    found = known.select(within).with_columns(**_measured(known, rows, within, metric))
    joined = keys.join(sizes, on=within, how="left", maintain_order="left").join(
        found, on=within, how="left", maintain_order="left"
    )
    return joined.with_columns(pl.col("groups", "n").fill_null(0), verdict=judged(pl.col("p"), LEVEL))


def _measured(known: pl.DataFrame, rows: pl.DataFrame, within: str, metric: str) -> dict[str, pl.Series]:
    groups = _laid(known.height, rows, within, metric)
    df = known["groups"].to_numpy().astype(np.float64) - 1.0
    nothing = np.zeros(known.height)
    q = groups.q(nothing)
    weight = groups.some / groups.variance
    total = weight.sum(axis=1)
    spread = total - (weight**2).sum(axis=1) / np.where(total > 0.0, total, 1.0)
    tau2 = np.maximum(0.0, (q - df) / np.where(spread > 0.0, spread, 1.0))
    ends = [_reached(groups, q, chi_square_quantile(level, df)) for level in (0.975, 0.025)]
    values = {"tau": np.sqrt(tau2), "low": np.sqrt(ends[0]), "high": np.sqrt(ends[1]), "q": q}
    found = {name: pl.Series(name, value, dtype=pl.Float64) for name, value in values.items()}
    return found | {"df": pl.Series("df", df.astype(np.int64)), "p": pl.Series("p", chi_square_above(q, df))}


def _laid(size: int, rows: pl.DataFrame, within: str, metric: str) -> _Groups:
    series = rows[within].rle_id().to_numpy()
    place = rows.select(pl.int_range(pl.len()).over(within)).to_series().to_numpy()
    shape = (size, int(place.max()) + 1 if len(place) else 0)

    def laid(values: Array) -> Array:
        grid = np.zeros(shape)
        grid[series, place] = values
        return grid

    some = laid(np.ones(len(series)))
    up, middle, down = (laid(part) for part in scaled(rows, "_effective"))
    own = np.where(some > 0, laid(sampling_variance(rows, metric, "_effective")), 1.0)
    score = laid(estimated(rows, metric, "_effective").score)
    variance = common_variances(score, own, (up, middle, down), some, metric)
    return _Groups(some, score, np.where(some > 0, variance, 1.0))


def _reached(groups: _Groups, q: Array, level: Array) -> Array:
    """The variance between groups at which Q comes down to that level: 0 where it never stands above; bisection."""
    low = np.zeros(len(q))
    high = np.full(len(q), 100.0**2)
    for _ in range(_STEPS):
        middle = (low + high) / 2.0
        above = groups.q(middle) > level
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return np.where(q > level, (low + high) / 2.0, 0.0)
