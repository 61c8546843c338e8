"""Where a monthly score may stand at a date ahead, if it stays as it is, or if its trend goes on."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from cxdata.statistics.distributions import Array, Numbers, floats, student_below

LEAST: Final = 6
"""Months with answers that a level needs."""

LEAST_TREND: Final = 12
"""Months with answers that a trend needs."""

LEVEL_MONTHS: Final = 12
TREND_MONTHS: Final = 24


class Chance(NamedTuple):
    """The expected reading and its standard error in points, months behind it, and the chance (0..1) to reach a level.

    Everything is nan with too few months.
    """

    expected: float
    error: float
    months: int
    chance: float


def staying(score: Numbers, variance: Numbers, target: float, *, wobble: float, width: int = 3) -> Chance:
    """If the level of the last twelve months stays: the chance that a reading of `width` months reaches `target`.

    `score` and `variance` (sampling, points squared) run month by month, the last one latest. The level is the mean
    with weights 1 / (variance + wobble); a reading misses it by the error of that mean and by the ordinary movement
    and sampling of its own months: wobble / width + mean variance / width. Student's t with months - 1.
    """
    y, v = _last(score, variance, LEVEL_MONTHS)
    if len(y) < LEAST:
        return Chance(float("nan"), float("nan"), len(y), float("nan"))
    weight = 1.0 / (v + wobble)
    expected = float((weight * y).sum() / weight.sum())
    spread = max(1.0, float((weight * (y - expected) ** 2).sum() / (len(y) - 1)))
    error = float(np.sqrt(spread * (1.0 / weight.sum() + (wobble + v.mean()) / width)))
    return _chance(expected, error, len(y), len(y) - 1, target)


def trending(
    score: Numbers, variance: Numbers, target: float, *, wobble: float, ahead: float, width: int = 3
) -> Chance:
    """If the straight line through the last 24 months goes on: the same, `ahead` months after the last month.

    `ahead` is the distance to the middle of the reading. Weighted least squares; the error is that of the line at that
    distance plus that of the reading itself, times the spread round the line where that is more than expected.
    Student's t with months - 2. A line never goes on for long: nan for more than 12 months ahead.
    """
    y, v = _last(score, variance, TREND_MONTHS)
    if len(y) < LEAST_TREND or ahead > LEVEL_MONTHS:
        return Chance(float("nan"), float("nan"), len(y), float("nan"))
    x = np.arange(len(y), dtype=np.float64) - (len(y) - 1)
    weight = 1.0 / (v + wobble)
    design = np.stack([np.ones_like(x), x], axis=1)
    inverse = np.linalg.inv(design.T @ (weight[:, None] * design))
    line = inverse @ (design.T @ (weight * y))
    spread = max(1.0, float((weight * (y - design @ line) ** 2).sum() / (len(y) - 2)))
    there = np.array([1.0, ahead])
    error = float(np.sqrt(spread * (there @ inverse @ there + (wobble + v.mean()) / width)))
    return _chance(float(there @ line), error, len(y), len(y) - 2, target)


def _last(score: Numbers, variance: Numbers, most: int) -> tuple[Array, Array]:
    """The last months that have answers."""
    y, v = floats(score, variance)
    known = np.isfinite(y) & np.isfinite(v) & (v > 0.0)
    return y[known][-most:], v[known][-most:]


def _chance(expected: float, error: float, months: int, free: int, target: float) -> Chance:
    return Chance(expected, error, months, float(student_below((expected - target) / error, free)))
