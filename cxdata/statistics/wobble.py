"""How much a score moves from month to month when nothing happens: an additive variance in points squared."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl

from cxdata.statistics.distributions import Array, f_above
from cxdata.statistics.estimates import adjusted
from cxdata.statistics.tallies import estimated, scaled
from cxdata.statistics.two_groups import variance_at

PERIODS: Final = 12
SEASONAL_PERIODS: Final = 24
_MOST_SHIFTS: Final = 2
_SHIFT_LEVEL: Final = 0.01


def wobble(series: pl.DataFrame, metric: str) -> float | None:
    """Between-month variance of the true score round level and season, in points squared; None under 12 months.

    `series` is a counts frame with a date column `period` (first of month), one row a month; months without answers
    do not count. DerSimonian and Laird (1986), as a regression: tau^2 = (Q - (k - p)) / (sum w - tr((X'WX)^-1 X'W^2 X))
    with w = 1 / sampling variance at the common score and p columns in X: the level; from 24 months on a mean for each
    month of the year; and up to two shifts of level, each only if it beats its best rival split at 1 % after
    Bonferroni, so that a lasting change does not pass for ordinary movement and hide itself. Never below 0.
    """
    held = series.filter(pl.col("n_eff") > 0).sort("period")
    if held.height < PERIODS:
        return None
    score, variance = estimated(held, metric).score, common_variance(held, metric)
    design = _design(held)
    for _ in range(_MOST_SHIFTS):
        step = _shift(score, variance, design)
        if step is None:
            break
        design = np.column_stack([design, step])
    return between(score, variance, design)


def sampling_variance(counts: pl.DataFrame, metric: str, effective: str = "n_eff") -> Array:
    """The sampling variance of each row's score in points squared; never zero, nan without answers.

    Adjusted Wald for NPS; p(1 - p) / n with p = (k + 1) / (n + 2) for shares.
    """
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


def _design(series: pl.DataFrame) -> Array:
    months = series["period"].dt.month().to_numpy()
    if series.height < SEASONAL_PERIODS:
        return np.ones((len(months), 1))
    return np.asarray(months[:, None] == np.unique(months)[None, :], dtype=np.float64)


def _shift(score: Array, variance: Array, design: Array) -> Array | None:
    """The step column of the best split, if it explains more than the best of so many splits would by chance."""
    free = len(score) - np.linalg.matrix_rank(design) - 1
    if free < 6:
        return None
    weight = 1.0 / np.sqrt(variance + between(score, variance, design))
    x, y = design * weight[:, None], score * weight
    base = np.linalg.pinv(x)
    rest = y - x @ (base @ y)
    steps = (np.arange(len(y))[:, None] >= np.arange(2, len(y) - 1)[None, :]).astype(np.float64)
    scaled_steps = steps * weight[:, None]
    left = scaled_steps - x @ (base @ scaled_steps)
    size = (left**2).sum(axis=0)
    gain = np.where(size > 1e-9, (left.T @ rest) ** 2 / np.maximum(size, 1e-9), 0.0)
    best = int(np.argmax(gain))
    f = gain[best] / max((float(rest @ rest) - gain[best]) / free, 1e-12)
    return steps[:, best] if float(f_above(f, 1, free)) * steps.shape[1] < _SHIFT_LEVEL else None
