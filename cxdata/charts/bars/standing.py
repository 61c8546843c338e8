"""Scores as bars in order: interval, goal, n, span of ranks and verdict; a table that can be seen."""

from __future__ import annotations

from typing import Any, Final

import plotly.graph_objects as go

from cxdata.card import Standing
from cxdata.charts import letters, marks, words
from cxdata.charts.look import BODY, NOTE, Colours, canvas, faint
from cxdata.charts.marks import Mark
from cxdata.text import Text

WIDTH: Final = 564
_ROW, _HEAD = 30, 30
_SMALL: Final = 12
_SCORE, _GOAL, _N = 40, 42, 46
Row = dict[str, Any]


def figure(chart: Standing, look: Colours, text: Text, width: int = WIDTH, height: int | None = None) -> go.Figure:
    """Bars from zero, coloured only beyond chance; nothing but n where there are too few answers."""
    rows = chart.frame.to_dicts()
    columns = _columns(chart, text, width)
    low, high = _span(chart, rows)
    height = height or _HEAD + _ROW * len(rows) + 4
    notes = _headed(chart, look, text, columns)
    for y, row in enumerate(rows, 1):
        notes += _row(row, y, chart, look, text, columns)
    top = 1 - (_HEAD + _ROW / 2) / _ROW
    layout = {
        "margin": {"l": columns["left"], "r": columns["right"], "t": 0, "b": 0},
        "barmode": "overlay",
        "xaxis": {"range": [low, high], "visible": False},
        "yaxis": {"range": [len(rows) + 0.5 + 4 / _ROW, top], "visible": False},
        "shapes": _lines(chart, rows, look, columns),
        "annotations": notes,
    }
    return canvas(look, text.lang, height, _bars(rows, chart, look, text), layout)


def verdict(row: Row, text: Text) -> str:
    """The verdict in words that name the direction of what is real."""
    if row["verdict"] in ("real", "mix"):
        return text(f"departments.verdict.{row['verdict']}_{'below' if row['change'] < 0 else 'above'}")
    return text(f"departments.verdict.{row['verdict']}") if row["verdict"] else ""


def colour(row: Row, look: Colours) -> str:
    """Only what is called real has one."""
    return look.second if row["verdict"] != "real" else look.worse if row["change"] < 0 else look.better


def own_goals(chart: Standing) -> bool:
    """The rows have goals of their own: a column and a mark in each row say which."""
    return chart.goal is None and chart.frame["goal"].null_count() < chart.frame.height


def rank(row: Row, count: int, text: Text) -> str:
    """ "1", "2–4", or that any place is possible."""
    if row["first"] is None:
        return ""
    if row["first"] == row["last"]:
        return str(row["first"])
    return (
        text("departments.any_rank") if (row["first"], row["last"]) == (1, count) else f"{row['first']}–{row['last']}"
    )


def _columns(chart: Standing, text: Text, width: int) -> dict[str, int]:
    """Pixels: names at the left; at the right the right edges of score, n and rank, and the start of the verdict."""
    rows = chart.frame.to_dicts()
    longest = max([letters.width(row["label"], NOTE) for row in rows], default=0)
    said = max(letters.width(words_, _SMALL) for words_ in (chart.against, *(verdict(row, text) for row in rows)))
    ranks = 58 if chart.ranks else 8
    narrow = width < 480
    goal = _SCORE + (_GOAL if own_goals(chart) and not narrow else 0)
    n = goal + _N
    return {
        "left": round(min(max(longest + 12, 80), width * 0.27)),
        "score": _SCORE,
        "goal": goal,
        "n": n,
        "rank": n + ranks,
        "verdict": n + ranks + 14,
        "right": n + 8 if narrow else round(n + ranks + 16 + said),
        "narrow": int(narrow),
    }


def _span(chart: Standing, rows: list[Row]) -> tuple[float, float]:
    shown = [row for row in rows if row["score"] is not None] or rows
    held = [row[name] for row in shown for name in ("low", "high", "score", "goal") if row[name] is not None]
    low, high = min([0.0, *held]), max([0.0, *held, *([chart.goal] if chart.goal is not None else [])])
    pad = max(high - low, 10.0) * 0.03
    if chart.goal is not None:
        pad = max(pad, chart.goal + (high - low) * 0.07 - high)
    return (low - (high - low) * 0.03 if low < 0 else low), high + pad


def _bars(rows: list[Row], chart: Standing, look: Colours, text: Text) -> list[Mark]:
    x: list[float | None] = []
    y: list[float | None] = []
    for place, row in enumerate(rows, 1):
        if row["low"] is not None:
            x += [row["low"], row["high"], None, row["low"], row["low"], None, row["high"], row["high"], None]
            y += [place, place, None, *(v for _ in "ab" for v in (place - 0.13, place + 0.13, None))]
    fills = [look.chance if row["verdict"] != "real" else faint(colour(row, look), 0.5) for row in rows]
    return [
        {
            "type": "bar", "orientation": "h", "width": 0.46,
            "y": list(range(1, len(rows) + 1)), "x": [row["score"] for row in rows],
            "marker": {"color": fills, "line": {"width": 0}},
            "hoverinfo": "text", "hovertext": [_said(row, chart, text) for row in rows],
            "customdata": [["row", row["label"]] for row in rows],
            "selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}},
        },
        {
            "type": "scatter", "mode": "lines", "x": x, "y": y, "hoverinfo": "skip",
            "line": {"color": look.ink, "width": 1.3},
        },
        *_shrunk(rows, look),
    ]  # fmt: skip


def _shrunk(rows: list[Row], look: Colours) -> list[Mark]:
    """Open circles at the scores drawn towards the mean."""
    held = [(row["shrunk"], place) for place, row in enumerate(rows, 1) if row.get("shrunk") is not None]
    if not held:
        return []
    marker = {"symbol": "circle", "size": 8, "color": look.card, "line": {"color": look.ink, "width": 1.4}}
    return [
        {
            "type": "scatter", "mode": "markers", "x": [score for score, _ in held], "y": [at for _, at in held],
            "marker": marker, "hoverinfo": "skip",
        }
    ]  # fmt: skip


def _said(row: Row, chart: Standing, text: Text) -> str:
    lines = [f"<b>{words.escaped(row['label'])}</b>"]
    if row["score"] is not None:
        lines.append(f"{text(f'metric.{chart.metric}')} {words.score(row['score'], chart.unit, text, 1)}")
    if row["low"] is not None:
        lines.append(text("charts.interval", interval=words.interval(row["low"], row["high"], chart.unit, text)))
    if row["hidden"]:
        lines.append(text(f"charts.hidden.{row['hidden']}"))
    if row.get("shrunk") is not None:
        shrunk = words.score(row["shrunk"], chart.unit, text, 1)
        lines.append(text("departments.fairness.shrunk", value=shrunk))
    if row["goal"] is not None:
        lines.append(text("charts.goal", value=words.score(row["goal"], chart.unit, text)))
    if row["verdict"]:
        lines.append(verdict(row, text))
    return "<br>".join([*lines, text("charts.n", n=row["n"])])


def _headed(chart: Standing, look: Colours, text: Text, columns: dict[str, int]) -> list[Mark]:
    y = 1 - (_HEAD + _ROW / 2) / _ROW + 0.42
    notes = []
    if chart.goal is not None:
        goal = text("charts.goal", value=words.score(chart.goal, chart.unit, text))
        where: Mark = {"xref": "x", "yref": "y", "xanchor": "center", "yanchor": "middle"}
        notes.append(marks.note(goal, x=chart.goal, y=y, size=_SMALL, colour=look.second, **where))
    heads = [(text(f"metric.{chart.metric}"), columns["score"]), (text("charts.n_column"), columns["n"])]
    if not columns["narrow"]:
        heads += [(text("departments.columns.goal"), columns["goal"])] if own_goals(chart) else []
        heads += [(text("departments.rank"), columns["rank"])] if chart.ranks else []
        notes.append(_column(chart.against, y, columns["verdict"], look.second, side="left"))
    return notes + [_column(said, y, shift, look.second) for said, shift in heads]


def _row(row: Row, y: int, chart: Standing, look: Colours, text: Text, columns: dict[str, int]) -> list[Mark]:
    label = words.within(row["label"], NOTE, columns["left"] - 8)
    where: Mark = {"xref": "paper", "yref": "y", "xanchor": "left", "yanchor": "middle", "xshift": -columns["left"]}
    name = marks.note(words.escaped(label), x=0, y=y, colour=look.ink, **where)
    if label != row["label"]:
        name["hovertext"] = words.escaped(row["label"])
    score = "" if row["score"] is None else words.score(row["score"], chart.unit, text)
    notes = [
        name,
        _column(score, y, columns["score"], look.ink, size=BODY, bold=True),
        _column(text.number(row["n"]), y, columns["n"], look.second),
    ]
    if columns["narrow"]:
        return notes
    if own_goals(chart) and row["goal"] is not None:
        notes.append(_column(words.score(row["goal"], chart.unit, text), y, columns["goal"], look.ink))
    ranked = sum(1 for first in chart.frame["first"].to_list() if first is not None)
    if chart.ranks:
        notes.append(_column(rank(row, ranked, text), y, columns["rank"], look.ink))
    return [*notes, _column(verdict(row, text), y, columns["verdict"], colour(row, look), side="left")]


def _column(
    said: str, y: float, shift: float, colour: str, *, size: int = _SMALL, bold: bool = False, side: str = "right"
) -> Mark:
    where: Mark = {"xref": "paper", "yref": "y", "xanchor": side, "yanchor": "middle", "xshift": shift}
    return marks.note(words.escaped(said), x=1, y=y, size=size, colour=colour, bold=bold, **where)


def _lines(chart: Standing, rows: list[Row], look: Colours, columns: dict[str, int]) -> list[Mark]:
    bottom = len(rows) + 0.5
    found: list[Mark] = [
        {"type": "line", "x0": 0, "x1": 0, "y0": 0.5, "y1": bottom, "line": {"color": look.ink, "width": 1}}
    ]
    if chart.goal is not None:
        stroke = {"color": look.second, "width": 1, "dash": "dot"}
        found.append({"type": "line", "x0": chart.goal, "x1": chart.goal, "y0": 0.4, "y1": bottom, "line": stroke})
    for y, row in enumerate(rows, 1):
        if row["goal"] is not None and (chart.goal is None or abs(row["goal"] - chart.goal) > 0.05):
            stroke = {"color": look.second, "width": 2}
            ends = {"x0": row["goal"], "x1": row["goal"], "y0": y - 0.32, "y1": y + 0.32}
            found.append({"type": "line", "line": stroke, **ends})
    for ends in (
        {"x0": 0, "x1": 1},
        {"xsizemode": "pixel", "xanchor": 0, "x0": -columns["left"], "x1": 0},
        {"xsizemode": "pixel", "xanchor": 1, "x0": 0, "x1": columns["right"]},
    ):
        rule = {"color": look.rule, "width": 1}
        found.append({"type": "line", "layer": "below", "xref": "paper", "y0": 0.45, "y1": 0.45, "line": rule, **ends})
    return found
