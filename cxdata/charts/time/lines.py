"""Scores over time: a line with its band, n beneath, the goal dashed, events numbered, the last point labelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import plotly.graph_objects as go

from cxdata.card import Lines, Series
from cxdata.charts import axis, marks, words
from cxdata.charts.look import BODY, NOTE, Colours, canvas
from cxdata.charts.marks import Mark, Place
from cxdata.charts.time import limits, windows
from cxdata.text import Text

HEIGHT, TALL, WIDTH = 190, 340, 765
_N_STRIP, _TICKS, _EVENTS = 22, 22, 22
_MOST_LABEL, _FEW_PERIODS, _NARROW = 24, 4, 320
Rows = list[dict[str, Any]]


def figure(chart: Lines, look: Colours, text: Text, height: int | None = None, width: int = WIDTH) -> go.Figure:
    """Up to five series on one axis, each told by its label at the end of the line and by its dash."""
    place = Place(look, text, chart.unit, chart.grain, chart.metric, partial=chart.partial)
    last = len(chart.series) - 1
    tables = [series.frame.sort("period").to_dicts() for series in chart.series]
    dates = [row["period"] for row in tables[0]] if tables else []
    top = _EVENTS if chart.events else 6
    height = height or (HEIGHT if width < 900 else TALL)
    plot = height - top - _TICKS
    low, high = score_range(chart, tables)
    alone = width < _NARROW and len(chart.series) == 1
    ends = _ends(chart, tables, place, bare=alone)
    right = 14 + max([words.width(label) for label, _, _ in ends] + [words.width(_n_label(chart, tables, text), NOTE)])
    traces: list[Mark] = []
    notes: list[Mark] = []
    shapes = windows.bands(place, chart.windows, dates)
    across, numbers = windows.levels(place, chart, dates, (low, high))
    alpha = 0.14 if len(chart.series) < 3 else 0.08
    for series, rows in zip(chart.series, tables, strict=True):
        traces += marks.band(place, rows, look.of(series.role), alpha if len(dates) > _FEW_PERIODS else 0.06)
    for i, (series, rows) in enumerate(zip(chart.series, tables, strict=True)):
        beside = (i - last / 2) * 0.06 if len(dates) <= _FEW_PERIODS else 0.0
        traces += lined(replace(place, shift=beside), series, rows, look.dash(series.role))
        if series.limits is not None:
            bracket, said = limits.turned(place, series.limits, dates, named=True)
            shapes, notes = shapes + bracket, notes + said
    counts = n_of(chart, tables)
    traces.append(marks.bars(replace(place, y="y2"), dates, counts))
    if chart.goal is not None:
        shapes.append(marks.rule(place, chart.goal, len(dates), "8px,6px", look.second))
    shapes_of_events, notes_of_events = marks.events(place, chart.events, dates, width - right - 24)
    notes += numbers + notes_of_events + _end_notes(ends, (low, high), plot - _N_STRIP, look)
    notes += _n_note(chart, tables, place, counts)
    scores = score_axis(low, high, text, 4 if height < 260 else 6)
    layout = {
        "margin": {
            "l": left_margin(scores),
            "r": round(right),
            "t": top,
            "b": _TICKS,
        },
        "xaxis": time_axis(dates, chart, text, round((width - right) / 92)) | {"anchor": "y2"},
        "yaxis": scores | {"domain": [_N_STRIP / plot, 1.0]},
        "yaxis2": {"domain": [0.0, (_N_STRIP - 6) / plot], "range": [0, max(counts, default=0) or 1], "visible": False},
        "annotations": notes,
        "shapes": shapes + across + shapes_of_events,
    }
    return canvas(look, text.lang, height, traces, layout)


def lined(place: Place, series: Series, rows: Rows, dash: str = "solid") -> list[Mark]:
    """Whiskers, line and points of one series."""
    colour = place.look.of(series.role)
    return [
        *(limits.drawn(place, series.limits) if series.limits is not None else []),
        *marks.whiskers(place, rows, colour),
        marks.line(place, rows, colour, dash, 1.5 if series.role == "quiet" else 2),
        *marks.points(place, series, rows, colour),
        *limits.signals(place, series, rows, colour),
    ]


def score_range(chart: Lines, tables: Sequence[Rows]) -> tuple[float, float]:
    """The axis that holds every band, the limits and the goal."""
    rows = [row for table in tables for row in table]
    scored = [row for row in rows if row["score"] is not None]
    inside = [row[name] for row in scored for name in ("low", "high", "score")]
    goal = ([chart.goal] if chart.goal is not None else []) + limits.levels(chart.series)
    thin = [row[name] for row in rows if row["score"] is None for name in ("low", "high")]
    return axis.span(inside + goal if scored else inside, thin, chart.unit)


def n_of(chart: Lines, tables: Sequence[Rows]) -> list[int]:
    """Answers a period: those given with the chart, or those of the first series."""
    if chart.n is not None:
        return [int(n or 0) for n in chart.n.sort("period")["n"]]
    return [int(row["n"] or 0) for row in tables[0]] if tables else []


def time_axis(dates: Sequence[date], chart: Lines, text: Text, most: int) -> Mark:
    places, names = axis.periods(dates, chart.grain, text, most)
    return {"range": [-0.6, len(dates) - 0.4], "tickmode": "array", "tickvals": places, "ticktext": names}


def score_axis(low: float, high: float, text: Text, most: int = 4) -> Mark:
    places = axis.ticks(low, high, most)
    names = [f"{text.number(place)} " for place in places]
    return {"range": [low, high], "showgrid": True, "tickmode": "array", "tickvals": places, "ticktext": names}


def left_margin(scores: Mark) -> int:
    """Room for the numbers of a score axis."""
    return 8 + 9 * max((len(name.strip()) for name in scores["ticktext"]), default=1)


def _ends(chart: Lines, tables: Sequence[Rows], place: Place, *, bare: bool = False) -> list[tuple[str, float, str]]:
    """Label, score and colour at the end of each line, the goal among them; `bare`: a score without its label."""
    found = []
    for series, rows in zip(chart.series, tables, strict=True):
        label = words.shortened(series.label, _MOST_LABEL)
        held = [row for row in rows if row["low"] is not None or row["score"] is not None]
        if not held:
            continue
        last = held[-1]
        level = (last["low"] + last["high"]) / 2 if last["score"] is None else last["score"]
        said = last_score(last, rows[-1], chart, place.text)
        named = said if bare else place.text("charts.end", label=label, said=said)
        found.append((named, level, place.look.of(series.role)))
    if len(chart.series) < 3 and (limited := chart.series[0].limits) is not None:
        found += limits.ends(limited, place)
    if chart.goal is not None:
        goal = place.text("charts.goal", value=words.score(chart.goal, chart.unit, place.text))
        found.append((goal, chart.goal, place.look.second))
    return found


def last_score(row: dict[str, Any], end: dict[str, Any], chart: Lines, text: Text) -> str:
    """ "Oct: 34": the last score, or interval, of a line, and when that was."""
    between = words.interval(row["low"], row["high"], chart.unit, text)
    shown = between if row["score"] is None else words.score(row["score"], chart.unit, text)
    return text("charts.at", period=when(row["period"], end["period"], chart, text), score=shown)


def when(start: date, end: date, chart: Lines, text: Text) -> str:
    """The period in a word: the year stands only where it is not that of the last month; days, where it is cut."""
    if start in chart.partial:
        return words.part(chart.partial[start], text)
    last_month = chart.grain == "month" and start == end
    return text.month_name(start, short=True) if last_month else text.at(start, chart.grain, short=True)


def _end_notes(
    ends: Sequence[tuple[str, float, str]], span: tuple[float, float], plot: float, look: Colours
) -> list[Mark]:
    low, high = span
    pixels = [(level - low) / (high - low) * plot for _, level, _ in ends]
    moved = words.apart(pixels, 19, 0, plot)
    return [
        marks.note(
            words.escaped(label), x=1, y=level, size=NOTE if colour == look.second else BODY, colour=colour,
            bold=colour != look.second, xref="paper", yref="y", xanchor="left", yanchor="middle", xshift=4,
            yshift=round(place - pixel),
        )
        for (label, level, colour), pixel, place in zip(ends, pixels, moved, strict=True)
    ]  # fmt: skip


def _n_label(chart: Lines, tables: Sequence[Rows], text: Text) -> str:
    counts = n_of(chart, tables)
    return text("charts.n", n=counts[-1]) if counts else ""


def _n_note(chart: Lines, tables: Sequence[Rows], place: Place, counts: Sequence[int]) -> list[Mark]:
    if not counts:
        return []
    label = _n_label(chart, tables, place.text)
    where: Mark = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom", "xshift": 4, "yshift": -3}
    return [marks.note(label, x=1, y=0, colour=place.look.second, **where)]
