"""Small multiples: one panel a series, all on one shared score axis, n beneath each line."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import Any

import plotly.graph_objects as go

from cxdata.card import Lines, Series
from cxdata.charts import marks, words
from cxdata.charts.lines import Rows, left_margin, lined, score_axis, score_range, time_axis
from cxdata.charts.look import BODY, Colours, canvas
from cxdata.charts.marks import Mark, Place
from cxdata.text import Text

WIDTH = 1180
_ROW, _LOW_ROW, _HEAD, _STRIP, _GAP, _TICKS = 156, 104, 28, 12, 10, 22
_LABEL = 44


def columns(count: int, width: int) -> int:
    """Panels side by side: at most four, never narrower than 230 pixels."""
    return max(1, min(4, count, width // 230))


def figure(chart: Lines, look: Colours, text: Text, height: int | None = None, width: int = WIDTH) -> go.Figure:
    """One panel a series, in the order given, its name above and its last score at the end of the line."""
    across = columns(len(chart.series), width)
    down = max(1, ceil(len(chart.series) / across))
    height = height or down * (_HEAD + (_ROW if down < 3 else _LOW_ROW)) + (down - 1) * _GAP + _TICKS
    tables = [series.frame.sort("period").to_dicts() for series in chart.series]
    span = score_range(chart, tables)
    most_n = max((row["n"] or 0 for rows in tables for row in rows), default=0) or 1
    scores = score_axis(*span, text, 3)
    left = left_margin(scores)
    grid = _Grid(across, down, height, width, left)
    traces: list[Mark] = []
    notes: list[Mark] = []
    shapes: list[Mark] = []
    layout: dict[str, Any] = {"margin": {"l": left, "r": 0, "t": 0, "b": _TICKS}}
    for i, (series, rows) in enumerate(zip(chart.series, tables, strict=True)):
        place = Place(
            look,
            text,
            chart.unit,
            chart.grain,
            chart.metric,
            f"x{i + 1}" if i else "x",
            f"y{2 * i + 1}" if i else "y",
            partial=chart.partial,
        )
        dates = [row["period"] for row in rows]
        traces += marks.band(place, rows, look.of(series.role), 0.16) + lined(place, series, rows)
        under = replace(place, x=f"x{i + 1}", y=f"y{2 * i + 2}")
        shapes += marks.windows(place, chart.windows, dates)
        traces.append(marks.bars(under, dates, [int(row["n"] or 0) for row in rows]))
        x, y, strip = grid.domains(i)
        time = time_axis(dates, chart, text, 2) | {"domain": x, "anchor": f"y{2 * i + 2}"}
        layout[f"xaxis{i + 1}"] = time | {"showticklabels": i + across >= len(chart.series)}
        first = {"showticklabels": i % across == 0, "domain": y, "anchor": f"x{i + 1}"}
        layout[f"yaxis{2 * i + 1}"] = scores | first
        layout[f"yaxis{2 * i + 2}"] = {"domain": strip, "anchor": f"x{i + 1}", "range": [0, most_n], "visible": False}
        if chart.goal is not None:
            shapes.append(marks.rule(place, chart.goal, len(dates), "8px,6px", look.second))
        of_events, said = marks.events(place, chart.events, dates)
        shapes += of_events
        notes += said + _named(place, series, rows, x[0], y[1], grid.letters)
    return canvas(look, text.lang, height, traces, layout | {"annotations": notes, "shapes": shapes})


class _Grid:
    """Where each panel stands, as shares of the plot; the label of the last point keeps its room on the right."""

    def __init__(self, across: int, down: int, height: int, width: int, left: int) -> None:
        self.across = across
        self.plot = height - _TICKS
        self.wide = width - left
        self.gap = 26 / self.wide
        self.panel = (1 - self.gap * (across - 1)) / across
        self.row = (self.plot - _GAP * (down - 1)) / down
        self.letters = round(self.panel * self.wide / 8.4)

    def domains(self, i: int) -> tuple[list[float], list[float], list[float]]:
        """Domains of x, of the score, and of the strip of n."""
        column, row = i % self.across, i // self.across
        start = column * (self.panel + self.gap)
        top = self.plot - row * (self.row + _GAP)
        bottom = max(0.0, top - self.row)
        y = [(bottom + _STRIP + 4) / self.plot, (top - _HEAD) / self.plot]
        return [start, start + self.panel - _LABEL / self.wide], y, [bottom / self.plot, (bottom + _STRIP) / self.plot]


def _named(place: Place, series: Series, rows: Rows, left: float, top: float, letters: int) -> list[Mark]:
    """The panel's name, and the last score beside its point."""
    paper: Mark = {"xref": "paper", "yref": "paper", "xanchor": "left"}
    name = words.escaped(words.shortened(series.label, letters))
    found = [
        marks.note(
            name, x=left, y=top, size=BODY, colour=place.look.ink, bold=True, yanchor="bottom", yshift=6,
            hovertext=words.escaped(series.label), **paper,
        )
    ]  # fmt: skip
    last = rows[-1] if rows else None
    if last is None or last["score"] is None:
        found.append(_aside(place, len(rows) - 1, place.text("charts.n", n=last["n"] if last else 0)))
    else:
        said = words.score(last["score"], place.unit, place.text)
        size = 13 if last["period"] in place.partial else BODY
        found.append(_aside(place, len(rows) - 1, said, last["score"], size))
    return found


def _aside(place: Place, x: int, said: str, y: float | None = None, size: int = 13) -> Mark:
    colour = place.look.ink if size == BODY else place.look.second
    where: Mark = {"xref": place.x, "xanchor": "left", "xshift": 7}
    if y is None:
        return marks.note(said, x=x, y=0, size=size, colour=colour, yref=f"{place.y} domain", yanchor="bottom", **where)
    return marks.note(said, x=x, y=y, size=size, colour=colour, bold=size == BODY, yref=place.y, **where)
