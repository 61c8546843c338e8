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
from cxdata.schema import Metric
from cxdata.store.snapshot import Snapshot
from cxdata.text import Text
from cxdata.views import wording
from cxdata.views.departments import gap_card, words
from cxdata.views.departments.facts import Facts
from cxdata.views.departments.gap import Gap
from cxdata.views.departments.owned import Owned

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
    return card(facts, facts.gap, text) if facts.gap is not None and facts.gap.change < 0 else None


def card(facts: Facts, gap: Gap, text: Text) -> Card | None:
    """Nobody and misplaced first, then the departments with the largest losses."""
    if facts.whole == "few":
        return None
    owned = facts.owned
    parts = words.named(gap.parts, text)
    lost = parts.filter(pl.col("value") <= -gap_card.LEAST).head(MOST)
    frame = lost.select(
        "label",
        "kind",
        value=-pl.col("value"),
        low=-pl.col("high"),
        high=-pl.col("low"),
        n="n",
        verdict="verdict",
        detail=pl.Series([_points(points, text) for points in lost["names"].to_list()], dtype=pl.String),
    )
    head = title(facts, gap, text)
    facts_said = {
        name: shown.score(value, owned.unit, text) for name, value in (("score", gap.score), ("goal", gap.goal))
    }
    rows = words.told(lost.select("label", "value").iter_rows(), owned, text)
    return Card(
        key=KEY,
        title=head,
        subtitle=text(
            "departments.strip.subtitle",
            metric=words.metric(owned, text),
            period=words.period(owned, text),
            **facts_said,
        ),
        foot=words.foot(owned, text, gap.n),
        method=words.method(owned, gap.n, text, "gap"),
        alt=text("departments.strip.alt", title=head, rows=rows),
        chart=Strip(frame, owned.unit, text(f"departments.unit.{owned.unit}"), text("departments.strip.points")),
        table=gap_card.table(gap, text),
        n=gap.n,
        verdict=facts.whole,
    )


def _points(labels: list[str], text: Text) -> str:
    """The first two where they are short enough for a line, else the first, and how many more there are."""
    return wording.named(labels, text, 2 if sum(len(label) for label in labels[:2]) <= _LINE else 1)


def title(facts: Facts, gap: Gap, text: Text) -> str:
    """The largest real losses: of a department, and of touchpoints without an operating owner."""
    owned = facts.owned
    size = {"gap": words.amount(abs(gap.change), owned, text)}
    lost = gap_card.unowned(gap)
    part = words.amount(lost, owned, text)
    labels = words.real(gap.parts, -1)
    first = ""
    if labels:
        value = -float(gap.parts.filter(label=labels[0], kind="department")["value"][0])
        first = text("departments.strip.part", label=labels[0], amount=words.amount(value, owned, text))
    if first and lost >= gap_card.LEAST:
        return text("departments.strip.title_both", **size, first=first, part=part)
    if first:
        return text("departments.strip.title", **size, first=first)
    if lost >= gap_card.LEAST:
        return text("departments.strip.title_unowned", **size, part=part)
    return text("departments.strip.title_plain", **size)


def goal_value(tables: Tables, metric: Metric, day: date, scope: Scope, touchpoint: str | None = None) -> float | None:
    """The level of the open goal of the relationship, of all touchpoints, or of one touchpoint, for a trend's line."""
    level = RELATIONSHIP if scope == "relationship" else TOUCHPOINTS
    found = goals.applying(tables["goals"].rows, metric, day, level, touchpoint)
    return found.target if found else None
