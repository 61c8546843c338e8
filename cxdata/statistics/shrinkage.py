"""Fair company for small groups: scores drawn towards the common mean, ranks as spans, rebound foretold."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cxdata.statistics.distributions import Array, Numbers, floats, normal_below, normal_quantile
from cxdata.statistics.variances import between


class Shrinkage(NamedTuple):
    """tau^2 between the groups, their mean, each group's shrunk score and the reliability it was shrunk by."""

    tau2: float
    mean: float
    shrunk: Array
    reliability: Array


def shrunk(score: Numbers, error: Numbers) -> Shrinkage:
    """Empirical Bayes: reliability * score + (1 - reliability) * mean, reliability = tau^2 / (tau^2 + error^2).

    tau^2 after DerSimonian and Laird (1986), the mean weighted by 1 / (tau^2 + error^2). Where the groups do not differ
    beyond chance tau^2 is 0 and all stand at the mean. Groups without a score (nan) stay out and stay nan.
    """
    y, se = floats(score, error)
    known = ~(np.isnan(y) | np.isnan(se)) & (se > 0)
    if not known.any():
        return Shrinkage(0.0, float("nan"), np.full(y.shape, np.nan), np.full(y.shape, np.nan))
    tau2 = between(y[known], se[known] ** 2)
    weight = 1.0 / (tau2 + se[known] ** 2)
    mean = float((weight * y[known]).sum() / weight.sum())
    reliability = np.where(known, tau2 / (tau2 + np.where(known, se, 1.0) ** 2), np.nan)
    return Shrinkage(tau2, mean, reliability * y + (1.0 - reliability) * mean, reliability)


def rank_spans(score: Numbers, error: Numbers, level: float = 0.95) -> tuple[Array, Array]:
    """Best and worst rank (1 = highest score) that each group can hold, all spans right at once at `level`.

    Klein, Wright and Wieczorek (2020, J. R. Stat. Soc. A 183:589): joint intervals (Sidak), best rank = 1 + groups
    whose interval lies wholly above, worst = k - groups wholly below.
    """
    y, se = floats(score, error)
    known = ~np.isnan(y)
    k = int(known.sum())
    z = float(normal_quantile((1.0 + level ** (1.0 / max(k, 1))) / 2.0))
    low, high = y - z * se, y + z * se
    above = (low[None, :] > high[:, None]).sum(axis=1)
    below = (high[None, :] < low[:, None]).sum(axis=1)
    return np.where(known, 1.0 + above, np.nan), np.where(known, float(k) - below, np.nan)


def rebound(observed: Numbers, mean: Numbers, tau2: Numbers, error: Numbers) -> Array:
    """Regression to the mean: what a score is expected to move by itself, (1 - rho) (mean - observed) with
    rho = tau^2 / (tau^2 + error^2) (Barnett 2005, Int. J. Epidemiol. 34:215)."""
    y, centre, between_groups, se = floats(observed, mean, tau2, error)
    noise = se**2
    return np.asarray(noise / np.maximum(between_groups + noise, np.finfo(float).tiny) * (centre - y))


def least_of(k: int) -> float:
    """The expected smallest of k standard normal values."""
    z = np.linspace(-12.0, 12.0, 6001)
    density = np.exp(-(z**2) / 2.0) / np.sqrt(2.0 * np.pi) * k * normal_below(-z) ** (k - 1)
    return float((z * density).sum() * (z[1] - z[0]))


def worst_of(k: int, mean: float, error: float) -> tuple[float, float]:
    """What the worst of k equal groups is expected to show, and to "recover" by with no action at all."""
    worst = mean + least_of(k) * error
    return worst, mean - worst
