"""The limits of ordinary movement on a chart of lines: signals ringed, a shift of level bracketed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from cxdata.card import Limits, Series
from cxdata.charts import words
from cxdata.charts.look import NOTE
from cxdata.charts.marks import Mark, Place, note

Rows = Sequence[dict[str, Any]]


def drawn(place: Place, limits: Limits) -> list[Mark]:
    """Centre line and both limits; broken where a period has no answers."""
    rows = limits.frame.sort("period").to_dicts()
    x = [i + place.shift for i in range(len(rows))]
    found: list[Mark] = []
    for name, dash, wide in (("centre", "solid", 1.0), ("low", "6px,4px", 1.2), ("high", "6px,4px", 1.2)):
        found.append(
            {
                "type": "scatter",
                "x": x,
                "y": [row[name] for row in rows],
                "mode": "lines",
                "line": {"color": place.look.second, "width": wide, "dash": dash},
                "connectgaps": False,
                "hoverinfo": "skip",
                **place.axes,
            }
        )
    return found


def signals(place: Place, series: Series, rows: Rows, colour: str) -> list[Mark]:
    """A ring round each score beyond its limits; it can be pointed at and clicked like any point."""
    if series.limits is None:
        return []
    out = set(series.limits.signals)
    held = [(i, row) for i, row in enumerate(rows) if row["period"] in out and row["score"] is not None]
    if not held:
        return []
    ring = {"size": 11, "color": place.look.card, "line": {"color": colour, "width": 2.5}}
    signal = place.text("charts.signal")
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": series.label,
            "x": [i + place.shift for i, _ in held],
            "y": [row["score"] for _, row in held],
            "marker": ring,
            "unselected": {"marker": {"opacity": 1.0}},
            "hoverinfo": "text",
            "hovertext": [f"{place.said(row, series.label)}<br>{signal}" for _, row in held],
            "customdata": [[row["period"].isoformat(), series.label] for _, row in held],
            **place.axes,
        }
    ]


def turned(place: Place, limits: Limits, dates: Sequence[date], *, named: bool) -> tuple[list[Mark], list[Mark]]:
    """A bracket at the foot of the plot over the periods in which the level shifted, a notch where most likely."""
    turn = limits.turn
    if turn is None or turn.at not in dates:
        return [], []
    first = dates.index(turn.first) if turn.first in dates else 0
    last = dates.index(turn.last) if turn.last in dates else len(dates) - 1
    at = dates.index(turn.at)
    foot = {"xref": place.x, "yref": f"{place.y} domain"}
    stroke = {"color": place.look.ink, "width": 1.5}
    shapes = [
        {"type": "line", "line": stroke, "x0": first - 0.4, "x1": last + 0.4, "y0": 0.015, "y1": 0.015, **foot},
        {"type": "line", "line": stroke, "x0": at - 0.5, "x1": at - 0.5, "y0": 0.015, "y1": 0.07, **foot},
    ]
    if not named:
        return shapes, []
    left = at > len(dates) * 0.6
    said = place.text("charts.turn", period=place.text.at(turn.at, place.grain))
    where: Mark = {"xanchor": "right" if left else "left", "yanchor": "bottom", "xshift": -4 if left else 4, **foot}
    where |= {"showarrow": False, "bgcolor": place.look.card}
    x = (first - 0.4) if left else (last + 0.4)
    return shapes, [note(said, x=x, y=0, size=NOTE, colour=place.look.ink, **where)]


def ends(limits: Limits, place: Place) -> list[tuple[str, float, str]]:
    """Label, level and colour of both limits at the end of the line."""
    found = []
    for row in limits.frame.sort("period").drop_nulls("low").tail(1).to_dicts():
        for name in ("high", "low"):
            shown = words.score(row[name], place.unit, place.text)
            found.append((place.text(f"charts.limit.{name}", value=shown), row[name], place.look.second))
    return found


def levels(series: Sequence[Series]) -> list[float]:
    """All limits, for the range of the axis."""
    found: list[float] = []
    for one in series:
        if one.limits is not None:
            found += [*one.limits.frame["low"].drop_nulls(), *one.limits.frame["high"].drop_nulls()]
    return found
