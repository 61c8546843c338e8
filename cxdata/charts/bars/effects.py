"""What pieces of work changed: an interval round zero each, what was expected, and the verdict in words."""

from __future__ import annotations

from typing import Final

import plotly.graph_objects as go

from cxdata.card import Effects
from cxdata.charts import axis, marks, words
from cxdata.charts.bars import rows as table
from cxdata.charts.bars.rows import Columns, Row
from cxdata.charts.look import NOTE, Colours, canvas
from cxdata.charts.marks import Mark
from cxdata.text import Text

WIDTH: Final = 776
_LEAST: Final = 10.0
_COLUMNS: Final = ("change", "range", "count", "state", "said")
_AXIS: Final = 40
"""Pixels under the rows for the scale and what it shows."""

_ROOMY: Final = 760
_NARROW: Final = 520
"""Width from which the state has a column too, and interval and n: below it the drawing needs the room."""


def figure(chart: Effects, look: Colours, text: Text, width: int = WIDTH, height: int | None = None) -> go.Figure:
    """A dot with its interval for each; an open diamond where the work was expected to lead."""
    rows = chart.frame.to_dicts()
    height = height or table.HEAD + table.ROW * len(rows) + 4 + _AXIS
    heads = {name: head for name, head in zip(_COLUMNS, chart.heads, strict=True) if name not in _left_out(width)}
    held = table.fitted(rows, heads, ("state", "count", "range"), width)
    notes = [*table.headed(heads, held, look), _zero(look, text), _named(chart, look)]
    pitch = (height - table.HEAD - _AXIS) / max(len(rows), 1)
    for y, row in enumerate(rows, 1):
        notes += [*table.named(row, y, look, held, pitch), *_words(row, y, look, held)]
    far = max(
        [_LEAST, *(abs(row[name]) for row in rows for name in ("low", "high", "expected") if row[name] is not None)]
    )
    layout = {
        "margin": {"l": held.left, "r": held.right, "t": 0, "b": _AXIS},
        "xaxis": _scale(far * 1.06, chart, look, text),
        "yaxis": table.axis(len(rows)),
        "shapes": [*table.ruled(len(rows), held, width, look), _zero_line(len(rows), look)],
        "annotations": notes,
    }
    return canvas(look, text.lang, height, _traces(rows, chart, look, text), layout)


def _left_out(width: int) -> tuple[str, ...]:
    return () if width >= _ROOMY else ("state",) if width >= _NARROW else ("range", "count", "state")


def _scale(far: float, chart: Effects, look: Colours, text: Text) -> Mark:
    """The axis of points, the same far to both sides of zero."""
    places = axis.ticks(-far, far, 5)
    return {
        "range": [-far, far], "tickvals": places, "ticktext": [words.change(at, chart.unit, text) for at in places],
        "ticks": "", "showgrid": True, "gridcolor": look.rule, "zeroline": False,
        "tickfont": {"size": table.SMALL, "color": look.second},
    }  # fmt: skip


def _named(chart: Effects, look: Colours) -> Mark:
    """What the scale shows, under its numbers."""
    where: Mark = {"xref": "paper", "yref": "paper", "xanchor": "center", "yanchor": "top", "yshift": -20}
    return marks.note(words.escaped(chart.axis), x=0.5, y=0, size=table.SMALL, colour=look.second, **where)


def _zero(look: Colours, text: Text) -> Mark:
    where: Mark = {"xref": "x", "yref": "y", "xanchor": "center", "yanchor": "middle"}
    y = 0.5 - table.HEAD / table.ROW / 2
    return marks.note(text("initiatives.chart.zero"), x=0, y=y, size=table.SMALL, colour=look.second, **where)


def _words(row: Row, y: int, look: Colours, held: Columns) -> list[Mark]:
    tone, firm = table.toned(row, look)
    shown: dict[str, tuple[str, bool]] = {
        "change": (look.ink, True), "range": (look.second, False), "count": (look.second, False),
        "state": (look.second, False), "said": (tone, firm),
    }  # fmt: skip
    return [
        table.column(row[name], y, colour, shift=held.ends[name], bold=bold, size=NOTE)
        for name, (colour, bold) in shown.items()
        if name in held.ends
    ]


def _zero_line(count: int, look: Colours) -> Mark:
    return {"type": "line", "x0": 0, "x1": 0, "y0": 0.5, "y1": count + 0.5, "line": {"color": look.ink, "width": 1}}


def _traces(rows: list[Row], chart: Effects, look: Colours, text: Text) -> list[Mark]:
    held = [(at, row) for at, row in enumerate(rows, 1) if row["effect"] is not None]
    found: list[Mark] = []
    for at, row in held:
        tint, firm = table.toned(row, look)
        line = {"color": tint, "width": 2.4 if firm else 1.4}
        found.append(
            {"type": "scatter", "mode": "lines", "x": [row["low"], row["high"]], "y": [at, at], "line": line}
            | {"hoverinfo": "skip"}
        )
    hoped = [(at, row["expected"]) for at, row in enumerate(rows, 1) if row["expected"] is not None]
    diamond = {"symbol": "diamond-open", "size": 9, "color": look.second, "line": {"width": 1.4, "color": look.second}}
    return [
        *found,
        {
            "type": "scatter", "mode": "markers", "x": [value for _, value in hoped], "y": [at for at, _ in hoped],
            "marker": diamond, "hoverinfo": "text",
            "hovertext": [
                text("initiatives.chart.expected", change=words.change(value, chart.unit, text)) for _, value in hoped
            ],
        },
        {
            "type": "scatter", "mode": "markers", "x": [row["effect"] for _, row in held], "y": [at for at, _ in held],
            "marker": {
                "size": 10, "color": [table.toned(row, look)[0] for _, row in held],
                "line": {"color": look.card, "width": 1.5},
            },
            "hoverinfo": "text", "hovertext": [_said(row, chart, text) for _, row in held],
            "customdata": [["row", row["label"]] for _, row in held],
            "selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}},
        },
    ]  # fmt: skip


def _said(row: Row, chart: Effects, text: Text) -> str:
    ends = {name: words.change(row[name], chart.unit, text) for name in ("low", "high")}
    lines = [
        f"<b>{words.escaped(row['label'])}</b>",
        f"{words.change(row['effect'], chart.unit, text)} ({text('charts.from_to', **ends)})",
        words.escaped(row["said"]),
        text("charts.n", n=row["n"]),
    ]
    return "<br>".join(lines)
