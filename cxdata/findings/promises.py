"""Goals whose distance cannot be told from chance with the answers that a period brings."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf, isfinite
from typing import Final

from cxdata.card import Scope
from cxdata.findings.changes import at
from cxdata.findings.finding import Evidence, Finding, Link
from cxdata.findings.ground import TOUCHPOINT, Ground
from cxdata.governance import goals
from cxdata.governance.goals import Goal
from cxdata.governance.tables import RELATIONSHIP
from cxdata.governance.tables import TOUCHPOINT as TOUCHPOINT_SCOPE
from cxdata.scan.answers import NOW, Population
from cxdata.scan.family import period_wobble
from cxdata.statistics import power
from cxdata.statistics.tallies import scaled
from cxdata.text.amounts import whole

_WEIGHT: Final = 1.0
_LEAST: Final = 0.5
"""Points from which on a goal counts as not yet reached: less than that rounds to nothing."""


def found(ground: Ground) -> list[Finding]:
    """One finding that names the goal furthest from being seen and counts the others; none where all can be seen."""
    told = sorted(_unseen(ground), key=lambda one: one.evidence.n / (one.facts["needed"] or inf))
    return [told[0].told(more=len(told) - 1)] if told else []


def _unseen(ground: Ground) -> Iterator[Finding]:
    if ground.tables is None:
        return
    for row in goals.opened(ground.tables["goals"].rows, ground.day).to_dicts():
        goal = Goal.of(row)
        of = _population(ground, goal)
        if of is not None and (told := _told(ground, goal, *of)) is not None:
            yield told


def _population(ground: Ground, goal: Goal) -> tuple[Population, float] | None:
    """Whom the goal is about, and its ordinary movement between periods."""
    if goal.metric not in ground.metrics:
        return None
    if goal.scope != TOUCHPOINT_SCOPE:
        scope: Scope = "relationship" if goal.scope == RELATIONSHIP else "touchpoints"
        of = ground.coarse.scoped(goal.metric, scope)
        return of, period_wobble(of)
    code = next((code for code, label in ground.labels.items() if label == goal.touchpoint), None)
    if code is None or not ground.sizes.get((goal.metric, code)):
        return None
    part = ground.coarse.scoped(goal.metric, "touchpoints").part(TOUCHPOINT, code)
    return part, ground.ordinary.get(goal.metric, {}).get(code, 0.0)


def _told(ground: Ground, goal: Goal, of: Population, wobble: float) -> Finding | None:
    """A goal still ahead, from a score that may be shown, that needs more answers a period than there were."""
    counts = of.counts(span=NOW)
    score = of.scores(span=NOW)["score"][0]
    n = int(counts["n"][0])
    if score is None or goal.target - score < _LEAST:
        return None
    up, middle, down = (float(part[0]) for part in scaled(counts))
    size = up + middle + down
    nps = goal.metric == "nps"
    spread = power.nps_spread(up / size, down / size) if nps else power.share_spread(up / size)
    needed = float(power.answers_needed(spread, goal.target - score, wobble=wobble)) * of.deff * n / size
    if n >= needed:
        return None
    evidence = Evidence("power", n, None, score, goal.target, goal.target - score)
    facts = {"name": goal.name, "needed": needed if isfinite(needed) else None, "scope": goal.scope}
    labels = (goal.touchpoint,) if goal.touchpoint else ()
    link = Link(
        "certainty", at(ground, goal.metric, goal.touchpoint), {"size": str(max(1, whole(goal.target - score)))}
    )
    return Finding("goal", "few", goal.metric, labels, evidence, _WEIGHT, link, facts)
