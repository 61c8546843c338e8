"""The distributions that the room needs, as typed doors to scipy.special."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import special

Array: TypeAlias = npt.NDArray[np.float64]
Numbers: TypeAlias = npt.ArrayLike

Z95: float = float(special.ndtri(0.975))


def floats(*values: Numbers) -> tuple[Array, ...]:
    """The values as float arrays of one common shape."""
    return tuple(np.broadcast_arrays(*(np.asarray(value, dtype=np.float64) for value in values)))


def normal_quantile(p: Numbers) -> Array:
    return np.asarray(special.ndtri(np.asarray(p, dtype=np.float64)))


def z_of(level: float) -> float:
    """How many standard errors a two-sided interval of this level reaches: 1.959964 for .95."""
    return Z95 if level == 0.95 else float(special.ndtri((1.0 + level) / 2.0))


def normal_below(z: Numbers) -> Array:
    return np.asarray(special.ndtr(np.asarray(z, dtype=np.float64)))


def two_sided(z: Numbers) -> Array:
    """Two-sided p value of a standard normal z."""
    return np.asarray(2.0 * special.ndtr(-np.abs(np.asarray(z, dtype=np.float64))))


def student_quantile(p: Numbers, df: Numbers) -> Array:
    return np.asarray(special.stdtrit(np.asarray(df, dtype=np.float64), np.asarray(p, dtype=np.float64)))


def student_below(t: Numbers, df: Numbers) -> Array:
    return np.asarray(special.stdtr(np.asarray(df, dtype=np.float64), np.asarray(t, dtype=np.float64)))


def student_two_sided(t: Numbers, df: Numbers) -> Array:
    """Two-sided p value of Student's t."""
    size = np.abs(np.asarray(t, dtype=np.float64))
    return np.asarray(2.0 * special.stdtr(np.asarray(df, dtype=np.float64), -size))


def chi_square_above(x: Numbers, df: Numbers) -> Array:
    return np.asarray(special.chdtrc(np.asarray(df, dtype=np.float64), np.asarray(x, dtype=np.float64)))


def chi_square_quantile(p: float, df: Numbers) -> Array:
    return np.asarray(special.chdtri(np.asarray(df, dtype=np.float64), 1.0 - p))


def f_above(x: Numbers, df1: Numbers, df2: Numbers) -> Array:
    return np.asarray(special.fdtrc(df1, df2, np.asarray(x, dtype=np.float64)))


def beta_below(x: Numbers, a: Numbers, b: Numbers) -> Array:
    return np.asarray(special.betainc(a, b, np.asarray(x, dtype=np.float64)))


def beta_above(x: Numbers, a: Numbers, b: Numbers) -> Array:
    return np.asarray(special.betaincc(a, b, np.asarray(x, dtype=np.float64)))


def beta_quantile(p: Numbers, a: Numbers, b: Numbers) -> Array:
    return np.asarray(special.betaincinv(a, b, np.asarray(p, dtype=np.float64)))


def binomial_quantile(p: float, n: int, share: float) -> int:
    """The smallest k with P(X <= k) >= p, X binomial(n, share)."""
    below = special.bdtr(np.arange(n + 1, dtype=np.float64), n, share)
    return int(np.searchsorted(below, p))
