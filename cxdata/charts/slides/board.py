"""A card as a slide for the board: the finding as headline, large type, everything that a reader needs on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

import plotly.graph_objects as go
import polars as pl

from cxdata.card import Card, Changes, Chart, Effects, Event, Figure, Heatmap, Lines, Listing, Ways
from cxdata.charts import letters
from cxdata.charts.bars import listing
from cxdata.charts.bars.rows import first
from cxdata.charts.heatmap.plan import abridged
from cxdata.charts.look import LIGHT, Colours
from cxdata.charts.slides import number, slide
from cxdata.charts.slides.fitting import fitted
from cxdata.charts.slides.slide import Frame, Line
from cxdata.text import Text
from cxdata.text.amounts import title_of

MOST_BARS: Final = 10
"""Bars of changes that fit in letters that a projector shows."""

MOST_NAMED: Final = 12
"""Goals or initiatives that fit in such letters."""

MOST_ROWS: Final = 28
"""Rows of a map that fit on a slide at all."""

LARGE_ROWS: Final = 13
"""Rows of a map, with that of all together, that fit in letters of 16 pixels."""

_LEGEND: Final = 14.5
_WORDS: Final = (1076, 480)
"""Width and height that findings may take before they are drawn a tenth larger."""


def board(
    card: Card,
    text: Text,
    look: Colours = LIGHT,
    *,
    filters: str = "",
    compared: str = "",
    company: str = "",
    today: date | None = None,
    every: bool = False,
) -> go.Figure:
    """The slide of a card that has a chart: 1280 x 720 pixels, with every colour and size said outright.

    `filters` and `compared` are said beside what the card says by itself: which answers it is about, and with what
    they are compared; `company`: whose data these are.
    `every`: all rows of a large map, in smaller letters, not only those that matter most. Raises
    ValueError for a card without a chart.
    """
    if card.chart is None:
        raise ValueError(f"the card {card.key} has nothing to draw")
    chart, cut = _shown(card.chart, card.table.height, text, every=every)
    foot = _foot(card, filters, cut, today, text)
    frame = slide.frame(title_of(card.headline), _subtitle(card, compared, text), foot, look, text.lang, company)
    if isinstance(chart, Figure):
        return number.drawn(chart, frame, look, text)
    frame, chart, legend = _legend(frame, chart, look, text)
    drawn = fitted(chart, frame.room, look, text)
    drawn["layout"]["annotations"] = [note for note in drawn["layout"].get("annotations", ()) if note["text"]]
    return slide.drawn(frame, drawn, frame.room, look, legend)


def _subtitle(card: Card, compared: str, text: Text) -> list[str]:
    n = text("charts.n", n=card.n) if card.n else ""
    if not isinstance(card.chart, Lines | Changes | Figure | Listing):
        compared = ""  # the other charts say by themselves what their scores are held against
    if isinstance(card.chart, Lines) and (len(card.chart.windows) > 1 or not card.chart.compared):
        compared = ""  # said by the subtitle, with the bands; or nothing is held against it
    parts = [*card.subtitle.strip().rstrip(".").split("; "), compared, "" if n in card.subtitle else n]
    return [part for part in parts if part]


def _foot(card: Card, filters: str, cut: str, today: date | None, text: Text) -> list[str]:
    told = [text("charts.n", n=card.n), text("trends.marks_told")]  # a slide tells its marks itself
    if cut and isinstance(card.chart, Effects | Ways):
        told.append(text("pictures.shown_of", shown=card.chart.frame.height, all=card.table.height))
    said = [part.strip() for part in card.foot.split(" · ") if part.strip() not in told]
    own = [part for part in said if not (filters and part.startswith(text("cardwords.filters", labels="").strip()))]
    made = text("pictures.made", day=text.day(today)) if today else ""
    return [part for part in (cut, *own, filters, _method(card, text), made) if part]


def _method(card: Card, text: Text) -> str:
    """How to read the chart and its verdicts, in a line: the card's own, or that of its kind of chart."""
    chart = card.chart
    if isinstance(chart, Figure) and chart.spark.height < 2:
        return ""
    kind = type(chart).__name__.lower()
    if isinstance(chart, Lines) and any(series.limits for series in chart.series):
        kind = "limits"
    keys = (f"pictures.method.{name}" for name in (card.key.replace(".", "_"), kind))
    return next((text(key) for key in keys if text.has(key)), "")


def large(chart: Chart | None) -> bool:
    """Whether a picture of the chart has to choose between few rows in large letters and all of them."""
    return isinstance(chart, Heatmap) and len(chart.rows) > LARGE_ROWS


def _shown(chart: Chart, whole: int, text: Text, *, every: bool = False) -> tuple[Chart, str]:
    """The chart without the bars or rows that would not fit, and how many are shown: of bars those beyond chance.

    `whole`: rows of the card's table, which has those that the page leaves out too.
    """
    if isinstance(chart, Heatmap):
        kept_map, shown, of = abridged(chart, MOST_ROWS if every else LARGE_ROWS, major=not every)
        if shown == of:
            return kept_map, ""
        return kept_map, text("pictures.shown_of" if every else "pictures.major", shown=shown, all=of)
    if isinstance(chart, Effects | Ways) and chart.frame.height > MOST_NAMED:
        kept_rows = first(chart.frame, MOST_NAMED, pl.col("tone").is_in(["worse", "better"]))
        return replace(chart, frame=kept_rows), text(
            "pictures.shown_of", shown=MOST_NAMED, all=max(whole, chart.frame.height)
        )
    if isinstance(chart, Listing):
        return _findings(chart, whole, text)
    if not isinstance(chart, Changes) or chart.frame.height <= MOST_BARS:
        return chart, ""
    kept = first(chart.frame, MOST_BARS, pl.col("verdict").is_in(["real", "sample"]))
    return replace(chart, frame=kept), text("pictures.shown_of", shown=MOST_BARS, all=chart.frame.height)


def _findings(chart: Listing, whole: int, text: Text) -> tuple[Listing, str]:
    """The findings that fit, and how many of the real ones these are: the headline counts no others."""
    kept = listing.fitting(chart, _WORDS, text)
    real = sum(item.real for item in kept.items)
    if real < chart.real:
        return kept, text("pictures.real_of", shown=real, all=chart.real)
    whole = max(whole, len(chart.items))
    return kept, text("pictures.findings_of", shown=kept.open, all=whole) if kept.open < whole else ""


def _legend(frame: Frame, chart: Chart, look: Colours, text: Text) -> tuple[Frame, Chart, list[Line]]:
    """The words of numbered marks go under the chart, since a picture cannot be pointed at."""
    if not isinstance(chart, Lines) or not chart.events:
        return frame, chart, []
    said = [f"{event.number}\u00a0 {_when(event, chart, text)}: {event.words}" for event in chart.events]
    lines = letters.joined(said, "    ", _LEGEND, frame.room.width)
    high = 20.0 * len(lines)
    top = frame.room.bottom - high
    found = [Line(words, frame.room.left, top + 20 * (i + 0.5), _LEGEND, look.ink) for i, words in enumerate(lines)]
    bare = replace(chart, events=tuple(replace(event, words="") for event in chart.events))
    return replace(frame, room=replace(frame.room, bottom=top - 12)), bare, found


def _when(event: Event, chart: Lines, text: Text) -> str:
    return text.day(event.at) if chart.grain in ("day", "week") else text.month(event.at)
