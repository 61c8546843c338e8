"""Goals on one scale: from the baseline to the target, with interval, and how much of the time is over."""

from __future__ import annotations

from typing import Any, Final

import plotly.graph_objects as go

from cxdata.card import Ways
from cxdata.charts import letters, marks, words
from cxdata.charts.look import NOTE, Colours, canvas, faint
from cxdata.charts.marks import Mark
from cxdata.text import Text

WIDTH: Final = 776
_ROW, _HEAD = 42, 26
_SMALL: Final = 12
_LOW, _HIGH = -0.35, 1.35
"""How far behind the baseline and beyond the target the scale goes; what lies further ends in an arrow."""

Row = dict[str, Any]


def figure(chart: Ways, look: Colours, text: Text, width: int = WIDTH, height: int | None = None) -> go.Figure:
    """A track from baseline to target for each goal, the way made on it, and words beside it."""
    rows = chart.frame.to_dicts()
    height = height or _HEAD + _ROW * len(rows) + 4
    columns = _columns(chart, width)
    notes = _headed(chart, look, columns, text)
    for y, row in enumerate(rows, 1):
        notes += _words(row, y, look, columns)
    layout = {
        "margin": {"l": columns["left"], "r": columns["right"], "t": 0, "b": 0},
        "barmode": "overlay",
        "xaxis": {"range": [_LOW, _HIGH], "visible": False},
        "yaxis": {"range": [len(rows) + 0.5 + 4 / _ROW, 0.5 - _HEAD / _ROW], "visible": False},
        "shapes": _tracks(rows, look),
        "annotations": notes,
    }
    return canvas(look, text.lang, height, _traces(rows, look, text), layout)


def _columns(chart: Ways, width: int) -> dict[str, int]:
    """Pixels of the names at the left, and from the plot's right edge where each column of words ends."""
    rows = chart.frame.to_dicts()

    def widest(name: str, head: str) -> int:
        return round(max([letters.width(head, _SMALL), *(letters.width(row[name], NOTE) for row in rows)], default=0))

    names = [max(letters.width(row["label"], NOTE, True), letters.width(row["detail"], _SMALL)) for row in rows]
    left = round(min(max([*names, 80]) + 14, width * 0.34))
    found, at = {"left": left}, 6
    for name, head in zip(_shown(width), chart.heads, strict=False):
        at += widest(name, head) + 16
        found[name] = at
    return found | {"right": at + 2}


def _shown(width: int) -> tuple[str, ...]:
    return ("now", "target", "by", "said") if width >= 520 else ("now", "target")


def _headed(chart: Ways, look: Colours, columns: dict[str, int], text: Text) -> list[Mark]:
    y = 0.5 - _HEAD / _ROW / 2
    notes = [
        _at(said, y, look.second, shift=columns[name])
        for name, said in zip(("now", "target", "by", "said"), chart.heads, strict=True)
        if name in columns
    ]
    for x, key in ((0, "goals.chart.baseline"), (1, "goals.chart.target")):
        where: Mark = {"xref": "x", "yref": "y", "xanchor": "center", "yanchor": "middle"}
        notes.append(marks.note(text(key), x=x, y=y, size=_SMALL, colour=look.second, **where))
    return notes


def _words(row: Row, y: int, look: Colours, columns: dict[str, int]) -> list[Mark]:
    room = columns["left"] - 10
    left: Mark = {"xref": "paper", "yref": "y", "xanchor": "left", "yanchor": "middle", "xshift": -columns["left"]}
    tone = {"worse": look.worse, "better": look.better, "quiet": look.second}.get(row["tone"], look.ink)
    name = words.within(row["label"], NOTE, room, bold=True)
    notes = [
        marks.note(words.escaped(name), x=0, y=y, colour=look.ink, bold=True, yshift=8, **left)
        | {"hovertext": words.escaped(row["label"])},
        marks.note(
            words.escaped(words.within(row["detail"], _SMALL, room)), x=0, y=y, size=_SMALL, colour=look.second,
            yshift=-8, **left,
        ),
    ]  # fmt: skip
    for column, colour, bold in (
        ("now", look.ink, True), ("target", look.ink, False), ("by", look.second, False),
        ("said", tone, row["tone"] in ("worse", "better")),
    ):  # fmt: skip
        if column in columns:
            notes.append(_at(row[column], y, colour, shift=columns[column], bold=bold, size=NOTE))
    return notes


def _at(said: str, y: float, colour: str, *, shift: int, bold: bool = False, size: int = _SMALL) -> Mark:
    where: Mark = {"xref": "paper", "yref": "y", "xanchor": "right", "yanchor": "middle", "xshift": shift}
    return marks.note(words.escaped(said), x=1, y=y, size=size, colour=colour, bold=bold, **where)


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
    marker = {"color": look.accent, "size": 10, "symbol": symbols, "line": {"color": look.card, "width": 1.5}}
    return [
        {
            "type": "bar", "orientation": "h", "width": 0.18, "x": [_clipped(row["way"]) for _, row in held],
            "y": [at for at, _ in held], "marker": {"color": faint(look.accent, 0.55), "line": {"width": 0}},
            "hoverinfo": "skip",
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
