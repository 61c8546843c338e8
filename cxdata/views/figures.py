"""NPS, CSAT and CES as one number each: interval, change, verdict, and a small line of the last two years."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from cxdata.card import Card, Figure
from cxdata.charts import words
from cxdata.scan import period
from cxdata.scan.answers import NOW, Answers, Population
from cxdata.scan.family import WHOLE
from cxdata.schema import Metric
from cxdata.text import Text, rounded
from cxdata.views import wording
from cxdata.views.series import answered, scored, settled, table
from cxdata.views.series import series as one_series
from cxdata.views.timeline import blank
from cxdata.views.wording import Row


def figure(answers: Answers, of: Population, family: pl.DataFrame, text: Text, goal: float | None = None) -> Card:
    """The card of one metric, in the whole numbers of the page's sentences; the table has decimals."""
    metric = of.metric
    now = of.scores(span=NOW).row(0, named=True)
    if now["n"] == 0:
        return missing(answers, metric, text)
    mine = (pl.col("metric") == metric) & (pl.col("code") == WHOLE)
    row = family.row(by_predicate=mine, named=True)
    title = _title(answers, metric, now, row, text)
    days = answered(of, period.window(answers.compared.span, answers.snapshot.first))
    grain = settled([of], days, answers.grain(days))
    spark = scored(of, days, grain)
    label = wording.population(of, answers, text)
    return Card(
        key=f"overview.{metric}",
        title=title,
        subtitle=f"{label}, {wording.period(answers, text)}",
        foot=wording.foot(answers, text, now["n"], wording.period(answers, text), scopes=[of.scope], metric=metric),
        method=wording.method(answers, now["n"], text, of, "figure"),
        alt=text("overview.alt_figure", title=title, n=now["n"]),
        chart=replace(_record(answers, of, now, row, spark, text), goal=goal),
        table=table([one_series(label, of, days, grain, "main")], text),
        n=now["n"],
        verdict=row["verdict"] if row["change"] is not None else None,
    )


def missing(answers: Answers, metric: Metric, text: Text) -> Card:
    """The card of a metric that nobody was asked for, or not in this period."""
    name = text(f"metric.{metric}")
    asked = metric in answers.snapshot.metrics
    said = text("overview.no_metric_period" if asked else "overview.no_metric", metric=name)
    return replace(blank(f"overview.{metric}", name, said), subtitle=text(f"metric_meaning.{metric}"))


def _record(answers: Answers, of: Population, now: Row, row: Row, spark: pl.DataFrame, text: Text) -> Figure:
    metric, unit = of.metric, wording.unit(of.metric)
    against = wording.than(answers)
    change = row["change"]
    shown = now["low"] is not None
    interval = text("overview.interval", interval=wording.interval(now, metric, text), n=now["n"]) if shown else ""
    verdict = row["verdict"] if row["n_before"] else None
    return Figure(
        metric=metric,
        unit=unit,
        n=now["n"],
        score=now["score"],
        low=now["low"],
        high=now["high"],
        hidden=now["hidden"],
        change=change,
        change_low=None if change is None else row["low"],
        change_high=None if change is None else row["high"],
        verdict=verdict,
        spark=spark,
        name=text(f"metric.{metric}"),
        meaning=text(f"metric_meaning.{metric}"),
        value=wording.score(now["score"], metric, text),
        interval=interval or text("overview.only_n", n=now["n"]),
        moved="" if change is None else words.change(change, unit, text),
        moved_between=""
        if change is None
        else text("charts.interval", interval=words.span(row["low"], row["high"], unit, text)),
        said=wording.sayable(verdict, change, against, text) if verdict else text("findings.no_comparison"),
        tone=wording.tone(verdict or "few", change),
        why=text("overview.alone_clear") if change is not None and _seems_sure(row) else "",
    )


def _seems_sure(row: Row) -> bool:
    """Whether a change called chance has an interval that lies, as it is written, wholly on one side of zero."""
    if row["verdict"] != "chance" or row["low"] is None:
        return False
    return rounded(row["low"]) > 0 or rounded(row["high"]) < 0


def _title(answers: Answers, metric: Metric, now: Row, row: Row, text: Text) -> str:
    facts = {"metric": text(f"metric.{metric}")}
    if now["hidden"]:
        return text("overview.figure_thin" if now["hidden"] == "thin" else "overview.figure_few", **facts)
    facts["score"] = wording.score(now["score"], metric, text)
    if row["change"] is None:
        return text("overview.figure_alone", **facts, interval=wording.interval(now, metric, text))
    against = wording.than(answers)
    gap = wording.gap(row["change"], metric, against, text)
    if row["verdict"] == "chance" and rounded(abs(row["change"])) == 0:
        return text("overview.figure_same", **facts, gap=gap)
    return text(
        "overview.figure", **facts, gap=gap, verdict=wording.sayable(row["verdict"], row["change"], against, text)
    )
