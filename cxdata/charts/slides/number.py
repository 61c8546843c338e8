"""One number on a slide: large, with its interval, its change and how sure that is; beside it how it came there."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Final

import plotly.graph_objects as go
import polars as pl

from cxdata.card import Figure, Grain, Lines, Series, Tone
from cxdata.charts import letters
from cxdata.charts.look import Colours, canvas
from cxdata.charts.slides import slide
from cxdata.charts.slides.fitting import Drawn, fitted
from cxdata.charts.slides.magnified import magnified
from cxdata.charts.slides.slide import Box, Frame, Line
from cxdata.text import Text

_WIDE: Final = 400


def drawn(chart: Figure, frame: Frame, look: Colours, text: Text) -> go.Figure:
    """The number in the left third, the line of its history in the rest."""
    room = frame.room
    lines = _words(chart, room, look)
    history = _history(chart)
    place = Box(room.left + _WIDE + 40, room.top + 10, room.right, room.bottom)
    found = fitted(history, place, look, text, ended=chart.goal is not None) if history else _empty(look, text)
    return slide.drawn(frame, found, place, look, lines)


def _empty(look: Colours, text: Text) -> Drawn:
    hidden = {"visible": False}
    return magnified(canvas(look, text.lang, slide.HEIGHT, [], {"xaxis": hidden, "yaxis": hidden}), 1, slide.FAMILY)


def _words(chart: Figure, room: Box, look: Colours) -> list[Line]:
    tones: dict[Tone, str] = {"worse": look.worse, "better": look.better, "plain": look.ink, "quiet": look.second}
    firm = chart.tone in ("worse", "better")
    name = ", ".join(part for part in (chart.name, chart.meaning) if part)
    value, _ = letters.fitting(chart.value, (128, 112, 96, 80, 64, 48), _WIDE, 1, bold=True)
    rows: list[tuple[str, float, float, str, bool]] = [
        *((line, 18, 26, look.second, False) for line in letters.wrapped(name, 18, _WIDE)),
        (chart.value, value, value * 1.2, look.ink, True),
        *((line, 19, 30, look.second, False) for line in letters.wrapped(chart.interval, 19, _WIDE)),
        (chart.moved, 26, 42, look.ink, True),
        *((line, 19, 30, look.second, False) for line in letters.wrapped(chart.moved_between, 19, _WIDE)),
        *((line, 19, 27, tones[chart.tone], firm) for line in letters.wrapped(chart.said, 19, _WIDE, firm)),
        *((line, 15, 20, look.second, False) for line in letters.balanced(letters.held(chart.why), 15, _WIDE)),
    ]
    rows = [row for row in rows if row[0]]
    top = room.top + (room.height - sum(row[2] for row in rows)) * 0.44
    found = []
    for words, size, high, colour, bold in rows:
        found.append(Line(words, room.left, top + high / 2, size, colour, bold))
        top += high
    return found


def _history(chart: Figure) -> Lines | None:
    frame = chart.spark.sort("period") if chart.spark.height else chart.spark
    if frame.height < 2 or frame["score"].drop_nulls().len() < 2:
        return None
    if "hidden" not in frame.columns:
        frame = frame.with_columns(hidden=pl.lit(None, dtype=pl.String))
    series = Series(chart.name, frame)
    return Lines((series,), chart.unit, _grain(frame["period"].to_list()), chart.goal, metric=chart.metric)


def _grain(periods: list[date]) -> Grain:
    step = min((after - before).days for before, after in pairwise(periods))
    return "day" if step < 7 else "week" if step < 28 else "month" if step < 89 else "quarter" if step < 360 else "year"
