"""From one number to another in bars that add up: rows read like a table, values and ranges stand in columns.

Start and end are drawn as lines, not as bars, so that the axis may begin near them without lying.
"""

from __future__ import annotations

from typing import Any, Final

import plotly.graph_objects as go

from cxdata.card import Waterfall
from cxdata.charts import letters, marks, words
from cxdata.charts.look import NOTE, Colours, canvas, faint
from cxdata.charts.marks import Mark
from cxdata.text import Text

WIDTH: Final = 564
_ROW: Final = 24
_SMALL: Final = 12
_VALUE: Final = 48
OUTLINED: Final = ("nobody", "misplaced", "folded", "mix")
Row = dict[str, Any]


def figure(chart: Waterfall, look: Colours, text: Text, width: int = WIDTH, height: int | None = None) -> go.Figure:
    """One bar a step. Raises ValueError where the steps do not sum to the difference."""
    rows = chart.frame.to_dicts()
    if abs(sum(row["value"] for row in rows) - (chart.end - chart.start)) > 1e-6:
        raise ValueError("the steps do not add up")
    starts, at = [], chart.start
    for row in rows:
        starts.append(at)
        at += row["value"]
    spans = [(start + (row["low"] or 0), start + (row["high"] or 0)) for start, row in zip(starts, rows, strict=True)]
    places = [chart.start, chart.end, *starts, *(end for span in spans for end in span)]
    low, high = min(places), max(places)
    pad = max(high - low, 1.0) * 0.05
    left, right = _columns(chart, text, width)
    last = len(rows) + 1
    notes = _headed(chart, look, text, left, right, last)
    for y, row in enumerate(rows, 1):
        notes += _row(row, y, look, text, left, right)
    layout = {
        "margin": {"l": left, "r": right, "t": 0, "b": 0},
        "barmode": "overlay",
        "xaxis": {"range": [low - pad, high + pad], "visible": False},
        "yaxis": {"range": [last + 0.5, -0.5], "visible": False},
        "shapes": _lines(chart, look, rows, starts, left, right, last),
        "annotations": notes,
    }
    height = height or (last + 1) * _ROW
    return canvas(look, text.lang, height, _bars(rows, starts, chart, look, text), layout)


def tint(verdict: str | None, value: float, look: Colours) -> str:
    """Only what is called real has a colour."""
    return look.second if verdict != "real" else look.worse if value < 0 else look.better


def signed(value: float, text: Text) -> str:
    return text.number(value, 1, sign=True)


def between(row: Row, text: Text) -> str:
    """The range in words; nothing where a step is no estimate."""
    if row["low"] is None or row["high"] is None:
        return ""
    return text("charts.from_to", low=signed(row["low"], text), high=signed(row["high"], text))


def _columns(chart: Waterfall, text: Text, width: int) -> tuple[int, int]:
    ends = [letters.width(label, NOTE, bold=True) for label in (chart.start_label, chart.end_label)]
    longest = max([*ends, *(letters.width(label, NOTE) for label in chart.frame["label"])])
    left = round(min(max(longest + 12, 110), width * 0.34))
    ranges = [letters.width(between(row, text), _SMALL) for row in chart.frame.to_dicts()]
    return left, round(_VALUE + 14 + max([*ranges, letters.width(chart.ranged, _SMALL)]))


def _bars(rows: list[Row], starts: list[float], chart: Waterfall, look: Colours, text: Text) -> list[Mark]:
    tints = [tint(row["verdict"], row["value"], look) for row in rows]
    x: list[float | None] = []
    y: list[float | None] = []
    for place, (row, start) in enumerate(zip(rows, starts, strict=True), 1):
        if row["low"] is not None:
            ends = start + row["low"], start + row["high"]
            x += [*ends, None, ends[0], ends[0], None, ends[1], ends[1], None]
            y += [place, place, None, *(v for _ in ends for v in (place - 0.14, place + 0.14, None))]
    said = [_said(row, chart, text) for row in rows]
    return [{**parts(rows, tints, said, look), "width": 0.58, "base": starts}, whiskers(x, y, look)]


def parts(rows: list[Row], tints: list[str], said: list[str], look: Colours) -> Mark:
    """One horizontal bar a row, from 1 at the top: faint in its tint, and in outline where nobody operates it."""
    outlined = [row["kind"] in OUTLINED for row in rows]
    fills = [look.chance if tint == look.second else faint(tint, 0.5) for tint in tints]
    return {
        "type": "bar", "orientation": "h", "y": list(range(1, len(rows) + 1)), "x": [row["value"] for row in rows],
        "marker": {
            "color": [look.card if o else fill for o, fill in zip(outlined, fills, strict=True)],
            "line": {"color": tints, "width": [1.5 if o else 0 for o in outlined]},
        },
        "hoverinfo": "text", "hovertext": said, "customdata": [[row["kind"], row["label"]] for row in rows],
        "selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}},
    }  # fmt: skip


def whiskers(x: list[float | None], y: list[float | None], look: Colours) -> Mark:
    line = {"color": look.ink, "width": 1.3}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "hoverinfo": "skip", "line": line}


def _said(row: Row, chart: Waterfall, text: Text) -> str:
    shown = f"{signed(row['value'], text)} {unit(chart, text)}"
    lines = [f"<b>{words.escaped(row['label'])}</b>", shown]
    if said := between(row, text):
        lines.append(f"{words.escaped(chart.ranged)}: {said}")
    if row["verdict"]:
        lines.append(text(f"departments.verdict.{row['verdict']}"))
    return "<br>".join([*lines, text("charts.n", n=row["n"])] if row["n"] else lines)


def unit(chart: Waterfall, text: Text) -> str:
    return text(f"departments.unit.{chart.unit}")


def _row(row: Row, y: int, look: Colours, text: Text, left: int, right: int) -> list[Mark]:
    label = words.within(row["label"], NOTE, left - 6)
    name = _note(label, y, -left, look.ink)
    if label != row["label"]:
        name["hovertext"] = words.escaped(row["label"])
    value = _note(signed(row["value"], text), y, _VALUE, tint(row["verdict"], row["value"], look), x=1, bold=True)
    return [name, value, _note(between(row, text), y, right, look.second, x=1, size=_SMALL)]


def _headed(chart: Waterfall, look: Colours, text: Text, left: int, right: int, last: int) -> list[Mark]:
    start, end = (words.score(value, chart.unit, text, 1) for value in (chart.start, chart.end))
    down = chart.end < chart.start
    return [
        _note(chart.start_label, 0, -left, look.ink, bold=True),
        _note(unit(chart, text), 0, _VALUE, look.second, x=1, size=_SMALL),
        _note(chart.ranged, 0, right, look.second, x=1, size=_SMALL),
        _at(start, chart.start, 0, look, down),
        _note(chart.end_label, last, -left, look.ink, bold=True),
        _at(end, chart.end, last, look, not down),
        _note(signed(chart.end - chart.start, text), last, _VALUE, look.ink, x=1, bold=True),
    ]


def _at(said: str, x: float, y: int, look: Colours, before: bool) -> Mark:
    """A number beside its line, on the side where the bars are not."""
    where: Mark = {"xref": "x", "yref": "y", "yanchor": "middle", "xanchor": "left" if not before else "right"}
    return marks.note(said, x=x, y=y, size=16, colour=look.ink, bold=True, xshift=7 if not before else -7, **where)


def _note(said: str, y: float, shift: float, colour: str, *, x: int = 0, size: int = NOTE, bold: bool = False) -> Mark:
    side = "right" if x else "left"
    where: Mark = {"xref": "paper", "yref": "y", "xanchor": side, "yanchor": "middle", "xshift": shift}
    return marks.note(words.escaped(said), x=x, y=y, size=size, colour=colour, bold=bold, **where)


def _lines(
    chart: Waterfall, look: Colours, rows: list[Row], starts: list[float], left: int, right: int, last: int
) -> list[Mark]:
    """The level of the start all the way down, joints between bars, the end, and the two rules of the table."""
    ends = [start + row["value"] for start, row in zip(starts, rows, strict=True)]
    found = [
        _line(chart.start, -0.4, last + 0.4, {"color": look.second, "width": 1, "dash": "dot"}),
        _line(chart.end, last - 0.4, last + 0.4, {"color": look.ink, "width": 2}),
    ]
    joint = {"color": look.second, "width": 1}
    for place, end in enumerate(ends, 1):
        found.append(_line(end, place + 0.29, place + (0.71 if place < len(rows) else 0.6), joint))
    for y in (0.5, last - 0.5):
        found += [
            {
                "type": "line", "layer": "below", "xref": "paper", "yref": "y", "y0": y, "y1": y,
                "line": {"color": look.rule, "width": 1}, **ends_,
            }
            for ends_ in (
                {"x0": 0, "x1": 1},
                {"xsizemode": "pixel", "xanchor": 0, "x0": -left, "x1": 0},
                {"xsizemode": "pixel", "xanchor": 1, "x0": 0, "x1": right},
            )
        ]  # fmt: skip
    return found


def _line(x: float, y0: float, y1: float, line: Mark) -> Mark:
    return {
        "type": "line",
        "layer": "below",
        "xref": "x",
        "yref": "y",
        "x0": x,
        "x1": x,
        "y0": y0,
        "y1": y1,
        "line": line,
    }
