"""The measured questions of a sheet: metric, scale, direction, and which touchpoint each is about."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from cxdata.reading.checking.scores import OFFERED
from cxdata.reading.mapping import Question
from cxdata.reading.meaning import batteries, codes, directions
from cxdata.reading.meaning.metrics import Measured, measured, unread
from cxdata.reading.meaning.profiles import Column
from cxdata.reading.meaning.scales import worded_scale
from cxdata.reading.meaning.vocabulary import says
from cxdata.reading.meaning.wording import names, of_company

if TYPE_CHECKING:
    from cxdata.reading.meaning.suggestion import Draft

Claims = dict[int, Measured]
Columns = dict[int, Column]


def measures(draft: Draft, touchpoints: bool) -> tuple[Question, ...]:
    """Questions in the order of their columns; `touchpoints`: the rows name theirs, so that none is looked for."""
    free = likely(draft)
    draft.profile.counted(free)
    columns = {column.place: column for column in free}
    found = {place: claim for place, column in columns.items() if (claim := _claim(draft, column))}
    _main_question(draft, columns, found)
    if all(claim.question.metric == "nps" for claim in found.values()):
        found |= batteries.unnamed([column for column in free if column.place not in found])
    found = batteries.one_question(columns, _opposed(draft, batteries.shared(columns, found)))
    for place in found:
        _told(draft, columns[place], found[place])
    if not touchpoints:
        found = _with_touchpoints(columns, found)
    questions = tuple(found[place].question for place in sorted(found))
    draft.problems.extend(codes.told((columns[place] for place in found), questions))
    return questions


def likely(draft: Draft) -> list[Column]:
    """Columns that may hold scores or words of a scale, as far as the sample tells."""
    free = [column for column in draft.profile.columns if column.place not in draft.taken and column.few]
    return [column for column in free if column.numbers > 0.4 or measured(column)]


def _claim(draft: Draft, column: Column) -> Measured | None:
    if says("group", column.words):
        draft.taken.add(column.place)
        return None
    claim = measured(column)
    if claim is None and (problem := unread(column)):
        draft.problems.append(problem)
    return claim


def _told(draft: Draft, column: Column, claim: Measured) -> None:
    draft.taken.add(column.place)
    draft.confidence[column.heading] = claim.confidence
    draft.problems.extend(problem for _, problem in claim.doubts)
    draft.problems.extend(claim.problems)
    draft.open.extend(kind for kind, _ in claim.doubts)
    if offered := sum(n for cell, n in column.counts.items() if cell.strip().casefold() in OFFERED):
        draft.problems.append(("offered", {"n": offered}))


def _main_question(draft: Draft, columns: Columns, found: Claims) -> None:
    """Without a question of recommending, the one 0-10 rating of the company itself stands for it."""
    if any(claim.question.metric == "nps" for claim in found.values()):
        return
    rated = [
        place
        for place in found
        if worded_scale(columns[place].words) == (0, 10) and says("likely", columns[place].words)
    ]
    if not rated:
        return
    wordings = [columns[place].wording for place in rated]
    chosen = of_company(wordings, [column.wording for column in draft.profile.columns])
    if chosen is None:
        return
    place = rated[chosen]
    claim = replace(found[place], question=replace(found[place].question, metric="nps"))
    found[place] = claim.doubted("metric", ("nps_by_rating", {"column": claim.question.column}))


def _opposed(draft: Draft, found: Claims) -> Claims:
    """Asks about questions that run against the file's other scores; an effort that runs with them is ease."""
    places = list(found)
    questions = [found[place].question for place in places]
    beside = directions.beside(draft.profile, questions)
    settled = [at for at, place in enumerate(places) if found[place].settled]
    for at, r in beside.items():
        claim = found[places[at]]
        if r > 0 and any(name == "effort_score" for _, (name, _) in claim.doubts):
            kept = tuple(doubt for doubt in claim.doubts if doubt[0] != "direction")
            found[places[at]] = replace(claim, doubts=kept, confidence=0.85)
    for at, r in directions.opposed(beside, settled, len(places)).items():
        claim, question = found[places[at]], questions[at]
        kept = tuple(doubt for doubt in claim.doubts if doubt[0] != "direction")
        facts = {"column": question.column, "low": question.low, "high": question.high, "r": round(r, 2)}
        found[places[at]] = replace(claim, doubts=kept).doubted("direction", ("scale_opposed", facts))
    return found


def _with_touchpoints(columns: Columns, found: Claims) -> Claims:
    """Where several questions feed one metric, each is about something: a touchpoint named in its wording."""
    alike: dict[str, dict[int, str]] = defaultdict(dict)
    for place, claim in found.items():
        alike[claim.question.metric][place] = columns[place].wording
    named = dict(found)
    for metric, wordings in alike.items():
        if len(wordings) < 2:
            continue
        told = names(wordings)
        for place, wording in wordings.items():
            whole = metric == "nps" and told[place] == wording
            about = "" if whole or (metric == "nps" and " - " not in wording and ": " not in wording) else told[place]
            named[place] = replace(found[place], question=replace(found[place].question, touchpoint=about))
    return named
