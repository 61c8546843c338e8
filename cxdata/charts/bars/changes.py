"""Differences round zero, with whiskers, in groups under their verdict; names, n and changes stand in columns."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from cxdata.card import Changes
from cxdata.charts import axis, letters, marks, words
from cxdata.charts.look import BODY, NOTE, Colours, canvas
from cxdata.charts.marks import Mark
from cxdata.text import Text

WIDTH = 361
_ROW, _GROUP, _TICKS = 30, 38, 22
_NAME, _N, _CHANGE = 142, 44, 50
_ORDER = ("real", "sample", "chance", "few")
Rows = list[dict[str, Any]]


def figure(chart: Changes, look: Colours, text: Text, height: int | None = None, width: int = WIDTH) -> go.Figure:
    """One bar a row; only a verdict of real has colour, too few answers have no bar at all."""
    groups = [(name, rows) for name in _ORDER if (rows := _rows(chart, name))]
    plot = sum(_GROUP + _ROW * len(rows) for _, rows in groups) - 8
    height = height or plot + _TICKS
    name_width = _NAME if width < 430 else min(260, round(width * 0.36))
    room = name_width + _N - max((letters.width(text.number(n), NOTE) for n in chart.frame["n"]), default=0.0) - 8
    wide = max((letters.width(label, BODY) for label in chart.frame["label"]), default=0.0)
    size = BODY if wide <= room else NOTE
    notes: list[Mark] = [
        _column(text("charts.n_column"), -8, plot - _GROUP / 2 + 8, 0, look.second, "right"),
        _column(
            text(f"charts.{_kind(chart)}_column_{chart.unit}"), _CHANGE, plot - _GROUP / 2 + 8, 1, look.second, "right"
        ),
    ]
    traces: list[Mark] = []
    top = plot + 8.0
    for name, rows in groups:
        heading = text(f"charts.group.{name}{'_beside' if chart.beside and name == 'real' else ''}")
        notes.append(_column(heading, -(name_width + _N + 8), top - _GROUP / 2, 0, look.second, "left", bold=True))
        places = [top - _GROUP - _ROW * (i + 0.5) for i in range(len(rows))]
        traces += _bars(rows, places, name, chart, look, text)
        notes += [
            note
            for row, y in zip(rows, places, strict=True)
            for note in _words(row, y, name, look, text, name_width, size)
        ]
        top -= _GROUP + _ROW * len(rows)
    low, high = _span(chart)
    ticks = axis.ticks(low, high, 3 if width < 430 else 5)
    layout = {
        "margin": {"l": name_width + _N + 8, "r": _CHANGE, "t": 0, "b": _TICKS},
        "barmode": "overlay",
        "xaxis": {
            "range": [low, high], "tickmode": "array", "tickvals": ticks, "anchor": "y",
            "ticktext": [text.number(t, sign=True) for t in ticks],
        },
        "yaxis": {"range": [0, plot], "visible": False},
        "shapes": [_zero(plot, look)],
        "annotations": notes,
    }  # fmt: skip
    return canvas(look, text.lang, height, traces, layout)


def _rows(chart: Changes, verdict: str) -> Rows:
    return [row for row in chart.frame.to_dicts() if row["verdict"] == verdict]


def _span(chart: Changes) -> tuple[float, float]:
    shown = [row for row in chart.frame.to_dicts() if row["change"] is not None]
    ends = [row[name] for row in shown for name in ("low", "high", "change") if row[name] is not None]
    low, high = min([0.0, *ends]), max([0.0, *ends])
    pad = max(high - low, 4.0) * 0.04
    return low - pad, high + pad


def _colour(row: dict[str, Any], verdict: str, look: Colours) -> str:
    if verdict != "real":
        return look.chance
    return look.worse if row["change"] < 0 else look.better


def _bars(rows: Rows, places: list[float], verdict: str, chart: Changes, look: Colours, text: Text) -> list[Mark]:
    held = [(row, y) for row, y in zip(rows, places, strict=True) if row["change"] is not None]
    if not held:
        return []
    x: list[float | None] = []
    y: list[float | None] = []
    for row, at in held:
        x += [row["low"], row["high"], None]
        y += [at, at, None]
    outline = {"color": look.second, "width": 1 if verdict == "sample" else 0}
    fills = [look.card if verdict == "sample" else _colour(row, verdict, look) for row, _ in held]
    return [
        {
            "type": "bar", "orientation": "h", "width": 15,
            "x": [row["change"] for row, _ in held], "y": [at for _, at in held],
            "marker": {"color": fills, "line": outline},
            "unselected": {"marker": {"opacity": 1.0}},
            "hoverinfo": "text", "hovertext": [_said(row, verdict, chart, text) for row, _ in held],
            "customdata": [[None, row["label"]] for row, _ in held],
        },
        {
            "type": "scatter", "mode": "lines", "x": x, "y": y, "hoverinfo": "skip",
            "line": {"color": look.second, "width": 1.2},
        },
    ]  # fmt: skip


def _said(row: dict[str, Any], verdict: str, chart: Changes, text: Text) -> str:
    shown = words.change(row["change"], chart.unit, text)
    between = text("charts.interval", interval=_between(row, chart, text))
    lines = [
        f"<b>{words.escaped(row['label'])}</b>",
        f"{text(f'charts.{_kind(chart)}_column_points')} {shown}, {between}",
    ]
    if row["score"] is not None:
        lines.append(text("charts.now", value=words.score(row["score"], chart.unit, text)))
    return "<br>".join([*lines, text(f"charts.verdict.{verdict}"), text("charts.n", n=row["n"])])


def _kind(chart: Changes) -> str:
    return "gap" if chart.beside else "change"


def _between(row: dict[str, Any], chart: Changes, text: Text) -> str:
    ends = (text.number(row[name], sign=True) for name in ("low", "high"))
    said = text("charts.from_to", **dict(zip(("low", "high"), ends, strict=True)))
    return said if chart.unit == "points" else text("charts.percentage_points", value=said)


def _words(
    row: dict[str, Any], y: float, verdict: str, look: Colours, text: Text, name_width: int, size: int
) -> list[Mark]:
    label = words.escaped(
        words.within(row["label"], size, name_width + _N - letters.width(text.number(row["n"]), NOTE) - 8)
    )
    name = _column(label, -(name_width + _N + 8), y, 0, look.ink, "left", size=size)
    name["hovertext"] = words.escaped(row["label"])
    n = _column(text.number(row["n"]), -8, y, 0, look.second, "right")
    real = verdict == "real"
    colour = _colour(row, verdict, look) if real else look.second
    change = "" if row["change"] is None else text.number(row["change"], sign=True)
    return [name, n, _column(change, _CHANGE, y, 1, colour, "right", bold=real, size=size)]


def _column(
    said: str, shift: float, y: float, x: int, colour: str, side: str, *, bold: bool = False, size: int = NOTE
) -> Mark:
    where = {"xref": "paper", "yref": "y", "xanchor": side, "yanchor": "middle", "xshift": shift}
    return marks.note(said, x=x, y=y, size=size, colour=colour, bold=bold, **where)


def _zero(plot: float, look: Colours) -> Mark:
    line = {"color": look.ink, "width": 1}
    return {"type": "line", "x0": 0, "x1": 0, "y0": 0, "y1": plot - _GROUP + 8, "xref": "x", "yref": "y", "line": line}
