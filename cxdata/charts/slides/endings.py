"""What stands at the end of each line on a slide: its whole name, the last score large, the interval beneath."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from cxdata.card import Lines, Series
from cxdata.charts import letters, words
from cxdata.charts.look import Colours
from cxdata.charts.marks import Mark, note
from cxdata.charts.time.lines import last_score, when
from cxdata.text import Text

ROOM: Final = 208
"""The widest that an ending is; longer names take more lines."""

_NAME, _SCORE, _NOTE = 16.5, 32.0, 14.5


@dataclass(frozen=True)
class _Said:
    words: str
    size: float
    colour: str
    bold: bool

    @property
    def height(self) -> float:
        return self.size * 1.22


@dataclass(frozen=True)
class Ending:
    """Lines of words round the level of the last point."""

    level: float
    lines: tuple[_Said, ...]

    @property
    def height(self) -> float:
        return sum(line.height for line in self.lines)

    @property
    def width(self) -> float:
        return max(letters.width(line.words, line.size, line.bold) for line in self.lines)


def endings(chart: Lines, look: Colours, text: Text) -> list[Ending]:
    """One for each line that has an interval, and one for the goal."""
    large = len(chart.series) < 3
    found = []
    for series in chart.series:
        rows = [row for row in series.frame.sort("period").to_dicts() if row["low"] is not None]
        if rows:
            end = series.frame.sort("period").row(-1, named=True)
            found.append(_ending(series, rows[-1], end, chart, look, text, large))
    limits = chart.series[0].limits if large and chart.series else None
    for row in limits.frame.sort("period").drop_nulls("low").tail(1).to_dicts() if limits else ():
        for name in ("low", "high"):
            said = text(f"charts.limit.{name}", value=words.score(row[name], chart.unit, text))
            found.append(Ending(row[name], (_Said(said, _NOTE, look.second, False),)))
    if chart.goal is not None:
        said = text("charts.goal", value=words.score(chart.goal, chart.unit, text))
        found.append(Ending(chart.goal, (_Said(said, _NOTE, look.second, False),)))
    return found


def _ending(
    series: Series, row: dict[str, Any], end: dict[str, Any], chart: Lines, look: Colours, text: Text, large: bool
) -> Ending:
    colour = look.of(series.role)
    level = (row["low"] + row["high"]) / 2 if row["score"] is None else row["score"]
    if not large:
        whole = text("charts.end", label=series.label, said=last_score(row, end, chart, text))
        lines = letters.wrapped(whole, _NAME, ROOM, bold=True)
        return Ending(level, tuple(_Said(line, _NAME, colour, True) for line in lines))
    name = [_Said(line, _NAME, colour, True) for line in letters.wrapped(series.label, _NAME, ROOM, bold=True)]
    between = text("charts.interval", interval=words.interval(row["low"], row["high"], chart.unit, text))
    shown = words.score(row["score"], chart.unit, text)
    value = [_Said(shown, _SCORE, colour, True)] if row["score"] is not None else []
    at = when(row["period"], end["period"], chart, text)
    said = letters.joined([at, between], ", ", _NOTE, ROOM)
    return Ending(level, (*name, *value, *(_Said(line, _NOTE, look.second, False) for line in said)))


def placed(found: Sequence[Ending], span: tuple[float, float], plot: float) -> list[Mark]:
    """Annotations at the right edge of a plot so many pixels high, none over another."""
    low, high = span
    wished = [(ending.level - low) / (high - low) * plot for ending in found]
    return [
        mark
        for ending, wish, middle in zip(found, wished, _apart(found, wished, plot), strict=True)
        for mark in _marks(ending, middle - wish)
    ]


def _marks(ending: Ending, shift: float) -> list[Mark]:
    where: Mark = {"xref": "paper", "yref": "y", "xanchor": "left", "yanchor": "middle", "xshift": 8}
    top = shift + ending.height / 2
    found = []
    for line in ending.lines:
        top -= line.height
        said = words.escaped(line.words)
        mark = note(said, x=1, y=ending.level, colour=line.colour, bold=line.bold, **where)
        mark["font"]["size"] = line.size
        found.append(mark | {"yshift": round(top + line.height / 2, 1), "showarrow": False})
    return found


def _apart(found: Sequence[Ending], wished: Sequence[float], plot: float, gap: float = 6) -> list[float]:
    """Middles moved as little as needed so that no two endings meet and none leaves the plot where there is room."""
    order = sorted(range(len(found)), key=lambda i: wished[i])
    starts, total = [], 0.0
    for i in order:
        starts.append(total + found[i].height / 2)
        total += found[i].height + gap
    blocks: list[list[float]] = []  # sum of wished offsets, members
    most = max(plot - total + gap, 0.0)
    for i, start in zip(order, starts, strict=True):
        blocks.append([wished[i] - start, 1.0])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] >= blocks[-1][0] / blocks[-1][1]:
            offset, members = blocks.pop()
            blocks[-1] = [blocks[-1][0] + offset, blocks[-1][1] + members]
    offsets = [min(max(offset / members, 0.0), most) for offset, members in blocks for _ in range(int(members))]
    middles = [0.0] * len(found)
    for i, start, offset in zip(order, starts, offsets, strict=True):
        middles[i] = start + offset
    return middles
