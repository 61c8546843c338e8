"""A metric over time, whole or broken down by any dimension; time coarsens by itself when answers are few."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from cxdata.card import Card, Event, Grain, Lines, Said
from cxdata.choice import Choice, Span
from cxdata.findings import ranking
from cxdata.findings.ground import POINT, Ground, shared
from cxdata.findings.ground import WHOLE as WHOLE_KIND
from cxdata.governance.current import Tables
from cxdata.scan import period
from cxdata.scan.answers import Answers, Population, Time, measured
from cxdata.scan.family import family
from cxdata.schema import Metric
from cxdata.store.snapshot import Snapshot
from cxdata.text import Text
from cxdata.views import stated, wording
from cxdata.views.departments.strip import goal_of
from cxdata.views.finding import finding
from cxdata.views.judged import Judged
from cxdata.views.series import ROLES, answered, settled
from cxdata.views.timeline import blank, dimension_name, timeline
from cxdata.views.trends import members, words
from cxdata.views.trends.drawn import Form, Line, Part, beside, line
from cxdata.views.trends.events import events, listed, of_whole, rescaled, shift
from cxdata.views.trends.members import Order
from cxdata.views.trends.season import Season

MOST_LINES, MOST_PANELS = len(ROLES), 12


@dataclass(frozen=True)
class Trends:
    """Headline and sentence, the card, and what stands beside the chart in words.

    `notes`: what was done about season and limits; `events`: the numbered marks. `season`: what is known of the first
    line's, where it was asked for. `every`: whether all metrics are shown.
    """

    headline: str
    parts: tuple[Said, ...]
    cards: tuple[Card, ...]
    notes: tuple[str, ...] = ()
    events: tuple[tuple[int, str], ...] = ()
    season: Season | None = None
    every: bool = False

    @property
    def sentence(self) -> str:
        return "".join(part.words for part in self.parts)


@dataclass(frozen=True)
class Asked:
    """How the reader has set the page. `by` a dimension as lines or, from six members on, as small multiples.

    `order` picks and sorts the members: those with the most answers, or those that changed most. `every`: all metrics,
    in panels of their own. Without a `grain` time is cut as finely as the answers can bear.
    """

    by: str | None = None
    order: Order = "answers"
    multiples: bool | None = None
    grain: Grain | None = None
    form: Form = field(default_factory=Form)
    every: bool = False


@dataclass(frozen=True)
class _Plan:
    """What is to be drawn: the parts, their key and days, how many panels stand side by side, and what is left out."""

    parts: tuple[Part, ...]
    key: str
    days: Span
    panels: bool
    title: str
    more: tuple[str, ...] = ()
    across: int | None = None


def trends(
    snapshot: Snapshot, choice: Choice, text: Text, asked: Asked | None = None, tables: Tables | None = None
) -> Trends:
    """The chosen metric over time, as asked for; `tables` are those of governance, for what happened when."""
    asked = asked or Asked()
    choice = measured(choice, snapshot)
    every = asked.every and len(snapshot.metrics) > 1
    metric = None if every else _metric(choice, asked.by)
    answers = shared(snapshot, choice, asked.by, _time(snapshot, asked.grain), metric)
    judged = _judged(answers, asked.by, text, tables)
    found = finding(judged, text)
    if judged.whole.inside.is_empty() or snapshot.answers == 0:
        return Trends(found.headline, found.parts, (blank("trends.line", found.headline, found.sentence),))
    plan = (
        _broken_down(judged, asked.by, asked, every, text) if asked.by else _whole(judged, asked, every, text, tables)
    )
    if not plan.parts:
        return Trends(found.headline, found.parts, (blank(plan.key, plan.title, plan.more[0]),), every=every)
    start = asked.grain or answers.grain(plan.days)
    grain = asked.grain or settled([part.of for part in plan.parts], plan.days, start)
    return _drawn(judged, plan, asked, grain, text, tables, found.headline, found.parts, coarse=grain != start)


def _drawn(
    judged: Judged,
    plan: _Plan,
    asked: Asked,
    grain: Grain,
    text: Text,
    tables: Tables | None,
    headline: str,
    said: tuple[Said, ...],
    *,
    coarse: bool,
) -> Trends:
    """The plan as a card with its words."""
    alone = len(plan.parts) == 1
    start = judged.answers.compared.span[0]
    lines = [line(part, asked.form, plan.days, grain, start, alone=alone or not plan.panels) for part in plan.parts]
    counted = members.bars(tuple(one.series for one in lines)) if len(lines) > 1 else None
    thin = [] if plan.panels or not asked.by else members.thin([one.series for one in lines])
    if thin:
        kept = [(part, one) for part, one in zip(plan.parts, lines, strict=True) if part.label not in thin]
        plan, lines = replace(plan, parts=tuple(part for part, _ in kept)), [one for _, one in kept]
        said_of = text("trends.thin", labels=wording.named(thin, text, 3))
        plan = replace(plan, more=(*plan.more, said_of))
    chart = replace(_chart(judged, plan, lines, asked, grain, text, tables), n=counted)
    limited = words.title(chart, asked.form, text)
    season = lines[0].season
    card = timeline(
        judged, chart, text, key=plan.key, title=limited or plan.title, days=plan.days, coarse=False,
        compares=limited is None, more=(*plan.more, *words.foot(chart, text)),
        notes=words.methods(chart, season, asked.form),
        off=asked.form.season and season is not None and season.known and grain == "month",
    )  # fmt: skip
    if asked.by and limited is None:
        card = replace(card, verdict=judged.lead["verdict"] if judged.lead else card.verdict)
    note = [Said(f" {text(f'trends.coarsened.{grain}')}")] if coarse and isinstance(card.chart, Lines) else []
    notes = words.notes(judged, chart, plan.parts, season, asked.form, grain, text)
    marks = listed(chart, text) if isinstance(card.chart, Lines) else ()
    return Trends(headline, (*said, *note), (card,), notes, marks, season, any(one.metric for one in plan.parts))


def _chart(
    judged: Judged, plan: _Plan, lines: list[Line], asked: Asked, grain: Grain, text: Text, tables: Tables | None
) -> Lines:
    series = tuple(one.series for one in lines)
    if len(lines) == 1 and (more := beside(lines[0], plan.parts[0], asked.form, plan.days, grain, text)) is not None:
        series = (*series, more)
    touchpoints = judged.answers.choice.where.get("touchpoint", ())
    if asked.by == "touchpoint":
        touchpoints = tuple(part.label for part in plan.parts)
    metric = judged.whole.metric
    return Lines(
        series,
        wording.unit(metric),
        grain,
        goal=goal_of(judged.whole, judged.answers, tables) if asked.by is None and not plan.panels else None,
        events=_events(judged, plan, asked, touchpoints, tables, text),
        multiples=plan.panels,
        metric=metric,
        by=asked.by,
        across=plan.across,
    )


def _events(
    judged: Judged, plan: _Plan, asked: Asked, touchpoints: Sequence[str], tables: Tables | None, text: Text
) -> tuple[Event, ...]:
    answers = judged.answers
    drawn = {(part.of.metric, part.of.scope) for part in plan.parts}
    changed = rescaled(answers.snapshot, *drawn.pop(), text) if len(drawn) == 1 else []
    if touchpoints or asked.by or plan.panels or answers.filtered:
        return events(tables, plan.days, touchpoints, initiatives=bool(touchpoints), more=changed)
    tests = ranking.family_of(answers.snapshot, answers.choice, tables)
    shifted = None if asked.form.limits else shift(Ground.scanned(answers.snapshot, answers.choice, tables))
    return of_whole(tables, plan.days, tests, shifted, text, changed)


def _time(snapshot: Snapshot, grain: Grain | None) -> Time:
    if grain in ("day", "week"):
        return "day"
    first, last = snapshot.first, snapshot.last
    return "day" if grain is None and first and last and period.fine((first, last)) else "month"


def _metric(choice: Choice, by: str | None) -> Metric | None:
    """One metric is enough for most breakdowns; touchpoints are judged in the same family as on the overview."""
    return choice.metric if by not in (None, "touchpoint") else None


def _states(answers: Answers, text: Text, tables: Tables | None) -> str:
    """How each metric's whole stands, the chosen one first."""
    found = ranking.family_of(answers.snapshot, answers.choice, tables).filter(kind=WHOLE_KIND)
    return stated.metrics({row["metric"]: row for row in found.to_dicts()}, _metrics(answers), answers, text)


def _judged(answers: Answers, by: str | None, text: Text, tables: Tables | None) -> Judged:
    """The whole and the members; what they are called is judged in the family of the whole workspace."""
    metric = answers.choice.metric
    every = ranking.family_of(answers.snapshot, answers.choice, tables)
    if by not in (None, "touchpoint"):
        whole = answers.population(metric, by)
        return Judged.of(answers, whole, family(answers, [whole], [whole], by, every["p"]), by, text)
    kinds = [WHOLE_KIND] if by is None else [WHOLE_KIND, POINT]
    found = every.filter(pl.col("kind").is_in(kinds), pl.col("metric") == metric).drop("kind")
    return Judged.of(answers, answers.population(metric), found, "touchpoint", text)


def _days(judged: Judged, grain: Grain | None, of: Population) -> Span:
    return answered(of, period.shown(judged.answers.compared.span, judged.answers.snapshot.first, grain))


def _whole(judged: Judged, asked: Asked, every: bool, text: Text, tables: Tables | None) -> _Plan:
    """The whole population as one line; or each metric's in a panel of its own, the chosen one first."""
    answers, whole = judged.answers, judged.whole
    days = _days(judged, asked.grain, whole)
    if not every:
        part = Part(wording.short(whole, answers, text), whole)
        return _Plan((part,), "trends.line", days, panels=False, title=stated.whole(judged, text))
    found = {name: answers.population(name) for name in _metrics(answers)}
    parts = tuple(
        Part(text("trends.metric_of", metric=text(f"metric.{name}"), label=wording.short(of, answers, text)), of,
             "main" if name == whole.metric else "quiet", metric=name)
        for name, of in found.items() if of.inside.height
    )  # fmt: skip
    return _Plan(parts, "trends.metrics", days, panels=True, title=_states(answers, text, tables))


def _metrics(answers: Answers) -> list[Metric]:
    """All metrics, the chosen one first."""
    return sorted(answers.snapshot.metrics, key=lambda name: name != answers.choice.metric)


def _broken_down(judged: Judged, by: str, asked: Asked, every: bool, text: Text) -> _Plan:
    """The members of a dimension: up to five lines on one axis, or up to twelve panels; with every metric four members,
    one row each."""
    answers = judged.answers
    whole = answers.scoped(judged.whole.metric, "touchpoints") if by == "touchpoint" else judged.whole
    days = _days(judged, asked.grain, whole)
    found = members.members(judged, whole, by, days, asked.order)
    if found.is_empty():
        facts = {"metric": text(f"metric.{whole.metric}"), "dimension": dimension_name(by, text)}
        said = text("trends.no_members", **facts)
        return _Plan((), f"trends.{by}", days, panels=False, title=wording.capital(facts["dimension"]), more=(said,))
    panels = every or (found.height > MOST_LINES if asked.multiples is None else asked.multiples)
    metrics = _metrics(answers) if every else [whole.metric]
    most = MOST_PANELS // len(metrics) if panels else MOST_LINES
    shown = found.head(most)
    parts = _members_of(judged, by, shown, metrics, panels, text)
    key = "shown_of" if asked.order == "answers" else "shown_moved"
    more = [text(f"trends.{key}", shown=shown.height, all=found.height)] if shown.height < found.height else []
    if without := members.left_out(whole, by, days):
        more.append(text("trends.left_out", n=without))
    across = len(metrics) if every else None
    return _Plan(parts, f"trends.{by}", days, panels, members.title(judged, text), tuple(more), across)


def _members_of(
    judged: Judged, by: str, shown: pl.DataFrame, metrics: list[Metric], panels: bool, text: Text
) -> tuple[Part, ...]:
    answers = judged.answers
    roles = members.roles(shown) if panels else ROLES
    found = []
    for row, role in zip(shown.to_dicts(), roles, strict=False):
        for metric in metrics:
            whole = judged.whole if metric == judged.whole.metric else answers.population(metric, by)
            whole = answers.scoped(metric, "touchpoints") if by == "touchpoint" else whole
            part = Part(row["label"], whole.part(by, row["code"]), role, {by: (row["label"],)})
            if len(metrics) > 1:
                label = text("trends.of_metric", metric=text(f"metric.{metric}"), label=part.label)
                own = role if metric == judged.whole.metric else "quiet"
                part = replace(part, label=label, role=own, metric=metric)
            found.append(part)
    return tuple(found)
