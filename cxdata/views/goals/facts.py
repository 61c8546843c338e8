"""Every goal with what the answers say of it: how far it has come, its chance, what its wording lacks, how it ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import isnan

from cxdata.card import Scope
from cxdata.governance.goals import Goal, without_goal, without_owner
from cxdata.governance.measures import smart
from cxdata.governance.measures.progress import Level, Outcome, Progress, outcome, progress
from cxdata.governance.measures.series import Reading, reading
from cxdata.governance.measures.smart import Check
from cxdata.governance.standing import Standing
from cxdata.governance.tables import RELATIONSHIP, STRATEGIC, TOUCHPOINT
from cxdata.store.snapshot import Snapshot


@dataclass(frozen=True)
class Open:
    """A goal whose deadline lies ahead. `chance`: least and most of what the two forecasts say; None where neither."""

    goal: Goal
    progress: Progress
    checks: tuple[Check, ...]
    chance: tuple[float, float] | None

    @property
    def failing(self) -> tuple[Check, ...]:
        """The letters that do not hold."""
        return tuple(check for check in self.checks if check.holds is False)


@dataclass(frozen=True)
class Past:
    """A goal whose deadline is over."""

    goal: Goal
    outcome: Outcome
    level: Level


@dataclass(frozen=True)
class Facts:
    """`open` by deadline, `past` the latest first; `bare`: touchpoints with answers but without a goal of their own.

    `strategic`: whether there are strategic goals to serve. `open_files`, `past_files`: names of the files whose
    answers the levels are counted from.
    """

    open: tuple[Open, ...]
    past: tuple[Past, ...]
    ownerless: tuple[Goal, ...]
    bare: tuple[str, ...]
    strategic: bool
    open_files: tuple[str, ...] = ()
    past_files: tuple[str, ...] = ()

    def count(self, outcome: Outcome) -> int:
        return sum(1 for one in self.past if one.outcome == outcome)

    @property
    def judged(self) -> int:
        """Past goals with answers enough for an interval: met, missed, or undecided where it holds the target."""
        return len(self.past) - self.count("unknown")


def facts(snapshot: Snapshot, standing: Standing) -> Facts:
    """Everything about the goals as they stand; the history of each scope is read once."""
    known: dict[tuple[str, str, str | None], Reading] = {}

    def read(goal: Goal) -> Reading:
        key = (goal.metric, goal.scope, goal.touchpoint if goal.scope == TOUCHPOINT else None)
        if key not in known:
            known[key] = reading(snapshot, goal)
        return known[key]

    strategic = not standing.vision.filter(kind=STRATEGIC).is_empty()
    opened = [_open(Goal.of(row), read, standing, strategic) for row in standing.goals.to_dicts()]
    past = [Past(goal, *outcome(goal, read(goal))) for goal in map(Goal.of, standing.past_goals.to_dicts())]
    lacking = without_owner(standing.tables["goals"].rows, standing.day)
    metric = snapshot.metrics[0] if snapshot.metrics else "nps"
    points = snapshot.labels("touchpoint").values()
    bare = without_goal(standing.tables["goals"].rows, metric, standing.day, points)
    return Facts(
        open=tuple(opened),
        past=tuple(past),
        ownerless=tuple(map(Goal.of, lacking.to_dicts())),
        bare=tuple(bare),
        strategic=strategic,
        open_files=_files(snapshot, [(one.goal, one.progress.now) for one in opened]),
        past_files=_files(snapshot, [(one.goal, one.level) for one in past]),
    )


def _files(snapshot: Snapshot, levels: Iterable[tuple[Goal, Level]]) -> tuple[str, ...]:
    """The files behind these levels, oldest first."""
    known = set(snapshot.labels("touchpoint").values())
    found: set[str] = set()
    for goal, level in levels:
        at = [goal.touchpoint] if goal.scope == TOUCHPOINT and goal.touchpoint in known else []
        scope: Scope = "relationship" if goal.scope == RELATIONSHIP else "touchpoints"
        found.update(snapshot.files_behind(goal.metric, [scope], [(level.start, level.end)], at) if level.n else [])
    return tuple(file for file in snapshot.files if file in found)


def _open(goal: Goal, read: Callable[[Goal], Reading], standing: Standing, strategic: bool) -> Open:
    found = read(goal)
    made = progress(goal, found, standing.day)
    both = [value for value in (made.staying.chance, made.trending.chance) if not isnan(value)]
    checks = tuple(smart.checked(goal, found, strategic))
    return Open(goal, made, checks, (min(both), max(both)) if both else None)
