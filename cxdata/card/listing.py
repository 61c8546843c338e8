"""Findings in words, one under another: a chart without a drawing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cxdata.card.words import Tone
from cxdata.choice import Choice


@dataclass(frozen=True)
class Item:
    """One finding: the word of what it claims with its tone, its sentence, and beside it numbers and what else to say.

    `page`, `choice` and `own` (the page's parameters) name the view that shows it. `real`: beyond chance.
    """

    word: str
    tone: Tone
    said: str
    beside: str
    page: str
    choice: Choice
    own: Mapping[str, str] = field(default_factory=dict)
    real: bool = False


@dataclass(frozen=True)
class Listing:
    """`items` in their order; the first `open` stand in sight, the others fold.

    `real`: how many are beyond chance, also among those that are no item.
    """

    items: tuple[Item, ...]
    open: int
    real: int = 0
