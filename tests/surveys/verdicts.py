"""What the first suggestion makes of a file: right, right after a question, refused or wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import duckdb

from cxdata.intake import plan
from cxdata.reading.checking.staging import stage
from cxdata.reading.mapping import Mapping, Question
from cxdata.reading.sheet import Sheet
from tests.surveys.cases import Case

Verdict = Literal["right", "after a question", "asked in vain", "refused", "wrong"]


@dataclass(frozen=True)
class Outcome:
    verdict: Verdict
    asked: tuple[str, ...]
    why: str = ""


def outcome(case: Case, folder: Path) -> Outcome:
    """ "wrong" means in silence; "asked in vain": even the right answers to what was asked do not mend it."""
    found = plan.check(case.content, "survey.csv", folder=folder)
    suggestion = found.suggestion
    if suggestion is None or not suggestion.mapping.questions:
        return Outcome("refused", suggestion.open if suggestion else ())
    asked = suggestion.open or (() if suggestion.sure else ("confirm",))
    if "date" in asked:
        return Outcome("asked in vain", asked, "no dates found")
    differing = differences(case, found.sheet, answered(suggestion.mapping, asked, case))
    if not differing:
        return Outcome("after a question" if asked else "right", asked)
    return Outcome("asked in vain" if asked else "wrong", asked, differing)


def answered(mapping: Mapping, asked: tuple[str, ...], case: Case) -> Mapping:
    """The mapping once a person who knows the survey has answered exactly what was asked."""
    (question, *others) = mapping.questions
    if "scale" in asked:
        question = replace(question, low=case.scale.low, high=case.scale.high, metric=case.scale.metric)
    if "direction" in asked:
        question = replace(question, direction=case.scale.direction)
    if "date_order" in asked:
        mapping = replace(mapping, date_order="mdy" if "mdy" in case.name or "half" in case.name else "dmy")
    return replace(mapping, questions=(question, *others))


def differences(case: Case, sheet: Sheet, mapping: Mapping) -> str:
    """What staging gives otherwise than is true; "" where all is right."""
    if len(mapping.questions) != 1 or mapping.questions[0].column != case.heading:
        return f"questions {[q.column for q in mapping.questions]}"
    (question,) = mapping.questions
    wanted = case.scale
    given = (question.metric, question.low, question.high, question.direction)
    if given != (wanted.metric, wanted.low, wanted.high, wanted.direction):
        return f"scale {given}"
    with duckdb.connect() as connection:
        stage(connection, sheet, mapping, "Europe/Warsaw")
        rows = connection.sql("SELECT row, moment::DATE::VARCHAR, s0 FROM staged ORDER BY row").fetchall()
    days = [(i, day, case.days[i]) for i, day, _ in rows if day != case.days[i]]
    scores = [(i, score, case.scores[i]) for i, _, score in rows if score != _true(question, case, i)]
    return f"days {days[:3]} scores {scores[:3]}" if days or scores else ""


def _true(question: Question, case: Case, row: int) -> int | None:
    return case.scores[row]


def table(outcomes: dict[str, Outcome]) -> list[str]:
    """Counts of verdicts and the share of each, then every file that is not right at once or after a question."""
    counts = Counter(outcome.verdict for outcome in outcomes.values())
    total = len(outcomes)
    lines = [f"{verdict:18}{n:5}{100 * n / total:7.1f} %" for verdict, n in counts.most_common()]
    return lines + [
        f"  {outcome.verdict}: {name} asked {outcome.asked} {outcome.why}"
        for name, outcome in outcomes.items()
        if outcome.verdict not in ("right", "after a question")
    ]
