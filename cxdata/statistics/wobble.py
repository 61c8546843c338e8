"""How much a score moves from month to month when nothing happens: an additive variance in points squared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

from cxdata.statistics.distributions import Array, f_above
from cxdata.statistics.tallies import COUNTS, estimated, scaled
from cxdata.statistics.variances import common_variances, sampling_variance

PERIODS: Final = 12
SEASONAL_PERIODS: Final = 24
_MOST_SHIFTS: Final = 2
_SHIFT_LEVEL: Final = 0.01
_TOGETHER: Final = 1_000
_FOUND: Final = {
    "months": pl.Int64(), "wobble": pl.Float64(), "noise": pl.Float64(), "free": pl.Int64(), "shifts": pl.Int64(),
}  # fmt: skip
_Flags: TypeAlias = npt.NDArray[np.bool_]


def wobble(series: pl.DataFrame, metric: str) -> float | None:
    """`wobbles` of a single series: its variance, None under 12 months."""
    found = wobbles(series.select("period", *COUNTS).with_columns(series=pl.lit(0)), ["series"], metric)
    return float(found["wobble"][0]) if found.height else None


def wobbles(series: pl.DataFrame, by: Sequence[str], metric: str) -> pl.DataFrame:
    """`by..., months, wobble, noise, free, shifts`: between-month variance of each series' true score.

    `series` is a counts frame with a date column `period` (first of month), one row a month; months without answers
    do not count, and series under 12 months are left out. What counts is movement round level and season, by
    DerSimonian and Laird (1986) as a regression: tau^2 = (Q - (k - p)) / (sum w - tr((X'WX)^-1 X'W^2 X)) with w = 1 /
    sampling variance at the common score and p columns in X: the level; from 24 months on a mean for each month of the
    year; and up to two shifts of level, each only if it beats its best rival split at 1 % after Bonferroni, so that a
    lasting change does not pass for ordinary movement and hide itself. Never below 0, in points squared. `noise`: the
    mean sampling variance of a month; `free`: months less columns, which says how well the variance is known; `shifts`:
    how many shifts of level there are. All series at once: hundreds take milliseconds.
    """
    held = series.filter(pl.col("n_eff") > 0)
    return _each(held, by, lambda grid, rows: _scored(grid, rows, metric))


def movements(series: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """The same for any monthly number: `series` is a frame `by..., period, score, variance` (sampling variance)."""

    def made(grid: _Grid, rows: pl.DataFrame) -> _Many:
        variance = np.where(grid.some > 0, grid.laid(rows["variance"].to_numpy()), 1.0)
        return _Many(grid.some, grid.laid(rows["score"].to_numpy()), variance, *grid.design(rows))

    return _each(series.filter(pl.col("variance") > 0), by, made)


def _each(held: pl.DataFrame, by: Sequence[str], made: Callable[[_Grid, pl.DataFrame], _Many]) -> pl.DataFrame:
    held = held.sort(*by, "period")
    number = _numbered(held.select(pl.struct(by).rle_id()).to_series().to_numpy())
    long = np.bincount(number, minlength=1)[number] >= PERIODS
    held, number = held.filter(long), _numbered(number[long])
    parts = [held.select(by).clear().with_columns(pl.lit(None, kind).alias(name) for name, kind in _FOUND.items())]
    for first in range(0, int(number[-1]) + 1 if len(number) else 0, _TOGETHER):
        low, high = np.searchsorted(number, [first, first + _TOGETHER])
        grid, rows = _Grid.of(number[low:high] - first), held[low:high]
        parts.append(_estimated(rows[grid.firsts].select(by), made(grid, rows)))
    return pl.concat(parts)


def _numbered(runs: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """The number, from 0, of each run of equal values."""
    return np.cumsum(np.diff(runs, prepend=runs[:1]) != 0)


@dataclass(frozen=True)
class _Many:
    """Series of different lengths side by side, padded at their ends: arrays of series x months x columns.

    `some` is 1 where there is a month. `level` has a column for each month of the year, or a single one; `steps` one
    for each shift of level; both have zeros where there is nothing.
    """

    some: Array
    score: Array
    variance: Array
    level: Array
    steps: Array

    def only(self, series: npt.NDArray[np.int64]) -> _Many:
        """Some of the series."""
        return _Many(*(part[series] for part in (self.some, self.score, self.variance, self.level, self.steps)))

    @property
    def length(self) -> Array:
        return np.asarray(self.some.sum(axis=1))

    @property
    def rank(self) -> Array:
        return np.asarray(self.level.any(axis=1).sum(axis=1) + self.steps.any(axis=1).sum(axis=1), dtype=np.float64)

    def swept(self, columns: Array, weight: Array, *, steps: bool = True) -> Array:
        """What of these columns (series x months x columns) level and steps leave, by weighted least squares."""
        weighted = self.level * weight[:, :, None]
        total = weighted.sum(axis=1)
        sums = np.swapaxes(weighted, 1, 2) @ columns
        means = np.divide(sums, total[:, :, None], out=np.zeros(sums.shape), where=total[:, :, None] > 0)
        left = (columns - self.level @ means) * self.some[:, :, None]
        if not steps or not self.steps.shape[2]:
            return np.asarray(left)
        own = self.swept(self.steps, weight, steps=False)
        turned = np.swapaxes(own * weight[:, :, None], 1, 2)
        return np.asarray(left - own @ (np.linalg.pinv(turned @ own, hermitian=True) @ (turned @ left)))

    def leverage(self, weight: Array) -> Array:
        """x'(X'WX)^-1 x of each month."""
        total = (self.level * weight[:, :, None]).sum(axis=1)
        inverse = np.divide(1.0, total, out=np.zeros(total.shape), where=total > 0)
        found = (self.level @ inverse[:, :, None])[:, :, 0]
        if self.steps.shape[2]:
            own = self.swept(self.steps, weight, steps=False)
            turned = np.swapaxes(own * weight[:, :, None], 1, 2)
            found = found + ((own @ np.linalg.pinv(turned @ own, hermitian=True)) * own).sum(axis=2)
        return np.asarray(found)


@dataclass(frozen=True)
class _Grid:
    """Where each row of a frame stands among series x months."""

    some: Array
    series: npt.NDArray[np.int64]
    place: npt.NDArray[np.int64]

    @classmethod
    def of(cls, series: npt.NDArray[np.int64]) -> _Grid:
        """By the number of each row's series, whose rows stand together."""
        place = np.arange(len(series)) - np.searchsorted(series, series)
        some = np.zeros((int(series[-1]) + 1, int(place.max()) + 1))
        some[series, place] = 1.0
        return cls(some, series, place)

    @property
    def firsts(self) -> npt.NDArray[np.int64]:
        """The first row of each series."""
        return np.flatnonzero(self.place == 0)

    def laid(self, values: Array) -> Array:
        grid = np.zeros(self.some.shape)
        grid[self.series, self.place] = values
        return grid

    def design(self, rows: pl.DataFrame) -> tuple[Array, Array]:
        """Columns of the level, by month of the year where the series is long enough, and no step."""
        month = self.laid(rows["period"].dt.month().to_numpy().astype(np.float64))
        seasonal = self.some.sum(axis=1) >= SEASONAL_PERIODS
        column = np.where(seasonal[:, None], month, 1.0)
        level = (column[:, :, None] == np.arange(1, 13)[None, None, :]) * self.some[:, :, None]
        return np.asarray(level), np.zeros((*self.some.shape, 0))


def _estimated(keys: pl.DataFrame, many: _Many) -> pl.DataFrame:
    tried = np.arange(keys.height)
    for _ in range(_MOST_SHIFTS):
        step, found = _shifts(many.only(tried))
        tried = tried[found]
        if not len(tried):
            break
        column = np.zeros((*many.some.shape, 1))
        column[tried, :, 0] = step[found]
        many = replace(many, steps=np.concatenate([many.steps, column], axis=2))
    wobbling = _between(many)
    noise = (many.variance * many.some).sum(axis=1) / many.length
    free = np.maximum(0.0, many.length - many.rank)
    return keys.with_columns(
        pl.Series("months", many.length).cast(pl.Int64),
        pl.Series("wobble", wobbling),
        pl.Series("noise", noise),
        pl.Series("free", free).cast(pl.Int64),
        pl.Series("shifts", many.steps.any(axis=1).sum(axis=1)).cast(pl.Int64),
    )


def _scored(grid: _Grid, rows: pl.DataFrame, metric: str) -> _Many:
    up, middle, down = (grid.laid(part) for part in scaled(rows))
    own = np.where(grid.some > 0, grid.laid(sampling_variance(rows, metric)), 1.0)
    score = grid.laid(estimated(rows, metric).score)
    variance = np.where(grid.some > 0, common_variances(score, own, (up, middle, down), grid.some, metric), 1.0)
    return _Many(grid.some, score, variance, *grid.design(rows))


def _between(many: _Many) -> Array:
    """`between` of each series round its level and steps."""
    weight = many.some / many.variance
    residual = many.swept(many.score[:, :, None], weight)[:, :, 0]
    free = many.length - many.rank
    spread = weight.sum(axis=1) - (weight**2 * many.leverage(weight)).sum(axis=1)
    excess = (weight * residual**2).sum(axis=1) - free
    known = (free >= 1) & (spread > 0)
    return np.where(known, np.maximum(0.0, excess / np.where(known, spread, 1.0)), 0.0)


def _shifts(many: _Many) -> tuple[Array, _Flags]:
    """The step column of each series' best split, and whether it explains more than the best of so many would by
    chance."""
    length, many_months = many.length, many.some.shape[1]
    free = length - many.rank - 1
    weight = many.some / (many.variance + _between(many)[:, None])
    at = np.arange(2, max(3, many_months - 1))
    steps = (np.arange(many_months)[:, None] >= at[None, :]) * many.some[:, :, None]
    left, rest = many.swept(steps, weight), many.swept(many.score[:, :, None], weight)[:, :, 0]
    size = (weight[:, :, None] * left**2).sum(axis=1)
    possible = (at[None, :] < length[:, None] - 1) & (size > 1e-9)
    along = (left * (weight * rest)[:, :, None]).sum(axis=1)
    gain = np.where(possible, along**2 / np.maximum(size, 1e-9), 0.0)
    best = gain.argmax(axis=1)
    most = gain[np.arange(len(best)), best]
    enough = free >= 6
    f = most / np.maximum(((weight * rest**2).sum(axis=1) - most) / np.where(enough, free, 1.0), 1e-12)
    found = enough & (f_above(f, 1.0, np.where(enough, free, 1.0)) * (length - 3) < _SHIFT_LEVEL)
    return steps[np.arange(len(best)), :, best], found
