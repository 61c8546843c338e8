"""The sponsor's page: what changed, whether it is real, and how the three scores stand. One scan, then arithmetic."""

from __future__ import annotations

from dataclasses import dataclass

from cxdata.card import Card, Lines, Said
from cxdata.choice import Choice
from cxdata.schema import METRICS
from cxdata.store.snapshot import Snapshot
from cxdata.text import Text
from cxdata.views import period, wording
from cxdata.views.answers import Answers, measured
from cxdata.views.family import family
from cxdata.views.figures import figure, missing
from cxdata.views.finding import finding
from cxdata.views.judged import Judged
from cxdata.views.movers import movers
from cxdata.views.series import answered, series, settled
from cxdata.views.timeline import state, timeline
from cxdata.views.wording import Row

DIMENSION = "touchpoint"


@dataclass(frozen=True)
class Overview:
    """Headline and sentence, a card for each metric, the trend, and what lost and won most."""

    headline: str
    parts: tuple[Said, ...]
    figures: tuple[Card, ...]
    trend: Card
    changes: Card

    @property
    def sentence(self) -> str:
        return "".join(part.words for part in self.parts)


def overview(snapshot: Snapshot, choice: Choice, text: Text) -> Overview:
    """Everything the page says about a choice; with no answers at all, what to do about it."""
    choice = measured(choice, snapshot)
    first, last = snapshot.first, snapshot.last
    by_day = first is not None and last is not None and period.fine((first, last))
    answers = Answers.of(snapshot, choice, time="day" if by_day else "month")
    wholes = {metric: answers.population(metric) for metric in {*snapshot.metrics, choice.metric}}
    judgements = family(answers, wholes.values(), [answers.scoped(choice.metric, "touchpoints")], DIMENSION)
    judged = Judged.of(answers, wholes[choice.metric], judgements, DIMENSION, text)
    found = finding(judged, text)
    figures = tuple(
        figure(answers, wholes[metric], judgements, text) if metric in wholes else missing(answers, metric, text)
        for metric in METRICS
    )
    return Overview(found.headline, found.parts, figures, trend(judged, text), movers(judged, text))


def trend(judged: Judged, text: Text) -> Card:
    """The chosen metric over two years, and beside it the touchpoint that changed most beyond chance."""
    answers, whole = judged.answers, judged.whole
    days = answered(whole, period.window(answers.compared.span, answers.snapshot.first))
    start = answers.grain(days)
    grain = settled([whole], days, start)
    label = wording.short(whole, answers, text)
    lines = [series(label, whole, days, grain, "main")]
    states = [state(judged, text)]
    if (beside := _mover(judged)) is not None:
        part = answers.scoped(whole.metric, "touchpoints").part(DIMENSION, beside["code"])
        lines.append(series(beside["label"], part, days, grain, "second", {DIMENSION: (beside["label"],)}))
        against = wording.than(answers, DIMENSION)
        states.append(wording.state(beside["label"], beside["verdict"], beside["change"], against, text))
    chart = Lines(tuple(lines), wording.unit(whole.metric), grain, metric=whole.metric)
    return timeline(
        judged, chart, text, key="overview.trend", title="; ".join(states), days=days, coarse=grain != start
    )


def _mover(judged: Judged) -> Row | None:
    """The touchpoint to show beside the whole: the one that the page speaks of, if any changed beyond chance."""
    return None if len(judged.answers.choice.where.get(DIMENSION, ())) == 1 else judged.lead
