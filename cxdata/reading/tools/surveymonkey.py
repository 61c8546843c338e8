"""SurveyMonkey: a row of questions, each over several columns, and a row of their parts."""

from __future__ import annotations

from cxdata.reading.recognised import Recognised, Rows, folded, tidied

_WHOLE = {"", "response", "open-ended response", "odpowiedź", "odpowiedź otwarta"}


def recognise(rows: Rows) -> Recognised | None:
    if not rows[0] or folded(rows[0][0]) not in ("respondent id", "respondentid", "identyfikator respondenta"):
        return None
    if len(rows) < 2 or not rows[1] or rows[1][0].strip():
        return Recognised("surveymonkey", 1, 0.9)
    headings, questions, over = [], [], ""
    for column, cell in enumerate(rows[0]):
        over = tidied(cell) or over
        part = tidied(rows[1][column]) if column < len(rows[1]) else ""
        whole = part.casefold() in _WHOLE
        headings.append(over if whole else f"{over} - {part}")
        questions.append(over if whole else f"{over} - {part}")
    return Recognised("surveymonkey", 2, 1.0, tuple(headings), tuple(questions))
