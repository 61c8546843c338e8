"""Which touchpoints go with the score of the relationship, against how well they do; what the drivers page shows."""

from __future__ import annotations

from dataclasses import dataclass

from cxdata.card import Card, Said
from cxdata.choice import Choice
from cxdata.governance.current import Tables
from cxdata.scan.answers import measured
from cxdata.store.snapshot import Snapshot
from cxdata.text import Text
from cxdata.views.drivers import cards
from cxdata.views.drivers.facts import facts


@dataclass(frozen=True)
class DriversPage:
    """Headline and sentence; the matrix of priorities, and strength beside reach."""

    headline: str
    parts: tuple[Said, ...]
    matrix: Card
    strength: Card


def drivers(snapshot: Snapshot, tables: Tables, choice: Choice, text: Text) -> DriversPage:
    """Everything the page says about a choice; both cards say why where nothing may be shown."""
    found = facts(snapshot, tables, measured(choice, snapshot))
    headline, parts = cards.said(found, text)
    return DriversPage(headline, parts, cards.matrix(found, text), cards.strength(found, text))
