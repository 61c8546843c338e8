"""What goes with the overall score, and how much of it: shares of R^2 over correlated drivers.

A share of explained variance, not a lever: nothing here says what raising a driver would do.
"""

from __future__ import annotations

from math import factorial
from typing import Final

import numpy as np

from cxdata.statistics.distributions import Array, Numbers, floats

EXACT_UP_TO: Final = 12


def lmg(correlations: Numbers, with_outcome: Numbers) -> Array:
    """Shapley shares of R^2 (Lindeman, Merenda and Gold 1980; Groemping 2006, J. Stat. Softw. 17(1)); they sum to R^2.

    phi_j = sum over S of |S|! (p - |S| - 1)! / p! (R^2(S + j) - R^2(S)), R^2 of every subset from the correlation
    matrix of the drivers and their correlations with the outcome. For up to 12 drivers.
    """
    r, c = _checked(correlations, with_outcome)
    p = len(c)
    explained = _subset_r2(r, c)
    subsets = np.arange(2**p)
    sizes = _sizes(subsets)
    weight = np.array([factorial(s) * factorial(p - s - 1) / factorial(p) for s in range(p)])
    shares = np.empty(p)
    for j in range(p):
        without = subsets[(subsets >> j) & 1 == 0]
        shares[j] = (weight[sizes[without]] * (explained[without | (1 << j)] - explained[without])).sum()
    return shares


def johnson(correlations: Numbers, with_outcome: Numbers) -> Array:
    """Johnson's (2000) relative weights: shares of R^2 through the nearest orthogonal variables; they sum to R^2.

    L = R_xx^(1/2), b = L^-1 r_xy, weights = (L * L) (b * b). For any number of drivers; close to the Shapley shares.
    """
    r, c = _checked(correlations, with_outcome)
    values, vectors = np.linalg.eigh(r)
    root = np.sqrt(np.maximum(values, 0.0))
    inverse = np.where(root > 1e-8, 1.0 / np.maximum(root, 1e-8), 0.0)
    half = (vectors * root) @ vectors.T
    beta = (vectors * inverse) @ vectors.T @ c
    return np.asarray(half**2 @ beta**2)


def importance(correlations: Numbers, with_outcome: Numbers) -> Array:
    """Shapley shares up to 12 drivers, Johnson's weights beyond."""
    few = np.shape(with_outcome)[-1] <= EXACT_UP_TO
    return lmg(correlations, with_outcome) if few else johnson(correlations, with_outcome)


def nearest_correlation(matrix: Numbers) -> Array:
    """A pairwise correlation matrix made positive definite: eigenvalues lifted to 1e-6, diagonal set back to 1."""
    (r,) = floats(matrix)
    r = (r + r.T) / 2.0
    values, vectors = np.linalg.eigh(r)
    if values.min() >= 1e-6:
        return np.asarray(r)
    lifted = (vectors * np.maximum(values, 1e-6)) @ vectors.T
    scale = 1.0 / np.sqrt(np.diag(lifted))
    return np.asarray(lifted * scale[:, None] * scale[None, :])


def correlation_with(x: Numbers, y: Numbers) -> tuple[Array, Array]:
    """Correlation matrix of the columns of `x` (rows are customers, complete) and their correlations with `y`."""
    table = np.column_stack([np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)])
    full = np.asarray(np.corrcoef(table, rowvar=False), dtype=np.float64)
    return full[:-1, :-1], full[:-1, -1]


def _checked(correlations: Numbers, with_outcome: Numbers) -> tuple[Array, Array]:
    return np.asarray(correlations, dtype=np.float64), np.asarray(with_outcome, dtype=np.float64)


def _sizes(subsets: np.ndarray) -> np.ndarray:
    return np.array([int(subset).bit_count() for subset in subsets])


def _subset_r2(r: Array, c: Array) -> Array:
    """R^2 of every subset of drivers, indexed by its bits; all subsets of one size are solved at once."""
    p = len(c)
    subsets = np.arange(2**p)
    sizes = _sizes(subsets)
    members = (subsets[:, None] >> np.arange(p)) & 1
    explained = np.zeros(2**p)
    for size in range(1, p + 1):
        chosen = subsets[sizes == size]
        index = np.nonzero(members[chosen])[1].reshape(len(chosen), size)
        block = r[index[:, :, None], index[:, None, :]]
        side = c[index]
        explained[chosen] = (side * np.linalg.solve(block, side[..., None])[..., 0]).sum(axis=1)
    return explained
