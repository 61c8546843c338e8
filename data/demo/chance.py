"""Chance that comes out the same on every machine: only raw uniforms are drawn from the generator."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]


class Chance:
    """A stream of random numbers, named so that a change in one subject leaves the others as they were."""

    def __init__(self, seed: int, subject: str) -> None:
        self._bits = np.random.Generator(np.random.PCG64([seed, *subject.encode()]))

    def uniform(self, *shape: int) -> Floats:
        """Uniform numbers in [0, 1)."""
        return self._bits.random(shape)

    def normal(self, *shape: int) -> Floats:
        """Standard normal numbers (Box and Muller)."""
        radius = np.sqrt(-2.0 * np.log1p(-self.uniform(*shape)))
        return np.asarray(radius * np.cos(2.0 * np.pi * self.uniform(*shape)))

    def pick(self, shares: Sequence[float], n: int) -> Codes:
        """n codes drawn with the given shares."""
        edges = np.cumsum(np.asarray(shares, dtype=np.float64))
        return np.searchsorted(edges / edges[-1], self.uniform(n), side="right").clip(0, len(edges) - 1)

    def order(self, n: int) -> Codes:
        """A random order of n things."""
        return np.argsort(self.uniform(n), kind="stable")

    def even(self, n: int) -> Floats:
        """n uniforms in random order, one in each n-th of the unit interval."""
        return (self.order(n) + self.uniform(n)) / max(n, 1)


def cumulative(z: Floats) -> Floats:
    """The normal distribution function, to about 1e-4."""
    return np.asarray(1.0 / (1.0 + np.exp(-1.5976 * z - 0.07056 * z**3)))


def quantile(u: Floats) -> Floats:
    """The inverse of `cumulative`, by interpolation on a fine grid."""
    grid = np.linspace(-5.0, 5.0, 4001)
    return np.interp(u, cumulative(grid), grid)
