"""Who did not answer: what their score would have to be, and how evenly groups answered."""

from __future__ import annotations

import numpy as np

from cxdata.statistics.distributions import Array, Numbers, floats


def tipping_point(score: Numbers, response_rate: Numbers, threshold: Numbers) -> Array:
    """The score of those who did not answer at which the whole would stand at `threshold`: (t - r N) / (1 - r), since
    the whole is r N + (1 - r) x.

    Points; response_rate a fraction. Beyond the ends of the scale nothing they could say would change the verdict; nan
    when everybody answered.
    """
    nps, rate, goal = floats(score, response_rate, threshold)
    rest = np.where(rate < 1.0, 1.0 - rate, np.nan)
    return np.asarray((goal - rate * nps) / rest)


def bounds(score: Numbers, response_rate: Numbers, lowest: float = -100.0) -> tuple[Array, Array]:
    """The whole's score if all others answered worst or best, in points."""
    nps, rate = floats(score, response_rate)
    return np.asarray(rate * nps + (1.0 - rate) * lowest), np.asarray(rate * nps + (1.0 - rate) * 100.0)


def r_indicator(invited: Numbers, answered: Numbers) -> float:
    """R = 1 - 2 S(rho): 1 when all groups answer alike (Schouten, Cobben and Bethlehem 2009).

    S: the standard deviation (n - 1) of the groups' response rates over all invited people. nan below two invitations.
    """
    sent, came = floats(invited, answered)
    total = sent.sum()
    if total < 2:
        return float("nan")
    rate = np.divide(came, sent, out=np.zeros(len(sent)), where=sent > 0)
    mean = came.sum() / total
    return float(1.0 - 2.0 * np.sqrt((sent * (rate - mean) ** 2).sum() / (total - 1.0)))
