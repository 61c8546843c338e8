"""SurveyMonkey: a row of questions, each over several columns, and a row of their parts."""

from __future__ import annotations

from cxdata.reading.recognised import Habits, Recognised, Rows, folded, tidied

NAME = "SurveyMonkey"
HABITS = Habits(aside=("Collector ID", "collector_id"))
_FIRST = {"respondent id", "respondentid", "respondent_id", "identyfikator respondenta"}
_WHOLE = {"", "response", "open-ended response", "odpowiedź", "odpowiedź otwarta"}


def recognise(rows: Rows) -> Recognised | None:
    first = folded(rows[0][0]) if rows[0] else ""
    parted = len(rows) > 1 and bool(rows[1])
    if first in _FIRST:
        if parted and not rows[1][0].strip():
            return _joined(rows, 1.0)
        return Recognised("surveymonkey", 1, 0.9)
    # Without the columns that tell who answered, the second row still names whole answers as such.
    whole = [tidied(cell).casefold() in _WHOLE - {""} for cell in rows[1]] if parted else []
    return _joined(rows, 0.8) if sum(whole) > 1 and len(rows[1]) == len(rows[0]) else None


def _joined(rows: Rows, confidence: float) -> Recognised:
    headings, over = [], ""
    for column, cell in enumerate(rows[0]):
        over = tidied(cell) or over
        part = tidied(rows[1][column]) if column < len(rows[1]) else ""
        headings.append(over if part.casefold() in _WHOLE else f"{over} - {part}")
    return Recognised("surveymonkey", 2, confidence, tuple(headings), tuple(headings))
