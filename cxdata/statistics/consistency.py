"""Does a touchpoint feel the same everywhere: how far its channels, regions or departments differ beyond chance."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl

from cxdata.statistics.comparison import LEVEL, judged
from cxdata.statistics.distributions import chi_square_above
from cxdata.statistics.suppression import THIN_BELOW
from cxdata.statistics.tallies import estimated
from cxdata.statistics.variances import between, common_variance

_FOUND: Final = {
    "groups": pl.Int64,
    "n": pl.Int64,
    "tau": pl.Float64,
    "q": pl.Float64,
    "df": pl.Int64,
    "p": pl.Float64,
}


def consistency(counts: pl.DataFrame, within: str, metric: str, *, deff: float = 1.0) -> pl.DataFrame:
    """`within, groups, n, tau, q, df, p, verdict`, one row per value of `within` (a touchpoint), sorted by it.

    `counts` has one row per value of `within` and of one further column. Only groups of 30 effective answers and more
    take part; fewer than two of them make "few". q: Cochran's Q = sum w (r - mean)^2 with w = 1 / sampling variance
    under one common score (own variances would reject 10 to 17 % of equal groups at n = 30), chi-square with
    groups - 1 degrees of freedom. tau: DerSimonian and Laird's standard deviation between groups beyond sampling, in
    points. verdict by p at 5 %; put p into a family when many touchpoints are judged.
    """
    table = counts.with_columns(_effective=pl.col("n_eff") / deff)
    parts = table.partition_by(within, maintain_order=True, as_dict=True)
    rows = [(key[0], *_judged(part.filter(pl.col("_effective") >= THIN_BELOW), metric)) for key, part in parts.items()]
    found = pl.DataFrame(rows, schema=[within, *_FOUND], schema_overrides=_FOUND, orient="row")
    found = found.with_columns(pl.col(within).cast(counts.schema[within])).sort(within)
    return found.with_columns(verdict=judged(pl.col("p"), LEVEL))


def _judged(groups: pl.DataFrame, metric: str) -> tuple[int, int, float | None, float | None, int | None, float | None]:
    size, n = groups.height, int(groups["n"].sum())
    if size < 2:
        return size, n, None, None, None, None
    score = estimated(groups, metric, "_effective").score
    variance = common_variance(groups, metric, "_effective")
    weight = 1.0 / variance
    mean = (weight * score).sum() / weight.sum()
    q = float((weight * (score - mean) ** 2).sum())
    tau = float(np.sqrt(between(score, variance)))
    return size, n, tau, q, size - 1, float(chi_square_above(q, size - 1))
