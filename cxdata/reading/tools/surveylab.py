"""SurveyLab: number and key of the response, its times page by page, then contact fields and the questions."""

from __future__ import annotations

from cxdata.reading.recognised import Habits, Recognised, Rows, has_all

NAME = "SurveyLab"
HABITS = Habits(aside=("Klucz odpowiedzi", "userAgentData", "Odniesienie (URL)"))


def recognise(rows: Rows) -> Recognised | None:
    own = has_all(rows[0], ("Id odpowiedzi", "Data rozpoczęcia", "Data zakończenia"))
    marked = has_all(rows[0], ("Klucz odpowiedzi",)) or has_all(rows[0], ("userAgentData",))
    return Recognised("surveylab", 1, 0.95) if own and marked else None
