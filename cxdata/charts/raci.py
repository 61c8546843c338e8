"""Who has which role where: a matrix of touchpoints by departments, a dot for each role."""

from __future__ import annotations

from typing import Any, Final

import plotly.graph_objects as go

from cxdata.card import Matrix
from cxdata.charts import letters, marks, words
from cxdata.charts.look import Colours, canvas, faint
from cxdata.charts.marks import Mark
from cxdata.text import Text

WIDTH: Final = 1184
_ROW, _GROUP = 18, 8
_HEAD: Final = 76
_SMALL: Final = 12
_CELL, _NARROW = 33, 22
_NAME: Final = 118
"""Pixels that the names of touchpoints keep where there are two halves."""

_LETTERS: Final = 15
_LONG: Final = 10
_BETWEEN: Final = 40
_SIZES: Final = {"A": 14, "R": 11, "C": 6, "I": 3}
Row = dict[str, Any]


def figure(chart: Matrix, look: Colours, text: Text, width: int = WIDTH, height: int | None = None) -> go.Figure:
    """Two halves side by side where there is room; each keeps whole stages. Pixels are the axes' units."""
    halves = _halves(_groups(chart)) if _least(chart, (width - _BETWEEN) / 2) <= (width - _BETWEEN) / 2 else []
    if len(halves) < 2:
        halves = [_groups(chart)]
    wide = (width - _BETWEEN * (len(halves) - 1)) / len(halves)
    shapes: list[Mark] = []
    notes: list[Mark] = []
    points: list[tuple[float, float, str, str, str]] = []
    depth = 0.0
    for place, half in enumerate(halves):
        left = place * (wide + _BETWEEN)
        depth = max(depth, _half(half, chart, left, wide, look, shapes, notes, points))
    height = height or round(depth + 8)
    layout = {
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "xaxis": {"range": [0, width], "visible": False},
        "yaxis": {"range": [max(depth + 8, 1), 0], "visible": False},
        "shapes": shapes,
        "annotations": notes,
    }
    return canvas(look, text.lang, height, _dots(points, chart, look, text), layout)


def _groups(chart: Matrix) -> list[tuple[str, list[Row]]]:
    """Stages in order with their rows."""
    found: list[tuple[str, list[Row]]] = []
    for row in chart.rows.to_dicts():
        stage = row["stage"] or ""
        if not found or found[-1][0] != stage:
            found.append((stage, []))
        found[-1][1].append(row)
    return found


def _halves(groups: list[tuple[str, list[Row]]]) -> list[list[tuple[str, list[Row]]]]:
    """Whole stages on both sides, as even as they allow; a stage that is alone is cut in the middle if it is long."""
    if len(groups) == 1 and len(groups[0][1]) >= _LONG:
        ((stage, rows),) = groups
        middle = (len(rows) + 1) // 2
        return [[(stage, rows[:middle])], [(stage, rows[middle:])]]
    if len(groups) < 2:
        return [groups]
    total = sum(len(rows) for _, rows in groups)
    cut = min(range(1, len(groups)), key=lambda i: abs(sum(len(rows) for _, rows in groups[:i]) - total / 2 + 0.25))
    return [groups[:cut], groups[cut:]]


def _least(chart: Matrix, wide: float) -> float:
    """Pixels under which names of touchpoints would say too little, and columns stand too close."""
    longest = max([letters.width(label, _SMALL) + 14 for label in chart.rows["touchpoint"].to_list()], default=0)
    return _stages(chart, wide) + min(longest, _NAME) + _NARROW * len(chart.departments) + _tail(chart)


def _stages(chart: Matrix, wide: float) -> float:
    longest = max([letters.width(stage or "", _SMALL, bold=True) for stage in chart.rows["stage"].to_list()], default=0)
    return min(longest + 14, wide * 0.25) if longest else 0.0


def _names(chart: Matrix, wide: float) -> float:
    """As wide as the longest name, as far as the columns leave room."""
    longest = max([letters.width(label, _SMALL) for label in chart.rows["touchpoint"].to_list()], default=0)
    room = wide - _stages(chart, wide) - _tail(chart) - _NARROW * len(chart.departments)
    return min(longest + 14, wide * 0.4, max(room, _NAME))


def _tail(chart: Matrix) -> float:
    """How far the slanted name of the last department reaches beyond its column."""
    return max(letters.width(words.shortened(name, _LETTERS), _SMALL) * 0.8 - 8 for name in chart.departments[-1:])


def _half(
    half: list[tuple[str, list[Row]]],
    chart: Matrix,
    left: float,
    wide: float,
    look: Colours,
    shapes: list[Mark],
    notes: list[Mark],
    points: list[tuple[float, float, str, str, str]],
) -> float:
    """Draws one half from `left` on; returns how deep it reaches."""
    stages, names = _stages(chart, wide), _names(chart, wide)
    first = left + stages + names
    cell = min(_CELL, (wide - stages - names - _tail(chart)) / max(len(chart.departments), 1))
    columns = {name: first + cell * (i + 0.5) for i, name in enumerate(chart.departments)}
    end = first + cell * len(chart.departments)
    notes += [_slanted(name, x, look) for name, x in columns.items()]
    held = {(t, d): role for t, d, role in chart.roles.select("touchpoint", "department", "role").iter_rows()}
    y = float(_HEAD)
    for place, (stage, rows) in enumerate(half):
        if place:
            shapes.append(_rule(left, end, y + _GROUP / 2, look))
            y += _GROUP
        if stage:
            said = words.within(stage, _SMALL, stages - 8, bold=True)
            notes.append(_at(said, left, y + _ROW / 2, look.second, bold=True))
        for row in rows:
            middle = y + _ROW / 2
            label = words.within(row["touchpoint"], _SMALL, names - 8)
            if row["flagged"]:
                shapes.append(_band(left + stages - 6, end, y, look))
            note = _at(label, left + stages, middle, look.worse if row["flagged"] else look.ink)
            if label != row["touchpoint"]:
                note["hovertext"] = words.escaped(row["touchpoint"])
            notes.append(note)
            for name, x in columns.items():
                if role := held.get((row["touchpoint"], name)):
                    points.append((x, middle, role, row["touchpoint"], name))
            y += _ROW
    shapes += [_guide(x, y, look) for x in columns.values()]
    return y


def _dots(points: list[tuple[float, float, str, str, str]], chart: Matrix, look: Colours, text: Text) -> list[Mark]:
    flagged = set(chart.rows.filter("flagged")["touchpoint"].to_list())
    found = []
    for role, size in _SIZES.items():
        mine = [point for point in points if point[2] == role]
        if not mine:
            continue
        full = [look.worse if touchpoint in flagged else look.accent for _, _, _, touchpoint, _ in mine]
        colours: dict[str, Any] = {"A": full, "R": look.card, "C": look.second, "I": look.second}
        edge = {"color": look.accent, "width": 2} if role == "R" else {"width": 0}
        found.append(
            {
                "type": "scatter", "mode": "markers", "x": [p[0] for p in mine], "y": [p[1] for p in mine],
                "marker": {"size": size, "color": colours[role], "line": edge},
                "hoverinfo": "text",
                "hovertext": [
                    f"<b>{words.escaped(p[3])}</b><br>{words.escaped(p[4])}: {text(f'departments.role.{role}')}"
                    for p in mine
                ],
                "customdata": [["row", p[4]] for p in mine],
                "selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}},
            }
        )  # fmt: skip
    return found


def _slanted(name: str, x: float, look: Colours) -> Mark:
    label = words.shortened(name, _LETTERS)
    where: Mark = {"xref": "x", "yref": "y", "xanchor": "left", "yanchor": "bottom", "textangle": -38, "xshift": -4}
    note = marks.note(words.escaped(label), x=x, y=_HEAD - 4, size=_SMALL, colour=look.second, **where)
    if label != name:
        note["hovertext"] = words.escaped(name)
    return note


def _at(said: str, x: float, y: float, colour: str, bold: bool = False) -> Mark:
    where: Mark = {"xref": "x", "yref": "y", "xanchor": "left", "yanchor": "middle"}
    return marks.note(words.escaped(said), x=x, y=y, size=_SMALL, colour=colour, bold=bold, **where)


def _rule(x0: float, x1: float, y: float, look: Colours) -> Mark:
    line = {"color": look.rule, "width": 1}
    return {"type": "line", "layer": "below", "x0": x0, "x1": x1, "y0": y, "y1": y, "line": line}


def _guide(x: float, y: float, look: Colours) -> Mark:
    """From the name of a department down its column."""
    line = {"color": look.rule, "width": 1}
    return {"type": "line", "layer": "below", "x0": x, "x1": x, "y0": _HEAD - 2, "y1": y, "line": line}


def _band(x0: float, x1: float, y: float, look: Colours) -> Mark:
    ends = {"x0": x0, "x1": x1, "y0": y, "y1": y + _ROW}
    return {"type": "rect", "layer": "below", "fillcolor": faint(look.worse, 0.12), "line": {"width": 0}, **ends}
