"""What the initiatives page says: what was decided and whether it was kept, what was done and whether it helped."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from cxdata.card import Card, Said
from cxdata.governance.current import Tables
from cxdata.governance.measures.promises import KEPT, STATES
from cxdata.governance.standing import standing
from cxdata.store.snapshot import Snapshot
from cxdata.text import Text
from cxdata.views import wording
from cxdata.views.initiatives import cards
from cxdata.views.initiatives.facts import Facts, facts

__all__ = ["Facts", "Initiatives", "facts", "initiatives", "register"]


@dataclass(frozen=True)
class Initiatives:
    """Headline and sentence, effects, the state of decisions in a sentence each, and what the portfolio misses."""

    headline: str
    parts: tuple[Said, ...]
    effects: Card
    kept: tuple[str, ...]
    portfolio: tuple[str, ...]
    facts: Facts


def initiatives(snapshot: Snapshot, tables: Tables, text: Text) -> Initiatives:
    """Everything about decisions and initiatives on the workspace's day."""
    found = facts(snapshot, tables, standing(tables, snapshot.as_of))
    headline, parts = cards.said(found, text)
    return Initiatives(headline, parts, cards.effects(found, text), _kept(found, text), _portfolio(found, text), found)


def register(found: Facts, state: str | None, text: Text) -> pl.DataFrame:
    """The decisions of that state (None: all), the latest first, headed in the reader's words."""
    words = {name: text(f"initiatives.decision.{name}") for name in STATES}
    impacts = {name: text(f"governance_choice.decisions.impact.{name}") for name in ("small", "medium", "large")}
    rows = found.decisions if state is None else found.decisions.filter(state=state)
    return rows.select(
        pl.col("number").alias(text("governance.decisions.number")),
        pl.col("decision").alias(text("governance.decisions.decision")),
        pl.col("owner").alias(text("governance.decisions.owner")),
        _worded("state", words).alias(text("initiatives.head.state")),
        pl.col("due").alias(text("governance.decisions.due")),
        pl.col("redated").alias(text("governance.decisions.redated")),
        pl.col("done").alias(text("governance.decisions.done")),
        pl.col("late_by").alias(text("initiatives.head.late")),
        _worded("impact", impacts).alias(text("governance.decisions.impact")),
        pl.col("touchpoint").alias(text("governance.decisions.touchpoint")),
    )


def _worded(column: str, words: dict[str, str]) -> pl.Expr:
    return pl.col(column).replace_strict(words, default=None, return_dtype=pl.String)


def _kept(found: Facts, text: Text) -> tuple[str, ...]:
    kept = found.kept
    if found.decisions.is_empty():
        return (text("initiatives.promises.empty"),)
    if not kept.due:
        return (text("initiatives.promises.none"),)
    said = [text("initiatives.promises.kept", n=kept.due, kept=kept.kept, late=kept.late, overdue=kept.overdue)]
    if early := found.decisions.filter(state=KEPT).height - kept.kept:
        said.append(text("initiatives.promises.early", n=early))
    if kept.redated:
        said.append(text("initiatives.promises.redated", n=kept.redated))
    if kept.age is not None:
        said.append(text("initiatives.promises.age", n=round(kept.age)))
    if kept.large:
        said.append(text("initiatives.promises.large", n=kept.large))
    return tuple(said)


def _portfolio(found: Facts, text: Text) -> tuple[str, ...]:
    if not found.aimed:
        return (text("initiatives.portfolio.no_goals"),)
    said = []
    if found.gaps:
        facts = {"labels": wording.named(list(found.gaps), text, 5), "metric": text(f"metric.{found.metric}")}
        said.append(text("initiatives.portfolio.gaps", n=len(found.gaps), period=text.period(*found.span), **facts))
    elif found.below:
        said.append(text("initiatives.portfolio.covered", n=len(found.below)))
    idle = found.idle.select("touchpoint", "initiative").unique(maintain_order=True)
    if idle.height:
        named = [f"{initiative} ({touchpoint})" for touchpoint, initiative in idle.iter_rows()]
        said.append(text("initiatives.portfolio.idle", labels=wording.named(named, text, 4)))
    return tuple(said)
