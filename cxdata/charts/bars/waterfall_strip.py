"""What each part adds to a sum, as bars from zero with their intervals; amounts and details stand in columns."""

from __future__ import annotations

from typing import Any, Final

import plotly.graph_objects as go

from cxdata.card import MARKED, Strip
from cxdata.charts import axis, letters, marks, words
from cxdata.charts.bars.waterfall import parts, whiskers
from cxdata.charts.look import NOTE, Colours, canvas
from cxdata.charts.marks import Mark
from cxdata.text import Text

WIDTH: Final = 776
_ROW, _HEAD, _TICKS = 26, 24, 22
_VALUE: Final = 46
Row = dict[str, Any]

_BARS: Final = 110
"""Pixels that the bars keep where names are long."""

_SHORT: Final = 52
"""Pixels of a detail that has room beside a bar anywhere."""


def figure(chart: Strip, look: Colours, text: Text, width: int = WIDTH, height: int | None = None) -> go.Figure:
    """One bar a part; only what is real has a colour."""
    rows = chart.frame.to_dicts()
    under = _TICKS if chart.most is not None else 2
    height = height or _HEAD + _ROW * len(rows) + under
    longest = max([letters.width(row["label"], NOTE) for row in rows], default=0)
    ends = _ends(chart, rows, width, text)
    left = round(min(max(longest + 12, 100), width - ends["right"] - max(_BARS, width * 0.2)))
    low, high = _span(chart, rows)
    top = 1 - 0.5 - _HEAD / _ROW
    notes = _headed(chart, look, top + _HEAD / _ROW / 2, ends)
    for y, row in enumerate(rows, 1):
        notes += _row(row, y, look, text, left, ends)
        if row["high"] is not None and row["high"] > high:
            notes.append(_note("›", y, -2, look.ink, x=1, right=True, bold=True))
    line = {"type": "line", "x0": 0, "x1": 0, "y0": 0.5, "y1": len(rows) + 0.5}
    layout = {
        "margin": {"l": left, "r": ends["right"], "t": 0, "b": under if chart.most is not None else 0},
        "barmode": "overlay",
        "xaxis": _scale(low, high, chart, look, text),
        "yaxis": {"range": [len(rows) + 0.5 + (0 if chart.most is not None else 2 / _ROW), top], "visible": False},
        "shapes": [line | {"line": {"color": look.ink, "width": 1}}],
        "annotations": notes,
    }
    return canvas(look, text.lang, height, _bars(rows, chart, look, text), layout)


def _ends(chart: Strip, rows: list[Row], width: int, text: Text) -> dict[str, int]:
    """Pixels from the plot: right edges of value and interval, where the detail starts and how wide it is, the margin.

    Interval and detail have no room of their own (0) on a narrow chart.
    """
    roomy = width >= 560
    said = [chart.ranged, *(_range(row, text) for row in rows)] if chart.ranged and roomy else []
    ranged = _VALUE + 14 + round(max(letters.width(one, NOTE) for one in said)) if said else 0
    short = max(letters.width(said or "", NOTE) for said in (chart.detail_label, *(row["detail"] for row in rows))) + 4
    detail = round(min(short, width * 0.38)) if roomy or short <= _SHORT else 0
    start = max(ranged, _VALUE) + 14
    return {"range": ranged, "start": start, "detail": detail, "right": start + detail if detail else start - 14}


def _range(row: Row, text: Text) -> str:
    return "" if row["low"] is None else words.interval(row["low"], row["high"], "points", text)


def _span(chart: Strip, rows: list[Row]) -> tuple[float, float]:
    ends = [row[name] for row in rows for name in ("value", "low", "high") if row[name] is not None]
    low, high = min([0.0, *ends]), max([0.0, *ends])
    high = high if chart.most is None else min(high, chart.most)
    pad = max(high - low, 1.0) * 0.03
    return low - (pad if low < 0 else 0), high + pad


def _scale(low: float, high: float, chart: Strip, look: Colours, text: Text) -> Mark:
    if chart.most is None:
        return {"range": [low, high], "visible": False}
    places = axis.ticks(low, high, 6)
    return {
        "range": [low, high], "tickvals": places, "ticktext": [text.number(at) for at in places],
        "showgrid": True, "gridcolor": look.rule,
    }  # fmt: skip


def _headed(chart: Strip, look: Colours, y: float, ends: dict[str, int]) -> list[Mark]:
    notes = [_note(chart.value_label, y, _VALUE, look.second, x=1, right=True)]
    if ends["range"]:
        notes.append(_note(chart.ranged, y, ends["range"], look.second, x=1, right=True))
    if ends["detail"]:
        notes.append(_note(chart.detail_label, y, ends["start"], look.second, x=1))
    return notes


def colour(row: Row, look: Colours, coloured: frozenset[str] = MARKED) -> str:
    """A positive amount is a loss: what is missing to the goal."""
    return look.second if row["verdict"] not in coloured else look.worse if row["value"] > 0 else look.better


def _bars(rows: list[Row], chart: Strip, look: Colours, text: Text) -> list[Mark]:
    tints = [colour(row, look, chart.coloured) for row in rows]
    x: list[float | None] = []
    y: list[float | None] = []
    for place, row in enumerate(rows, 1):
        if row["low"] is not None:
            x += [row["low"], row["high"], None]
            y += [place, place, None]
    said = [_said(row, chart, text) for row in rows]
    return [{**parts(rows, tints, said, look), "width": 0.5}, whiskers(x, y, look)]


def _said(row: Row, chart: Strip, text: Text) -> str:
    lines = [f"<b>{words.escaped(row['label'])}</b>", f"{text.number(row['value'], 1)} {chart.value_label}"]
    if row["low"] is not None:
        ends = {name: text.number(row[name], 1) for name in ("low", "high")}
        lines.append(text("charts.from_to", **ends))
    if row["detail"]:
        lines.append(words.escaped(row["detail"]))
    if row["verdict"]:
        lines.append(text(f"departments.verdict.{row['verdict']}"))
    return "<br>".join([*lines, text("charts.n", n=row["n"])] if row["n"] else lines)


def _row(row: Row, y: int, look: Colours, text: Text, left: int, ends: dict[str, int]) -> list[Mark]:
    label = words.within(row["label"], NOTE, left - 8)
    amount = _note(text.number(row["value"], 1), y, _VALUE, look.ink, x=1, right=True, bold=True)
    notes = [_note(label, y, -left, look.ink), amount]
    if ends["range"]:
        notes.append(_note(_range(row, text), y, ends["range"], look.second, x=1, right=True))
    if ends["detail"]:
        shown = words.within(row["detail"], NOTE, ends["detail"])
        notes.append(_note(shown, y, ends["start"], look.second, x=1) | {"hovertext": words.escaped(row["detail"])})
    return notes


def _note(
    said: str, y: float, shift: float, colour: str, *, x: int = 0, right: bool = False, bold: bool = False
) -> Mark:
    side = "right" if right else "left"
    where: Mark = {"xref": "paper", "yref": "y", "xanchor": side, "yanchor": "middle", "xshift": shift}
    return marks.note(words.escaped(said), x=x, y=y, colour=colour, bold=bold, **where)
