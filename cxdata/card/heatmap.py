"""The chart of scores as coloured cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import polars as pl

from cxdata.card.words import Unit

Against = Literal["goal", "company", "mixed", "year", "month", "quarter", "previous", "rest", "others", "outside"]
"""What a cell of a map is held against: its goal, the company's score (or one of the two), an earlier time, the rest
of its row, the other rows of its column, or the same cell outside the filters."""


@dataclass(frozen=True)
class HeatRow:
    """One row of a map; `kind` is a touchpoint, a whole stage (which may stand `open`), or everything together."""

    key: str
    label: str
    stage: str = ""
    kind: Literal["touchpoint", "stage", "whole"] = "touchpoint"
    open: bool = True


@dataclass(frozen=True)
class HeatColumn:
    """One column; `name` is the label in full, `group` what several columns have in common, such as their year."""

    key: str
    label: str
    name: str
    group: str = ""


@dataclass(frozen=True)
class Heatmap:
    """Scores of rows x columns as coloured cells with their margins.

    `cells`: row, column (keys), n, score, low, high, hidden, gap (to what the cell is held against), level (which is
    that score, or null), verdict, against. The last row is everything together; a cell whose column is "" is the
    margin of its row, headed `total`. Colour is the distance to the level: of each cell with a score, or, as
    `difference`, of really different cells alone. `middle`: the level where it is the same for all rows. `staged`: the
    rows stand under their stages; else each says its own. `opened`: the cell whose answers are shown.
    """

    rows: tuple[HeatRow, ...]
    columns: tuple[HeatColumn, ...]
    cells: pl.DataFrame
    unit: Unit
    metric: str
    against: Against
    total: str
    middle: float | None = None
    difference: bool = False
    staged: bool = True
    opened: tuple[str, str] | None = None
