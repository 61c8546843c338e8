"""Touchpoints of the US General Services Administration: trust from 1 to 5, what was good, what was not, in words."""

from __future__ import annotations

from cxdata.reading.recognised import Habits, Recognised, Rows, folded, has_all

NAME = "Touchpoints (GSA)"
_ASKED = {"question_1": "CSAT: this interaction increased my trust (1-5)", "question_4": "Comment"}
HABITS = Habits(aside=("external_id",))


def recognise(rows: Rows) -> Recognised | None:
    if not has_all(rows[0], ("external_id", "question_1", "positive_effectiveness", "negative_ease", "question_4")):
        return None
    return Recognised("touchpoints_gov", 1, 1.0, questions=tuple(_ASKED.get(folded(cell), cell) for cell in rows[0]))
