"""Can we see it at all: answers needed for a change, and the change that given answers can show."""

from __future__ import annotations

import numpy as np

from cxdata.statistics.distributions import Array, Numbers, floats, normal_below, normal_quantile


def nps_spread(positive: Numbers, negative: Numbers) -> Array:
    """Variance of one answer from the shares (fractions) of positive and negative: p + d - (p - d)^2."""
    p, d = floats(positive, negative)
    return np.asarray(p + d - (p - d) ** 2)


def share_spread(positive: Numbers) -> Array:
    """Variance of one answer of a share (fraction): p (1 - p)."""
    (p,) = floats(positive)
    return np.asarray(p * (1.0 - p))


def answers_needed(
    spread: Numbers, change: Numbers, *, wobble: Numbers = 0.0, confidence: float = 0.95, power: float = 0.8
) -> Array:
    """Answers per period to detect a change in points between two periods: (z + z_power)^2 2 spread / change^2.

    `wobble` (points squared, per period) is no sampling error and no number of answers removes it: the need is then
    infinite for changes that it can hide. Two-sided, normal approximation; not rounded.
    """
    sigma2, points, extra = floats(spread, change, wobble)
    seen = (points / 100.0 / _reach(confidence, power)) ** 2 - 2.0 * extra / 1e4
    return np.where(seen > 0.0, 2.0 * sigma2 / np.where(seen > 0.0, seen, 1.0), np.inf)


def detectable_change(
    spread: Numbers,
    n_before: Numbers,
    n_after: Numbers | None = None,
    *,
    wobble: Numbers = 0.0,
    confidence: float = 0.95,
    power: float = 0.8,
    differences: int = 1,
) -> Array:
    """The smallest change in points that so many answers show with the given power; inf without answers.

    `differences=2` for difference in differences with equal cells (a factor of sqrt 2).
    """
    sigma2, before, after, extra = floats(spread, n_before, n_before if n_after is None else n_after, wobble)
    with np.errstate(divide="ignore"):
        variance = sigma2 * (1.0 / before + 1.0 / after) + 2.0 * extra / 1e4
    return np.asarray(100.0 * _reach(confidence, power) * np.sqrt(differences * variance))


def power_of(
    spread: Numbers,
    change: Numbers,
    n_before: Numbers,
    n_after: Numbers,
    *,
    wobble: Numbers = 0.0,
    confidence: float = 0.95,
) -> Array:
    """The chance, as a fraction, that a true change in points will pass the test."""
    sigma2, points, before, after, extra = floats(spread, change, n_before, n_after, wobble)
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.abs(points) / 100.0 / np.sqrt(sigma2 * (1.0 / before + 1.0 / after) + 2.0 * extra / 1e4)
    z = normal_quantile((1.0 + confidence) / 2.0)
    return normal_below(size - z) + normal_below(-size - z)


def _reach(confidence: float, power: float) -> float:
    return float(normal_quantile((1.0 + confidence) / 2.0) + normal_quantile(power))
