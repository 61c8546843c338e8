"""How much a score moves from month to month when nothing happens: an additive variance in points squared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

from cxdata.statistics.distributions import Array, f_above
from cxdata.statistics.estimates import adjusted
from cxdata.statistics.tallies import COUNTS, estimated, scaled
from cxdata.statistics.two_groups import variance_at

PERIODS: Final = 12
SEASONAL_PERIODS: Final = 24
_MOST_SHIFTS: Final = 2
_SHIFT_LEVEL: Final = 0.01
_TOGETHER: Final = 1_000
_Flags: TypeAlias = npt.NDArray[np.bool_]


def wobble(series: pl.DataFrame, metric: str) -> float | None:
    """`wobbles` of a single series: its variance, None under 12 months."""
    found = wobbles(series.select("period", *COUNTS).with_columns(series=pl.lit(0)), ["series"], metric)
    return float(found["wobble"][0]) if found.height else None


def wobbles(series: pl.DataFrame, by: Sequence[str], metric: str) -> pl.DataFrame:
    """`by..., months, wobble, noise, free`: between-month variance of each series' true score round level and season.

    `series` is a counts frame with a date column `period` (first of month), one row a month; months without answers
    do not count, and series under 12 months are left out. DerSimonian and Laird (1986), as a regression: tau^2 =
    (Q - (k - p)) / (sum w - tr((X'WX)^-1 X'W^2 X)) with w = 1 / sampling variance at the common score and p columns in
    X: the level; from 24 months on a mean for each month of the year; and up to two shifts of level, each only if it
    beats its best rival split at 1 % after Bonferroni, so that a lasting change does not pass for ordinary movement and
    hide itself. Never below 0, in points squared. `noise`: the mean sampling variance of a month; `free`: months less
    columns, which says how well the variance is known. All series at once: hundreds take milliseconds.
    """
    held = series.filter(pl.col("n_eff") > 0).sort(*by, "period")
    held = held.filter(pl.len().over(by) >= PERIODS)
    keys = held.select(by).unique(maintain_order=True)
    parts = [_estimated(keys, rows, by, metric) for keys, rows in _portions(held, keys, by)]
    empty = keys.clear().with_columns(
        months=pl.lit(0, pl.Int64), **{name: pl.lit(0.0) for name in ("wobble", "noise")}, free=pl.lit(0, pl.Int64)
    )
    return pl.concat([empty, *parts])


def _portions(held: pl.DataFrame, keys: pl.DataFrame, by: Sequence[str]) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    numbered = keys.with_row_index("_series")
    for start in range(0, keys.height, _TOGETHER):
        some = numbered.slice(start, _TOGETHER)
        rows = held.join(some.with_columns(pl.col("_series") - start), on=by, how="inner", maintain_order="left")
        yield some.select(by), rows


@dataclass(frozen=True)
class _Many:
    """Series of different lengths side by side, padded at their ends: arrays of series x months (x columns).

    `some` is 1 where there is a month. `design` has zeros where there is none, and a column of zeros for a month of the
    year that a series has not seen.
    """

    some: Array
    score: Array
    variance: Array
    design: Array

    @property
    def length(self) -> Array:
        return np.asarray(self.some.sum(axis=1))

    @property
    def rank(self) -> Array:
        return np.asarray(np.linalg.matrix_rank(self.design), dtype=np.float64)


def _estimated(keys: pl.DataFrame, rows: pl.DataFrame, by: Sequence[str], metric: str) -> pl.DataFrame:
    many = _many(keys.height, rows, by, metric)
    open_ = np.ones(keys.height, dtype=bool)
    for _ in range(_MOST_SHIFTS):
        step, open_ = _shifts(many, open_)
        if not open_.any():
            break
        many = replace(many, design=np.concatenate([many.design, step[:, :, None]], axis=2))
    found = _between(many)
    noise = (many.variance * many.some).sum(axis=1) / many.length
    free = np.maximum(0.0, many.length - many.rank)
    return keys.with_columns(
        pl.Series("months", many.length).cast(pl.Int64),
        pl.Series("wobble", found),
        pl.Series("noise", noise),
        pl.Series("free", free).cast(pl.Int64),
    )


def _many(size: int, rows: pl.DataFrame, by: Sequence[str], metric: str) -> _Many:
    series = rows["_series"].to_numpy()
    place = rows.select(pl.int_range(pl.len()).over(by)).to_series().to_numpy()
    shape = (size, int(place.max()) + 1)

    def laid(values: Array) -> Array:
        grid = np.zeros(shape)
        grid[series, place] = values
        return grid

    some = laid(np.ones(len(series)))
    up, middle, down = (laid(part) for part in scaled(rows))
    own = np.where(some > 0, laid(sampling_variance(rows, metric)), 1.0)
    score = laid(estimated(rows, metric).score)
    variance = np.where(some > 0, _common(score, own, (up, middle, down), some, metric), 1.0)
    month = laid(rows["period"].dt.month().to_numpy().astype(np.float64))
    seasonal = some.sum(axis=1) >= SEASONAL_PERIODS
    column = np.where(seasonal[:, None], month, 1.0)
    design = (column[:, :, None] == np.arange(1, 13)[None, None, :]) * some[:, :, None]
    return _Many(some, score, variance, design)


def _common(score: Array, own: Array, classes: tuple[Array, Array, Array], some: Array, metric: str) -> Array:
    """`common_variance` of each series."""
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


def _between(many: _Many) -> Array:
    """`between` of each series round its design."""
    weight = many.some / many.variance
    turned = np.swapaxes(many.design, 1, 2)
    inverse = np.linalg.pinv(turned @ (weight[:, :, None] * many.design))
    fitted = many.design @ (inverse @ (turned @ (weight * many.score)[:, :, None]))
    residual = many.score - fitted[:, :, 0]
    lost = (inverse @ (turned @ ((weight**2)[:, :, None] * many.design))).trace(axis1=1, axis2=2)
    spread = weight.sum(axis=1) - lost
    free = many.length - many.rank
    excess = (weight * residual**2).sum(axis=1) - free
    known = (free >= 1) & (spread > 0)
    return np.where(known, np.maximum(0.0, excess / np.where(known, spread, 1.0)), 0.0)


def _shifts(many: _Many, open_: _Flags) -> tuple[Array, _Flags]:
    """The step column of each series' best split, if it explains more than the best of so many splits would by chance.

    Series that are not `open_`, or have no such split, get a column of zeros.
    """
    length = many.length
    free = length - many.rank - 1
    weight = many.some / np.sqrt(many.variance + _between(many)[:, None])
    x, y = many.design * weight[:, :, None], many.score * weight
    base = np.linalg.pinv(x)
    rest = y - (x @ (base @ y[:, :, None]))[:, :, 0]
    at = np.arange(2, max(3, y.shape[1] - 1))
    steps = (np.arange(y.shape[1])[:, None] >= at[None, :]).astype(np.float64)
    scaled_steps = steps[None, :, :] * weight[:, :, None]
    left = scaled_steps - x @ (base @ scaled_steps)
    size = (left**2).sum(axis=1)
    possible = (at[None, :] < length[:, None] - 1) & (size > 1e-9)
    gain = np.where(possible, (left * rest[:, :, None]).sum(axis=1) ** 2 / np.maximum(size, 1e-9), 0.0)
    best = gain.argmax(axis=1)
    most = gain[np.arange(len(best)), best]
    enough = open_ & (free >= 6)
    f = most / np.maximum(((rest**2).sum(axis=1) - most) / np.where(enough, free, 1.0), 1e-12)
    tries = length - 3
    found = enough & (f_above(f, 1.0, np.where(enough, free, 1.0)) * tries < _SHIFT_LEVEL)
    return np.where(found[:, None], steps[:, best].T * many.some, 0.0), found


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
