"""Small multiples: one panel a series, all on one shared score axis, n beneath each line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

import plotly.graph_objects as go

from cxdata.card import Event, Lines, Series, Unit
from cxdata.charts import marks, words
from cxdata.charts.look import BODY, Colours, canvas
from cxdata.charts.marks import Mark, Place
from cxdata.charts.time import limits, windows
from cxdata.charts.time.lines import Rows, left_margin, lined, score_axis, score_range, time_axis
from cxdata.text import Text

WIDTH = 1180
_TALL_ROW, _ROW, _LIMITED_ROW, _LOW_ROW = 210, 156, 130, 104
_HEAD, _MARKS, _STRIP, _GAP, _TICKS = 28, 20, 12, 10, 22
_LABEL = 44


def columns(count: int, width: int) -> int:
    """Panels side by side: at most four, never narrower than 230 pixels."""
    return max(1, min(4, count, width // 230))


def figure(chart: Lines, look: Colours, text: Text, height: int | None = None, width: int = WIDTH) -> go.Figure:
    """One panel a series, in the order given, its name above and its last score at the end of the line.

    All panels share one score axis; where a chart holds several metrics, those of one metric do.
    """
    across = min(chart.across or 4, columns(len(chart.series), width))
    down = max(1, ceil(len(chart.series) / across))
    head = _HEAD + (_MARKS if chart.events else 0)
    low = _LIMITED_ROW if any(series.limits for series in chart.series) else _LOW_ROW
    row = _TALL_ROW if down == 1 else _ROW if down < 3 else low
    height = height or down * (head + row) + (down - 1) * _GAP + _TICKS
    tables = [series.frame.sort("period").to_dicts() for series in chart.series]
    axes = _axes(chart, tables, text)
    left = max(left_margin(axis) for axis in axes.values())
    mixed = len(axes) > 1
    grid = _Grid(across, down, height, width, left, head, left if mixed else 0)
    drawn = _Drawn([], [], [], {"margin": {"l": left, "r": 0, "t": 0, "b": _TICKS}})
    most_n = max((row["n"] or 0 for rows in tables for row in rows), default=0) or 1
    for i, (series, rows) in enumerate(zip(chart.series, tables, strict=True)):
        metric = series.metric or chart.metric
        place = Place(
            look,
            text,
            _unit(chart, series),
            chart.grain,
            metric,
            _axis("x", i + 1),
            _axis("y", 2 * i + 1),
            partial=chart.partial,
        )
        _panel(drawn, chart, series, rows, place, grid, i)
        x, y, strip = grid.domains(i)
        below = i + across >= len(chart.series)
        time = time_axis([row["period"] for row in rows], chart, text, 2) | {"domain": x, "anchor": f"y{2 * i + 2}"}
        drawn.layout[_axis("xaxis", i + 1)] = time | {"showticklabels": below}
        first = {"showticklabels": mixed or i % across == 0, "domain": y, "anchor": _axis("x", i + 1)}
        drawn.layout[_axis("yaxis", 2 * i + 1)] = axes[metric] | first
        under = {"domain": strip, "anchor": _axis("x", i + 1), "range": [0, most_n], "visible": False}
        drawn.layout[f"yaxis{2 * i + 2}"] = under
    return canvas(
        look, text.lang, height, drawn.traces, drawn.layout | {"annotations": drawn.notes, "shapes": drawn.shapes}
    )


def _axis(name: str, number: int) -> str:
    """As Plotly writes it: the first has no number."""
    return name if number == 1 else f"{name}{number}"


@dataclass
class _Drawn:
    """What the panels have drawn so far."""

    traces: list[Mark]
    notes: list[Mark]
    shapes: list[Mark]
    layout: dict[str, Any]


def _panel(drawn: _Drawn, chart: Lines, series: Series, rows: Rows, place: Place, grid: _Grid, i: int) -> None:
    """Everything inside one panel."""
    look, dates = place.look, [row["period"] for row in rows]
    drawn.traces += marks.band(place, rows, look.of(series.role), 0.16) + lined(place, series, rows)
    under = replace(place, y=_axis("y", 2 * i + 2))
    drawn.shapes += windows.bands(place, chart.windows, dates)
    drawn.traces.append(marks.bars(under, dates, [int(row["n"] or 0) for row in rows]))
    if chart.goal is not None:
        drawn.shapes.append(marks.rule(place, chart.goal, len(dates), "8px,6px", look.second))
    if series.limits is not None:
        drawn.shapes += limits.turned(place, series.limits, dates, named=False)[0]
    of_events, said = marks.events(place, concerning(chart.events, series), dates, grid.pixels, named=False)
    drawn.shapes += of_events
    x, y, _ = grid.domains(i)
    drawn.notes += said + _named(place, series, rows, x[0], y[1], grid)


def concerning(events: Sequence[Event], series: Series) -> list[Event]:
    """The events that concern all touchpoints, or one of the line's."""
    mine = series.where.get("touchpoint", ())
    return [event for event in events if not mine or not event.touchpoints or set(mine) & set(event.touchpoints)]


def _unit(chart: Lines, series: Series) -> Unit:
    return chart.unit if series.metric is None else "points" if series.metric == "nps" else "percent"


def _axes(chart: Lines, tables: Sequence[Rows], text: Text) -> dict[str, Mark]:
    """The score axis of each metric."""
    found = {}
    for metric in dict.fromkeys(series.metric or chart.metric for series in chart.series):
        mine = [i for i, series in enumerate(chart.series) if (series.metric or chart.metric) == metric]
        part = replace(chart, series=tuple(chart.series[i] for i in mine), unit=_unit(chart, chart.series[mine[0]]))
        found[metric] = score_axis(*score_range(part, [tables[i] for i in mine]), text, 3)
    return found


class _Grid:
    """Where each panel stands, as shares of the plot; the label of the last point keeps its room on the right."""

    def __init__(self, across: int, down: int, height: int, width: int, left: int, head: int, ticks: int) -> None:
        self.across = across
        self.head = head
        self.plot = height - _TICKS
        self.wide = width - left
        self.gap = (26 + ticks) / self.wide
        self.panel = (1 - self.gap * (across - 1)) / across
        self.row = (self.plot - _GAP * (down - 1)) / down
        self.letters = round(self.panel * self.wide / 8.4)
        self.pixels = self.panel * self.wide - _LABEL

    def domains(self, i: int) -> tuple[list[float], list[float], list[float]]:
        """Domains of x, of the score, and of the strip of n."""
        column, row = i % self.across, i // self.across
        start = column * (self.panel + self.gap)
        top = self.plot - row * (self.row + _GAP)
        bottom = max(0.0, top - self.row)
        y = [(bottom + _STRIP + 4) / self.plot, (top - self.head) / self.plot]
        return [start, start + self.panel - _LABEL / self.wide], y, [bottom / self.plot, (bottom + _STRIP) / self.plot]


def _named(place: Place, series: Series, rows: Rows, left: float, top: float, grid: _Grid) -> list[Mark]:
    """The panel's name, and the last score beside its point."""
    paper: Mark = {"xref": "paper", "yref": "paper", "xanchor": "left"}
    name = words.escaped(words.shortened(series.label, grid.letters))
    found = [
        marks.note(
            name, x=left, y=top, size=BODY, colour=place.look.ink, bold=True, yanchor="bottom",
            yshift=6 + grid.head - _HEAD,
            hovertext=words.escaped(series.label), **paper,
        )
    ]  # fmt: skip
    last = rows[-1] if rows else None
    if last is None or last["score"] is None:
        found.append(_aside(place, len(rows) - 1, place.text("charts.n", n=last["n"] if last else 0)))
    else:
        said = words.score(last["score"], place.unit, place.text)
        size = 13 if last["period"] in place.partial else BODY
        colour = place.look.ink if series.role == "quiet" else place.look.of(series.role)
        found.append(_aside(place, len(rows) - 1, said, last["score"], size, colour))
    return found


def _aside(place: Place, x: int, said: str, y: float | None = None, size: int = 13, colour: str | None = None) -> Mark:
    colour = (colour or place.look.ink) if size == BODY else place.look.second
    where: Mark = {"xref": place.x, "xanchor": "left", "xshift": 7}
    if y is None:
        return marks.note(said, x=x, y=0, size=size, colour=colour, yref=f"{place.y} domain", yanchor="bottom", **where)
    return marks.note(said, x=x, y=y, size=size, colour=colour, bold=size == BODY, yref=place.y, **where)
