"""Rounding of the parts of a sum, so that what is printed adds up."""

from __future__ import annotations

from collections.abc import Sequence

from cxdata.text import rounded


def adding(values: Sequence[float], total: float, digits: int = 1) -> list[float]:
    """The values, rounded so that they sum to the rounded total (largest remainders): each up or down to a neighbour.

    `total`: their sum, or what it is printed as.
    """
    found = [rounded(value, digits) for value in values]
    step = 10.0**-digits
    over = round((sum(found) - rounded(total, digits)) / step)
    way = 1 if over > 0 else -1
    nearest = sorted(range(len(found)), key=lambda at: (way * (values[at] - found[at]), -abs(values[at]), at))
    for at in nearest[: abs(over)]:
        found[at] = rounded(found[at] - way * step, digits)
    return found
