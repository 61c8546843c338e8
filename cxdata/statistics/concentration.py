"""How accountability is spread: facts of a census, without intervals."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import polars as pl

from cxdata.statistics.distributions import Array, Numbers


class Concentration(NamedTuple):
    """Herfindahl index raw and normalised, effective number of owners, normalised entropy, Gini."""

    hhi: float
    hhi_norm: float
    effective_n: float
    entropy_norm: float
    gini: float


class Coverage(NamedTuple):
    """Share of contacts, and of touchpoints, that have exactly one operating owner."""

    coverage: float
    coverage_unweighted: float


def concentration(shares: Numbers) -> Concentration:
    """Of the parts' shares (scaled to 1): HHI = sum s^2, 1 / HHI, entropy / ln D, Gini. nan without any share."""
    s = _scaled(shares)
    d = len(s)
    hhi = float((s**2).sum())
    positive = s[s > 0]
    entropy = float(-(positive * np.log(positive)).sum())
    gini = float(np.abs(s[:, None] - s[None, :]).sum() / (2.0 * d)) if d else float("nan")
    norm = (hhi - 1.0 / d) / (1.0 - 1.0 / d) if d > 1 else 1.0
    return Concentration(hhi, norm, 1.0 / hhi, entropy / float(np.log(d)) + 0.0 if d > 1 else 0.0, gini)


def misallocation(actual: Numbers, expected: Numbers) -> float:
    """Total variation, half the sum of |s - e|: the share of accountability that would have to change hands."""
    return float(np.abs(_scaled(actual) - _scaled(expected)).sum() / 2.0)


def ownership_coverage(touchpoints: pl.DataFrame) -> Coverage:
    """Of a frame `volume, accountable, operating`: number of Accountables and whether the owner is an operating unit.

    Covered: exactly one, and operating. None, two, or a CX team that owns operational work is not covered. nan without
    contacts or touchpoints.
    """
    covered = (pl.col("accountable") == 1) & pl.col("operating").fill_null(False)
    row = touchpoints.select(
        weighted=(pl.col("volume") * covered).sum() / pl.col("volume").sum(), plain=covered.mean()
    ).row(0)
    return Coverage(*(float("nan") if value is None else float(value) for value in row))


def _scaled(shares: Numbers) -> Array:
    s = np.asarray(shares, dtype=np.float64)
    total = s.sum()
    return s / total if total > 0 else np.full(s.shape, np.nan)
