"""Drivers of the overall score from answers: strength where a touchpoint was used, reach, and the company view.

Not using a touchpoint is no missing answer. So correlations are pairwise (never complete rows only), and the company
view counts a touchpoint that a customer did not use as average.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import polars as pl

from cxdata.statistics.distributions import Array
from cxdata.statistics.drivers import importance, nearest_correlation

LEAST_JOINT: Final = 50
LEAST_R2: Final = 0.10
_BLOCKS: Final = 400
_EQUAL: Final = 1e-12
"""Share of its mean square up to which the variance of a column is that of rounding."""


class Drivers(NamedTuple):
    """The table of drivers, the R^2 of both views, and why nothing should be shown ("few", "weak") or None."""

    table: pl.DataFrame
    r2: float
    r2_company: float
    hidden: str | None


class _Moments(NamedTuple):
    """Additive pairwise sums per block of rows: joint answers, sums, squares and products (blocks x p x p).

    The outcome is the last of the p columns. `first[.., i, j]`: the sum of i over the rows that have j too.
    """

    n: Array
    first: Array
    square: Array
    cross: Array

    def of(self, columns: Sequence[int]) -> _Moments:
        """The moments of some columns."""
        return _Moments(*(part[:, columns][:, :, columns] for part in self))


def drivers(
    names: Sequence[str], x: Array, y: Array, *, repeats: int = 200, least_joint: int = LEAST_JOINT, seed: int = 7
) -> Drivers:
    """`driver, n, reach, correlation, strength, low, high, first, company, company_low, company_high`.

    `x`: customers by drivers, about 0 to 1, nan where one was not used; `y`: the overall outcome (-1, 0, 1 for NPS),
    never nan.
    reach: share of customers (fraction). strength: share of R^2 from pairwise correlations of at least `least_joint`
    joint answers (a driver that has fewer with any other is left out with nulls), with its 95 % bootstrap interval;
    first: how often it came out strongest. company: the same with unused set to the driver's mean, so that reach
    counts. Shares may belong to a negative correlation: look at its sign. hidden: "few" when fewer than two drivers
    have enough joint answers, "weak" when R^2 stays under .10.
    """
    moments = _moments(x, y, seed)
    n = np.diagonal(moments.n.sum(axis=0))[:-1]
    base = pl.DataFrame(
        {"driver": list(names), "n": n.astype(np.int64), "reach": n / max(len(x), 1)},
        schema_overrides={"driver": pl.String},
    )
    kept = _usable(moments, least_joint)
    if len(kept) < 2:
        return Drivers(_with_nulls(base), 0.0, 0.0, "few")
    moments = moments.of([*kept, -1])
    whole = np.ones(len(moments.n))
    draws = np.random.default_rng(seed).multinomial(len(whole), whole / len(whole), repeats)
    correlations, strengths, companies = _shares(moments, np.vstack([whole, draws]))
    correlation, strength, company = correlations[0], strengths[0], companies[0]
    strengths, companies = strengths[1:], companies[1:]
    first = np.bincount(strengths.argmax(axis=1), minlength=len(kept)) / repeats
    bounds = [np.quantile(values, q, axis=0) for values in (strengths, companies) for q in (0.025, 0.975)]
    columns = (correlation, strength, bounds[0], bounds[1], first, company, bounds[2], bounds[3])
    found = pl.DataFrame(
        {"driver": [names[i] for i in kept], **dict(zip(_COLUMNS, columns, strict=True))},
    )
    table = base.join(found, on="driver", how="left", maintain_order="left")
    r2, r2_company = float(strength.sum()), float(company.sum())
    return Drivers(table, r2, r2_company, "weak" if r2 < LEAST_R2 else None)


def quadrant(low: float, high: float, line: float, gap_low: float, gap_high: float) -> str | None:
    """Where a driver stands in the priority matrix, or None where an interval crosses its line ("not clear").

    Importance interval against `line` (the mean share), interval of the gap to its own target against 0: "fix"
    (important, below target), "keep" (important, at target), "watch" (below target), "fine".
    """
    if low <= line <= high or gap_low <= 0.0 <= gap_high:
        return None
    if low > line:
        return "fix" if gap_low > 0.0 else "keep"
    return "watch" if gap_low > 0.0 else "fine"


_COLUMNS: Final = (
    "correlation",
    "strength",
    "low",
    "high",
    "first",
    "company",
    "company_low",
    "company_high",
)


def _with_nulls(base: pl.DataFrame) -> pl.DataFrame:
    return base.with_columns(pl.lit(None, pl.Float64).alias(name) for name in _COLUMNS)


def _usable(moments: _Moments, least: int) -> list[int]:
    """Columns that vary and have enough joint answers with each other; the one that lacks most goes first."""
    joint = moments.n.sum(axis=0)
    mean, spread = _moved(moments)
    *varies, outcome = spread > _EQUAL * (mean**2 + spread)
    if not outcome:
        return []
    kept = [i for i, some in enumerate(varies) if some and joint[i, i] >= least]
    while kept:
        lacking = (joint[np.ix_(kept, kept)] < least).sum(axis=1)
        if not lacking.any():
            return kept
        kept.pop(int(lacking.argmax()))
    return []


def _moments(x: Array, y: Array, seed: int) -> _Moments:
    """Sums over up to 400 random blocks of customers; resampling blocks is the bootstrap, at any number of rows."""
    z = np.column_stack([x, y])
    parts = np.array_split(np.random.default_rng(seed).permutation(len(z)), max(1, min(_BLOCKS, len(z))))
    sums = [_block(z[part]) for part in parts]
    return _Moments(*(np.stack(of) for of in zip(*sums, strict=True)))


def _block(z: Array) -> tuple[Array, ...]:
    """The moments of a few rows, small enough to stay in the processor's cache."""
    used = z == z
    value, one = np.where(used, z, 0.0), used.astype(np.float64)
    beside = np.concatenate([value, value**2], axis=1).T @ one
    first, square = np.split(beside, 2)
    return one.T @ one, first, square, value.T @ value


def _moved(moments: _Moments) -> tuple[Array, Array]:
    """Mean and variance of each column over the rows that have it."""
    n, first, square = (np.diagonal(part.sum(axis=0)) for part in moments[:3])
    count = np.maximum(n, 1.0)
    mean = first / count
    return mean, np.maximum(square / count - mean**2, 0.0)


def _standard(moments: _Moments, mean: Array, spread: Array) -> _Moments:
    """The moments of the columns less these means, by the root of these variances; what a row lacks is 0."""
    row, scale = mean[:, None], np.sqrt(spread)[:, None]
    n, first, square, cross = moments
    centred = first - row * n
    return _Moments(
        n,
        centred / scale,
        (square - row * (first + centred)) / scale**2,
        (cross - row * _turned(first) - row.T * centred) / (scale * scale.T),
    )


def _shares(moments: _Moments, weight: Array) -> tuple[Array, Array, Array]:
    """Correlations with the outcome, pairwise shares and company shares (draws x drivers), blocks counted `weight`
    times (draws x blocks)."""
    drawn = _Moments(*(np.tensordot(weight, part, axes=1) for part in moments))
    n, first, square, cross = _standard(drawn, *_moved(moments))
    count = np.maximum(n, 1.0)
    mean = first / count
    spread = np.maximum(square / count - mean**2, 1e-12)
    pairwise = (cross / count - mean * _turned(mean)) / np.sqrt(spread * _turned(spread))
    size = n[:, -1, -1]
    filled = np.diagonal(first, axis1=1, axis2=2) / size[:, None]
    covariance = cross / size[:, None, None] - filled[:, :, None] * filled[:, None, :]
    deviation = np.sqrt(np.maximum(np.diagonal(covariance, axis1=1, axis2=2), 1e-12))
    company = nearest_correlation(covariance / deviation[:, :, None] / deviation[:, None, :])
    pairwise = np.clip(pairwise, -1.0, 1.0)
    itself = np.arange(pairwise.shape[1])
    pairwise[:, itself, itself] = 1.0
    pairwise = nearest_correlation(pairwise)
    return (
        pairwise[:, :-1, -1],
        importance(pairwise[:, :-1, :-1], pairwise[:, :-1, -1]),
        importance(company[:, :-1, :-1], company[:, :-1, -1]),
    )


def _turned(matrices: Array) -> Array:
    return np.swapaxes(matrices, -1, -2)
