"""Where ticks stand: round scores, and periods that leave their names room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from math import ceil, floor
from typing import Any

from cxdata.card import Grain, Unit
from cxdata.text import Text

_STEPS = (1, 2, 5, 10, 20, 25, 50, 100)
_EVERY: dict[Grain, tuple[int, ...]] = {
    "day": (1, 2, 7, 14, 28, 56),
    "week": (1, 2, 4, 8, 13, 26, 52),
    "month": (1, 2, 3, 6, 12, 24, 36, 60),
    "quarter": (1, 2, 4, 8, 12, 20),
    "year": (1, 2, 5, 10),
}


def span(
    inside: Iterable[float | None], outside: Iterable[float | None], unit: Unit, least: float = 12.0
) -> tuple[float, float]:
    """The range of a score axis: everything `inside`, and of `outside` what lies within half as much again."""
    limits = (-100.0, 100.0) if unit == "points" else (0.0, 100.0)
    held = [value for value in inside if value is not None]
    more = [value for value in outside if value is not None]
    if not held:
        held = more or list(limits)
        more = []
    low, high = min(held), max(held)
    room = max((high - low) / 2, least / 2)
    low = min([low, *(max(value, low - room) for value in more)])
    high = max([high, *(min(value, high + room) for value in more)])
    missing = max(0.0, least - (high - low)) / 2
    pad = max(high - low, least) * 0.05
    return max(low - missing - pad, limits[0] - pad), min(high + missing + pad, limits[1] + pad)


def ticks(low: float, high: float, most: int = 4) -> list[float]:
    """At most `most` round values within the range."""
    for step in _STEPS:
        found = [float(i * step) for i in range(ceil(low / step), floor(high / step) + 1)]
        if len(found) <= most:
            return found
    return []


def periods(dates: Sequence[date], grain: Grain, text: Text, most: int) -> tuple[list[int], list[str]]:
    """Positions and names of the labelled periods: the last one, and back from it in even steps."""
    count = len(dates)
    every = next((step for step in _EVERY[grain] if ceil(count / step) <= max(most, 1)), count)
    places = sorted(range(count - 1, -1, -every)) if count else []
    return places, [text.at(dates[i], grain, short=True) for i in places]


def answers(left: float, right: float, places: Sequence[int], text: Text) -> dict[str, Any]:
    """An axis of numbers of answers, on a log scale between these powers of ten, with these told."""
    told = [text.number(n) for n in places]
    return {"type": "log", "range": [left, right], "tickvals": list(places), "ticktext": told, "showline": True}
