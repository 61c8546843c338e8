"""A series taken apart into trend, season and rest by locally weighted lines (STL).

Cleveland, Cleveland, McRae and Terpenning (1990, J. Off. Stat. 6:3-73), without the robustness weights: a month of few
answers is told from a changed one elsewhere, by its interval.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from cxdata.statistics.distributions import Array, Numbers, floats

PASSES: Final = 5


class Parts(NamedTuple):
    """Trend, season and rest; they sum to the series."""

    trend: Array
    season: Array
    rest: Array


def stl(values: Numbers, period: int = 12, *, seasonal: int | None = None, passes: int = PASSES) -> Parts:
    """Trend, season and rest of a gapless series of at least two whole periods.

    `seasonal`: how many years the line reaches that smooths each month of the year (odd, 7 and more); None: one
    constant for each month, as R's "periodic". The trend's line reaches the smallest odd number of values over
    1.5 period / (1 - 1.5 / seasonal), the low pass the smallest odd number over the period. Assumes a season that adds
    to the level, and no gaps.
    """
    (y,) = floats(values)
    reach = 10 * len(y) + 1 if seasonal is None else seasonal
    smooth = _odd_above(1.5 * period / (1.0 - 1.5 / reach))
    trend, season = np.zeros(len(y)), np.zeros(len(y))
    for _ in range(passes):
        cycle = _cycles(y - trend, period, reach, constant=seasonal is None)
        low = _low_pass(cycle, period)
        season = cycle[period : period + len(y)] - low
        trend = loess(y - season, smooth)
    if seasonal is None:
        months = np.arange(len(y)) % period
        season = np.array([season[months == month].mean() for month in range(period)])[months]
    return Parts(trend, season, y - trend - season)


def loess(values: Numbers, reach: int, *, ends: bool = False, constant: bool = False) -> Array:
    """The series smoothed at each place by a line (or a constant) over its `reach` nearest values, tricube weights.

    `ends` adds one place before the first and one after the last. With a reach beyond the series the weights flatten
    as if it were longer (Cleveland 1979; the netlib routine's rule).
    """
    (y,) = floats(values)
    n = len(y)
    at = np.arange(-1 if ends else 0, n + 1 if ends else n)
    near = min(reach, n)
    first = np.clip(at - near // 2, 0, n - near)
    places = first[:, None] + np.arange(near)[None, :]
    distance = np.abs(places - at[:, None]).astype(np.float64)
    wide = np.maximum(at - first, first + near - 1 - at).astype(np.float64) + max(0, (reach - n) // 2)
    ratio = distance / np.maximum(wide, 1e-12)[:, None]
    weight = np.where(ratio <= 0.001, 1.0, np.where(ratio <= 0.999, (1.0 - ratio**3) ** 3, 0.0))
    weight /= weight.sum(axis=1, keepdims=True)
    if not constant:
        centre = (weight * places).sum(axis=1, keepdims=True)
        spread = (weight * (places - centre) ** 2).sum(axis=1, keepdims=True)
        steep = np.sqrt(spread) > 0.001 * max(1, n - 1)
        slope = (at[:, None] - centre) / np.where(steep, spread, 1.0)
        weight = weight * np.where(steep, slope * (places - centre) + 1.0, 1.0)
    return np.asarray((weight * y[places]).sum(axis=1))


def _cycles(y: Array, period: int, reach: int, *, constant: bool) -> Array:
    """Each month of the year smoothed over the years, with one year added at either end."""
    found = np.empty(len(y) + 2 * period)
    for month in range(period):
        found[month::period] = loess(y[month::period], reach, ends=True, constant=constant)
    return found


def _low_pass(cycle: Array, period: int) -> Array:
    """What of the cycles is level, not season: three moving averages and a line."""
    for width in (period, period, 3):
        cycle = np.convolve(cycle, np.ones(width) / width, mode="valid")
    return loess(cycle, _odd_above(period + 1.0))


def _odd_above(value: float) -> int:
    """The smallest odd whole number that is not below the value."""
    whole = int(np.ceil(value))
    return whole if whole % 2 else whole + 1
