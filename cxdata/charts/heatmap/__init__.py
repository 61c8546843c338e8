"""Touchpoints x columns: scores as coloured cells under their stages, with margins; each cell can be clicked."""

from __future__ import annotations

from typing import Any, Final

import plotly.graph_objects as go

from cxdata.card import Heatmap, HeatRow
from cxdata.charts import letters, words
from cxdata.charts.heatmap import cells as heatmap_cells
from cxdata.charts.heatmap.plan import COUNT, Plan, planned
from cxdata.charts.look import Colours, canvas
from cxdata.charts.marks import Mark
from cxdata.text import Text

WIDTH: Final = 844
_SAID: Final = (1, 3, 6, 8)
"""Edges of the legend's swatches that have a number: more would not fit."""

_CARETS: Final = {True: "▾", False: "▸"}


def figure(chart: Heatmap, look: Colours, text: Text, height: int | None = None, width: int = WIDTH) -> go.Figure:
    """The map as wide as its place; each point carries `customdata` [key of the row, key of the column]."""
    plan = planned(chart, width, height)
    cells = heatmap_cells.placed(chart, plan)
    traces = [
        heatmap_cells.bars(cells, chart, plan, look, text),
        *heatmap_cells.marks(cells, chart, plan, look),
    ]
    notes, shapes = _rows(chart, cells, plan, look, text)
    more_notes, more_shapes = _legend(chart, plan, look, text)
    notes += _heads(chart, plan, look, text) + more_notes
    shapes += more_shapes + _ring(chart, cells, look)
    beneath = 2 if height is None else round(height - plan.head - plan.bottom * plan.row)
    layout = {
        "barmode": "overlay",
        "clickmode": "event+select",
        "margin": {"l": round(plan.left), "r": round(plan.count), "t": round(plan.head), "b": max(2, beneath)},
        "xaxis": {"range": [0, plan.right + 0.02], "visible": False},
        "yaxis": {"range": [plan.bottom + 0.02, 0], "visible": False},
        "annotations": notes,
        "shapes": shapes,
    }
    return canvas(look, text.lang, height or plan.height, traces, layout)


def _note(words_of_it: str, y: float, size: float, colour: str, **more: Any) -> Mark:
    """Words at the left edge of the cells, moved by `xshift` pixels; or wherever `more` says."""
    where = {"x": 0, "xref": "paper", "yref": "y", "xanchor": "left", "yanchor": "middle"}
    return {**where, "text": words_of_it, "y": y, "font": {"size": size, "color": colour}, **more}


def _rows(
    chart: Heatmap, cells: list[dict[str, Any]], plan: Plan, look: Colours, text: Text
) -> tuple[list[Mark], list[Mark]]:
    """Stages, names and numbers of answers beside the cells, with a line over each stage."""
    notes, shapes = [], []
    margins = {cell["row"]: cell["n"] for cell in cells if cell["column"] == ""}
    for i, (row, y) in enumerate(zip(chart.rows, plan.y, strict=True)):
        first = i == 0 or chart.rows[i - 1].stage != row.stage
        if row.stage and (first or not chart.staged):
            notes.append(_stage(row, chart, plan, y, look))
        if i and first and chart.staged and row.kind != "whole":
            shapes += _rule((plan.y[i - 1] + y) / 2, plan, look)
        if row.kind == "whole":
            bold = f"<b>{words.escaped(_cut(row.label, plan.left - 8, plan.label, bold=True))}</b>"
            notes.append(_note(bold, y, plan.label, look.ink, xshift=-plan.left))
        else:
            shown = _cut(row.label, plan.name - 8, plan.label)
            tint = look.ink if row.kind == "touchpoint" else look.second
            whole = {"hovertext": words.escaped(row.label)} if shown != row.label else {}
            notes.append(_note(words.escaped(shown), y, plan.label, tint, xshift=-plan.name, **whole))
        answers = text.number(margins.get(row.key, 0))
        right = {"x": 1, "xanchor": "right", "xshift": plan.count - _spare(plan)}
        notes.append(_note(answers, y, plan.note - 0.5, look.second, **right))
    return notes, shapes


def _spare(plan: Plan) -> float:
    """Pixels left over at the right where cells are as wide as they get."""
    return max(0.0, plan.count - COUNT * plan.scale)


def _stage(row: HeatRow, chart: Heatmap, plan: Plan, y: float, look: Colours) -> Mark:
    caret = f"{_CARETS[row.open]} " if row.kind == "stage" else ""
    room = plan.stage - 8 - (14 if caret else 0)
    shown = _cut(row.stage, room, plan.label, bold=chart.staged)
    said = f"{caret}{words.escaped(shown)}"
    bold = f"<b>{said}</b>" if chart.staged else said
    whole = {"hovertext": words.escaped(row.stage)} if shown != row.stage else {}
    return _note(bold, y, plan.label, look.ink if caret else look.second, xshift=-plan.left, **whole)


def _cut(label: str, room: float, size: float, bold: bool = False) -> str:
    """The label, without its middle where it would not fit."""
    most = len(label)
    shown = label
    while most > 4 and letters.width(shown, size, bold) > room:
        most -= 1
        shown = words.shortened(label, most)
    return shown


def _rule(y: float, plan: Plan, look: Colours) -> list[Mark]:
    line = {"type": "line", "y0": y, "y1": y, "yref": "y", "line": {"color": look.rule, "width": 1}, "layer": "below"}
    pixels = {"xref": "paper", "xsizemode": "pixel"}
    return [
        {**line, **pixels, "xanchor": 0, "x0": -plan.left, "x1": 0},
        {**line, "xref": "paper", "x0": 0, "x1": 1},
        {**line, **pixels, "xanchor": 1, "x0": 0, "x1": plan.count - _spare(plan)},
    ]


def _heads(chart: Heatmap, plan: Plan, look: Colours, text: Text) -> list[Mark]:
    """Names of the columns over them, what groups them above, and the heads of the margins."""
    size = min(12.0 * plan.scale, plan.note)
    head = {"xref": "x", "yanchor": "bottom", "yshift": 3, "align": "center"}
    notes = []
    for x, lines, column in zip(plan.x, plan.labels, chart.columns, strict=True):
        said = "<br>".join(words.escaped(line) for line in lines)
        whole = {"hovertext": words.escaped(column.name)} if "…" in said else {}
        turned: Mark = {"textangle": -38, "xanchor": "left", "xshift": -4} if plan.slanted else {"xanchor": "center"}
        notes.append(_note(said, 0, min(size, plan.head_text), look.second, x=x, **{**head, **turned, **whole}))
    up = 3 + 15 * plan.scale * max([1, *(len(lines) for lines in plan.labels)])
    for i in plan.starts:
        year = f"<b>{words.escaped(chart.columns[i].group)}</b>"
        notes.append(_note(year, 0, size, look.second, x=plan.x[i] - 0.47, **{**head, "xanchor": "left", "yshift": up}))
    total = "<br>".join(letters.wrapped(chart.total, size, max(44, plan.cell * 1.5)))
    notes.append(_note(total, 0, size, look.second, x=plan.x_total, **{**head, "xanchor": "center"}))
    right = {**head, "xref": "paper", "x": 1, "xanchor": "right", "xshift": plan.count - _spare(plan)}
    return [*notes, _note(text("charts.n_column"), 0, size, look.second, **right)]


def _legend(chart: Heatmap, plan: Plan, look: Colours, text: Text) -> tuple[list[Mark], list[Mark]]:
    """Nine swatches in the corner above the names, read like an axis: numbers stand at some of their edges."""
    step, size = heatmap_cells.STEPS[chart.unit], min(11.0 * plan.scale, plan.note)
    left = -plan.left
    across, high = min(plan.left - 12, 200.0 * plan.scale) / 9, plan.scale
    absolute = not chart.difference and chart.middle is not None and (chart.middle + step / 2) % 5 == 0
    base = chart.middle if absolute and chart.middle is not None else 0.0
    shapes, notes = [], []
    for i, colour in enumerate(look.scale):
        place = {"x0": left + i * across, "x1": left + (i + 1) * across - 1, "y0": 18 * high, "y1": 26 * high}
        pixels = {"xsizemode": "pixel", "ysizemode": "pixel", "xanchor": 0, "yanchor": 1}
        box = {"type": "rect", "xref": "paper", "yref": "paper", "line": {"width": 0}, "fillcolor": colour}
        shapes.append({**box, **pixels, **place})
        if i in _SAID:
            said = text.number(base + (i - 4.5) * step, sign=not absolute)
            edge = {"xanchor": "center", "yanchor": "bottom", "xshift": left + i * across - 0.5, "yshift": 2}
            notes.append(_note(said, 0, size, look.second, **edge))
    middle = {"xanchor": "center", "yanchor": "bottom", "xshift": left + 4.5 * across - 0.5, "yshift": 2}
    notes.append(_note(text.number(base), 0, size, look.second, **middle))
    key = "score" if absolute else chart.against
    words_of_it = text(f"heatmap.legend.{key}", metric=text(f"metric.{chart.metric}"))
    notes.append(_note(words_of_it, 0, size, look.second, xshift=left, yanchor="bottom", yshift=29 * high))
    return notes, shapes


def _ring(chart: Heatmap, cells: list[dict[str, Any]], look: Colours) -> list[Mark]:
    """A double line round the cell whose answers are shown."""
    found = [cell for cell in cells if (cell["row"], cell["column"]) == chart.opened]
    rings = []
    for cell in found:
        half = cell["across"] / 2 + 0.03
        place = {"x0": cell["x"] - half, "x1": cell["x"] + half, "y0": cell["y"] - 0.49, "y1": cell["y"] + 0.49}
        rings += [
            {"type": "rect", "xref": "x", "yref": "y", **place, "line": {"color": colour, "width": width}}
            for width, colour in ((5, look.card), (2, look.ink))
        ]
    return rings
