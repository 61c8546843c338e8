"""The answers behind a point: how they spread over the scale, and what people wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from cxdata.card import Card, Distribution, Grain, Series
from cxdata.choice import Choice
from cxdata.errors import ChoiceRefused
from cxdata.scan.answers import measured
from cxdata.scan.period import compared, last_day, partial, shown
from cxdata.statistics import tallies
from cxdata.store import listing
from cxdata.store.snapshot import Snapshot
from cxdata.store.workspace import Workspace
from cxdata.text import Text
from cxdata.views import wording
from cxdata.views.method import method
from cxdata.views.timeline import dimension_name
from cxdata.views.wording import Row

MOST_ROWS = 200


@dataclass(frozen=True)
class Drill:
    """`card` holds the distribution; `rows` are answers headed in the reader's language, None where none may be shown.

    `note` says how many rows there are, or why there are none.
    """

    card: Card
    rows: pl.DataFrame | None
    note: str


def drill(
    workspace: Workspace, snapshot: Snapshot, choice: Choice, text: Text, *, series: Series, period: date, grain: Grain
) -> Drill:
    """What stands behind the point of `series` at `period` (its first day) on a chart with that grain."""
    choice = measured(choice, snapshot)
    where = {**choice.where, **series.where}
    days = shown(compared(choice, snapshot).span, snapshot.first, grain)
    part = partial(days, grain).get(period)
    start, end = max(period, days[0]), min(last_day(period, grain), days[1])
    named = f"{text.at(period, grain)} ({text.period(*part)})" if part else text.at(period, grain)
    tally = snapshot.tally(metric=choice.metric, where=where, start=start, end=end, scope=series.scope)
    counts = tallies.counts(tally, snapshot.cuts)
    row = tallies.scores(counts, choice.metric, _deff(snapshot, choice, series)).row(0, named=True)
    card = _card(snapshot, choice, text, series, named, tally, row)
    try:
        found = listing.answers(
            workspace, snapshot, metric=choice.metric, where=where, start=start, end=end, scope=series.scope,
            limit=MOST_ROWS,
        )  # fmt: skip
    except ChoiceRefused as refused:
        if refused.key != "too_few_to_list":
            raise
        return Drill(card, None, text("drill.no_rows"))
    note = text("drill.first_rows", shown=text.number(found.height), all=text.number(row["n"]))
    silent = found["text"].null_count() == found.height
    return Drill(card, listed(found, snapshot, text), f"{note} {text('drill.no_comments')}" if silent else note)


def _deff(snapshot: Snapshot, choice: Choice, series: Series) -> float:
    if series.scope == "relationship" or "touchpoint" in series.where:
        return 1.0
    return snapshot.clustering(choice.metric, choice.where, None, compared(choice, snapshot).span[1])


def _card(
    snapshot: Snapshot, choice: Choice, text: Text, series: Series, at: str, tally: pl.DataFrame, row: Row
) -> Card:
    title = text("drill.title", label=wording.capital(series.label), period=at)
    said = _sentence(row, choice, text)
    shown = row["low"] is not None
    frame, scale, others = spread(tally, snapshot) if shown else (pl.DataFrame(), (0, 0), 0)
    foot = text("drill.scale", low=scale[0], high=scale[1], n=int(frame["n"].sum())) if shown else ""
    if others:
        foot = f"{foot}. {text('drill.other_scales', n=others)}"
    return Card(
        key="drill",
        title=title,
        subtitle=said,
        foot=foot,
        method=method(text, row["n"], "distribution", choice.metric, "few", "limits"),
        alt=f"{title}. {said}",
        chart=Distribution(frame, wording.unit(choice.metric)) if shown else None,
        table=spread_table(frame, text) if shown else pl.DataFrame(),
        n=row["n"],
        empty=None if shown else said,
    )


def _sentence(row: Row, choice: Choice, text: Text) -> str:
    if row["low"] is None:
        return text("drill.few", n=row["n"])
    interval = wording.interval(row, choice.metric, text)
    if row["score"] is None:
        return text("drill.thin", interval=interval, n=row["n"])
    score = wording.score(row["score"], choice.metric, text)
    return text("drill.score", metric=text(f"metric.{choice.metric}"), score=score, interval=interval, n=row["n"])


def spread(tally: pl.DataFrame, snapshot: Snapshot) -> tuple[pl.DataFrame, tuple[int, int], int]:
    """`score, n, kind` of the question with the most answers, its scale, and the answers on other scales."""
    by_measure = tally.group_by("measure").agg(pl.col("n").sum()).sort("n", "measure", descending=[True, False])
    cut = snapshot.cuts.row(by_predicate=pl.col("measure") == by_measure["measure"][0], named=True)
    alike = snapshot.cuts.filter(
        (pl.col("metric") == cut["metric"]) & (pl.col("low") == cut["low"]) & (pl.col("high") == cut["high"])
        & (pl.col("up") == cut["up"]) & (pl.col("positive_from") == cut["positive_from"])
        & (pl.col("negative_to") == cut["negative_to"])
    )["measure"]  # fmt: skip
    mine = tally.filter(pl.col("measure").is_in(alike.to_list()))
    counted = mine.group_by(pl.col("score").cast(pl.Int64)).agg(pl.col("n").sum().cast(pl.Int64))
    if cut["high"] - cut["low"] <= 20:
        scale = pl.DataFrame({"score": range(cut["low"], cut["high"] + 1)}, schema={"score": pl.Int64})
        counted = scale.join(counted, on="score", how="left").with_columns(pl.col("n").fill_null(0))
    sign = 1 if cut["up"] else -1
    kind = (
        pl.when(pl.col("score") * sign >= cut["positive_from"] * sign).then(pl.lit("positive"))
        .when(pl.col("score") * sign <= cut["negative_to"] * sign).then(pl.lit("negative"))
        .otherwise(pl.lit("neutral"))
    )  # fmt: skip
    frame = counted.with_columns(kind=kind).sort("score")
    return frame, (cut["low"], cut["high"]), int(tally["n"].sum()) - int(frame["n"].sum())


def spread_table(frame: pl.DataFrame, text: Text) -> pl.DataFrame:
    """How often each rating was given, and its share, for a file."""
    share = (100 * pl.col("n") / pl.col("n").sum()).round(1, mode="half_away_from_zero")
    return frame.select(
        pl.col("score").alias(text("columns.answer")),
        pl.col("n").alias(text("columns.n")),
        share.alias(text("columns.share")),
    )


def listed(found: pl.DataFrame, snapshot: Snapshot, text: Text) -> pl.DataFrame:
    """Day, dimensions that say anything, the rating and the comment, headed for the reader."""
    spoken = [name for name in snapshot.dimensions if found[name].null_count() < found.height]
    return found.select(
        pl.col("day").alias(text("drill.day")),
        pl.col("score").alias(text("columns.answer")),
        *(pl.col(name).alias(wording.capital(dimension_name(name, text))) for name in spoken),
        pl.col("text").alias(text("drill.comment")),
    )
