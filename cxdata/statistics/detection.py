"""What a group's answers can show: its own spread, design effect and ordinary movement in the sums of `power`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from cxdata.statistics import power
from cxdata.statistics.distributions import Array, Numbers
from cxdata.statistics.suppression import FEW_BELOW

POWER: Final = 0.8
USUAL: Final = (0.5, 0.2)
"""Shares of positive and negative answers that stand in where there are hardly any answers yet."""


@dataclass(frozen=True)
class Basis:
    """One group's answers: number, design effect, variance of one answer, ordinary movement (points squared)."""

    n: int
    deff: float
    spread: float
    wobble: float

    def detectable(self, n: Numbers, confidence: float) -> Array:
        """The smallest change in points that n answers in each of two periods show with 80 % power."""
        size = np.asarray(n, dtype=np.float64) / self.deff
        return power.detectable_change(self.spread, size, wobble=self.wobble, confidence=confidence, power=POWER)

    def needed(self, change: float, confidence: float) -> float:
        """Answers in each period that show the change with 80 % power; inf where ordinary movement hides it."""
        found = power.answers_needed(self.spread, change, wobble=self.wobble, confidence=confidence, power=POWER)
        return float(found) * self.deff

    def chance(self, change: float, n: float, confidence: float) -> float:
        """How likely a true change of that size passes the test."""
        size = n / self.deff
        return float(power.power_of(self.spread, change, size, size, wobble=self.wobble, confidence=confidence))


def basis(counts: pl.DataFrame, metric: str, deff: float, wobble: float) -> Basis:
    """From a row of counts; with fewer than ten answers the usual mix of half positive and a fifth negative."""
    n = int(counts["n"].sum())
    effective = float(counts["n_eff"].sum())
    enough = n >= FEW_BELOW
    up, down = (float(counts[name].sum()) / n for name in ("positive", "negative")) if enough else USUAL
    spread = power.nps_spread(up, down) if metric == "nps" else power.share_spread(up)
    kish = n / effective if effective else 1.0
    return Basis(n, deff * kish, max(float(spread), 0.01), wobble)


def curve(own: Basis, far: float, confidence: float) -> pl.DataFrame:
    """`n, change`: the smallest change that shows, from 10 answers in each period up to `far`; inf where none does."""
    steps = np.unique(np.geomspace(10, far, 80).round())
    return pl.DataFrame({"n": steps.astype(np.int64), "change": own.detectable(steps, confidence)})
