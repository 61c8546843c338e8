"""The measured questions of a sheet: metric, scale, and which touchpoint each is about."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from cxdata.reading.checking.scores import OFFERED, score
from cxdata.reading.mapping import Question
from cxdata.reading.meaning.profiles import Column
from cxdata.reading.meaning.scales import Measured, as_written, measured, metric_asked, scale_of, scored, worded_scale
from cxdata.reading.meaning.vocabulary import says
from cxdata.reading.meaning.wording import about, of_company

if TYPE_CHECKING:
    from cxdata.reading.meaning.suggestion import Draft

MOST = 60
_BATTERY = 4
_STEM = re.compile(r"^(.*?[^\W\d_])(?=[\d_.]|$)")


def measures(draft: Draft, touchpoints: bool) -> tuple[Question, ...]:
    """Questions in the order of their columns; `touchpoints`: the rows name theirs, so that none is looked for."""
    free = [column for column in draft.profile.columns if column.place not in draft.taken and column.few]
    free = [column for column in free if column.numbers > 0.4 or measured(column)]
    draft.profile.counted(free)
    found = {column.place: claim for column in free if (claim := _claim(draft, column))}
    columns = {column.place: column for column in free}
    _main_question(draft, columns, found)
    if not found:
        found = _batteries(draft, free)
    _alike(columns, found)
    for place, claim in found.items():
        draft.taken.add(place)
        draft.confidence[columns[place].heading] = claim.confidence
        draft.problems.extend(claim.problems)
        counts = columns[place].counts
        if offered := sum(n for cell, n in counts.items() if cell.strip().casefold() in OFFERED):
            draft.problems.append(("offered", {"n": offered}))
        draft.open.extend("scale" for doubt in claim.doubts if doubt in ("scale", "direction"))
    if not touchpoints:
        found = _with_touchpoints(columns, found)
    return tuple(found[place].question for place in sorted(found))


def _claim(draft: Draft, column: Column) -> Measured | None:
    if says("group", column.words):
        draft.taken.add(column.place)
        return None
    claim = measured(column)
    if claim is None and column.numbers > 0.6 and column.scores < 0.6 and metric_asked(column)[0]:
        draft.problems.append(("not_whole", {"column": column.heading}))
    return claim


def _main_question(draft: Draft, columns: dict[int, Column], found: dict[int, Measured]) -> None:
    """Without a question of recommending, the one 0-10 rating of the company itself stands for it."""
    if any(claim.question.metric == "nps" for claim in found.values()):
        return
    rated = [
        place
        for place, claim in found.items()
        if worded_scale(columns[place].words) == (0, 10) and says("likely", columns[place].words)
    ]
    if not rated:
        return
    wordings = [columns[place].wording for place in rated]
    chosen = of_company(wordings, [column.wording for column in draft.profile.columns])
    if chosen is None:
        return
    place = rated[chosen]
    question = replace(found[place].question, metric="nps")
    found[place] = Measured(question, 0.75)
    draft.problems.append(("nps_by_rating", {"column": question.column}))


def _batteries(draft: Draft, free: list[Column]) -> dict[int, Measured]:
    """Four and more columns alike in name and range hold ratings, though no heading says of what."""
    stems: dict[str, list[Column]] = defaultdict(list)
    for column in free:
        counts = scored(column)
        stem = _STEM.match(column.heading)
        if says("ranked", column.wording):
            continue
        if (
            column.scores > 0.95
            and stem
            and counts
            and min(counts) >= 0
            and 4 <= max(counts) <= 10
            and len(counts) >= 4
        ):
            stems[stem[1] + re.sub(r"\D.*$", "", column.heading[len(stem[1]) :])].append(column)
    found = {}
    for columns in stems.values():
        if len(columns) < _BATTERY:
            continue
        for column in columns[:MOST]:
            scale = scale_of(column, "csat", scored(column))
            question = Question(column.heading, "csat", scale.low, scale.high, "up", as_written(column, scale.missing))
            found[column.place] = Measured(question, min(0.5, scale.confidence), ("scale",))
    if found:
        draft.problems.append(("ratings_unnamed", {"n": len(found)}))
    return found


def _alike(columns: dict[int, Column], found: dict[int, Measured]) -> None:
    """Where noughts mean "no answer" in one column of ratings, they do in those beside it."""
    guessed = [place for place in found if worded_scale(columns[place].words) is None]
    if not any(score(cell) == 0 for place in guessed for cell in found[place].question.missing):
        return
    for place in guessed:
        question = found[place].question
        if (question.low, question.high) == (0, 5):
            question = replace(question, low=1, missing=(*as_written(columns[place], ("0",)), *question.missing))
            found[place] = replace(found[place], question=question)


def _with_touchpoints(columns: dict[int, Column], found: dict[int, Measured]) -> dict[int, Measured]:
    """Where several questions feed one metric, each is about something: a touchpoint named in its wording."""
    alike: dict[str, list[int]] = defaultdict(list)
    for place, claim in found.items():
        alike[claim.question.metric].append(place)
    named = dict(found)
    for metric, places in alike.items():
        if len(places) < 2:
            continue
        for place in places:
            name = about(columns[place].wording)
            if metric == "nps" and not re.search(r" - |: ", columns[place].wording):
                name = ""
            named[place] = replace(found[place], question=replace(found[place].question, touchpoint=name))
    return named
