"""Where everything of a map stands: rows and columns in units of a cell, margins and letters in pixels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from cxdata.card import MARKED, HeatColumn, Heatmap, HeatRow
from cxdata.charts import letters, words

ROW: Final = 22
"""Pixels of a row where nothing else is asked for."""

TOTAL: Final = 1.15
"""Width of the margin cells, in cells."""

COUNT: Final = 52
"""Pixels at the right for the number of answers."""

LEAST: Final = 24
"""Pixels that a cell is wide at least."""

_EASY: Final = 30
"""Pixels that a cell is wide before names take more room."""

_LEAST_STAGE, _LEAST_NAME = 96.0, 178.0
_LEAST_KEY: Final = 156.0
"""Pixels that the words over the colours need beside the first column."""

_STAGE_GAP, _GROUP_GAP, _TOTAL_GAP, _WHOLE_GAP = 0.28, 0.14, 0.3, 0.32
_CLOSE: Final = 0.6
"""Share of the gaps between rows that a slide keeps."""

_WIDEST, _MOST_LINES, _SLANTED_LETTERS = 108, 3, 17
_LEGEND: Final = 44
_MOST_SCALE, _TALLEST = 1.45, 36.0
_SLIDE: Final = 16 / 12
"""How much larger letters are at least where a height is given, on a slide: 16 pixels in the cells."""

_AIRY, _TIGHT = (0.72, 0.76, 0.66), (0.94, 0.94, 0.84)
"""Shares of a row that numbers, names and notes may take: on a page, and on a slide, where few rows have much air."""
_LATEST: Final = 3
_HEADS: Final = (12.0, 11.0, 10.5)
_SLANT: Final = 0.62
"""Height that a slanted letter adds, of its width."""


@dataclass(frozen=True)
class Plan:
    """`x`, `y`: middles of columns and rows; `starts`: columns that begin a group; `labels`: lines of each heading."""

    x: tuple[float, ...]
    y: tuple[float, ...]
    x_total: float
    right: float
    bottom: float
    row: float
    cell: float
    stage: float
    name: float
    head: float
    count: float
    starts: tuple[int, ...]
    labels: tuple[tuple[str, ...], ...]
    head_text: float
    slanted: bool
    scale: float
    shares: tuple[float, float, float] = _AIRY

    @property
    def left(self) -> float:
        return self.stage + self.name

    @property
    def height(self) -> int:
        return round(self.bottom * self.row + self.head + 2)

    @property
    def text(self) -> float:
        """Size of the numbers in cells."""
        return min(12.0 * self.scale, self.row * self.shares[0], self.cell * 0.46)

    @property
    def label(self) -> float:
        return min(13.0 * self.scale, self.row * self.shares[1])

    @property
    def note(self) -> float:
        return min(12.0 * self.scale, self.row * self.shares[2])


def planned(chart: Heatmap, width: int, height: int | None) -> Plan:
    """The plan for a place of that size; without a height, each row gets its 22 pixels."""
    starts = [i for i, c in enumerate(chart.columns) if c.group and (not i or c.group != chart.columns[i - 1].group)]
    x = _columns(len(chart.columns), starts)
    y = _rows(chart.rows, chart.staged, 1.0 if height is None else _CLOSE)
    end = x[-1] + 0.5 if x else 0.0
    right = end + (_TOTAL_GAP if x else 0.0) + TOTAL
    bottom = (y[-1] if y else 0.0) + 0.5
    scale = 1.0 if height is None else min(_MOST_SCALE, max(_SLIDE, (height - _LEGEND) / bottom / ROW))
    count = COUNT * scale
    stage, name = _names(chart, width - count - _EASY * right, scale)
    room = max(width - stage - name - count, LEAST * right)
    cell = min(room / right, _WIDEST)
    labels, head_text, slanted = _headings(chart.columns, cell, scale)
    grouped = any(column.group for column in chart.columns)
    head = _head(labels, slanted, grouped, scale)
    row = ROW if height is None else min(_TALLEST, max(8.0, (height - head - 2) / bottom))
    return Plan(
        x=tuple(x), y=tuple(y), x_total=right - TOTAL / 2, right=right, bottom=bottom, row=row, cell=cell,
        stage=stage, name=name, head=head, count=count + room - cell * right, starts=tuple(starts),
        labels=tuple(labels), head_text=head_text, slanted=slanted,
        scale=scale, shares=_AIRY if height is None else _TIGHT,
    )  # fmt: skip


def least_width(columns: int) -> int:
    """Pixels under which cells of so many columns would be too narrow to read or click."""
    return round(_LEAST_STAGE + _LEAST_NAME + COUNT + LEAST * (columns * 1.03 + _TOTAL_GAP + TOTAL))


def _names(chart: Heatmap, room: float, scale: float) -> tuple[float, float]:
    """Pixels for stages and for names: as long as they are, or what `room` leaves of that, but enough to be read."""
    stages = [letters.width(row.stage, 13 * scale, chart.staged) for row in chart.rows if row.stage]
    carets = 15 if any(row.kind == "stage" for row in chart.rows) else 0
    stage = min(max(stages) + 14 + carets, 150.0 * scale) if stages else 0.0
    names = [letters.width(row.label, 13 * scale) for row in chart.rows if row.kind == "touchpoint"]
    whole = [letters.width(row.label, 13 * scale, bold=True) + 12 - stage for row in chart.rows if row.kind == "whole"]
    name = min(max([*names, *whole, 120.0, _LEAST_KEY * scale - stage]) + 12, 280.0 * scale)
    if stage + name > room:
        name = max(min(name, _LEAST_NAME), room - stage)
    if stage + name > room:
        stage = max(min(stage, _LEAST_STAGE), room - name)
    return stage, name


def _columns(count: int, starts: list[int]) -> list[float]:
    x: list[float] = []
    for i in range(count):
        x.append(x[-1] + 1 + _GROUP_GAP * (i in starts) if x else 0.5)
    return x


def _rows(rows: tuple[HeatRow, ...], staged: bool, gaps: float) -> list[float]:
    y: list[float] = []
    for i, row in enumerate(rows):
        if not y:
            y.append(0.5)
            continue
        gap = _WHOLE_GAP if row.kind == "whole" else _STAGE_GAP if staged and row.stage != rows[i - 1].stage else 0.0
        y.append(y[-1] + 1 + gap * gaps)
    return y


def _headings(columns: tuple[HeatColumn, ...], cell: float, scale: float) -> tuple[list[tuple[str, ...]], float, bool]:
    """Each heading in lines that fit over its column, and their size; where one cannot, all stand aslant."""
    room = cell + (1 if scale == 1.0 and any(column.group for column in columns) else -3)
    for size in (size * scale for size in _HEADS):
        found = [letters.balanced(column.label, size, room) for column in columns]
        words_of_all = [word for column in columns for word in column.label.split(" ")]
        whole = all(letters.width(word, size) <= room for word in words_of_all)
        if whole and all(len(lines) <= _MOST_LINES for lines in found):
            return [tuple(lines) for lines in found], size, False
    return [(words.shortened(column.label, _SLANTED_LETTERS),) for column in columns], _HEADS[0] * scale, True


def _head(labels: list[tuple[str, ...]], slanted: bool, grouped: bool, scale: float) -> float:
    if slanted:
        widest = max(letters.width(line, 12 * scale) for lines in labels for line in lines)
        return max(_LEGEND * scale, 14 + widest * _SLANT)
    lines = max([len(label) for label in labels], default=1)
    above = 1 if grouped else 0
    return max(_LEGEND * scale, 10 + 15 * scale * (lines + above))


def abridged(chart: Heatmap, most: int, *, major: bool = False) -> tuple[Heatmap, int, int]:
    """The map with at most so many rows, for a picture: all stages folded, or the first rows; how many of how many.

    `major`: not the first rows but those that matter, in their order: beyond chance in one of the last three columns
    of time (or in any other), then those whose margin lies furthest from its level. A picture has no open cell either.
    Nothing is cut where everything fits.
    """
    whole = replace(chart, opened=None)
    rows = [row for row in chart.rows if row.kind != "whole"]
    if len(rows) < most:
        return whole, len(rows), len(rows)
    stages = [replace(row, open=False) for row in rows if row.kind == "stage"]
    last = [row for row in chart.rows if row.kind == "whole"]
    held = stages or rows
    kept = _major(chart, held, most - 1) if major else held[: most - 1]
    return replace(whole, rows=(*kept, *last)), len(kept), len(held)


def _major(chart: Heatmap, rows: list[HeatRow], most: int) -> list[HeatRow]:
    timed = any(column.group for column in chart.columns)
    latest = [column.key for column in (chart.columns[-_LATEST:] if timed else chart.columns)]
    size = pl.col("gap").abs()
    real = pl.col("verdict").is_in(MARKED) & pl.col("column").is_in(latest)
    found = chart.cells.group_by("row").agg(
        real=size.filter(real).max().fill_null(0.0), margin=size.filter(pl.col("column") == "").max().fill_null(0.0)
    )
    ranked = found.sort("real", "margin", "row", descending=[True, True, False])["row"].to_list()
    place = {key: i for i, key in enumerate(ranked)}
    chosen = sorted(rows, key=lambda row: place.get(row.key, len(ranked)))[:most]
    return [row for row in rows if row in chosen]
