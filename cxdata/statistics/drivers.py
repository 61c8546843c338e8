"""What goes with the overall score, and how much of it: shares of R^2 over correlated drivers.

A share of explained variance, not a lever: nothing here says what raising a driver would do.
"""

from __future__ import annotations

from contextlib import suppress
from math import factorial
from typing import Final

import numpy as np

from cxdata.statistics.distributions import Array, Numbers, floats

EXACT_UP_TO: Final = 12


def lmg(correlations: Numbers, with_outcome: Numbers) -> Array:
    """Shapley shares of R^2 (Lindeman, Merenda and Gold 1980; Groemping 2006, J. Stat. Softw. 17(1)); they sum to R^2.

    phi_j = sum over S of |S|! (p - |S| - 1)! / p! (R^2(S + j) - R^2(S)), R^2 of every subset from the correlation
    matrix of the drivers (... x p x p) and their correlations with the outcome (... x p). For up to 12 drivers.
    """
    r, c = _checked(correlations, with_outcome)
    p = c.shape[-1]
    explained = _subset_r2(r, c)
    subsets = np.arange(2**p)
    sizes = np.bitwise_count(subsets)
    weight = np.array([factorial(s) * factorial(p - s - 1) / factorial(p) for s in range(p)])
    shares = np.empty(c.shape)
    for j in range(p):
        without = subsets[(subsets >> j) & 1 == 0]
        shares[..., j] = (explained[..., without | (1 << j)] - explained[..., without]) @ weight[sizes[without]]
    return shares


def johnson(correlations: Numbers, with_outcome: Numbers) -> Array:
    """Johnson's (2000) relative weights: shares of R^2 through the nearest orthogonal variables; they sum to R^2.

    L = R_xx^(1/2), b = L^-1 r_xy, weights = (L * L) (b * b). For any number of drivers; close to the Shapley shares.
    """
    r, c = _checked(correlations, with_outcome)
    values, vectors = np.linalg.eigh(r)
    root = np.sqrt(np.maximum(values, 0.0))[..., None, :]
    inverse = np.where(root > 1e-8, 1.0 / np.maximum(root, 1e-8), 0.0)
    turned = np.swapaxes(vectors, -1, -2)
    half = (vectors * root) @ turned
    beta = (vectors * inverse) @ (turned @ c[..., None])
    return np.asarray((half**2 @ beta**2)[..., 0])


def importance(correlations: Numbers, with_outcome: Numbers) -> Array:
    """Shapley shares up to 12 drivers, Johnson's weights beyond; of many matrices at once."""
    few = np.shape(with_outcome)[-1] <= EXACT_UP_TO
    return lmg(correlations, with_outcome) if few else johnson(correlations, with_outcome)


def nearest_correlation(matrices: Numbers) -> Array:
    """Pairwise correlation matrices (... x p x p) made positive definite: eigenvalues lifted to 1e-6, diagonal 1."""
    (r,) = floats(matrices)
    r = (r + np.swapaxes(r, -1, -2)) / 2.0
    with suppress(np.linalg.LinAlgError):
        np.linalg.cholesky(r - 1e-6 * np.eye(r.shape[-1]))  # succeeds where no eigenvalue is to be lifted
        return np.asarray(r)
    values, vectors = np.linalg.eigh(r)
    lifted = (vectors * np.maximum(values, 1e-6)[..., None, :]) @ np.swapaxes(vectors, -1, -2)
    scale = 1.0 / np.sqrt(np.diagonal(lifted, axis1=-2, axis2=-1))
    good = values.min(axis=-1) >= 1e-6
    return np.asarray(np.where(good[..., None, None], r, lifted * scale[..., :, None] * scale[..., None, :]))


def correlation_with(x: Numbers, y: Numbers) -> tuple[Array, Array]:
    """Correlation matrix of the columns of `x` (rows are customers, complete) and their correlations with `y`."""
    table = np.column_stack([np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)])
    full = np.asarray(np.corrcoef(table, rowvar=False), dtype=np.float64)
    return full[:-1, :-1], full[:-1, -1]


def _checked(correlations: Numbers, with_outcome: Numbers) -> tuple[Array, Array]:
    return np.asarray(correlations, dtype=np.float64), np.asarray(with_outcome, dtype=np.float64)


def _subset_r2(r: Array, c: Array) -> Array:
    """R^2 of every subset of drivers, indexed by its bits (... x 2^p).

    What the subset leaves of the outcome, by taking one driver after another into all subsets so far or leaving it
    out: the rows of what is left shrink as the subsets double, so nothing is solved twice (Griffin and Tsatsomeros
    2006, Linear Algebra Appl. 419).
    """
    full = np.concatenate([r, c[..., None, :]], axis=-2)
    side = np.concatenate([c, np.ones((*c.shape[:-1], 1))], axis=-1)
    left = np.concatenate([full, side[..., None]], axis=-1)[..., None, :, :]
    while left.shape[-1] > 1:
        pivot, row, rest = left[..., :1, :1], left[..., :1, 1:], left[..., 1:, 1:]
        left = np.concatenate([rest, rest - left[..., 1:, :1] * (row / pivot)], axis=-3)
    return np.asarray(1.0 - left[..., 0, 0])
