"""A score against a level that is given, such as a goal: is it really above or below?"""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl

from cxdata.statistics.distributions import Array, Numbers, floats, two_sided
from cxdata.statistics.suppression import THIN_BELOW
from cxdata.statistics.tallies import estimated, scaled
from cxdata.statistics.two_groups import variance_at

_TINY: Final = np.finfo(float).tiny


def against(counts: pl.DataFrame, level: Numbers, metric: str, deff: Numbers = 1.0) -> pl.DataFrame:
    """The counts frame with `change` (score minus level, points or percentage points) and `p`.

    The score test: z = (score - level) / root of the variance that the score would have if the level were true (for
    NPS with the shape of the trinomial free, for shares level (1 - level) / n). Both are null under 30 effective
    answers (n_eff / deff) and where the level is nan. The level is a given number without an error of its own.
    """
    (target, effect) = floats(level, deff)
    effective = counts["n_eff"].cast(pl.Float64).to_numpy() / effect
    table = counts.with_columns(pl.Series("_effective", effective, dtype=pl.Float64))
    score = estimated(table, metric, "_effective").score
    variance = _variance(table, target, metric)
    gap = score - target
    z = gap / np.sqrt(np.maximum(variance, _TINY))
    enough = effective >= THIN_BELOW
    values = {"change": np.where(enough, gap, np.nan), "p": np.where(enough, two_sided(z), np.nan)}
    return counts.with_columns(pl.Series(name, v, dtype=pl.Float64, nan_to_null=True) for name, v in values.items())


def _variance(table: pl.DataFrame, level: Array, metric: str) -> Array:
    up, middle, down = scaled(table, "_effective")
    if metric == "nps":
        return variance_at(level, up, middle, down)
    n = up + middle + down
    share = np.clip(level / 100.0, 0.0, 1.0)
    return np.asarray(1e4 * share * (1.0 - share) / np.where(n > 0.0, n, np.nan))
