"""A funnel instead of a league table: how far a group of n answers may stray from the common score."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cxdata.statistics.distributions import Array, Numbers, floats


class Funnel(NamedTuple):
    """Common score and variance of one answer (fractions), and how much wider than sampling the groups spread."""

    centre: float
    spread: float
    overdispersion: float


def nps_funnel(positive: Numbers, neutral: Numbers, negative: Numbers) -> Funnel:
    """Centre and spread over all groups, overdispersion sqrt(phi) after Spiegelhalter (2005, Stat. Med. 24:1185).

    phi = mean z^2 with z winsorised at its 10th and 90th percentiles, never below 1.
    """
    up, middle, down = floats(positive, neutral, negative)
    n = up + middle + down
    centre = float((up - down).sum() / n.sum())
    return _funnel((up - down) / np.where(n > 0, n, np.nan), n, centre, float((up + down).sum() / n.sum()) - centre**2)


def share_funnel(positive: Numbers, n: Numbers) -> Funnel:
    """The same for shares."""
    count, total = floats(positive, n)
    centre = float(count.sum() / total.sum())
    return _funnel(count / np.where(total > 0, total, np.nan), total, centre, centre * (1.0 - centre))


def limits(funnel: Funnel, n: Numbers, sigmas: float = 3.0, lowest: float = -1.0) -> tuple[Array, Array]:
    """CL -+ sigmas sqrt(phi V / n) as fractions, cut at the ends of the scale; draw them at 2 and at 3."""
    (size,) = floats(n)
    half = sigmas * funnel.overdispersion * np.sqrt(funnel.spread / size)
    return np.maximum(lowest, funnel.centre - half), np.minimum(1.0, funnel.centre + half)


def _funnel(score: Array, n: Array, centre: float, spread: float) -> Funnel:
    known = ~np.isnan(score)
    if spread <= 0.0 or known.sum() < 2:
        return Funnel(centre, max(0.0, spread), 1.0)
    z = (score[known] - centre) / np.sqrt(spread / n[known])
    cut = np.clip(z, *np.quantile(z, [0.1, 0.9]))
    return Funnel(centre, spread, max(1.0, float(np.sqrt((cut**2).mean()))))
