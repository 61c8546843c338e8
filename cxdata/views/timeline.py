"""The card of scores over time: its title is given, its words, table and empty states are the same everywhere."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from cxdata.card import Card, Lines, Scope
from cxdata.choice import Span
from cxdata.scan import period
from cxdata.text import Text
from cxdata.views import wording
from cxdata.views.finding import finding
from cxdata.views.judged import Judged
from cxdata.views.series import table
from cxdata.views.wording import Row


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
    notes: tuple[str, ...] = (),
    off: bool = False,
    compares: bool = True,
) -> Card:
    """A card of lines; without a single answer its `empty` says where the answers are.

    `notes`: keys of method notes beside that of a line; `off`: the season is taken off; `compares`: the title speaks
    of the period and what it is compared with.
    """
    answers = judged.answers
    n = _answers(chart)
    if n == 0:
        said = finding(judged, text)
        return blank(key, said.headline, said.sentence)
    chart = replace(chart, partial=period.partial(days, chart.grain))
    chart = _compared(judged, chart, days, off) if compares else chart
    subtitle = _subtitle(judged, chart, text, days, off)
    if all(line.frame["low"].null_count() == line.frame.height for line in chart.series):
        return _too_few(judged, chart, text, key, title, subtitle, days, n)
    if (only := _only(chart)) is not None:
        return _one(judged, chart, text, key, title, subtitle, days, only)
    short = [text(f"trends.coarsened.{chart.grain}")] if coarse else []
    short += [partly(chart, text)] if chart.partial else []
    return Card(
        key=key,
        title=title,
        subtitle=subtitle,
        foot=wording.foot(
            answers, text, n, *more, *(note.rstrip(".") for note in short), scopes=_scopes(chart), days=[days]
        ),
        method=wording.method(answers, n, text, judged.whole, "trend", *notes),
        alt=_alt(title, subtitle, chart, text),
        chart=chart,
        table=_table(chart, text),
        n=n,
        verdict=judged.row["verdict"] if judged.row["change"] is not None and compares else None,
    )


def _too_few(judged: Judged, chart: Lines, text: Text, key: str, title: str, subtitle: str, days: Span, n: int) -> Card:
    """Answers, but nowhere ten in one period: nothing could be drawn but their number."""
    said = text("trends.too_few", n=n)
    foot = wording.foot(judged.answers, text, n, scopes=_scopes(chart), days=[days])
    method = wording.method(judged.answers, n, text, judged.whole, "trend")
    return Card(key, title, subtitle, foot, method, said, None, _table(chart, text), n, "few", empty=said)


def _only(chart: Lines) -> Row | None:
    """The one period of the one line that has an interval, where there is no other."""
    held = chart.series[0].frame.filter(pl.col("low").is_not_null())
    return held.row(0, named=True) if len(chart.series) == 1 and chart.by is None and held.height == 1 else None


def _one(judged: Judged, chart: Lines, text: Text, key: str, title: str, subtitle: str, days: Span, row: Row) -> Card:
    """A single period is told in words: no line could be drawn through it."""
    metric = judged.whole.metric
    facts = {"interval": wording.interval(row, metric, text), "n": row["n"]}
    if row["score"] is None:
        said = text("drill.thin", **facts)
    else:
        shown = wording.score(row["score"], metric, text)
        said = text("drill.score", metric=text(f"metric.{metric}"), score=shown, **facts)
    at = text.at(row["period"], chart.grain)
    said = text("trends.one_period", period=at, said=said)
    n = _answers(chart)
    foot = wording.foot(judged.answers, text, n, scopes=_scopes(chart), days=[days])
    method = wording.method(judged.answers, n, text, judged.whole, "trend")
    verdict = judged.row["verdict"] if judged.row["change"] is not None else None
    return Card(key, title, subtitle, foot, method, said, None, _table(chart, text), n, verdict, empty=said)


def _compared(judged: Judged, chart: Lines, days: Span, off: bool) -> Lines:
    """The chart with the days that the title speaks of, where it shows more than those; and with the score of each,
    where it draws the line of the whole with its season."""
    span, earlier = judged.answers.compared.span, judged.answers.compared.earlier
    tested = judged.row["change"] is not None or judged.rows["change"].count() > 0
    if earlier is None or not tested:
        return replace(chart, windows=(span,) if span[0] > days[0] else ())
    scored = judged.row["change"] is not None and chart.by is None and not chart.multiples and not off
    levels = (judged.row["score_before"], judged.row["score_after"]) if scored else ()
    series = (replace(chart.series[0], levels=levels), *chart.series[1:]) if levels else chart.series
    return replace(chart, series=series, windows=(earlier, span))


def _compares(chart: Lines, text: Text) -> list[str]:
    if not chart.windows:
        return []
    if len(chart.windows) == 1:
        return [text("trends.speaks_of", period=text.period(*chart.windows[0]))]
    before, now = (text.period(*one) for one in chart.windows)
    return [text("trends.compares_scored" if chart.series[0].levels else "trends.compares", now=now, before=before)]


def partly(chart: Lines, text: Text) -> str:
    """Which periods of a chart are not whole, and what is counted of them."""
    named = [f"{text.at(start, chart.grain)} ({text.period(*part)})" for start, part in chart.partial.items()]
    return text("trends.partial", periods=", ".join(named), n=len(named))


def _scopes(chart: Lines) -> list[Scope]:
    return [line.scope for line in chart.series if line.scope]


def _answers(chart: Lines) -> int:
    """Answers behind the chart: those of the bars beneath it."""
    frames = [chart.n] if chart.n is not None else [line.frame for line in chart.series[:1]]
    return int(sum(frame["n"].sum() for frame in frames))


def _subtitle(judged: Judged, chart: Lines, text: Text, days: Span, off: bool) -> str:
    metric = text(f"metric.{judged.whole.metric}")
    span, grain = text.period(*days), text(f"trends.grain.{chart.grain}")
    drawn = text("trends.drawn.band" if _banded(chart) else "trends.drawn.bars")
    facts = {"metric": metric, "period": span, "grain": grain, "drawn": drawn}
    extra = [text("trends.drawn.limits")] if any(line.limits for line in chart.series) else []
    extra += [text("trends.drawn.turn")] if any(line.limits and line.limits.turn for line in chart.series) else []
    extra += [text("trends.drawn.season")] if off else []
    if any(line.metric for line in chart.series):
        facts["metric"] = text.list(dict.fromkeys(text(f"metric.{line.metric}") for line in chart.series))
    if chart.by:
        dimension = dimension_name(chart.by, text)
        return "; ".join([text("trends.subtitle_by", dimension=dimension, **facts), *extra, *_compares(chart, text)])
    whole = wording.inner(judged.whole, judged.answers, text)
    others = [] if chart.multiples else [line.label for line in chart.series[1:] if line.role != "quiet"]
    population = text.list([whole, *others])
    return "; ".join([text("trends.subtitle", population=population, **facts), *extra, *_compares(chart, text)])


def _banded(chart: Lines) -> bool:
    """Whether any line has two scores in a row, which a band connects."""
    return any((known & known.shift(1)).any() for line in chart.series for known in [line.frame["score"].is_not_null()])


def dimension_name(dimension: str, text: Text) -> str:
    """ "channel" in the reader's language; a further column keeps its heading."""
    return text(f"dimension.{dimension}") if text.has(f"dimension.{dimension}") else dimension.replace("_", " ")


def _alt(title: str, subtitle: str, chart: Lines, text: Text) -> str:
    metric = chart.metric
    rows = []
    for line in chart.series:
        last = line.frame.row(-1, named=True)
        shown = wording.score(last["score"], line.metric or metric, text)  # type: ignore[arg-type]
        rows.append(text("trends.alt_row", label=line.label, score=shown, n=last["n"]))
    last_period = text.at(chart.series[0].frame["period"][-1], chart.grain)
    return text("trends.alt", title=title, subtitle=subtitle, period=last_period, rows="; ".join(rows))


def _table(chart: Lines, text: Text) -> pl.DataFrame:
    return table(chart.series, text)


def blank(key: str, title: str, said: str) -> Card:
    """A card that has nothing to show but a sentence."""
    return Card(key, title, "", "", None, said, None, pl.DataFrame(), 0, empty=said)
