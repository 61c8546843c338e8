"""SMART and D: is a goal specific, measurable, achievable, relevant, timed, and could its answers show it at all."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from cxdata.governance.goals import Goal
from cxdata.governance.measures.series import Reading
from cxdata.governance.tables import TOUCHPOINT
from cxdata.statistics.power import answers_needed, detectable_change
from cxdata.text import Text

LETTERS: Final = ("S", "M", "A", "R", "T", "D")
CHECKPOINTS: Final = 2
LEAST_CHANGES: Final = 6
"""Yearly changes that must be known before a goal's ambition can be called usual or unusual."""

PERCENTILE: Final = 90


@dataclass(frozen=True, slots=True)
class Check:
    """One letter of one goal: held or not (None: cannot be told), and why.

    The sentence is `smart.<letter>.<reason>` of the catalogue, filled with `facts`: see `said`.
    """

    letter: str
    holds: bool | None
    reason: str
    facts: Mapping[str, float | int | str] = field(default_factory=dict)


def checked(goal: Goal, reading: Reading, strategic: bool = True) -> list[Check]:
    """The six letters, each for itself: no average, no score. `reading`: what the data say of the goal's scope.

    `strategic`: whether there are strategic goals to serve at all.
    """
    return [
        _specific(goal, reading),
        _measurable(goal, reading),
        _achievable(goal, reading),
        _relevant(goal, strategic),
        _timed(goal),
        _detectable(goal, reading),
    ]


def said(check: Check, text: Text) -> str:
    """Why, in the reader's words; points that were measured with one decimal, goals as they were set."""

    def written(name: str, value: float | int | str) -> str:
        if isinstance(value, str):
            return value
        return text.number(value, 1 if name in _MEASURED or value != round(value) else 0)

    facts = {name: value if name == "n" else written(name, value) for name, value in check.facts.items()}
    return text(f"smart.{check.letter}.{check.reason}", **facts)


_MEASURED = ("asked", "usual", "seen")


def _specific(goal: Goal, reading: Reading) -> Check:
    if goal.scope == TOUCHPOINT and goal.touchpoint is None:
        return Check("S", False, "no_touchpoint")
    if goal.scope == TOUCHPOINT and not reading.known:
        return Check("S", False, "unknown_touchpoint", {"touchpoint": goal.touchpoint or ""})
    if goal.owner is None:
        return Check("S", False, "no_owner")
    return Check("S", True, "fine", {"owner": goal.owner})


def _measurable(goal: Goal, reading: Reading) -> Check:
    if goal.baseline is None:
        return Check("M", False, "no_baseline")
    if not reading.quarterly:
        return Check("M", False, "no_answers")
    return Check("M", True, "fine", {"answers": round(reading.quarterly)})


def _achievable(goal: Goal, reading: Reading) -> Check:
    """The change a year against the 90th percentile of what this score did in a year before, up or down."""
    if goal.baseline is None:
        return Check("A", None, "no_baseline")
    asked = goal.target - goal.baseline
    if asked <= 0:
        return Check("A", False, "no_change", {"baseline": goal.baseline, "target": goal.target})
    years = max(1.0, (goal.deadline - goal.start).days / 365.25) if goal.start else 1.0
    asked /= years
    if len(reading.yearly) < LEAST_CHANGES:
        return Check("A", True if goal.reason else None, "justified" if goal.reason else "no_history", {"asked": asked})
    usual = float(np.percentile(np.abs(reading.yearly), PERCENTILE))
    facts: dict[str, float | int | str] = {"asked": asked, "usual": usual}
    if asked <= usual:
        return Check("A", True, "fine", facts)
    return Check("A", bool(goal.reason), "justified" if goal.reason else "unusual", facts)


def _relevant(goal: Goal, strategic: bool) -> Check:
    if goal.vision is not None:
        return Check("R", True, "fine", {"vision": goal.vision})
    return Check("R", False, "no_link" if strategic else "no_vision")


def _timed(goal: Goal) -> Check:
    n = len(goal.checkpoints)
    said = "fine" if n >= CHECKPOINTS else "few_checkpoints" if n else "no_checkpoints"
    return Check("T", n >= CHECKPOINTS, said, {"n": n})


def _detectable(goal: Goal, reading: Reading) -> Check:
    """Whether a quarter's answers can show the change: 80 % power, 95 % confidence, two quarters compared."""
    if goal.baseline is None:
        return Check("D", None, "no_baseline")
    if goal.target == goal.baseline:
        return Check("D", None, "no_change")
    if reading.spread is None or not reading.quarterly:
        return Check("D", None, "no_answers")
    change, have = abs(goal.target - goal.baseline), round(reading.quarterly)
    need = float(answers_needed(reading.spread, change))
    seen = float(detectable_change(reading.spread, reading.quarterly))
    facts: dict[str, float | int | str] = {"change": change, "need": math.ceil(need), "have": have, "seen": seen}
    return Check("D", have >= need, "fine" if have >= need else "too_few", facts)
