"""Goals on one scale: from the baseline to the target, with interval, and how much of the time is over."""

from __future__ import annotations

from typing import Final

import plotly.graph_objects as go

from cxdata.card import Ways
from cxdata.charts import marks, words
from cxdata.charts.bars import rows as table
from cxdata.charts.bars.rows import Columns, Row
from cxdata.charts.look import NOTE, Colours, canvas, faint
from cxdata.charts.marks import Mark
from cxdata.text import Text

WIDTH: Final = 776
_COLUMNS: Final = ("now", "range", "count", "target", "by", "said")
_SHOWN: Final = ((900, _COLUMNS), (520, ("now", "range", "count", "target", "said")), (0, ("now", "target")))
"""Columns of words from a width on: a narrow track would say less than the words it gave way to."""

_LOW, _HIGH = -0.35, 1.35
"""How far behind the baseline and beyond the target the scale goes; what lies further ends in an arrow."""


def figure(chart: Ways, look: Colours, text: Text, width: int = WIDTH, height: int | None = None) -> go.Figure:
    """A track from baseline to target for each goal, the way made on it, and words beside it."""
    rows = chart.frame.to_dicts()
    height = height or table.HEAD + table.ROW * len(rows) + 4
    names = next(names for least, names in _SHOWN if width >= least)
    heads = {name: chart.heads[_COLUMNS.index(name)] for name in names}
    held = table.fitted(rows, heads, ("by", "count", "range"), width)
    notes = [*table.headed(heads, held, look), *_ends(look, text)]
    pitch = (height - table.HEAD) / max(len(rows), 1)
    for y, row in enumerate(rows, 1):
        notes += [*table.named(row, y, look, held, pitch), *_words(row, y, look, held)]
    layout = {
        "margin": {"l": held.left, "r": held.right, "t": 0, "b": 0},
        "barmode": "overlay",
        "xaxis": {"range": [_LOW, _HIGH], "visible": False},
        "yaxis": table.axis(len(rows)),
        "shapes": [*table.ruled(len(rows), held, width, look), *_tracks(rows, look)],
        "annotations": notes,
    }
    return canvas(look, text.lang, height, _traces(rows, look, text), layout)


def _ends(look: Colours, text: Text) -> list[Mark]:
    """What both ends of the track are called."""
    y = 0.5 - table.HEAD / table.ROW / 2
    where: Mark = {"xref": "x", "yref": "y", "xanchor": "center", "yanchor": "middle"}
    return [
        marks.note(text(key), x=x, y=y, size=table.SMALL, colour=look.second, **where)
        for x, key in ((0, "goals.chart.baseline"), (1, "goals.chart.target"))
    ]


def _words(row: Row, y: int, look: Colours, held: Columns) -> list[Mark]:
    tone, firm = table.toned(row, look)
    shown: dict[str, tuple[str, bool]] = {
        "now": (look.ink, True), "range": (look.second, False), "count": (look.second, False),
        "target": (look.ink, False), "by": (look.second, False), "said": (tone, firm),
    }  # fmt: skip
    return [
        table.column(row[name], y, colour, shift=held.ends[name], bold=bold, size=NOTE)
        for name, (colour, bold) in shown.items()
        if name in held.ends
    ]


def _tracks(rows: list[Row], look: Colours) -> list[Mark]:
    bottom = len(rows) + 0.5
    found: list[Mark] = [
        {"type": "line", "x0": 0, "x1": 0, "y0": 0.5, "y1": bottom, "line": {"color": look.rule, "width": 1}},
        {
            "type": "line", "x0": 1, "x1": 1, "y0": 0.5, "y1": bottom,
            "line": {"color": look.second, "width": 1, "dash": "dot"},
        },
    ]  # fmt: skip
    for y, row in enumerate(rows, 1):
        track = {"x0": 0, "x1": 1, "y0": y - 0.09, "y1": y + 0.09, "layer": "below"}
        found.append({"type": "rect", "fillcolor": faint(look.second, 0.12), "line": {"width": 0}, **track})
        if row["time"] is not None:
            stroke = {"color": look.second, "width": 1.6}
            ends = {"x0": row["time"], "x1": row["time"], "y0": y - 0.26, "y1": y + 0.26}
            found.append({"type": "line", "line": stroke, **ends})
    return found


def _clipped(value: float) -> float:
    return min(max(value, _LOW + 0.02), _HIGH - 0.02)


def _traces(rows: list[Row], look: Colours, text: Text) -> list[Mark]:
    """The way made, grey where it leads back, its interval, and where it stands; a triangle is off the scale."""
    x: list[float | None] = []
    y: list[float | None] = []
    held = [(at, row) for at, row in enumerate(rows, 1) if row["way"] is not None]
    for at, row in held:
        x += [_clipped(row["way_low"]), _clipped(row["way_high"]), None]
        y += [at, at, None]
    beyond = [not _LOW < row["way"] < _HIGH for _, row in held]
    symbols = [
        ("triangle-left" if row["way"] < 0 else "triangle-right") if out else "circle"
        for (_, row), out in zip(held, beyond, strict=True)
    ]
    tints = [look.accent if row["way"] >= 0 else look.second for _, row in held]
    marker = {"color": tints, "size": 10, "symbol": symbols, "line": {"color": look.card, "width": 1.5}}
    return [
        {
            "type": "bar", "orientation": "h", "width": 0.18, "x": [_clipped(row["way"]) for _, row in held],
            "y": [at for at, _ in held], "hoverinfo": "skip",
            "marker": {"color": [faint(tint, 0.55) for tint in tints], "line": {"width": 0}},
        },
        {
            "type": "scatter", "mode": "lines", "x": x, "y": y, "hoverinfo": "skip",
            "line": {"color": look.ink, "width": 1.3},
        },
        {
            "type": "scatter", "mode": "markers", "x": [_clipped(row["way"]) for _, row in held],
            "y": [at for at, _ in held], "marker": marker, "hoverinfo": "text",
            "hovertext": [_said(row, text) for _, row in held],
        },
    ]  # fmt: skip


def _said(row: Row, text: Text) -> str:
    lines = [f"<b>{words.escaped(row['label'])}</b>", words.escaped(row["detail"])]
    lines.append(text("goals.chart.way", way=text.percent(100 * row["way"])))
    if row["time"] is not None:
        lines.append(text("goals.chart.time", time=text.percent(100 * row["time"])))
    return "<br>".join([*lines, words.escaped(row["said"]), text("charts.n", n=row["n"])])
