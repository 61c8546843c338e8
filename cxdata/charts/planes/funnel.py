"""A funnel instead of a league table: scores by number of answers, within what chance alone could do."""

from __future__ import annotations

from math import log10
from typing import Any, Final

import plotly.graph_objects as go

from cxdata.card import Funnel
from cxdata.charts import axis, marks, words
from cxdata.charts.look import Colours, canvas, faint
from cxdata.charts.marks import Mark
from cxdata.charts.planes import beside
from cxdata.text import Text

WIDTH: Final = 564
_HEIGHT: Final = 300
_LEFT, _BOTTOM, _RIGHT, _TOP = 40, 40, 20, 22
_LIFTS: Final = (9, -9, 18, -18)
_DECADES: Final = tuple(step * 10**power for power in range(1, 8) for step in (1, 2, 5))
Row = dict[str, Any]


def figure(chart: Funnel, look: Colours, text: Text, width: int = WIDTH, height: int | None = None) -> go.Figure:
    """Points with their names, the common score, and bands of two and three standard errors round it."""
    height = height or _HEIGHT
    rows = chart.frame.sort("n").to_dicts()
    low, high = _range(chart)
    left, right = log10(chart.limits["n"][0]), log10(chart.limits["n"][-1])
    plot = width - _LEFT - _RIGHT
    xs = [n for n in _DECADES if left <= log10(n) <= right]
    levels = axis.ticks(low, high, 5)
    notes = _names(rows, chart, look, (left, right), (low, high), plot, height - _BOTTOM - _TOP)
    notes += [
        marks.note(
            text(f"metric.{chart.metric}"), x=0, y=1, colour=look.second, xref="paper", yref="paper", xanchor="left",
            yanchor="bottom", xshift=-_LEFT, yshift=5,
        ),
        marks.note(
            text("departments.funnel_n"), x=1, y=0, colour=look.second, xref="paper", yref="paper", xanchor="right",
            yanchor="top", yshift=-22,
        ),
        marks.note(
            text("departments.funnel_centre", value=words.score(chart.centre, chart.unit, text)), x=0, y=chart.centre,
            colour=look.second, xref="paper", yref="y", xanchor="left", yanchor="bottom", xshift=4, yshift=1,
        ),
    ]  # fmt: skip
    layout = {
        "margin": {"l": _LEFT, "r": _RIGHT, "t": _TOP, "b": _BOTTOM},
        "xaxis": axis.answers(left, right, xs, text),
        "yaxis": {
            "range": [low, high], "tickvals": levels, "showgrid": True,
            "ticktext": [words.score(v, chart.unit, text) for v in levels],
        },
        "annotations": notes,
    }  # fmt: skip
    return canvas(look, text.lang, height, [*_bands(chart, look), _points(rows, chart, look, text)], layout)


def _range(chart: Funnel) -> tuple[float, float]:
    """All points, and of the bands what lies round them."""
    scores = chart.frame["score"].to_list()
    low, high = min([*scores, chart.centre]), max([*scores, chart.centre])
    room = max((high - low) * 0.35, 6.0)
    floor = -100.0 if chart.unit == "points" else 0.0
    return max(low - room, floor), min(high + room, 100.0)


def _bands(chart: Funnel, look: Colours) -> list[Mark]:
    n = chart.limits["n"].to_list()
    found: list[Mark] = []
    for sigmas, alpha in ((3, 0.10), (2, 0.14)):
        ends = [chart.limits[f"{side}_{sigmas}"].to_list() for side in ("low", "high")]
        shape = {"fill": "toself", "fillcolor": faint(look.second, alpha), "line": {"width": 0}, "mode": "lines"}
        found.append(
            {"type": "scatter", "x": [*n, *reversed(n)], "y": [*ends[0], *reversed(ends[1])], "hoverinfo": "skip"}
            | shape
        )
    line = {"color": look.second, "width": 1}
    middle = {"x": [n[0], n[-1]], "y": [chart.centre] * 2, "mode": "lines", "line": line, "hoverinfo": "skip"}
    return [*found, {"type": "scatter", **middle}]


def _outside(row: Row, chart: Funnel) -> bool:
    """Beyond the outer band."""
    places = chart.limits["n"].to_list()
    at = min(range(len(places)), key=lambda i: abs(places[i] - row["n"]))
    return not chart.limits["low_3"][at] <= row["score"] <= chart.limits["high_3"][at]


def _points(rows: list[Row], chart: Funnel, look: Colours, text: Text) -> Mark:
    colours = []
    for row in rows:
        beyond = _outside(row, chart) and not row.get("explained")
        colours.append(look.second if not beyond else look.worse if row["score"] < chart.centre else look.better)
    said = [
        f"<b>{words.escaped(row['label'])}</b><br>{text(f'metric.{chart.metric}')} "
        f"{words.score(row['score'], chart.unit, text, 1)}<br>{text('charts.n', n=round(row['n']))}"
        for row in rows
    ]
    return {
        "type": "scatter", "mode": "markers", "x": [row["n"] for row in rows], "y": [row["score"] for row in rows],
        "marker": {"color": colours, "size": 9, "line": {"color": look.card, "width": 1.5}},
        "hoverinfo": "text", "hovertext": said, "customdata": [["row", row["label"]] for row in rows],
        "selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}},
    }  # fmt: skip


def _names(
    rows: list[Row],
    chart: Funnel,
    look: Colours,
    across: tuple[float, float],
    up: tuple[float, float],
    plot: float,
    high: float,
) -> list[Mark]:
    """A name beside its point, where it covers neither a point nor another name."""
    points = [
        (
            (log10(row["n"]) - across[0]) / (across[1] - across[0]) * plot,
            (row["score"] - up[0]) / (up[1] - up[0]) * high,
            words.shortened(row["label"], 22),
        )
        for row in rows
    ]
    centre = (chart.centre - up[0]) / (up[1] - up[0]) * high
    places = beside.placed(points, plot, [(0.0, 130.0, centre, centre + 18)], _LIFTS)
    return [
        marks.note(
            words.escaped(label), x=log10(row["n"]), y=row["score"], colour=look.ink, xref="x", yref="y", **place
        )
        for row, (_, _, label), place in zip(rows, points, places, strict=True)
        if place is not None
    ]
