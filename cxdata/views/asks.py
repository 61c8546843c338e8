"""Decisions asked of the board: what only the board can settle, each with a proposal from the data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

import polars as pl

from cxdata.governance import ownership
from cxdata.governance.current import Tables
from cxdata.governance.goals import opened
from cxdata.store.snapshot import Snapshot
from cxdata.text import Text
from cxdata.views import wording
from cxdata.views.departments.gap import aimed
from cxdata.views.departments.owned import Owned

MOST: Final = 3
APART: Final = 1.0
"""Points between the touchpoints' goals together and the common goal from which on they contradict each other."""


@dataclass(frozen=True)
class Ask:
    """What is asked, what is proposed, what to press, and the page (with its own parameters) where it is settled.

    `points`: the touchpoints that it is about, where it is about owners; `proposed`: touchpoint, department, of those
    departments that are listed.
    """

    question: str
    proposal: str
    deed: str
    place: str
    query: tuple[tuple[str, str], ...] = ()
    points: tuple[str, ...] = ()
    proposed: tuple[tuple[str, str], ...] = ()


def asks(snapshot: Snapshot, tables: Tables, owned: Owned, text: Text) -> tuple[Ask, ...]:
    """At most three: touchpoints without an owner, with the CX team as owner, goals that contradict each other."""
    found = [*owners(snapshot, tables, owned.day, text), *_goals(tables, owned, text)]
    return tuple(found[:MOST])


def owners(snapshot: Snapshot, tables: Tables, day: date, text: Text) -> list[Ask]:
    """What there is to settle about owners; `about` in the query tells one from another."""
    if tables["ownership"].rows.is_empty():
        return []
    points = snapshot.labels("touchpoint").values()
    named = ownership.accountable(tables["ownership"].rows, tables["departments"].rows, day, points)
    serving = _serving(snapshot) if named.filter(pl.col("state") != ownership.OWNED).height else {}
    listed = set(tables["departments"].rows["name"])
    teams = set(tables["departments"].rows.filter(kind="cx_team")["name"])
    found = []
    for state in (ownership.NONE, ownership.MISPLACED, ownership.SEVERAL):
        labels = named.filter(state=state)["touchpoint"].to_list()
        if not labels:
            continue
        proposed = [(label, serving[label]) for label in labels if label in serving and serving[label][0] not in teams]
        said = [
            text("asks.take", touchpoint=label, department=department, share=text.percent(100 * share))
            for label, (department, share) in proposed[:3]
        ]
        question = text(f"asks.{state}", n=len(labels), labels=wording.named(labels, text, 3))
        proposal = text("asks.proposal", said="; ".join(said)) if said else text("asks.no_proposal")
        deed = text("asks.settle_owner", labels=wording.named(labels, text))
        query = (("view", "owners"), ("about", state))
        takers = tuple((label, department) for label, (department, _) in proposed if department in listed)
        found.append(Ask(question, proposal, deed, "departments", query, tuple(labels), takers))
    return found


def _serving(snapshot: Snapshot) -> dict[str, tuple[str, float]]:
    """Touchpoint -> the department that serves most of its answers, and what share of them."""
    if "department" not in snapshot.dimensions:
        return {}
    rows = ownership.draft(snapshot).filter(role="A")
    return {row["touchpoint"]: (row["department"], row["share"]) for row in rows.to_dicts()}


def _goals(tables: Tables, owned: Owned, text: Text) -> list[Ask]:
    """Goals of touchpoints that together do not make the common goal; two open goals for the same."""
    found = []
    aim = aimed(owned) if not owned.answers.filtered else None
    metric = owned.pool.metric
    if aim is not None and abs(aim[1]) >= APART:
        goal, mismatch = aim
        facts = {
            "metric": text(f"metric.{metric}"),
            "goal": wording.score(goal, metric, text),
            "meant": wording.score(goal + mismatch, metric, text, 1),
        }
        key = "above" if mismatch > 0 else "below"
        said = text(f"asks.goals_{key}", **facts), text(f"asks.goals_{key}_proposal", **facts)
        found.append(Ask(*said, text("asks.settle_goals"), "goals"))
    return [*found, *_doubled(tables, owned.day, text)]


def _doubled(tables: Tables, day: date, text: Text) -> list[Ask]:
    """Two open goals for the same thing, of which the later is the lower."""
    open_ = opened(tables["goals"].rows, day)
    found = []
    for (metric, scope, touchpoint), part in open_.group_by("metric", "scope", "touchpoint", maintain_order=True):
        targets = part.sort("deadline")["target"].to_list()
        if any(later < earlier for earlier, later in pairwise(targets)):
            about = touchpoint or text(f"goals.scope.{scope}")
            facts = {"metric": text(f"metric.{metric}"), "about": about}
            found.append(
                Ask(text("asks.doubled", **facts), text("asks.doubled_proposal"), text("asks.settle_goals"), "goals")
            )
    return found
