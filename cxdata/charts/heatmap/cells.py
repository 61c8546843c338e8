"""The cells of a map as one trace of bars: fill, outline, number and words of each, and marks in their corners."""

from __future__ import annotations

from typing import Any, Final

from cxdata.card import MARKED, Heatmap, HeatRow
from cxdata.charts import words
from cxdata.charts.heatmap.plan import TOTAL, Plan
from cxdata.charts.look import Colours
from cxdata.charts.marks import Mark
from cxdata.text import MINUS, Text

STEPS: Final = {"points": 10.0, "percent": 4.0}
"""Points of distance to the level that one step of colour spans."""

_THIN_SPACE: Final = "\u202f"
_WIDE, _HIGH = 0.94, 0.91
Cell = dict[str, Any]


def placed(chart: Heatmap, plan: Plan) -> list[Cell]:
    """Every cell with its place `x, y`, its `across` in units, and its record of row and column."""
    rows = {row.key: (row, y) for row, y in zip(chart.rows, plan.y, strict=True)}
    columns = {column.key: (i, plan.x[i]) for i, column in enumerate(chart.columns)}
    found = []
    for cell in chart.cells.iter_rows(named=True):
        if cell["row"] not in rows:
            continue
        row, y = rows[cell["row"]]
        margin = cell["column"] == ""
        i, x = (-1, plan.x_total) if margin else columns[cell["column"]]
        name = chart.total if margin else chart.columns[i].name
        found.append({**cell, "at": row, "name": name, "x": x, "y": y, "across": TOTAL if margin else _WIDE})
    return found


def bars(cells: list[Cell], chart: Heatmap, plan: Plan, look: Colours, text: Text) -> Mark:
    """All cells as horizontal bars: sharp at any size, outlined one by one, and clickable."""
    fills = [fill(cell, chart, look) for cell in cells]
    return {
        "type": "bar",
        "orientation": "h",
        "x": [cell["across"] for cell in cells],
        "base": [cell["x"] - cell["across"] / 2 for cell in cells],
        "y": [cell["y"] for cell in cells],
        "width": _HIGH,
        "marker": {
            "color": fills,
            "line": {
                "color": [_edge(cell, paint, look) for cell, paint in zip(cells, fills, strict=True)],
                "width": 1,
            },
        },
        "text": [_number(cell, chart, text, plan) for cell in cells],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {
            "color": [_ink(cell, paint, chart, look) for cell, paint in zip(cells, fills, strict=True)],
            "size": [plan.text - 1 if cell["score"] is None else plan.text for cell in cells],
        },
        "customdata": [[cell["row"], cell["column"]] for cell in cells],
        "hovertext": [said(cell, chart, text) for cell in cells],
        "hoverinfo": "text",
        "selected": {"marker": {"opacity": 1.0}},
        "unselected": {"marker": {"opacity": 1.0}},
    }


def marks(cells: list[Cell], chart: Heatmap, plan: Plan, look: Colours) -> list[Mark]:
    """A corner for each cell beyond chance; as differences, where colour says so, only for the sample's."""
    wanted = {"sample"} if chart.difference else MARKED
    marked = [cell for cell in cells if cell["verdict"] in wanted and cell["score"] is not None and cell["column"]]
    if not marked:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [cell["x"] + _WIDE / 2 for cell in marked],
            "y": [cell["y"] - _HIGH / 2 for cell in marked],
            "hoverinfo": "skip",
            "cliponaxis": False,
            "marker": {
                "symbol": "arrow-wide",
                "angle": 45,
                "size": plan.row * 0.28,
                "standoff": 2.5,
                "color": [look.second if chart.difference else ink_on(fill(cell, chart, look)) for cell in marked],
            },
            "unselected": {"marker": {"opacity": 1.0}},
        }
    ]


def fill(cell: Cell, chart: Heatmap, look: Colours) -> str:
    """Colour of a cell: by its distance, the card's where there are too few answers, the middle where it is chance."""
    if cell["hidden"] or cell["score"] is None:
        return look.card
    if cell["gap"] is None or (chart.difference and cell["verdict"] not in MARKED):
        return look.scale[4]
    return shade(cell["gap"], STEPS[chart.unit], look)


def shade(distance: float, step: float, look: Colours) -> str:
    """The step of the scale in which the distance lies; the middle one reaches half a step to both sides."""
    return look.scale[max(0, min(8, round(distance / step) + 4))]


def ink_on(colour: str) -> str:
    """Dark or white letters, whichever stand out more."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    light = sum(
        share * (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
        for share, value in ((0.2126, red), (0.7152, green), (0.0722, blue))
    )
    return "#1C2326" if (light + 0.05) / 0.066 > 1.05 / (light + 0.05) else "#FFFFFF"


def _edge(cell: Cell, paint: str, look: Colours) -> str:
    return look.chance if cell["hidden"] and cell["n"] else paint


def _ink(cell: Cell, paint: str, chart: Heatmap, look: Colours) -> str:
    if cell["score"] is None or (chart.difference and cell["verdict"] not in MARKED and not _margin(cell)):
        return look.second
    return look.ink if paint == look.scale[4] else ink_on(paint)


def _margin(cell: Cell) -> bool:
    row: HeatRow = cell["at"]
    return cell["column"] == "" or row.kind == "whole"


def _number(cell: Cell, chart: Heatmap, text: Text, plan: Plan) -> str:
    """The score or the difference; n alone where there are too few answers, a dot where there are none."""
    if not cell["n"]:
        return "·"
    if cell["score"] is None:
        return f"n{_THIN_SPACE}{text.number(cell['n'])}" if cell["n"] < 1000 or plan.cell > 44 else "n"
    if chart.difference:
        shown = "–" if cell["gap"] is None else text.number(cell["gap"], sign=True)
    else:
        shown = text.number(cell["score"])
    return f"<b>{shown}</b>" if _margin(cell) else shown


def said(cell: Cell, chart: Heatmap, text: Text) -> str:
    """What a cell says when pointed at: whose, when or where, score, interval, difference, verdict, n."""
    row: HeatRow = cell["at"]
    name = row.label if row.kind != "stage" else f"{row.stage}: {row.label}"
    lines = [f"<b>{words.escaped(name)}</b>", words.escaped(cell["name"])]
    if cell["low"] is not None:
        interval = text("charts.interval", interval=words.interval(cell["low"], cell["high"], chart.unit, text))
        score = f"{text(f'metric.{chart.metric}')} {words.score(cell['score'], chart.unit, text)}, "
        lines.append(f"{score if cell['score'] is not None else ''}{interval}")
    if cell["hidden"]:
        lines.append(text(f"charts.hidden.{cell['hidden']}"))
    elif cell["gap"] is not None:
        lines.append(held_against(cell, chart, text))
    if cell["verdict"] and not cell["hidden"]:
        lines.append(verdict(cell, text))
    return "<br>".join([*lines, text("charts.n", n=cell["n"])])


def held_against(cell: Cell, chart: Heatmap, text: Text) -> str:
    """ "to the goal of 40: −48" """
    level = "" if cell["level"] is None else words.score(cell["level"], chart.unit, text)
    gap = words.change(cell["gap"], chart.unit, text)
    return text(f"heatmap.gap.{cell['against']}", level=level, gap=gap.replace("-", MINUS))


def verdict(cell: Cell, text: Text) -> str:
    """The verdict in words that say which way what is real differs."""
    if cell["verdict"] != "real":
        return text(f"heatmap.verdict.{cell['verdict']}")
    way = "down" if cell["gap"] < 0 else "up"
    return text(f"heatmap.verdict.{_KIND[cell['against']]}.{way}")


_KIND: Final = {
    "goal": "goal", "company": "company", "rest": "rest", "others": "rest", "outside": "rest",
    "year": "time", "month": "time", "quarter": "time", "previous": "time",
}  # fmt: skip
