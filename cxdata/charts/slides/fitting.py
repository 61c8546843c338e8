"""A chart as large as its place on a slide allows, with what a screen would show only on pointing written out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import unescape
from typing import Any, Final

import plotly.graph_objects as go

from cxdata.card import (
    Changes,
    Chart,
    Distribution,
    Effects,
    Heatmap,
    Lines,
    Listing,
    Matrix,
    Shift,
    Standing,
    Strip,
    Ways,
)
from cxdata.charts import figure as chart_of
from cxdata.charts import letters, words
from cxdata.charts.look import NOTE, Colours
from cxdata.charts.slides import endings, slide
from cxdata.charts.slides.magnified import magnified
from cxdata.charts.slides.slide import Box
from cxdata.charts.time import panels
from cxdata.text import Text

_LARGEST: Final = 1.45
_LINES, _PANELS, _DISTRIBUTION = 1.15, 1.08, 1.3
"""How much larger than on a page each chart is drawn: a page's 13 pixels are the least that a projector shows."""

_STROKE: Final = 1.35
_AIR: Final = 1.2
"""How far rows may move apart to fill the room."""

_LEAST: Final = 1.2
_TIGHT, _ROOMY = 0.72, 1.35
"""Rows of names with a second line: how much larger they should be, and how close or far apart they may stand."""

_MATRIX: Final = (1.45, 1.35, 1.25, 1.2, 1.15, 1.1)
_WIDELY: Final = 1.6
"""How much larger than on a page a matrix of roles may be drawn, and how far its rows may move apart."""

_FEW: Final = (1.7, 1.6, 1.5, 1.4, 1.3, 1.2)
_APART: Final = 2.0
"""The same of a table of bars, which often has few rows."""

_ABOVE: Final = 0.4
"""Share of the room that even so stays free which stands above the chart."""

Drawn = dict[str, Any]


def fitted(chart: Chart, room: Box, look: Colours, text: Text, *, ended: bool = True) -> Drawn:
    """Data and layout of the chart, its margins measured from the room's edges; `ended` names lines at their end."""

    def build(**sizes: int) -> go.Figure:
        return chart_of(chart, look, text, **sizes)

    if isinstance(chart, Heatmap):
        plain, factor = build(width=round(room.width), height=round(room.height)), 1.0
        drawn = magnified(plain, factor, slide.FAMILY)
    elif isinstance(chart, Lines | Distribution):
        factor = _DISTRIBUTION if isinstance(chart, Distribution) else _PANELS if chart.multiples else _LINES
        plain = build(width=round(room.width / factor), height=round(room.height / factor))
        drawn = magnified(plain, factor, slide.FAMILY)
    else:
        plain, factor = _grown(chart, build, room)
        if isinstance(chart, Changes):
            height = min(plain.layout.height * _AIR, room.height / factor)
            plain = build(width=round(room.width / factor), height=round(height))
        drawn = magnified(plain, factor, slide.FAMILY)
        free = room.height - (plain.layout.height or room.height / factor) * factor
        lift = 0.0 if isinstance(chart, Listing) else _ABOVE * free
        drawn["layout"]["margin"]["t"] += lift
        drawn["layout"]["margin"]["b"] += free - lift
    names = [note.hovertext for note in plain.layout.annotations]
    if isinstance(chart, Lines) and not chart.multiples:
        _ended(drawn, room, endings.endings(chart, look, text) if ended else [])
    elif isinstance(chart, Lines):
        across = panels.columns(len(chart.series), round(room.width / factor))
        left = drawn["layout"]["margin"]["l"]
        _named(drawn, names, (room.width - left) / across - 14, 40 * factor)
    elif isinstance(chart, Changes):
        _named(drawn, names, drawn["layout"]["margin"]["l"] - 56 * factor, 30 * factor)
    else:
        _named(drawn, names)
    return drawn


def sized(build: Callable[..., go.Figure], room: Box) -> tuple[go.Figure, float]:
    """A figure that knows its own height, and how much larger or smaller than on a page it fills the room.

    `build(width=)` gives the figure. A figure without a height of its own is built to fill the room.
    """
    factor, found = 1.2, build(width=round(room.width / 1.2))
    for _ in range(2):
        if found.layout.height is None:
            return build(width=round(room.width / 1.15), height=round(room.height / 1.15)), 1.15
        factor = min(_LARGEST, room.height / found.layout.height)
        found = build(width=round(room.width / factor))
    return found, min(factor, room.height / found.layout.height)


def _in_rows(build: Callable[..., go.Figure], room: Box) -> tuple[go.Figure, float]:
    """As `sized`, but many rows move together before their letters become small, and few rows apart."""
    high: float = build(width=round(room.width)).layout.height
    factor = min(_LARGEST, max(room.height / high, min(_LEAST, room.height / (high * _TIGHT))))
    height = min(high * _ROOMY, room.height / factor)
    return build(width=round(room.width / factor), height=int(height)), factor


def _grown(chart: Chart, build: Callable[..., go.Figure], room: Box) -> tuple[go.Figure, float]:
    """The chart by the way of its kind."""
    if isinstance(chart, Effects | Ways):
        return _in_rows(build, room)
    if isinstance(chart, Matrix):
        return _whole(build, room, _MATRIX, _WIDELY)
    if isinstance(chart, Strip) and chart.ranged:
        return _whole(build, room, [factor for factor in _FEW if factor < _LARGEST], _APART)
    return _whole(build, room, _FEW, _APART) if isinstance(chart, Standing | Strip | Shift) else sized(build, room)


def _whole(
    build: Callable[..., go.Figure], room: Box, factors: Sequence[float], apart: float
) -> tuple[go.Figure, float]:
    """The size at which fewest names are cut, the largest of several such; then rows move apart into the room."""
    tries = []
    for factor in (*factors, sized(build, room)[1]):
        found = build(width=round(room.width / factor))
        if found.layout.height * factor <= room.height + 1:
            cut = sum("…" in note.text for note in found.layout.annotations)
            tries.append((cut, -factor, found.layout.height))
    _, smaller, high = min(tries)
    height = min(high * apart, room.height / -smaller)
    return build(width=round(room.width / -smaller), height=int(height)), -smaller


def _ended(drawn: Drawn, room: Box, found: Sequence[endings.Ending]) -> None:
    """Heavier lines, and these endings in the place of those of a page."""
    for trace in drawn["data"]:
        if trace["type"] == "scatter" and trace.get("fill") is None and trace["mode"] == "lines":
            trace["line"]["width"] *= _STROKE
    layout, margin = drawn["layout"], drawn["layout"]["margin"]
    high = room.height - margin["t"] - margin["b"]
    share = layout["yaxis"]["domain"][1] - layout["yaxis"]["domain"][0]
    kept = [note for note in layout["annotations"] if not _at_edge(note, "y")]
    for note in kept:
        if _at_edge(note, "paper"):
            note |= {"yanchor": "middle", "xshift": 8, "yshift": high * layout["yaxis2"]["domain"][1] / 2}
    layout["annotations"] = kept + endings.placed(found, tuple(layout["yaxis"]["range"]), high * share)
    edge = [letters.width(note["text"], note["font"]["size"]) for note in kept if _at_edge(note, "paper")]
    margin["r"] = 10 + max([ending.width for ending in found] + edge, default=0)


def _at_edge(note: dict[str, Any], axis: str) -> bool:
    return note.get("xref") == "paper" and note.get("x") == 1 and note.get("yref") == axis


def _named(drawn: Drawn, names: list[str | None], wide: float | None = None, high: float = 0) -> None:
    """Names that a page cuts in the middle stand whole where smaller type or two lines are enough.

    `wide` and `high`: the room of a name in pixels; without them, what the cut name takes.
    """
    for note, name in zip(drawn["layout"].get("annotations", ()), names, strict=True):
        if not name or "…" not in note["text"]:
            continue
        bold, whole, most = note["text"].startswith("<b>"), unescape(name), note["font"]["size"]
        two = min(most, max(NOTE, (high - 5) / 2.6)) if high >= 2.42 * NOTE + 1 else 0
        room = wide or letters.width(unescape(note["text"]), most, bold)
        for lines, largest in ((1, most), (2, two)):
            sizes = [largest - step * 0.5 for step in range(int((largest - NOTE) * 2) + 1)]
            size, found = letters.fitting(whole, sizes, room, lines, bold) if sizes else (NOTE, [])
            if 0 < len(found) <= lines:
                said = "<br>".join(words.escaped(line) for line in found)
                note["text"] = f"<b>{said}</b>" if bold else said
                note["font"]["size"] = size
                break
