"""Weights that make the answers look like the customers: raking to known shares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from cxdata.statistics.distributions import Array, Numbers

LEAST_CELL: Final = 10.0


class Raking(NamedTuple):
    """Weighted share of each cell, weight of each answer in it, effective n, and what to warn about."""

    cells: Array
    weights: Array
    n_eff: float
    converged: bool
    thin: bool


def rake(
    counts: Numbers, targets: Sequence[Numbers], *, trim: tuple[float, float] | None = None, steps: int = 500
) -> Raking:
    """Iterative proportional fitting (Deming and Stephan 1940) of a table of counts to the shares of each axis.

    `targets`: one vector of shares per axis, scaled to 1. Weights average 1 over the answers; `trim` cuts them (usual:
    .3 to 3) and averages to 1 again, after which the margins hold only nearly. `thin`: a cell with answers has under
    10. Not converged: an empty category has a target above 0. Weighting cannot repair "angry people answer".
    """
    table = np.asarray(counts, dtype=np.float64)
    start = table / table.sum()
    goals = [np.asarray(goal, dtype=np.float64) / np.sum(goal) for goal in targets]
    cells, converged = start.copy(), False
    for _ in range(steps):
        for axis, goal in enumerate(goals):
            now = _margin(cells, axis)
            factor = np.divide(goal, now, out=np.zeros_like(goal), where=now > 0)
            cells = cells * np.expand_dims(factor, tuple(i for i in range(cells.ndim) if i != axis))
        if max(np.abs(_margin(cells, axis) - goal).max() for axis, goal in enumerate(goals)) < 1e-12:
            converged = True
            break
    weights = np.divide(cells, start, out=np.zeros_like(cells), where=start > 0)
    if trim is not None:
        weights = np.where(start > 0, np.clip(weights, *trim), 0.0)
        weights = weights / (weights * start).sum()
        cells = weights * start
    n_eff = float((table * weights).sum() ** 2 / (table * weights**2).sum())
    return Raking(cells, weights, n_eff, converged, bool(((table > 0) & (table < LEAST_CELL)).any()))


def _margin(cells: Array, axis: int) -> Array:
    return np.asarray(cells.sum(axis=tuple(i for i in range(cells.ndim) if i != axis)))
