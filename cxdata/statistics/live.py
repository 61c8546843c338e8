"""A number that is looked at while it grows: the band that stays valid, and what naive looking costs."""

from __future__ import annotations

from typing import Final

import numpy as np

from cxdata.statistics.distributions import Array, Numbers, floats, normal_quantile
from cxdata.statistics.estimates import Estimate, adjusted, raw_nps

TIGHTEST_AT: Final = 400


def radius(n: Numbers, alpha: float = 0.05, tightest_at: float = TIGHTEST_AT) -> Array:
    """Half-width, in standard deviations of one answer, of the band that holds at every n at once.

    sqrt(2 (n r2 + 1) / (n^2 r2) ln(sqrt(n r2 + 1) / alpha)), r2 = (-2 ln alpha + ln(-2 ln alpha + 1)) / n*
    (Howard, Ramdas, McAuliffe and Sekhon 2021; Waudby-Smith and Ramdas), narrowest near n* = `tightest_at`.
    Asymptotic; about half as wide again as a single look.
    """
    (size,) = floats(n)
    size = np.where(size > 0.0, size, np.nan)
    rho = (-2.0 * np.log(alpha) + np.log(-2.0 * np.log(alpha) + 1.0)) / tightest_at
    grown = size * rho + 1.0
    return np.asarray(np.sqrt(2.0 * grown / (size**2 * rho) * np.log(np.sqrt(grown) / alpha)))


def band(positive: Numbers, neutral: Numbers, negative: Numbers) -> Estimate:
    """NPS in points with the always-valid band, sigma taken from the adjusted counts so that it is never zero."""
    up, middle, down = floats(positive, neutral, negative)
    n = up + middle + down
    score = raw_nps(up, middle, down)
    half = 100.0 * np.sqrt(adjusted(up, middle, down).variance * (n + 3.0)) * radius(n)
    return Estimate(score, np.maximum(-100.0, score - half), np.minimum(100.0, score + half))


def peeking(looks: int, alpha: float = 0.05) -> float:
    """The chance that at least one of so many naive looks (equally spaced) calls nothing something.

    Armitage, McPherson and Rowe (1969): the density of the sum that has stayed inside, carried on by recursive
    integration (Gauss-Legendre).
    """
    z = float(normal_quantile(1.0 - alpha / 2.0))
    nodes, weights = np.polynomial.legendre.leggauss(200)
    points = z * nodes
    density = np.exp(-(points**2) / 2.0) / np.sqrt(2.0 * np.pi)
    mass = density * weights * z
    for look in range(2, looks + 1):
        edge = z * np.sqrt(look)
        onward = edge * nodes
        step = np.exp(-((onward[:, None] - points[None, :]) ** 2) / 2.0) / np.sqrt(2.0 * np.pi)
        points, mass = onward, (step @ mass) * weights * edge
    return float(1.0 - mass.sum())
