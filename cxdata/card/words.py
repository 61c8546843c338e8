"""The small words that cards and charts are told in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

Unit = Literal["points", "percent"]
Grain = Literal["day", "week", "month", "quarter", "year"]
Verdict = Literal["real", "here", "mix", "sample", "chance", "few"]
"""`here`: beyond chance among the tests of its screen, but not together with those of the workspace: a chart of
differences marks it, charts of departments leave it plain, no sentence calls it real. `mix`: beyond chance, but not
beyond what the channels that a department serves do by themselves. `sample`: beyond the chance of
sampling, but the ordinary wobble is not known yet."""
MARKED: Final = frozenset({"real", "here"})
"""The verdicts that charts mark."""
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
