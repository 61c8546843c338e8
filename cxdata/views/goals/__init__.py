"""What the goals page says: how far each goal has come, whether it can still be met, and what its wording lacks."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from cxdata.card import Card, Said
from cxdata.governance.current import Tables
from cxdata.governance.standing import standing
from cxdata.store.snapshot import Snapshot
from cxdata.text import Text
from cxdata.views import wording
from cxdata.views.goals import cards
from cxdata.views.goals.facts import facts


@dataclass(frozen=True)
class Goals:
    """Headline and sentence, open and past goals; `letters`: SMART and D of each open goal, with why not;
    `lacking`: sentences on goals without an owner and touchpoints without a goal."""

    headline: str
    parts: tuple[Said, ...]
    open: Card
    past: Card
    letters: pl.DataFrame
    lacking: tuple[str, ...]


def goals(snapshot: Snapshot, tables: Tables, text: Text) -> Goals:
    """Everything about the goals on the workspace's day."""
    found = facts(snapshot, standing(tables, snapshot.as_of))
    headline, parts = cards.said(found, text)
    lacking = []
    if found.ownerless:
        names = [cards.label(goal, text) for goal in found.ownerless]
        lacking.append(text("goals.lacking.owner", n=len(names), labels=wording.named(names, text, 4)))
    if found.bare:
        lacking.append(text("goals.lacking.goal", n=len(found.bare), labels=wording.named(list(found.bare), text, 6)))
    if (found.open or found.past) and not found.strategic:
        lacking.append(text("goals.lacking.vision"))
    return Goals(
        headline=headline,
        parts=parts,
        open=cards.open_card(found, text),
        past=cards.past_card(found, text),
        letters=cards.letters(found, text),
        lacking=tuple(lacking),
    )
