"""What one chart says, complete and free of any medium: words, numbers, and a small record of the chart.

Every renderer (page, picture, slide, table) starts from a Card, so they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from cxdata.card.heatmap import Against, HeatColumn, Heatmap, HeatRow
from cxdata.card.lines import Changes, Distribution, Figure, Limits, Lines, Series, Turn
from cxdata.card.listing import Item, Listing
from cxdata.card.parts import Detectable, Effects, Funnel, Matrix, Priority, Shift, Standing, Strip, Waterfall, Ways
from cxdata.card.words import MARKED, Event, Grain, Method, Role, Said, Scope, Tone, Unit, Verdict

__all__ = [
    "MARKED",
    "Against",
    "Card",
    "Changes",
    "Chart",
    "Detectable",
    "Distribution",
    "Effects",
    "Event",
    "Figure",
    "Funnel",
    "Grain",
    "HeatColumn",
    "HeatRow",
    "Heatmap",
    "Item",
    "Limits",
    "Lines",
    "Listing",
    "Matrix",
    "Method",
    "Priority",
    "Role",
    "Said",
    "Scope",
    "Series",
    "Shift",
    "Standing",
    "Strip",
    "Tone",
    "Turn",
    "Unit",
    "Verdict",
    "Waterfall",
    "Ways",
]

Chart = (
    Lines
    | Changes
    | Figure
    | Distribution
    | Waterfall
    | Standing
    | Funnel
    | Priority
    | Detectable
    | Ways
    | Effects
    | Shift
    | Matrix
    | Strip
    | Heatmap
    | Listing
)


@dataclass(frozen=True)
class Card:
    """`table` is what "data as CSV" gives: columns headed in the reader's language. `key` is stable, for widgets.

    `empty` says why there is nothing to show and what to do; then `chart` is None. `method` is there for every chart.
    `alone`: the title where the card stands by itself and no page around it says whom it is about.
    """

    key: str
    title: str
    subtitle: str
    foot: str
    method: Method | None
    alt: str
    chart: Chart | None
    table: pl.DataFrame
    n: int
    verdict: Verdict | None = None
    empty: str | None = None
    links: tuple[tuple[str, str], ...] = field(default=())
    alone: str = ""

    @property
    def headline(self) -> str:
        """The finding with its subject."""
        return self.alone or self.title
