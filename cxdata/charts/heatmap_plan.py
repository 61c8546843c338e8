"""Where everything of a map stands: rows and columns in units of a cell, margins and letters in pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cxdata.card import HeatColumn, Heatmap, HeatRow
from cxdata.charts import letters, words

ROW: Final = 22
"""Pixels of a row where nothing else is asked for."""

TOTAL: Final = 1.15
"""Width of the margin cells, in cells."""

COUNT: Final = 52
"""Pixels at the right for the number of answers."""

LEAST: Final = 24
"""Pixels that a cell is wide at least."""

_STAGE_GAP, _GROUP_GAP, _TOTAL_GAP, _WHOLE_GAP = 0.28, 0.14, 0.3, 0.32
_WIDEST, _MOST_LINES, _SLANTED_LETTERS = 108, 3, 17
_LEGEND: Final = 44
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
    slanted: bool

    @property
    def left(self) -> float:
        return self.stage + self.name

    @property
    def height(self) -> int:
        return round(self.bottom * self.row + self.head + 2)

    @property
    def text(self) -> float:
        """Size of the numbers in cells."""
        return min(12.0, self.row * 0.58, self.cell * 0.46)

    @property
    def label(self) -> float:
        return min(13.0, self.row * 0.66)

    @property
    def note(self) -> float:
        return min(12.0, self.row * 0.58)


def planned(chart: Heatmap, width: int, height: int | None) -> Plan:
    """The plan for a place of that size; without a height, each row gets its 22 pixels."""
    stage, name = _names(chart, width)
    starts = [i for i, c in enumerate(chart.columns) if c.group and (not i or c.group != chart.columns[i - 1].group)]
    x = _columns(len(chart.columns), starts)
    y = _rows(chart.rows, chart.staged)
    end = x[-1] + 0.5 if x else 0.0
    right = end + (_TOTAL_GAP if x else 0.0) + TOTAL
    bottom = (y[-1] if y else 0.0) + 0.5
    room = max(width - stage - name - COUNT, LEAST * right)
    cell = min(room / right, _WIDEST)
    labels, slanted = _headings(chart.columns, cell)
    grouped = any(column.group for column in chart.columns)
    head = _head(labels, slanted, grouped)
    row = ROW if height is None else max(8.0, (height - head - 2) / bottom)
    return Plan(
        x=tuple(x), y=tuple(y), x_total=right - TOTAL / 2, right=right, bottom=bottom, row=row, cell=cell,
        stage=stage, name=name, head=head, count=COUNT + room - cell * right, starts=tuple(starts),
        labels=tuple(labels), slanted=slanted,
    )  # fmt: skip


def least_width(columns: int) -> int:
    """Pixels under which cells of so many columns would be too narrow to read or click."""
    return round(96 + 190 + COUNT + LEAST * (columns * 1.03 + _TOTAL_GAP + TOTAL))


def _names(chart: Heatmap, width: int) -> tuple[float, float]:
    """Pixels for stages and for names, as long as they are but never most of the chart."""
    stages = [letters.width(row.stage, 13, chart.staged) for row in chart.rows if row.stage]
    carets = 15 if any(row.kind == "stage" for row in chart.rows) else 0
    stage = min(max(stages) + 14 + carets, max(96, width * 0.13)) if stages else 0.0
    names = [letters.width(row.label, 13) for row in chart.rows if row.kind == "touchpoint"]
    whole = [letters.width(row.label, 13, bold=True) + 12 - stage for row in chart.rows if row.kind == "whole"]
    name = min(max([*names, 60.0]) + 12, max(150, width * 0.225))
    return stage, max(name, min(max(whole, default=0.0), width * 0.3), 150 if stage < 40 else 0)


def _columns(count: int, starts: list[int]) -> list[float]:
    x: list[float] = []
    for i in range(count):
        x.append(x[-1] + 1 + _GROUP_GAP * (i in starts) if x else 0.5)
    return x


def _rows(rows: tuple[HeatRow, ...], staged: bool) -> list[float]:
    y: list[float] = []
    for i, row in enumerate(rows):
        if not y:
            y.append(0.5)
            continue
        gap = _WHOLE_GAP if row.kind == "whole" else _STAGE_GAP if staged and row.stage != rows[i - 1].stage else 0.0
        y.append(y[-1] + 1 + gap)
    return y


def _headings(columns: tuple[HeatColumn, ...], cell: float) -> tuple[list[tuple[str, ...]], bool]:
    """Each heading in lines that fit over its column; where one cannot, all stand aslant on one line."""
    room = cell + (1 if any(column.group for column in columns) else -4)
    found = []
    for column in columns:
        lines = letters.balanced(column.label, 12, room)
        whole = max((letters.width(word, 12) for word in column.label.split(" ")), default=0) <= room
        if not whole or len(lines) > _MOST_LINES:
            return [(words.shortened(c.label, _SLANTED_LETTERS),) for c in columns], True
        found.append(tuple(lines))
    return found, False


def _head(labels: list[tuple[str, ...]], slanted: bool, grouped: bool) -> float:
    if slanted:
        return max(_LEGEND, 14 + max(letters.width(line, 12) for lines in labels for line in lines) * _SLANT)
    lines = max([len(label) for label in labels], default=1)
    above = 1 if grouped else 0
    return max(_LEGEND, 10 + 15 * (lines + above))
