"""The days that a chart's words compare, as bands behind its lines, with the score of each drawn across it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from math import ceil, floor
from typing import Final

from cxdata.card import Grain, Lines
from cxdata.charts import words
from cxdata.charts.look import BODY, faint
from cxdata.charts.marks import Mark, Place, note

Days = tuple[date, date]
_LONGEST: Final[dict[Grain, int]] = {"month": 32, "quarter": 93, "year": 366}
_FREE: Final = 0.16
"""The share of the plot that numbers at its foot need."""


def bands(place: Place, spans: Sequence[Days], dates: Sequence[date]) -> list[Mark]:
    """The days that are compared, as bands behind everything; the later ones stand out more."""
    found: list[Mark] = []
    for at, (left, right) in enumerate(_ends(place, spans, dates)):
        if right > left:
            fill = faint(place.look.ink, 0.08 if at == len(spans) - 1 else 0.045)
            where = {"xref": place.x, "yref": f"{place.y} domain", "x0": left, "x1": right, "y0": 0, "y1": 1}
            found.append({"type": "rect", "layer": "below", "fillcolor": fill, "line": {"width": 0}, **where})
    return found


def levels(
    place: Place, chart: Lines, dates: Sequence[date], span: tuple[float, float]
) -> tuple[list[Mark], list[Mark]]:
    """The score of each line in each window drawn across it; the numbers stand at the foot of the bands, side by side,
    or at their head where a line would run through them."""
    shapes: list[Mark] = []
    notes: list[Mark] = []
    levelled = [series for series in chart.series if series.levels]
    edges = _ends(place, chart.windows, dates)
    low = min((score for ends in edges for score in _inside(chart, ends)), default=span[1])
    foot = low - span[0] > (span[1] - span[0]) * _FREE
    for at, series in enumerate(levelled):
        colour = place.look.of(series.role) if len(levelled) > 1 else place.look.ink
        for (left, right), level in zip(edges, series.levels, strict=False):
            if level is None:
                continue
            ends = {"xref": place.x, "yref": place.y, "x0": left, "x1": right, "y0": level, "y1": level}
            shapes.append({"type": "line", "line": {"color": colour, "width": 2.5}, **ends})
            where: Mark = {"xref": place.x, "yref": f"{place.y} domain", "bgcolor": place.look.card}
            where |= {"xanchor": "center", "x": left + (right - left) * (at + 1) / (len(levelled) + 1)}
            where |= {"yanchor": "bottom" if foot else "top", "yshift": 3 if foot else -3, "y": 0 if foot else 1}
            said = words.score(level, chart.unit, place.text)
            notes.append(note(said, size=BODY, colour=colour, bold=series.role != "quiet", **where))
    return shapes, notes


def _inside(chart: Lines, ends: tuple[float, float]) -> list[float]:
    """The scores of all lines between two places on the axis."""
    first, last = max(ceil(ends[0]), 0), floor(ends[1])
    rows = [series.frame.sort("period")["score"][first : last + 1] for series in chart.series]
    return [float(score) for row in rows for score in row if score is not None]


def _ends(place: Place, spans: Sequence[Days], dates: Sequence[date]) -> list[tuple[float, float]]:
    """Where each span begins and ends on the axis."""
    if not dates:
        return []
    edges = [*dates, _after(dates[-1], place.grain)]
    return [(_along(first, edges), _along(last + timedelta(days=1), edges)) for first, last in spans]


def _after(start: date, grain: Grain) -> date:
    """The first day after the period that begins there."""
    if grain in ("day", "week"):
        return start + timedelta(days=1 if grain == "day" else 7)
    return (start + timedelta(days=_LONGEST[grain])).replace(day=1)


def _along(day: date, edges: Sequence[date]) -> float:
    """Where a day begins on an axis whose periods are numbered from 0 at their middle; outside, the nearest end."""
    if day <= edges[0]:
        return -0.5
    for i, (start, end) in enumerate(pairwise(edges)):
        if day <= end:
            return i - 0.5 + (day - start).days / (end - start).days
    return len(edges) - 1.5
