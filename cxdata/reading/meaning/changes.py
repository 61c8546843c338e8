"""A question whose scale changed while answers were being collected: 1-5 until some day, 1-10 since."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from cxdata.reading.mapping import DateOrder, Question
from cxdata.reading.meaning.dates import timestamp_sql
from cxdata.reading.meaning.metrics import DOUBTFUL

if TYPE_CHECKING:
    from cxdata.reading.meaning.suggestion import Draft

_SHORTER = {10: (5, 7), 100: (5, 10), 7: (5,)}
"""Top of a scale -> tops of shorter ones that it may have replaced, or given way to."""
_ENOUGH, _NONE, _MANY = 30, 0.01, 0.2

Month = tuple[datetime, Counter[int]]


@dataclass(frozen=True)
class Change:
    """`top`: the end of the shorter scale, held before `since` where the scale `grew`, else from then on."""

    since: date
    top: int
    grew: bool


def split(draft: Draft, at: str, order: DateOrder, questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """The questions, each whose scale changed as two: until a day, and since the next. Each such split is asked."""
    sheet = draft.profile.sheet
    asked = [question for question in questions if question.high in _SHORTER and not question.words]
    if not at or not asked:
        return questions
    places = {question.column: f"c{sheet.headings.index(question.column)}" for question in asked}
    told = f"c{sheet.headings.index(at)}"
    parts: list[Question] = []
    for question in questions:
        months = _months(draft, places[question.column], question) if question in asked else []
        found = _changed(months, question.high)
        if found is None:
            parts.append(question)
            continue
        day = _day(draft, places[question.column], timestamp_sql(told, order), found)
        parts += _parted(question, replace(found, since=day), months)
        facts = {"column": question.column, "since": day, "before": found.top, "low": question.low}
        draft.problems.append(("scale_grew" if found.grew else "scale_shrank", {**facts, "high": question.high}))
        draft.confidence[question.column] = min(DOUBTFUL, draft.confidence[question.column])
        draft.open.append("scale")
    return tuple(parts)


def _parted(question: Question, change: Change, months: Sequence[Month]) -> list[Question]:
    """The earlier part and the later one; what is left of an NPS on a shorter scale is none."""
    lows = [n for _, counts in months for n in counts if str(n) not in question.missing]
    short = replace(
        question,
        metric="csat" if question.metric == "nps" else question.metric,
        low=max(1, question.low) if question.low >= 0 and min(lows) >= 0 else question.low,
        high=change.top,
        positive_from=None,
        negative_to=None,
    )
    before, since = (short, question) if change.grew else (question, short)
    return [replace(before, until=change.since - timedelta(days=1)), replace(since, since=change.since)]


def _number(score: str) -> str:
    return f"TRY_CAST(regexp_extract(trim({score}), '^\\d+') AS INTEGER)"


def _months(draft: Draft, score: str, question: Question) -> list[Month]:
    """Each month with its scores, counted."""
    counted: list[Month] = []
    for month, cells in draft.months.items():
        counts: Counter[int] = Counter()
        for cell, n in cells.get(score, {}).items():
            number = re.match(r"\d+", cell, re.ASCII)
            if number and cell not in question.missing and question.low <= int(number[0]) <= question.high:
                counts[int(number[0])] += n
        if month and counts:
            counted.append((month, counts))
    return counted


def _changed(months: Sequence[Month], high: int) -> Change | None:
    """The first month of the other scale: nobody chose the upper part of the longer one on its other side."""
    best: tuple[float, Change] | None = None
    for top in _SHORTER.get(high, ()):
        above = [(month, sum(c.values()), sum(n for score, n in c.items() if score > top)) for month, c in months]
        for place in range(1, len(above)):
            shares = [_share(above[:place]), _share(above[place:])]
            if None in shares:
                continue
            before, since = (share or 0.0 for share in shares)
            full = _reached(months[:place] if since > before else months[place:], top)
            contrast = abs(since - before)
            if (
                full
                and min(before, since) <= _NONE
                and max(before, since) >= _MANY
                and (not best or contrast > best[0])
            ):
                best = contrast, Change(above[place][0].date(), top, since > before)
    return best[1] if best else None


def _share(months: Sequence[tuple[datetime, int, int]]) -> float | None:
    """The share of scores above the shorter scale; None where there are too few to tell."""
    n = sum(n for _, n, _ in months)
    return sum(above for *_, above in months) / n if n >= _ENOUGH else None


def _reached(months: Sequence[Month], top: int) -> bool:
    """Whether the shorter scale is used up to its end, so that it is none that nobody happened to leave."""
    counts: Counter[int] = Counter()
    for _, scores in months:
        counts.update(scores)
    return counts[top] >= 0.02 * counts.total()


def _day(draft: Draft, score: str, moment: str, change: Change) -> date:
    """The day of the change: that of the first score above the shorter scale, or the one after that of the last."""
    edge = "min" if change.grew else "max"
    within = ">= $since" if change.grew else "< $since"
    found = draft.profile.connection.execute(
        f"SELECT {edge}(moment)::DATE FROM (SELECT {moment} AS moment FROM {draft.profile.sheet.relation()} "
        f"WHERE {_number(score)} > $top) WHERE moment {within}",
        {"top": change.top, "since": change.since},
    ).fetchall()[0][0]
    if found is None:
        return change.since
    day: date = found
    return day if change.grew else day + timedelta(days=1)
