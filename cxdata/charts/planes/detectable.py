"""The smallest change that shows, by number of answers: what lies above the curve can be seen, what lies below not."""

from __future__ import annotations

from math import log10
from typing import Final

import plotly.graph_objects as go
import polars as pl

from cxdata.card import Detectable
from cxdata.charts import axis, marks, words
from cxdata.charts.look import Colours, canvas, faint
from cxdata.charts.marks import Mark
from cxdata.text import Text

WIDTH: Final = 776
_HEIGHT: Final = 340
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 16, 26, 44
_DECADES: Final = tuple(step * 10**power for power in range(1, 8) for step in (1, 2, 5))
_TENS: Final = tuple(10**power for power in range(1, 8))
_NARROW: Final = 420
_MOST: Final = 200.0


def figure(chart: Detectable, look: Colours, text: Text, width: int = WIDTH, height: int | None = None) -> go.Figure:
    """The curve with the question as a cross on it."""
    height = height or _HEIGHT
    curve = chart.frame.filter(chart.frame["change"].is_finite())
    left, right = log10(curve["n"][0]), log10(curve["n"][-1])
    top = min(max([float(curve["change"][-1]) * 3, chart.change * 2.2, _least(chart, curve) * 1.25, 20.0]), _MOST)
    levels = axis.ticks(0, top, 5)
    xs = [n for n in (_DECADES if width >= _NARROW else _TENS) if left < log10(n) <= right]
    layout = {
        "margin": {"l": _LEFT, "r": _RIGHT, "t": _TOP, "b": _BOTTOM},
        "xaxis": axis.answers(left, right, xs, text),
        "yaxis": {
            "range": [0, top], "tickvals": levels, "showgrid": True,
            "ticktext": [words.change(v, chart.unit, text) for v in levels],
        },
        "shapes": _question(chart, look),
        "annotations": _words(chart, left, right, look, text),
    }  # fmt: skip
    return canvas(look, text.lang, height, _traces(chart, curve, top, look, text), layout)


def _least(chart: Detectable, curve: pl.DataFrame) -> float:
    """The change on the curve at the number of answers asked about; nothing where the curve begins further on."""
    known = curve.filter(pl.col("n") <= chart.n)
    if known.is_empty():
        return float(curve["change"][0]) if curve.height else 0.0
    return float(known["change"][-1])


def _question(chart: Detectable, look: Colours) -> list[Mark]:
    stroke = {"color": look.accent, "width": 1, "dash": "dash"}
    across = {"xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": chart.change, "y1": chart.change}
    up = {"yref": "paper", "y0": 0, "y1": 1, "xref": "x", "x0": chart.n, "x1": chart.n}
    return [{"type": "line", "layer": "below", "line": stroke, **ends} for ends in (across, up)]


def _words(chart: Detectable, left: float, right: float, look: Colours, text: Text) -> list[Mark]:
    """Names of both sides of the curve, off the upright line, and of the axes, each at the end of its own."""
    paper: Mark = {"xref": "paper", "yref": "paper"}
    asked = (log10(chart.n) - left) / (right - left)
    under = asked + 0.01 if asked < 0.45 else 0.0
    return [
        marks.note(
            text("certainty.chart.seen"), x=1, y=1, colour=look.better, bold=True, xanchor="right", yanchor="top",
            xshift=-6, yshift=-4, **paper,
        ),
        marks.note(
            text("certainty.chart.unseen"), x=under, y=0, colour=look.second, xanchor="left",
            yanchor="bottom", xshift=6, yshift=4, **paper,
        ),
        marks.note(
            text("certainty.chart.n"), x=1, y=0, colour=look.second, xanchor="right", yanchor="top", yshift=-24, **paper
        ),
        marks.note(
            text("certainty.chart.change"), x=0, y=1, colour=look.second, xanchor="left", yanchor="bottom",
            xshift=-_LEFT, yshift=6, **paper,
        ),
    ]  # fmt: skip


def _traces(chart: Detectable, curve: pl.DataFrame, top: float, look: Colours, text: Text) -> list[Mark]:
    n, change = curve["n"].to_list(), curve["change"].to_list()
    above = [*(min(value, top) for value in change), top, top]
    area = {
        "type": "scatter", "x": [*n, n[-1], n[0]], "y": above, "fill": "toself", "mode": "lines",
        "fillcolor": faint(look.better, 0.08), "line": {"width": 0}, "hoverinfo": "skip",
    }  # fmt: skip
    line = {
        "type": "scatter", "x": n, "y": change, "mode": "lines", "line": {"color": look.accent, "width": 2},
        "hoverinfo": "skip",
    }  # fmt: skip
    return [area, line, _asked(chart, look, text)]


def _asked(chart: Detectable, look: Colours, text: Text) -> Mark:
    said = f"{text('charts.n', n=chart.n)}<br>{words.change(chart.change, chart.unit, text)}"
    marker = {"color": look.accent, "size": 11, "line": {"color": look.card, "width": 2}}
    return {
        "type": "scatter", "mode": "markers", "x": [chart.n], "y": [chart.change], "marker": marker,
        "hoverinfo": "text", "hovertext": [said],
    }  # fmt: skip
