"""Importance against distance to the goal: a cross of intervals for each touchpoint, words in the four corners."""

from __future__ import annotations

from typing import Any, Final

import plotly.graph_objects as go

from cxdata.card import Priority
from cxdata.charts import axis, letters, marks, words
from cxdata.charts.look import NOTE, Colours, canvas, faint
from cxdata.charts.marks import Mark
from cxdata.charts.planes import beside
from cxdata.text import Text

WIDTH: Final = 564
_HEIGHT: Final = 380
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 12, 28, 44
_LINE: Final = 18
_ON: Final[Mark] = {"xanchor": "center", "yanchor": "bottom", "yshift": 5}
"""Where a number stands for which there is no free place: on its point."""

Row = dict[str, Any]


def figure(chart: Priority, look: Colours, text: Text, width: int = WIDTH, height: int | None = None) -> go.Figure:
    """Points with both intervals; only what is surely important and surely below its goal has the colour of a loss."""
    rows = chart.frame.sort("x", descending=True).to_dicts()
    across, up = _across(rows, chart.line), _up(rows)
    names, told = _named(rows, look, across, up, width, height)
    bottom = _BOTTOM + _LINE * len(told)
    height = height or _HEIGHT + _LINE * len(told)
    xs, ys = axis.ticks(*across, 5), axis.ticks(*up, 5)
    layout = {
        "margin": {"l": _LEFT, "r": _RIGHT, "t": _TOP, "b": bottom},
        "xaxis": {"range": list(across), "tickvals": xs, "ticktext": [f"{text.number(x)}%" for x in xs]},
        "yaxis": {
            "range": list(up), "tickvals": ys, "showgrid": True, "ticktext": [text.number(y, sign=True) for y in ys],
        },
        "shapes": _lines(chart, look),
        "annotations": [
            *_corners(chart, look, width),
            *_axes(chart, look),
            *names,
            *_key(told, look),
        ],
    }  # fmt: skip
    tints = [_colour(row, look) for row in rows]
    crosses = [_cross(row, tint) for row, tint in zip(rows, tints, strict=True)]
    return canvas(look, text.lang, height, [*crosses, _points(rows, tints, chart, look, text)], layout)


def _across(rows: list[Row], line: float) -> tuple[float, float]:
    high = max([line, *(row["x_high"] for row in rows)])
    high = high * 1.08 or 1.0
    return -0.02 * high, high


def _up(rows: list[Row]) -> tuple[float, float]:
    ends = [0.0, *(row[name] for row in rows for name in ("y_low", "y_high"))]
    room = max((max(ends) - min(ends)) * 0.14, 4.0)
    return min(ends) - room, max(ends) + room


def _colour(row: Row, look: Colours) -> str:
    if row["place"] in ("fix", "watch"):
        return look.worse if row["place"] == "fix" else faint(look.worse, 0.7)
    return look.better if row["place"] in ("keep", "fine") else look.second


def _lines(chart: Priority, look: Colours) -> list[Mark]:
    stroke = {"color": look.second, "width": 1, "dash": "dash"}
    return [
        {"type": "line", "xref": "x", "yref": "paper", "x0": chart.line, "x1": chart.line, "y0": 0, "y1": 1}
        | {"layer": "below", "line": stroke},
        {"type": "line", "xref": "paper", "yref": "y", "x0": 0, "x1": 1, "y0": 0, "y1": 0}
        | {"layer": "below", "line": stroke | {"dash": "solid"}},
    ]


def _corners(chart: Priority, look: Colours, width: int) -> list[Mark]:
    """What a place in each corner means, at the edges of the plot; words cover the lines that they cross."""
    places = {"fix": (1, 0), "keep": (1, 1), "watch": (0, 0), "fine": (0, 1)}
    return [
        marks.note(
            words.escaped(chart.corners[name]), x=x, y=y, colour=look.worse if name == "fix" else look.second,
            bold=name == "fix", xref="paper", yref="paper", xanchor="right" if x else "left",
            yanchor="top" if y else "bottom", xshift=-4 if x else 4, bgcolor=look.card, borderpad=1,
        )
        for name, (x, y) in places.items()
        if x or width >= WIDTH
    ]  # fmt: skip


def _axes(chart: Priority, look: Colours) -> list[Mark]:
    return [
        marks.note(
            words.escaped(chart.x_label), x=1, y=0, colour=look.second, xref="paper", yref="paper", xanchor="right",
            yanchor="top", yshift=-24,
        ),
        marks.note(
            words.escaped(chart.y_label), x=0, y=1, colour=look.second, xref="paper", yref="paper", xanchor="left",
            yanchor="bottom", xshift=-_LEFT, yshift=6,
        ),
    ]  # fmt: skip


def _cross(row: Row, tint: str) -> Mark:
    x = [row["x_low"], row["x_high"], None, row["x"], row["x"]]
    y = [row["y"], row["y"], None, row["y_low"], row["y_high"]]
    line = {"color": tint, "width": 1.2}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "opacity": 0.55, "hoverinfo": "skip"}


def _points(rows: list[Row], tints: list[str], chart: Priority, look: Colours, text: Text) -> Mark:
    return {
        "type": "scatter", "mode": "markers", "x": [row["x"] for row in rows], "y": [row["y"] for row in rows],
        "marker": {"color": tints, "size": 10, "line": {"color": look.card, "width": 1.5}}, "hoverinfo": "text",
        "hovertext": [_said(row, chart, text) for row in rows],
        "customdata": [["row", row["label"]] for row in rows],
        "selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}},
    }  # fmt: skip


def _said(row: Row, chart: Priority, text: Text) -> str:
    share = text("charts.from_to", low=f"{text.number(row['x_low'], 1)}%", high=f"{text.number(row['x_high'], 1)}%")
    gap = text("charts.from_to", low=text.number(row["y_low"], sign=True), high=text.number(row["y_high"], sign=True))
    return "<br>".join(
        [
            f"<b>{words.escaped(row['label'])}</b>",
            f"{words.escaped(chart.x_label)}: {text.number(row['x'], 1)}% ({share})",
            f"{words.escaped(chart.y_label)}: {text.number(row['y'], sign=True)} ({gap})",
            chart.corners[row["place"] or "unclear"],
            text("charts.n", n=row["n"]),
        ]
    )


def _named(
    rows: list[Row], look: Colours, across: tuple[float, float], up: tuple[float, float], width: int, height: int | None
) -> tuple[list[Mark], list[str]]:
    """Names and numbers, and the lines that tell the numbers: they lengthen the chart unless its height is given."""
    told: list[str] = []
    while True:
        high = (height - _LINE * len(told) if height else _HEIGHT) - _TOP - _BOTTOM
        names, numbered = _names(rows, look, across, up, width - _LEFT - _RIGHT, high)
        found = letters.joined(numbered, ", ", NOTE, width - _RIGHT)
        if not height or len(found) <= len(told):
            return names, found
        told = found


def _names(
    rows: list[Row], look: Colours, across: tuple[float, float], up: tuple[float, float], plot: float, high: float
) -> tuple[list[Mark], list[str]]:
    """Names beside their points; a number where a name has no room, and what these numbers stand for."""

    def along(value: float) -> float:
        return (value - across[0]) / (across[1] - across[0]) * plot

    def above(value: float) -> float:
        return (value - up[0]) / (up[1] - up[0]) * high

    taken = [(0.0, plot, 0.0, 18.0), (0.0, plot, high - 18.0, high)]
    for row in rows:
        x, y = along(row["x"]), above(row["y"])
        taken.append((along(row["x_low"]), along(row["x_high"]), y - 1, y + 1))
        taken.append((x - 1, x + 1, above(row["y_low"]), above(row["y_high"])))
    points = [(along(row["x"]), above(row["y"])) for row in rows]
    short = [words.shortened(row["label"], 26) for row in rows]
    bare: set[int] = set()
    while True:
        numbers = {at: str(place) for place, at in enumerate(sorted(bare), 1)}
        labels = [numbers.get(at, label) for at, label in enumerate(short)]
        named = [(x, y, label) for (x, y), label in zip(points, labels, strict=True)]
        places = beside.placed(named, plot, taken, (10, -10, 20, -20, 30, -30))
        failed = {at for at, place in enumerate(places) if place is None} - bare
        if not failed:
            break
        bare |= failed
    notes = [
        marks.note(
            words.escaped(label), x=row["x"], y=row["y"], colour=look.ink, xref="x", yref="y", bgcolor=look.card,
            borderpad=1, **(place or _ON),
        )
        for row, label, place in zip(rows, labels, places, strict=True)
    ]  # fmt: skip
    return notes, [f"{number}\u00a0{rows[at]['label']}" for at, number in numbers.items()]


def _key(lines: list[str], look: Colours) -> list[Mark]:
    """Whose the numbers are, under the scale."""
    return [
        marks.note(
            words.escaped(line), x=0, y=0, colour=look.second, xref="paper", yref="paper", xanchor="left",
            yanchor="top", xshift=-_LEFT, yshift=-_BOTTOM - _LINE * at,
        )
        for at, line in enumerate(lines)
    ]  # fmt: skip
