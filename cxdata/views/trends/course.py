"""A metric over time, whole or broken down by any dimension; time coarsens by itself when answers are few."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import polars as pl

from cxdata.card import Card, Grain, Lines, Role, Said, Series
from cxdata.choice import Choice, Span
from cxdata.scan import period
from cxdata.scan.answers import Answers, Population, Time, measured
from cxdata.scan.family import WHOLE, family
from cxdata.schema import NOT_GIVEN, Metric
from cxdata.store.snapshot import Snapshot
from cxdata.text import Text
from cxdata.views import wording
from cxdata.views.finding import finding
from cxdata.views.judged import Judged, summary
from cxdata.views.movers import incomparable_title
from cxdata.views.series import ROLES, answered, series, settled, within
from cxdata.views.timeline import blank, dimension_name, state, timeline

Order = Literal["answers", "change"]
MOST_LINES, MOST_PANELS = len(ROLES), 12


@dataclass(frozen=True)
class Trends:
    """Headline and sentence, and the cards under them."""

    headline: str
    parts: tuple[Said, ...]
    cards: tuple[Card, ...]

    @property
    def sentence(self) -> str:
        return "".join(part.words for part in self.parts)


def trends(
    snapshot: Snapshot,
    choice: Choice,
    text: Text,
    *,
    by: str | None = None,
    order: Order = "answers",
    multiples: bool | None = None,
    grain: Grain | None = None,
) -> Trends:
    """The chosen metric over time; `by` a dimension as lines or, from six members on, as small multiples.

    `order` picks and sorts the members: those with the most answers, or those that changed most. Without a `grain`
    time is cut as finely as the answers can bear.
    """
    choice = measured(choice, snapshot)
    answers = Answers.of(
        snapshot, choice, time=_time(snapshot, grain), by=[by] if by else [], metric=_metric(choice, by)
    )
    judged = _judged(answers, by, text)
    if judged.whole.inside.is_empty() or snapshot.answers == 0:
        found = finding(judged, text)
        return Trends(found.headline, found.parts, (blank("trends.line", found.headline, found.sentence),))
    card, coarse = _broken_down(judged, by, order, multiples, grain, text) if by else _line(judged, grain, text)
    found = finding(judged, text)
    note = (
        [Said(f" {text(f'trends.coarsened.{card.chart.grain}')}")] if coarse and isinstance(card.chart, Lines) else []
    )
    return Trends(found.headline, (*found.parts, *note), (card,))


def _time(snapshot: Snapshot, grain: Grain | None) -> Time:
    if grain in ("day", "week"):
        return "day"
    first, last = snapshot.first, snapshot.last
    return "day" if grain is None and first and last and period.fine((first, last)) else "month"


def _metric(choice: Choice, by: str | None) -> Metric | None:
    """One metric is enough for most breakdowns; touchpoints are judged in the same family as on the overview."""
    return choice.metric if by not in (None, "touchpoint") else None


def _judged(answers: Answers, by: str | None, text: Text) -> Judged:
    metric = answers.choice.metric
    if by not in (None, "touchpoint"):
        whole = answers.population(metric, by)
        return Judged.of(answers, whole, family(answers, [whole], [whole], by), by, text)
    wholes = {name: answers.population(name) for name in {*answers.snapshot.metrics, metric}}
    found = family(answers, wholes.values(), [answers.scoped(metric, "touchpoints")], "touchpoint")
    if by is None:
        found = found.filter(pl.col("code") == WHOLE)
    return Judged.of(answers, wholes[metric], found, "touchpoint", text)


def _days(judged: Judged, grain: Grain | None, of: Population) -> Span:
    return answered(of, period.shown(judged.answers.compared.span, judged.answers.snapshot.first, grain))


def _line(judged: Judged, grain: Grain | None, text: Text) -> tuple[Card, bool]:
    """The whole population as one line."""
    answers, whole = judged.answers, judged.whole
    days = _days(judged, grain, whole)
    start = grain or answers.grain(days)
    used = grain or settled([whole], days, start)
    label = wording.short(whole, answers, text)
    chart = Lines((series(label, whole, days, used, "main"),), wording.unit(whole.metric), used, metric=whole.metric)
    card = timeline(judged, chart, text, key="trends.line", title=state(judged, text), days=days, coarse=False)
    return card, used != start


def _broken_down(
    judged: Judged, by: str, order: Order, multiples: bool | None, grain: Grain | None, text: Text
) -> tuple[Card, bool]:
    """The members of a dimension: up to five lines on one axis, or up to twelve panels."""
    answers = judged.answers
    whole = answers.scoped(judged.whole.metric, "touchpoints") if by == "touchpoint" else judged.whole
    days = _days(judged, grain, whole)
    members = _members(judged, whole, by, days, order)
    if members.is_empty():
        facts = {"metric": text(f"metric.{whole.metric}"), "dimension": dimension_name(by, text)}
        said = text("trends.no_members", **facts)
        return blank(f"trends.{by}", wording.capital(dimension_name(by, text)), said), False
    panels = members.height > MOST_LINES if multiples is None else multiples
    shown = members.head(MOST_PANELS if panels else MOST_LINES)
    parts = {row["label"]: whole.part(by, row["code"]) for row in shown.to_dicts()}
    start = grain or answers.grain(days)
    used = grain or settled(list(parts.values()), days, start)
    roles = _roles(shown) if panels else ROLES
    lines = tuple(
        series(label, part, days, used, role, {by: (label,)})
        for (label, part), role in zip(parts.items(), roles, strict=False)
    )
    chart = Lines(lines, wording.unit(whole.metric), used, multiples=panels, metric=whole.metric, by=by, n=_bars(lines))
    key = "shown_of" if order == "answers" else "shown_moved"
    more = [text(f"trends.{key}", shown=shown.height, all=members.height)] if shown.height < members.height else []
    silent = [line.label for line in lines if line.frame["low"].null_count() == line.frame.height]
    if silent and not panels:
        more.append(text("trends.silent", labels=wording.named(silent, text, 3)))
    if without := _left_out(whole, by, days):
        more.append(text("trends.left_out", n=without))
    card = timeline(
        judged, chart, text, key=f"trends.{by}", title=_title(judged, text), days=days, coarse=False, more=tuple(more)
    )
    return replace(card, verdict=judged.lead["verdict"] if judged.lead else card.verdict), used != start


def _members(judged: Judged, whole: Population, by: str, days: Span, order: Order) -> pl.DataFrame:
    """`code, label, answers, change, verdict` of the members with answers in these days, in the order asked for."""
    labels = judged.answers.snapshot.labels(by)
    counted = within(whole, days).group_by(pl.col(by).cast(pl.Int64).alias("code")).agg(answers=pl.col("n").sum())
    known = counted.filter(pl.col("code").is_in(list(labels)))
    named = known.with_columns(label=pl.col("code").replace_strict(labels, default=None, return_dtype=pl.String))
    judgements = judged.rows.select("code", "change", "verdict")
    found = named.join(judgements, on="code", how="left")
    if order == "answers":
        return found.sort("answers", "label", descending=[True, False])
    sure = pl.col("verdict").is_in(["real", "sample"]).fill_null(False)
    size = pl.col("change").abs()
    return found.sort(sure, size, "answers", descending=True, nulls_last=True)


def _roles(shown: pl.DataFrame) -> list[Role]:
    """Panels are grey but for real changes: the second colour for losses, the first for gains."""
    found: list[Role] = []
    for row in shown.to_dicts():
        real = row["verdict"] == "real"
        found.append(("second" if row["change"] < 0 else "main") if real else "quiet")
    return found


def _bars(lines: tuple[Series, ...]) -> pl.DataFrame:
    frames = pl.concat([line.frame.select("period", "n") for line in lines])
    return frames.group_by("period").agg(pl.col("n").sum()).sort("period")


def _left_out(whole: Population, by: str, days: Span) -> int:
    if by == "touchpoint":
        return 0
    return int(within(whole, days).filter(pl.col(by) == NOT_GIVEN)["n"].sum())


def _title(judged: Judged, text: Text) -> str:
    if judged.rows.filter(pl.col("change").is_not_null()).is_empty():
        return _range(judged, text) or incomparable_title(judged, text)
    return summary(judged, text)


def _range(judged: Judged, text: Text) -> str | None:
    """From the lowest to the highest score of the period, where nothing can be compared with another time."""
    scored = judged.rows.filter(pl.col("score_after").is_not_null()).sort("score_after")
    if scored.height < 2:
        return None
    metric = judged.whole.metric
    low, high = scored.row(0, named=True), scored.row(-1, named=True)
    return text(
        "findings.range",
        metric=text(f"metric.{metric}"),
        low=wording.score(low["score_after"], metric, text),
        low_label=low["label"],
        high=wording.score(high["score_after"], metric, text),
        high_label=high["label"],
    )
