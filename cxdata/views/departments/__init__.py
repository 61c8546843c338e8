"""The departments page: the gap to the goal by owner, standing, change split into work and mix, roles."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from cxdata.card import Card, Said
from cxdata.charts import words as shown
from cxdata.choice import Choice
from cxdata.governance.current import Tables
from cxdata.governance.standing import Standing
from cxdata.store.snapshot import Snapshot
from cxdata.text import Text
from cxdata.views import deeds, wording
from cxdata.views.departments import change_card, gap_card, matrix, standing_card, words
from cxdata.views.departments.facts import Facts
from cxdata.views.departments.gap import LEAST, MISPLACED, NOBODY, Gap
from cxdata.views.departments.owned import Weighing
from cxdata.views.departments.standing import apart
from cxdata.views.departments.strip import goal_value, strip

__all__ = ["Departments", "Weighing", "departments", "goal_value", "strip", "told"]


@dataclass(frozen=True)
class Departments:
    """Headline, sentence and cards; without answers or owners only the first two and what there is.

    `aside`: who is named but not ranked, and what makes the comparison fair; a line each. `splittable`: touchpoints
    that can be taken apart by channel, the one shown first. `weighable`: whether contacts can stand in for answers as
    weights. `hygiene`: what is wrong with the roles. `deeds`: promises and deeds beside each score; empty without any.
    """

    headline: str
    parts: tuple[Said, ...]
    gap: Card
    standing: Card
    aside: str
    funnel: Card | None
    change: Card
    inside: Card
    splittable: tuple[str, ...]
    matrix: Card
    hygiene: tuple[str, ...]
    deeds: pl.DataFrame
    weighable: bool
    answered: bool
    owned: bool

    @property
    def sentence(self) -> str:
        return "".join(part.words for part in self.parts)


def departments(
    snapshot: Snapshot,
    tables: Tables,
    choice: Choice,
    text: Text,
    *,
    by: Weighing = "answers",
    touchpoint: str | None = None,
) -> Departments:
    """Everything the page says; `touchpoint`: which one to take apart by channel."""
    return told(Facts.of(snapshot, tables, choice, by), text, touchpoint)


def told(facts: Facts, text: Text, touchpoint: str | None = None) -> Departments:
    owned = facts.owned
    headline, parts = _headline(facts, text)
    first = change_card.chosen(facts, touchpoint)
    rest = tuple(label for label in facts.insides if first is None or label != first.label)
    return Departments(
        headline=headline,
        parts=parts,
        gap=gap_card.card(facts, text),
        standing=standing_card.card(facts, text),
        aside=standing_card.aside(facts, text),
        funnel=standing_card.funnel(facts, text),
        change=change_card.card(facts, text),
        inside=change_card.inside_card(facts, text, touchpoint),
        splittable=((first.label, *rest) if first else ()),
        matrix=matrix.card(owned, text),
        hygiene=tuple(matrix.sentences(matrix.problems(owned), text)) if len(owned.ownership) else (),
        deeds=_deeds(facts, text),
        weighable=owned.contacts is not None,
        answered=bool(owned.present),
        owned=not owned.ownership.is_empty(),
    )


def _deeds(facts: Facts, text: Text) -> pl.DataFrame:
    owned = facts.owned
    snapshot = owned.answers.snapshot
    done = deeds.deeds(snapshot, Standing(owned.tables, snapshot.as_of))
    return deeds.table(facts.stand.rows, done, owned.pool.metric, text, apart(owned))


def _headline(facts: Facts, text: Text) -> tuple[str, tuple[Said, ...]]:
    owned, gap = facts.owned, facts.gap
    if not owned.present:
        return text("departments.headline.no_answers"), (Said(text("departments.sentence.no_answers")),)
    if owned.ownership.is_empty():
        return text("departments.headline.no_owners"), (Said(text("departments.sentence.no_owners")),)
    name = words.metric(owned, text)
    if gap is None:
        head = standing_card.title(facts.stand, text) if facts.stand.rows.height else words.period(owned, text)
        return f"{head}.", (Said(text("departments.sentence.no_goal", metric=name)),)
    if facts.whole == "few":
        return text("departments.headline.few"), (Said(text("departments.gap.few", n=gap.n)),)
    return words.ended(_gap_headline(facts, gap, text)), _gap_parts(facts, gap, text)


def _gap_headline(facts: Facts, gap: Gap, text: Text) -> str:
    owned = facts.owned
    size = words.amount(abs(gap.size), owned, text)
    if facts.whole != "real" or gap.side == "at":
        ends = {
            name: shown.score(value, owned.unit, text, 1) for name, value in (("score", gap.score), ("goal", gap.goal))
        }
        key = gap.side if gap.side == "at" else f"{'here' if facts.whole == 'here' else 'chance'}_{gap.side}"
        return text(f"departments.headline.{key}", metric=words.metric(owned, text), amount=size, **ends)
    if gap.side == "above":
        return text("departments.headline.above", amount=size)
    if labels := words.real(gap.parts, -1):
        return text("departments.headline.missing", amount=size, labels=wording.named(labels, text, 3))
    if gap_card.unowned(gap) >= LEAST:
        return text("departments.headline.missing_nobody", amount=size)
    if labels := words.real(gap.parts, -1, "here"):
        return text("departments.headline.missing_here", amount=size, labels=wording.named(labels, text, 3))
    return text("departments.headline.missing_alone", amount=size)


def _gap_parts(facts: Facts, gap: Gap, text: Text) -> tuple[Said, ...]:
    owned = facts.owned
    unit = owned.unit
    parts = [
        Said(
            text(
                "departments.sentence.score",
                metric=words.metric(owned, text),
                score=shown.score(gap.score, unit, text),
                interval=shown.interval(gap.low, gap.high, unit, text),
                goal=shown.score(gap.goal, unit, text),
                n=gap.n,
            )
        )
    ]
    real = gap_card.unowned(gap)
    lost = (
        real if real >= LEAST else -float(gap.printed.filter(pl.col("kind").is_in([NOBODY, MISPLACED]))["value"].sum())
    )
    if lost >= LEAST and (real >= LEAST or gap.side == "below"):
        key = "real" if real >= LEAST else "chance"
        said = text(f"departments.sentence.unowned_{key}", amount=words.amount(lost, owned, text))
        parts.append(Said(words.ended(said), "worse" if real >= LEAST else "plain"))
    if facts.by == "contacts":
        parts.append(Said(text("departments.sentence.contacts")))
    return tuple(parts)
