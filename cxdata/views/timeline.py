"""The card of scores over time: its title is given, its words, table and empty states are the same everywhere."""

from __future__ import annotations

import polars as pl

from cxdata.card import Card, Lines
from cxdata.choice import Span
from cxdata.text import Text
from cxdata.views import wording
from cxdata.views.finding import alone, finding
from cxdata.views.judged import Judged
from cxdata.views.series import table


def timeline(
    judged: Judged,
    chart: Lines,
    text: Text,
    *,
    key: str,
    title: str,
    days: Span,
    coarse: bool,
    more: tuple[str, ...] = (),
) -> Card:
    """A card of lines; without a single answer its `empty` says where the answers are."""
    answers = judged.answers
    n = _answers(chart)
    if n == 0:
        said = finding(judged, text)
        return blank(key, said.headline, said.sentence)
    subtitle = _subtitle(judged, chart, text, days)
    if all(line.frame["low"].null_count() == line.frame.height for line in chart.series):
        return _too_few(judged, chart, text, key, title, subtitle, n)
    notes = [text(f"trends.coarsened.{chart.grain}")] if coarse else []
    return Card(
        key=key,
        title=title,
        subtitle=subtitle,
        foot=wording.foot(answers, text, n, *more, *(note.rstrip(".") for note in notes)),
        method=wording.method(answers, text, judged.whole, "trend"),
        alt=_alt(title, subtitle, chart, text),
        chart=chart,
        table=_table(chart, text),
        n=n,
        verdict=judged.row["verdict"] if judged.row["change"] is not None else None,
    )


def _too_few(judged: Judged, chart: Lines, text: Text, key: str, title: str, subtitle: str, n: int) -> Card:
    """Answers, but nowhere ten in one period: nothing could be drawn but their number."""
    said = text("trends.too_few", n=n)
    foot, method = wording.foot(judged.answers, text, n), wording.method(judged.answers, text, judged.whole, "trend")
    return Card(key, title, subtitle, foot, method, said, None, _table(chart, text), n, "few", empty=said)


def _answers(chart: Lines) -> int:
    """Answers behind the chart: those of the bars beneath it."""
    frames = [chart.n] if chart.n is not None else [line.frame for line in chart.series[:1]]
    return int(sum(frame["n"].sum() for frame in frames))


def _subtitle(judged: Judged, chart: Lines, text: Text, days: Span) -> str:
    metric = text(f"metric.{judged.whole.metric}")
    span, grain = text.period(*days), text(f"trends.grain.{chart.grain}")
    if chart.by:
        dimension = dimension_name(chart.by, text)
        return text("trends.subtitle_by", metric=metric, dimension=dimension, period=span, grain=grain)
    whole = wording.inner(judged.whole, judged.answers, text)
    others = [line.label for line in chart.series[1:]]
    population = text.list([whole, *others])
    return text("trends.subtitle", metric=metric, population=population, period=span, grain=grain)


def state(judged: Judged, text: Text) -> str:
    """How the whole stands: "Company: no clear change", or its score where there is nothing to compare it with."""
    row = judged.row
    if row["change"] is None and judged.now["hidden"] is None:
        return alone(judged, text).rstrip(".")
    label = wording.capital(wording.short(judged.whole, judged.answers, text))
    return wording.state(label, row["verdict"], row["change"], wording.than(judged.answers), text)


def dimension_name(dimension: str, text: Text) -> str:
    """ "channel" in the reader's language; a further column keeps its heading."""
    return text(f"dimension.{dimension}") if text.has(f"dimension.{dimension}") else dimension


def _alt(title: str, subtitle: str, chart: Lines, text: Text) -> str:
    metric = chart.metric
    rows = []
    for line in chart.series:
        last = line.frame.row(-1, named=True)
        shown = wording.score(last["score"], metric, text)  # type: ignore[arg-type]
        rows.append(text("trends.alt_row", label=line.label, score=shown, n=last["n"]))
    last_period = text.at(chart.series[0].frame["period"][-1], chart.grain)
    return text("trends.alt", title=title, subtitle=subtitle, period=last_period, rows="; ".join(rows))


def _table(chart: Lines, text: Text) -> pl.DataFrame:
    return table(chart.series, text)


def blank(key: str, title: str, said: str) -> Card:
    """A card that has nothing to show but a sentence."""
    return Card(key, title, "", "", "", said, None, pl.DataFrame(), 0, empty=said)
