"""What the roles page says: who fills the five roles, how accountability is spread, where the journey changes hands."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from cxdata.card import Card, Said
from cxdata.choice import Choice
from cxdata.governance.current import Tables
from cxdata.governance.measures import accountability as measures
from cxdata.governance.ownership import Weights, weights
from cxdata.governance.standing import Standing, standing
from cxdata.scan.answers import Answers, measured
from cxdata.store.snapshot import Snapshot
from cxdata.text import Text
from cxdata.views.departments.matrix import checked
from cxdata.views.roles import people, spread, words
from cxdata.views.roles.silos import joints, journey, stages


@dataclass(frozen=True)
class Roles:
    """Headline and sentence; the five roles and the council's members as tables with remarks in sentences; how
    accountability is spread; hygiene of the matrix; the journey's stages with remarks."""

    headline: str
    parts: tuple[Said, ...]
    five: pl.DataFrame
    five_said: tuple[str, ...]
    council: pl.DataFrame
    council_said: tuple[str, ...]
    spread: Card
    spread_said: tuple[str, ...]
    hygiene: tuple[str, ...]
    stages: pl.DataFrame
    stages_said: tuple[str, ...]


def roles(snapshot: Snapshot, tables: Tables, choice: Choice, text: Text) -> Roles:
    """Everything about roles on the workspace's day; scores at the joints are those of the choice.

    Without answers nothing tells what touchpoints weigh: what rests on them is left out, in words.
    """
    then = standing(tables, snapshot.as_of)
    choice = measured(choice, snapshot)
    weighed = weights(snapshot)
    found = _spread(snapshot, then, weighed)
    walk = journey(snapshot)
    ownership = tables["ownership"].rows
    points = walk["touchpoint"].to_list() or ownership["touchpoint"].unique(maintain_order=True).to_list()
    owned, rated = not ownership.is_empty(), snapshot.answers > 0
    return Roles(
        headline=words.headline(then, found, text),
        parts=words.sentence(then, found, text),
        five=people.five(then, text),
        five_said=people.five_said(then, text),
        council=people.council(then, text),
        council_said=people.council_said(then, text),
        spread=spread.card(found, weighed, then.day, text) if rated else spread.unknown(text),
        spread_said=spread.said(found, then, text),
        hygiene=tuple(checked(ownership, points, then.departments, then.day, text)) if owned else (),
        stages=words.stages(stages(then, walk), text) if owned else pl.DataFrame(),
        stages_said=_joints(snapshot, then, choice, text) if owned and rated else (),
    )


def _joints(snapshot: Snapshot, then: Standing, choice: Choice, text: Text) -> tuple[str, ...]:
    pool = Answers.of(snapshot, choice, metric=choice.metric).scoped(choice.metric, "touchpoints")
    return words.joints(joints(then, journey(snapshot), pool, snapshot), choice.metric, text)


def _spread(snapshot: Snapshot, then: Standing, weighed: Weights) -> spread.Spread:
    shares = measures.shares(then, weighed)
    expected = measures.served(_served(snapshot), weighed)
    return spread.Spread(
        covered=measures.covered(then, weighed),
        shares=shares,
        dump=measures.dump(shares),
        concentration=measures.spread(shares),
        moved=measures.misallocated(shares, expected) if expected.height else None,
        idle=tuple(_idle(then, shares)),
        files=tuple(snapshot.files) if expected.height or weighed.by == "answers" else (),
    )


def _idle(then: Standing, shares: pl.DataFrame) -> list[str]:
    """Departments that answer for something and have left no trace of acting lately."""
    if then.decisions.is_empty() and then.initiatives.is_empty():
        return []
    owners = set(shares.filter(pl.col("share") > 0)["department"].drop_nulls())
    found: list[str] = measures.acted(then).filter(~pl.col("lately"))["department"].to_list()
    return [name for name in found if name in owners]


def _served(snapshot: Snapshot) -> pl.DataFrame:
    """touchpoint, department (names), n of all touchpoint answers."""
    if "department" not in snapshot.dimensions:
        return pl.DataFrame(schema={"touchpoint": pl.String, "department": pl.String, "n": pl.Int64})
    tally = snapshot.tally(["touchpoint", "department"], scope="touchpoints")
    named = [
        pl.col(name).cast(pl.Int64).replace_strict(snapshot.labels(name), default=None, return_dtype=pl.String)
        for name in ("touchpoint", "department")
    ]
    found = tally.group_by("touchpoint", "department").agg(pl.col("n").sum()).with_columns(named)
    return found.filter(pl.col("touchpoint").is_not_null()).sort("touchpoint", "department")
