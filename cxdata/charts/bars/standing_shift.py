"""How the parts of a whole moved, from an open circle before to a full one after; areas of circles are shares."""

from __future__ import annotations

from math import sqrt
from typing import Any, Final

import plotly.graph_objects as go

from cxdata.card import Shift
from cxdata.charts import axis, letters, marks, words
from cxdata.charts.look import NOTE, Colours, canvas
from cxdata.charts.marks import Mark
from cxdata.text import Text

WIDTH: Final = 564
_ROW, _HEAD, _TICKS = 42, 26, 22
_SMALL: Final = 12
_LARGEST: Final = 34
_RIGHT: Final = 196
Row = dict[str, Any]


def figure(chart: Shift, look: Colours, text: Text, width: int = WIDTH, height: int | None = None) -> go.Figure:
    """Parts first, the whole last under a rule; a part without a score is a line of words."""
    rows = chart.frame.to_dicts()
    height = height or _HEAD + _ROW * len(rows) + _TICKS
    longest = max([letters.width(row["label"], NOTE) for row in rows], default=0)
    left = round(min(max(longest + 14, 80), width * 0.28))
    low, high = _span(rows, chart)
    levels = axis.ticks(low, high, 5)
    top = 0.5 - _HEAD / _ROW
    notes = _headed(chart, look, top + _HEAD / _ROW / 2, text, left, width - _RIGHT + 20)
    for y, row in enumerate(rows, 1):
        notes += _row(row, y, chart, look, text, left)
    layout = {
        "margin": {"l": left, "r": _RIGHT, "t": 0, "b": _TICKS},
        "xaxis": {
            "range": [low, high], "tickvals": levels, "showgrid": True,
            "ticktext": [words.score(v, chart.unit, text) for v in levels],
        },
        "yaxis": {"range": [len(rows) + 0.5, top], "visible": False},
        "shapes": _rules(rows, look, left),
        "annotations": notes,
    }  # fmt: skip
    return canvas(look, text.lang, height, _dots(rows, chart, look, text), layout)


def _span(rows: list[Row], chart: Shift) -> tuple[float, float]:
    held = [row[f"score_{side}"] for row in rows for side in ("before", "after")]
    low, high = axis.span([v for v in held if v is not None], [], chart.unit)
    room = (high - low) * 0.06
    return low - room, high + room


def _dots(rows: list[Row], chart: Shift, look: Colours, text: Text) -> list[Mark]:
    found = [_paths(rows, look)]
    for side in ("before", "after"):
        held = [(y, row) for y, row in enumerate(rows, 1) if row[f"score_{side}"] is not None]
        full = side == "after"
        colours = [look.ink if row["whole"] else look.accent for _, row in held]
        fill = colours if full else look.card
        sizes = [_diameter(row, side) for _, row in held]
        found.append(
            {
                "type": "scatter", "mode": "markers", "cliponaxis": False,
                "x": [row[f"score_{side}"] for _, row in held], "y": [y for y, _ in held],
                "marker": {
                    "size": sizes, "color": fill, "opacity": [0.85 if full and not r["whole"] else 1 for _, r in held],
                    "line": {"color": colours, "width": 1.5},
                },
                "hoverinfo": "text", "hovertext": [_said(row, side, chart, text) for _, row in held],
            }
        )  # fmt: skip
    return found


def _paths(rows: list[Row], look: Colours) -> Mark:
    """A line from before to after in every row that has both."""
    x: list[float | None] = []
    y: list[float | None] = []
    for place, row in enumerate(rows, 1):
        if row["score_before"] is not None and row["score_after"] is not None:
            x += [row["score_before"], row["score_after"], None]
            y += [place, place, None]
    line = {"color": look.second, "width": 1.5}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}


def _said(row: Row, side: str, chart: Shift, text: Text) -> str:
    when = chart.before_label if side == "before" else chart.after_label
    score = words.score(row[f"score_{side}"], chart.unit, text, 1)
    share = text.percent(100 * row[f"share_{side}"])
    return "<br>".join([
        f"<b>{words.escaped(row['label'])}</b>", when, f"{text(f'metric.{chart.metric}')} {score}",
        text("departments.share", share=share), text("charts.n", n=row[f"n_{side}"]),
    ])  # fmt: skip


def _row(row: Row, y: int, chart: Shift, look: Colours, text: Text, left: int) -> list[Mark]:
    label = words.within(row["label"], NOTE, left - 8)
    notes = [_note(label, y, -left, look.ink, bold=row["whole"])]
    if row["score_before"] is None or row["score_after"] is None:
        notes.append(_thin(row, y, chart, look, text))
    shares = " → ".join(text.percent(100 * row[f"share_{side}"]) for side in ("before", "after"))
    scores = " → ".join(words.score(row[f"score_{side}"], chart.unit, text) for side in ("before", "after"))
    return [
        *notes,
        _note("" if row["whole"] else shares, y, 104, look.second, right=True),
        _note(scores, y, _RIGHT, look.ink, right=True, bold=True),
    ]


def _thin(row: Row, y: int, chart: Shift, look: Colours, text: Text) -> Mark:
    """That there are too few answers: beside the circle of the side that has enough, where the plot has more room."""
    said = text("departments.no_shift")
    where: Mark = {"xref": "paper", "x": 0, "xanchor": "left", "xshift": 8}
    for side in ("before", "after"):
        if (score := row[f"score_{side}"]) is not None:
            low, high = _span(chart.frame.to_dicts(), chart)
            right = score < (low + high) / 2
            away = _diameter(row, side) / 2 + 6
            said = text(f"departments.no_shift_{'after' if side == 'before' else 'before'}")
            where = {
                "xref": "x",
                "x": score,
                "xanchor": "left" if right else "right",
                "xshift": away if right else -away,
            }
    return marks.note(words.escaped(said), y=y, size=_SMALL, colour=look.second, yref="y", yanchor="middle", **where)


def _diameter(row: Row, side: str) -> float:
    return 9.0 if row["whole"] else max(5.0, _LARGEST * sqrt(row[f"share_{side}"]))


def _headed(chart: Shift, look: Colours, y: float, text: Text, left: int, room: float) -> list[Mark]:
    """What the columns and circles are; the circles' periods where `room` is enough for their names."""
    before, after = chart.before_label, chart.after_label
    if letters.width(f"○ {before}   ● {after}", _SMALL) > room:
        before, after = text("departments.before"), text("departments.after")
    return [
        _note(text("departments.share_column"), y, 104, look.second, right=True, size=_SMALL),
        _note(text(f"metric.{chart.metric}"), y, _RIGHT, look.second, right=True, size=_SMALL),
        _note(f"○ {before}   ● {after}", y, -left, look.second, size=_SMALL),
    ]


def _rules(rows: list[Row], look: Colours, left: int) -> list[Mark]:
    found = []
    for y in (0.5, len(rows) - 0.5):
        for ends in (
            {"x0": 0, "x1": 1},
            {"xsizemode": "pixel", "xanchor": 0, "x0": -left, "x1": 0},
            {"xsizemode": "pixel", "xanchor": 1, "x0": 0, "x1": _RIGHT},
        ):
            line = {"color": look.rule, "width": 1}
            found.append({"type": "line", "layer": "below", "xref": "paper", "y0": y, "y1": y, "line": line, **ends})
    return found


def _note(
    said: str, y: float, shift: float, colour: str, *, right: bool = False, bold: bool = False, size: int = NOTE
) -> Mark:
    side = "right" if right else "left"
    where: Mark = {"xref": "paper", "yref": "y", "xanchor": side, "yanchor": "middle", "xshift": shift}
    return marks.note(words.escaped(said), x=1 if right else 0, y=y, size=size, colour=colour, bold=bold, **where)
