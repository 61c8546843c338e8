"""What an answer is: metrics with their scales, and the dimensions by which answers are told apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

Metric = Literal["nps", "csat", "ces"]
METRICS: tuple[Metric, ...] = get_args(Metric)

DateOrder = Literal["", "dmy", "mdy", "ymd", "mdy+dmy"]
"""Which of day, month and year stands first; "mdy+dmy": the month between slashes, the day between dots."""

ORDERS: tuple[DateOrder, ...] = get_args(DateOrder)

DIMENSIONS = ("touchpoint", "channel", "department", "segment", "region")
"""The dimensions that every workspace knows; further ones carry the heading of their column."""

NOT_GIVEN = 0
"""Code of "(not given)" in every dimension; as a touchpoint it means the relationship as a whole."""

EARLIEST = date(1990, 1, 1)
"""The first day that an answer can be of."""

MOST_VALUES = 500
"""A further column becomes a dimension up to this many different values."""

# (low, high) -> (positive from, negative to), where high is good.
_CUTS: dict[str, dict[tuple[int, int], tuple[int, int]]] = {
    "nps": {(0, 10): (9, 6)},
    "csat": {
        (1, 5): (4, 2),
        (0, 5): (4, 2),
        (1, 7): (6, 3),
        (1, 10): (9, 6),
        (0, 10): (9, 6),
        (-2, 2): (1, -1),
        (0, 100): (80, 59),
        (0, 1): (1, 0),
        (1, 2): (2, 1),
        (1, 3): (3, 1),
        (1, 4): (3, 2),
        (1, 6): (5, 2),
    },
    "ces": {(1, 7): (5, 3), (1, 5): (4, 2), (0, 10): (9, 6), (1, 10): (9, 6), (0, 100): (80, 59)},
}


def cuts(metric: Metric, low: int, high: int, up: bool = True) -> tuple[int, int]:
    """Default `(positive_from, negative_to)` of a scale, in raw scores.

    Where low is good (`up` false) the pair is mirrored: positive is a score at or under the first number, negative
    one at or over the second. A scale without a known default is cut at its upper fifth and its lower two fifths.
    """
    known = _CUTS[metric].get((low, high))
    if known is None:
        known = (high - round((high - low) * 0.2), low + round((high - low) * 0.4))
    if up:
        return known
    return low + high - known[0], low + high - known[1]


@dataclass(frozen=True, slots=True)
class Measure:
    """One question: which metric it feeds and how its raw scores read."""

    metric: Metric
    low: int
    high: int
    up: bool
    positive_from: int
    negative_to: int
    question: str
    id: int = 0

    @classmethod
    def of(cls, metric: Metric, low: int, high: int, question: str = "", up: bool = True) -> Measure:
        positive, negative = cuts(metric, low, high, up)
        return cls(metric, low, high, up, positive, negative, question)

    @property
    def scale(self) -> tuple[str, int, int, bool]:
        """What must agree for means to be pooled."""
        return self.metric, self.low, self.high, self.up
