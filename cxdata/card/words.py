"""The small words that cards and charts are told in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Unit = Literal["points", "percent"]
Grain = Literal["day", "week", "month", "quarter", "year"]
Verdict = Literal["real", "sample", "chance", "few"]
"""`sample`: beyond the chance of sampling, but the ordinary wobble between periods is not known yet."""
Role = Literal["main", "second", "third", "fourth", "fifth", "quiet"]
Tone = Literal["plain", "worse", "better", "quiet"]
Scope = Literal["relationship", "touchpoints"]


@dataclass(frozen=True)
class Said:
    """A piece of a sentence; the tone colours words that say by themselves what the colour means."""

    words: str
    tone: Tone = "plain"


@dataclass(frozen=True)
class Event:
    """A numbered mark on a time axis, its words beside the chart. `touchpoints`: those it concerns; none: all."""

    number: int
    at: date
    words: str
    touchpoints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Method:
    """How the numbers of a card came about: the formula in words, how many answers and what is hidden for too few,
    what was assumed, and what it cannot say.
    """

    formula: str
    n: str
    assumed: str
    cannot: str
