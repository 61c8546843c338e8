"""What other pages say of ownership: the strip of accountability, touchpoints without an owner, and goals."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from cxdata.card import Card, Scope, Strip
from cxdata.charts import words as shown
from cxdata.choice import Choice
from cxdata.governance import goals
from cxdata.governance.current import Tables
from cxdata.governance.tables import RELATIONSHIP, TOUCHPOINTS
from cxdata.scan.answers import Answers, Population
from cxdata.schema import Metric
from cxdata.store.snapshot import Snapshot
from cxdata.text import Text, rounded
from cxdata.views import wording
from cxdata.views.departments import gap_card, words
from cxdata.views.departments.facts import Facts
from cxdata.views.departments.gap import DEPARTMENT, LEAST, MISMATCH, Gap
from cxdata.views.departments.owned import Owned, Row

KEY: Final = "departments.strip"
MOST: Final = 6
_LINE: Final = 26
"""Letters of two names that fit beside a bar with what else stands there."""


def strip(snapshot: Snapshot, tables: Tables, choice: Choice, text: Text, owned: Owned | None = None) -> Card | None:
    """Whose touchpoints the gap to the goal lies in; None without owners, without a goal, and where nothing is missing.

    Bars are losses: points of the company's score that are missing to the goal. `owned`: what the page has scanned.
    """
    if tables["ownership"].rows.is_empty():
        return None
    facts = Facts.brief(owned or Owned.of(snapshot, tables, choice))
    return card(facts, facts.gap, text) if facts.gap is not None and facts.gap.side == "below" else None


def card(facts: Facts, gap: Gap, text: Text) -> Card | None:
    """Nobody and misplaced first, then the departments with the largest losses, then all the rest: together the gap."""
    if facts.whole == "few":
        return None
    owned = facts.owned
    frame = _rows(owned, gap, text)
    head = title(facts, gap, text)
    facts_said = {
        name: shown.score(value, owned.unit, text) for name, value in (("score", gap.score), ("goal", gap.goal))
    }
    rows = words.told(frame.select("label", -pl.col("value")).iter_rows(), owned, text)
    unit = text(f"departments.unit.{owned.unit}")
    return Card(
        key=KEY,
        title=head,
        subtitle=text(
            "departments.strip.subtitle",
            metric=words.metric(owned, text),
            period=words.period(owned, text),
            **facts_said,
        ),
        foot=words.foot(owned, text, gap.n, text("departments.strip.sums")),
        method=words.method(owned, gap.n, text, "gap"),
        alt=text("departments.strip.alt", title=head, rows=rows),
        chart=Strip(
            frame,
            owned.unit,
            text("departments.strip.lost", unit=unit),
            text("departments.strip.points"),
            coloured=frozenset({"real"}),
        ),
        table=gap_card.table(gap, text),
        n=gap.n,
        verdict=facts.whole,
    )


def _rows(owned: Owned, gap: Gap, text: Text) -> pl.DataFrame:
    """The chart's frame; its values, losses being positive, sum to the gap as it is printed."""
    parts = words.named(gap.printed, text)
    others = parts.filter(pl.col("kind") != MISMATCH)
    lost = others.filter(pl.col("value") < 0).head(MOST)
    details = [_points(owned, row, text) for row in lost.to_dicts()]
    rest = others.join(lost, on=["label", "kind"], how="anti").sort("value", descending=True)
    tail = []
    if not rest.is_empty():
        value = rounded(float(rest["value"].sum()), 1)
        label = text("departments.strip.rest_above" if value > 0 else "departments.strip.rest")
        tail.append(_row(label, "rest", value, wording.named(rest["label"].to_list(), text, 2)))
    for value in parts.filter(kind=MISMATCH)["value"].to_list():
        goals_said = shown.score(gap.goal + gap.mismatch, owned.unit, text, 1)
        detail = text("departments.strip.mismatch", goal=shown.score(gap.goal, owned.unit, text, 1), goals=goals_said)
        tail.append(_row(text("departments.mismatch"), MISMATCH, value, detail))
    frame = lost.select(*words.STEPS).with_columns(detail=pl.Series(details, dtype=pl.String))
    both = pl.concat([frame, pl.DataFrame(tail, schema=frame.schema)])
    sides = {"value": -pl.col("value"), "low": -pl.col("high"), "high": -pl.col("low")}
    return both.with_columns(**sides)


def _row(label: str, kind: str, value: float, detail: str) -> Row:
    return words.step(label, kind, value, None, 0, None) | {"detail": detail}


def _points(owned: Owned, row: Row, text: Text) -> str:
    """The touchpoints behind a part: the first two where they are short enough for a line, else the first, and how many
    more there are. Beside a department it says who is accountable where that is somebody else."""
    labels = [_whose(owned, row, label, text) for label in row["names"]]
    return wording.named(labels, text, 2 if sum(len(label) for label in labels[:2]) <= _LINE else 1)


def _whose(owned: Owned, row: Row, label: str, text: Text) -> str:
    named = owned.accountable.get(label, [])
    if row["kind"] != DEPARTMENT or row["label"] in named:
        return label
    return text("departments.strip.whose", label=label, who=text.list(named) or text("departments.strip.nobody"))


def title(facts: Facts, gap: Gap, text: Text) -> str:
    """What is missing, and the largest real losses: of a department, and of touchpoints without an operating owner."""
    owned = facts.owned
    key = "missing" if facts.whole == "real" else "missing_chance"
    head = text(f"departments.strip.{key}", gap=words.amount(abs(gap.size), owned, text))
    lost = gap_card.unowned(gap)
    part = words.amount(lost, owned, text)
    labels = words.real(gap.parts, -1)
    first = ""
    if labels:
        value = -float(gap.printed.filter(label=labels[0], kind=DEPARTMENT)["value"][0])
        first = text("departments.strip.part", label=labels[0], amount=words.amount(value, owned, text))
    if first and lost >= LEAST:
        return text("departments.strip.title_both", head=head, first=first, part=part)
    if first:
        return text("departments.strip.title", head=head, first=first)
    if lost >= LEAST:
        return text("departments.strip.title_unowned", head=head, part=part)
    return text("departments.strip.title_plain", head=head)


def goal_value(tables: Tables, metric: Metric, day: date, scope: Scope, touchpoint: str | None = None) -> float | None:
    """The level of the open goal of the relationship, of all touchpoints, or of one touchpoint, for a trend's line."""
    level = RELATIONSHIP if scope == "relationship" else TOUCHPOINTS
    found = goals.applying(tables["goals"].rows, metric, day, level, touchpoint)
    return found.target if found else None


def goal_of(whole: Population, answers: Answers, tables: Tables | None) -> float | None:
    """The same for what a page speaks of: the whole of a metric, or the one touchpoint that is chosen."""
    if tables is None:
        return None
    chosen = answers.choice.where.get("touchpoint", ())
    only = chosen[0] if len(chosen) == 1 else None
    return goal_value(tables, whole.metric, answers.compared.span[1], whole.scope, only)
