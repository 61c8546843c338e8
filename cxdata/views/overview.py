"""The sponsor's page: what changed, whether it is real, and how the three scores stand. One scan, then arithmetic."""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from cxdata.card import Card, Lines, Said
from cxdata.choice import Choice
from cxdata.findings import ranking
from cxdata.findings.ground import POINT
from cxdata.findings.ground import WHOLE as WHOLE_KIND
from cxdata.findings.ranking import Findings
from cxdata.governance.current import Tables
from cxdata.governance.standing import standing
from cxdata.scan import period
from cxdata.scan.answers import Answers
from cxdata.schema import METRICS
from cxdata.store.snapshot import Snapshot
from cxdata.text import Text
from cxdata.views import stated, wording
from cxdata.views.asks import Ask, asks
from cxdata.views.deeds import deeds, sentence
from cxdata.views.departments.owned import Owned
from cxdata.views.departments.strip import goal_of, strip
from cxdata.views.figures import figure, missing
from cxdata.views.finding import opening
from cxdata.views.judged import Judged
from cxdata.views.listing import listing
from cxdata.views.movers import movers
from cxdata.views.series import answered, series, settled
from cxdata.views.timeline import timeline
from cxdata.views.trends.events import of_whole, rescaled, shift
from cxdata.views.wording import Row

DIMENSION = "touchpoint"


@dataclass(frozen=True)
class Overview:
    """Headline and sentence, a card for each metric, findings, the trend, what lost and won most, and whose the gap is.

    `strip` is None without owners or a goal. `asks`: decisions that only the board can take. `deeds`: what was promised
    and done, in words; empty where nothing was.
    """

    headline: str
    parts: tuple[Said, ...]
    figures: tuple[Card, ...]
    findings: Card
    trend: Card
    changes: Card
    strip: Card | None = None
    asks: tuple[Ask, ...] = ()
    deeds: tuple[Said, ...] = ()

    @property
    def sentence(self) -> str:
        return "".join(part.words for part in self.parts)


def overview(snapshot: Snapshot, choice: Choice, text: Text, tables: Tables | None = None) -> Overview:
    """Everything the page says about a choice; with no answers at all, what to do about it. `tables`: governance.

    Every verdict is that of the workspace's one family, because the page speaks in sentences.
    """
    found = ranking.findings(snapshot, choice, tables)
    answers = found.ground.coarse
    choice = answers.choice
    wholes = {whole.metric: whole for whole in found.ground.wholes()}
    judgements = of_page(found)
    judged = Judged.of(answers, wholes[choice.metric], judgements, DIMENSION, text)
    said = opening(found, judged, text)
    goals = {metric: goal_of(whole, answers, tables) for metric, whole in wholes.items()}
    figures = tuple(
        figure(answers, wholes[metric], judgements, text, goals[metric])
        if metric in wholes
        else missing(answers, metric, text)
        for metric in METRICS
    )
    owned = _owned(snapshot, tables, choice, answers) if tables else None
    return Overview(
        said.headline,
        said.parts,
        figures,
        listing(found, text),
        trend(judged, text, goals[choice.metric], found, tables),
        movers(judged, text),
        strip(snapshot, tables, choice, text, owned) if tables and owned else None,
        asks(snapshot, tables, owned, text) if tables and owned else (),
        sentence(deeds(snapshot, standing(tables, snapshot.as_of)), snapshot.as_of, text) if tables else (),
    )


def _owned(snapshot: Snapshot, tables: Tables, choice: Choice, answers: Answers) -> Owned:
    """Who answers for what, on the page's own scan where that is by month."""
    return Owned.on(answers, tables) if answers.time == "month" else Owned.of(snapshot, tables, choice)


def of_page(found: Findings) -> pl.DataFrame:
    """The tests that the page's cards speak of, with the verdicts of the workspace's family: `family`'s columns."""
    mine = pl.col("metric") == found.ground.choice.metric
    shown = (pl.col("kind") == WHOLE_KIND) | ((pl.col("kind") == POINT) & mine)
    return found.family.filter(shown).drop("kind")


def trend(
    judged: Judged, text: Text, goal: float | None = None, found: Findings | None = None, tables: Tables | None = None
) -> Card:
    """The chosen metric over two years, and beside it the touchpoint that changed most beyond chance."""
    answers, whole = judged.answers, judged.whole
    days = answered(whole, period.window(answers.compared.span, answers.snapshot.first))
    start = answers.grain(days)
    grain = settled([whole], days, start)
    label = wording.short(whole, answers, text)
    lines = [series(label, whole, days, grain, "main")]
    states = [stated.whole(judged, text)]
    if (beside := _mover(judged)) is not None:
        part = answers.scoped(whole.metric, "touchpoints").part(DIMENSION, beside["code"])
        lines.append(series(beside["label"], part, days, grain, "second", {DIMENSION: (beside["label"],)}))
        states.append(stated.beside(beside, judged, text))
    chart = Lines(tuple(lines), wording.unit(whole.metric), grain, goal, metric=whole.metric)
    if found is not None and beside is None and not answers.filtered:
        changed = rescaled(answers.snapshot, whole.metric, whole.scope, text)
        chart = replace(chart, events=of_whole(tables, days, found.family, shift(found.ground), text, changed))
    more = (text("trends.marks_told"),) if chart.events else ()
    return timeline(
        judged, chart, text, key="overview.trend", title="; ".join(states), days=days, coarse=grain != start, more=more
    )


def _mover(judged: Judged) -> Row | None:
    """The touchpoint to show beside the whole: the one that the page speaks of, if any changed beyond chance."""
    return None if len(judged.answers.choice.where.get(DIMENSION, ())) == 1 else judged.lead
