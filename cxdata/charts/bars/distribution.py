"""How often each score was given: bars in the colours of negative, neutral and positive, shares beneath."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from cxdata.card import Distribution, Unit
from cxdata.charts import letters, marks, words
from cxdata.charts.look import NOTE, Colours, canvas
from cxdata.charts.marks import Mark
from cxdata.text import Text

HEIGHT, WIDTH = 190, 361
_FOOT = 60


def figure(chart: Distribution, look: Colours, text: Text, height: int = HEIGHT, width: int = WIDTH) -> go.Figure:
    """One bar a score with its count above; under each class its name and its share of all answers."""
    rows = chart.frame.sort("score").to_dicts()
    most = max((row["n"] for row in rows), default=0) or 1
    fills = {"negative": look.series[1], "neutral": look.chance, "positive": look.accent}
    crowded = len(rows) > width / 24
    trace = {
        "type": "bar",
        "x": list(range(len(rows))),
        "y": [row["n"] for row in rows],
        "marker": {"color": [fills[row["kind"]] for row in rows], "line": {"width": 0}},
        "text": ["" if crowded else text.number(row["n"]) for row in rows],
        "textposition": "outside",
        "textfont": {"size": NOTE, "color": look.second},
        "cliponaxis": False,
        "width": 0.84,
        "hoverinfo": "text",
        "hovertext": [_said(row, text) for row in rows],
        "unselected": {"marker": {"opacity": 1.0}},
    }
    every = max(1, round(len(rows) / 12))
    layout = {
        "margin": {"l": 0, "r": 0, "t": 4, "b": _FOOT},
        "xaxis": {
            "range": [-0.5, len(rows) - 0.5],
            "tickmode": "array",
            "tickvals": list(range(0, len(rows), every)),
            "ticktext": [text.number(row["score"]) for row in rows[::every]],
        },
        "yaxis": {"range": [0, most * 1.2], "visible": False},
        "annotations": _classes(rows, fills, look, text, chart.unit, width),
        "shapes": _rules(rows, fills),
    }
    return canvas(look, text.lang, height, [trace], layout)


def _said(row: dict[str, Any], text: Text) -> str:
    return f"<b>{text.number(row['score'])}</b><br>{text('charts.n', n=row['n'])}"


def _spans(rows: list[dict[str, Any]]) -> list[tuple[str, float, float]]:
    """Classes in the order of the axis, with their first and last place."""
    found: list[tuple[str, float, float]] = []
    for i, row in enumerate(rows):
        if found and found[-1][0] == row["kind"]:
            found[-1] = (row["kind"], found[-1][1], i)
        else:
            found.append((row["kind"], i, i))
    return found


def _classes(
    rows: list[dict[str, Any]], fills: dict[str, str], look: Colours, text: Text, unit: Unit, width: int
) -> list[Mark]:
    total, pixel = sum(row["n"] for row in rows) or 1, width / max(1, len(rows))
    found: list[Mark] = []
    free = float(width)
    for kind, first, last in reversed(_spans(rows)):
        share = 100 * sum(row["n"] for row in rows if row["kind"] == kind) / total
        name = text(f"charts.kind_nps.{kind}" if unit == "points" else f"charts.kind.{kind}")
        if words.width(name, NOTE) > (last - first + 1) / len(rows) * width + 30:
            name = text(f"charts.kind_short.{kind}")
        side = "right" if last == len(rows) - 1 else "left" if first == 0 else "center"
        x = {"right": last + 0.42, "left": first - 0.42, "center": (first + last) / 2}[side]
        said = f"{name}<br><b>{text.percent(share)}</b>"
        where: Mark = {"xref": "x", "yref": "paper", "xanchor": side, "yanchor": "top", "align": side, "yshift": -24}
        wide = letters.width(name, NOTE)
        right = (x + 0.5) * pixel + {"right": 0.0, "left": wide, "center": wide / 2}[side]
        if side == "center" and right > free:
            where["xshift"], right = free - right, free
        free = right - wide - 8
        found.append(
            marks.note(said, x=x, y=0, colour=look.ink if fills[kind] != look.chance else look.second, **where)
        )
    return found[::-1]


def _rules(rows: list[dict[str, Any]], fills: dict[str, str]) -> list[Mark]:
    where = {"type": "line", "xref": "x", "yref": "paper", "ysizemode": "pixel", "yanchor": 0, "y0": -22, "y1": -22}
    return [
        {**where, "x0": first - 0.42, "x1": last + 0.42, "line": {"color": fills[kind], "width": 2}}
        for kind, first, last in _spans(rows)
    ]
