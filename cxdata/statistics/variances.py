"""How far a score strays by sampling alone, and how far scores differ among themselves beyond that."""

from __future__ import annotations

import numpy as np
import polars as pl

from cxdata.statistics.distributions import Array
from cxdata.statistics.estimates import adjusted
from cxdata.statistics.tallies import estimated, of_nps, scaled
from cxdata.statistics.two_groups import variance_at


def sampling_variance(counts: pl.DataFrame, metric: str | None, effective: str = "n_eff") -> Array:
    """The sampling variance of each row's score in points squared; never zero, nan without answers.

    Adjusted Wald for NPS; p(1 - p) / n with p = (k + 1) / (n + 2) for shares. Without `metric` each row is of the one
    in its column `metric`.
    """
    if metric is None:
        pair = (sampling_variance(counts, name, effective) for name in ("nps", "csat"))
        return np.where(of_nps(counts), *pair)
    up, middle, down = scaled(counts, effective)
    n = up + middle + down
    size = np.where(n > 0, n, np.nan)
    if metric == "nps":
        return np.asarray(1e4 * adjusted(up, middle, down).variance * (size / size))
    guarded = (up + 1.0) / (size + 2.0)
    return np.asarray(1e4 * guarded * (1.0 - guarded) / size)


def common_variance(counts: pl.DataFrame, metric: str, effective: str = "n_eff") -> Array:
    """The sampling variance of each row's score, in points squared, if all rows had one true score.

    With each row's own variance the spread between rows of 40 answers comes out half as large again: rows that look
    extreme also look sure. Where the common score leaves no variance, the row's own is taken.
    """
    up, middle, down = scaled(counts, effective)
    n = up + middle + down
    own = sampling_variance(counts, metric, effective)
    if metric != "nps":
        share = up.sum() / n.sum()
        variance = 1e4 * share * (1.0 - share) / n
    else:
        variance = own
        for _ in range(4):
            level = (estimated(counts, metric, effective).score / variance).sum() / (1.0 / variance).sum()
            found = variance_at(level, up, middle, down)
            variance = np.where(found > 0.0, found, own)
    return np.asarray(np.where(variance > 0.0, variance, own))


def common_variances(score: Array, own: Array, classes: tuple[Array, Array, Array], some: Array, metric: str) -> Array:
    """`common_variance` of many sets of rows at once, sets x rows; `some` is 0 where a set has no such row."""
    up, middle, down = classes
    n = np.where(some > 0, up + middle + down, np.nan)
    if metric != "nps":
        share = up.sum(axis=1, keepdims=True) / np.nansum(n, axis=1, keepdims=True)
        variance = 1e4 * share * (1.0 - share) / n
        return np.asarray(np.where(variance > 0.0, variance, own))
    variance = own
    for _ in range(4):
        weight = some / variance
        level = (score * weight).sum(axis=1, keepdims=True) / weight.sum(axis=1, keepdims=True)
        found = variance_at(np.broadcast_to(level, score.shape), up, middle, down)
        variance = np.where(found > 0.0, found, own)
    return np.asarray(variance)


def between(score: Array, variance: Array, design: Array | None = None) -> float:
    """DerSimonian-Laird variance between scores with known sampling variances round the columns of `design`."""
    x = np.ones((len(score), 1)) if design is None else design
    free = len(score) - np.linalg.matrix_rank(x)
    if free < 1:
        return 0.0
    weight = 1.0 / variance
    inverse = np.linalg.pinv(x.T @ (weight[:, None] * x))
    residual = score - x @ (inverse @ (x.T @ (weight * score)))
    spread = weight.sum() - np.trace(inverse @ (x.T @ ((weight**2)[:, None] * x)))
    excess = float(weight @ residual**2) - float(free)
    return max(0.0, excess / float(spread)) if spread > 0 else 0.0
