"""Lines as they are drawn: each part of the answers as a series, with its season taken off and its limits set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from cxdata.card import Grain, Role, Series
from cxdata.choice import Span
from cxdata.scan import period
from cxdata.scan.answers import Population
from cxdata.schema import Metric
from cxdata.text import Text
from cxdata.views.series import scored
from cxdata.views.trends.movement import limits
from cxdata.views.trends.season import Season, season, without, year_earlier

LATEST = 3
"""Periods at the end of a line whose signals give it its colour."""


@dataclass(frozen=True)
class Form:
    """How lines are drawn. `limits`: with those of their ordinary movement; `season`: with it taken off."""

    limits: bool = False
    season: bool = False


@dataclass(frozen=True)
class Part:
    """Answers that become one line."""

    label: str
    of: Population
    role: Role = "main"
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    metric: Metric | None = None


@dataclass(frozen=True)
class Line:
    """One line, and what is known of its season."""

    series: Series
    season: Season | None


def line(part: Part, form: Form, days: Span, grain: Grain, judged: date, *, alone: bool) -> Line:
    """The line of a part; `judged`: the first day of what is judged. Only a line that is not `alone` is coloured by
    its signals."""
    frame = scored(part.of, days, grain)
    known = season(part.of, days[1]) if form.limits or form.season else None
    effects = known.effects if known is not None else None
    shown = frame
    if form.season and known is not None and known.known and grain == "month":
        shown = without(frame, known, part.of.metric)
    start = period.start_of(judged, grain)
    found = limits(part.of, frame, grain, start, effects, form.season) if form.limits else None
    role = part.role
    if found is not None and not alone:
        role = _role(shown, found.frame)
    series = Series(part.label, shown, role, part.where, part.of.scope, part.metric, found)
    return Line(series, known)


def beside(drawn: Line, part: Part, form: Form, days: Span, grain: Grain, text: Text) -> Series | None:
    """The line that shows what was done about the season: the score with it, or without enough history last year's."""
    if not form.season or drawn.season is None or grain != "month":
        return None
    if drawn.season.effects is not None and not drawn.season.known:
        return None
    frame = scored(part.of, days, grain)
    label = text("trends.season.with")
    if drawn.season.effects is None:
        first = part.of.days
        if first is None or (days[1] - first[0]).days < 400:
            return None
        frame = year_earlier(frame, scored(part.of, (first[0], days[1]), grain))
        label = text("trends.season.year_earlier")
    nothing = pl.lit(None, pl.Float64)
    return Series(label, frame.with_columns(low=nothing, high=nothing), "quiet", part.where, part.of.scope)


def _role(frame: pl.DataFrame, limited: pl.DataFrame) -> Role:
    """Grey but for signals among the latest periods: the second colour below the limits, the first above."""
    last = frame.select("period", "score").join(limited, on="period", maintain_order="left").tail(LATEST)
    out = last.filter(pl.col("signal").fill_null(False))
    if out.is_empty():
        return "quiet"
    row = out.row(-1, named=True)
    return "second" if row["score"] < row["centre"] else "main"
