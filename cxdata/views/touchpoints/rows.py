"""Which rows the map shows: in journey order under their stages, which may be folded; or sorted; or searched."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

import polars as pl

from cxdata.card import MARKED, HeatRow
from cxdata.text import Text
from cxdata.views.touchpoints.cells import TOTAL, WHOLE, stage_row
from cxdata.views.touchpoints.grid import Grid

Order = Literal["journey", "score", "loss"]
MOST_ROWS: Final = 40
"""Rows from which on stages fold, or, where they are in another order, the rest is left to the search."""

MOST_OPEN: Final = 60
"""Rows up to which stages open by themselves."""

LATEST: Final = 3
"""Columns of time in which a loss is news."""

STAGE: Final = "stage:"


@dataclass(frozen=True)
class Stage:
    """A stage that can be folded: its name, how many touchpoints it has, and whether it stands open."""

    name: str
    touchpoints: int
    open: bool


@dataclass(frozen=True)
class Rows:
    """Rows of the chart with the codes of their cells; `all`: touchpoints that could be shown."""

    rows: tuple[HeatRow, ...]
    codes: tuple[int, ...]
    stages: tuple[Stage, ...] = ()
    staged: bool = True
    shown: int = 0
    all: int = 0


def foldable(grid: Grid) -> bool:
    """Whether the stages are rows of their own: over 40 touchpoints, in more than one stage."""
    return len(grid.labels) > MOST_ROWS and len({grid.stage_of[code] for code in grid.labels}) > 1


def arranged(
    grid: Grid, cells: pl.DataFrame, text: Text, *, order: Order, find: str, opened: frozenset[str] | None
) -> Rows:
    """The rows in the order asked for; `opened` names the open stages, or None: those with a fresh, real loss."""
    codes = list(grid.labels)
    if find.strip():
        codes = [code for code in codes if bare(find) in bare(grid.labels[code])]
    if order == "journey" and foldable(grid) and not find.strip():
        return _folded(grid, cells, codes, text, opened)
    staged = order == "journey"
    if not staged:
        codes = _sorted(cells, codes, order)
    shown = codes[:MOST_ROWS] if not staged or len(codes) > MOST_OPEN else codes
    rows = [_touchpoint(grid, code) for code in shown]
    return Rows((*rows, _whole(text)), (*shown, WHOLE), (), staged, len(shown), len(codes))


def bare(words: str) -> str:
    """For searching: case, accents and runs of blanks do not count."""
    flat = unicodedata.normalize("NFKD", words.casefold().replace("ł", "l"))
    return " ".join("".join(c for c in flat if not unicodedata.combining(c)).split())


def _touchpoint(grid: Grid, code: int) -> HeatRow:
    return HeatRow(grid.labels[code], grid.labels[code], grid.stages[grid.stage_of[code]])


def _whole(text: Text) -> HeatRow:
    return HeatRow("", text("heatmap.whole"), "", "whole")


def _sorted(cells: pl.DataFrame, codes: list[int], order: Order) -> list[int]:
    """Lowest score first, or most points lost over all answers; what has no score stands last, as in the journey.

    Where a row as a whole is held against nothing (a year beside the year before it), its cells' losses add up.
    """
    own = cells.filter(pl.col("row").is_in(codes))
    rows = {row["row"]: row for row in own.filter(pl.col("col") == TOTAL).iter_rows(named=True)}
    lost_in = pl.col("gap") * pl.col("n")
    held = own.filter((pl.col("col") != TOTAL) & pl.col("gap").is_not_null())
    summed = dict(held.group_by("row").agg(lost_in.sum()).iter_rows())

    def place(code: int) -> tuple[bool, float]:
        row = rows[code]
        if order == "score":
            return row["score"] is None, row["score"] or 0.0
        lost = summed.get(code) if row["gap"] is None else row["gap"] * row["n"]
        return lost is None, lost or 0.0

    return sorted(codes, key=place)


def _folded(grid: Grid, cells: pl.DataFrame, codes: list[int], text: Text, opened: frozenset[str] | None) -> Rows:
    """A row for each stage, and beneath the open ones their touchpoints."""
    parts: dict[int, list[int]] = {}
    for code in codes:
        parts.setdefault(grid.stage_of[code], []).append(code)
    standing = _losing(grid, cells, parts) if opened is None else opened
    rows: list[HeatRow] = []
    found: list[int] = []
    stages = []
    for stage, members in parts.items():
        name = grid.stages[stage]
        is_open = name in standing
        stages.append(Stage(name, len(members), is_open))
        rows.append(HeatRow(f"{STAGE}{name}", text("heatmap.touchpoints", n=len(members)), name, "stage", is_open))
        found.append(stage_row(stage))
        if is_open:
            rows += [_touchpoint(grid, code) for code in members]
            found += members
    shown = sum(len(parts[i]) for i in parts if grid.stages[i] in standing)
    return Rows((*rows, _whole(text)), (*found, WHOLE), tuple(stages), True, shown, len(codes))


def latest(grid: Grid) -> list[int]:
    """Places of the columns in which a loss is news: the last three of time, any other column."""
    places = range(len(grid.columns))
    return list(places[-LATEST:] if grid.dimension is None else places)


def _losing(grid: Grid, cells: pl.DataFrame, parts: dict[int, list[int]]) -> frozenset[str]:
    """Stages with a fresh loss beyond chance, the largest first, while the rows stay few enough to look over."""
    worse = pl.col("verdict").is_in(MARKED) & (pl.col("gap") < 0) & pl.col("col").is_in(latest(grid))
    own = pl.col("row").replace_strict(grid.stage_of, default=None, return_dtype=pl.Int64)
    losses = cells.filter(worse & (pl.col("row") >= 0)).group_by(own.alias("stage")).agg(pl.col("gap").min())
    found: list[str] = []
    rows = len(parts)
    for stage in losses.sort("gap", "stage")["stage"].to_list():
        if stage in parts and (not found or rows + len(parts[stage]) <= MOST_OPEN):
            found.append(grid.stages[stage])
            rows += len(parts[stage])
    return frozenset(found)
