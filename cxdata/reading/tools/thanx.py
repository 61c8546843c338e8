"""Thanx: a rating of 0 to 10 after a purchase, with the times at which somebody answered it."""

from __future__ import annotations

from cxdata.reading.recognised import Habits, Recognised, Rows, folded, has_all

NAME = "Thanx"
HABITS = Habits(
    aside=("nps_feedback_uid", "merchant_id", "purchase_id", "state", "response", "responded_by", "responded_at")
)
_ASKED = {"nps_feedback_id": "Response ID", "rating": "NPS (0-10)"}


def recognise(rows: Rows) -> Recognised | None:
    if not has_all(rows[0], ("nps_feedback_id", "merchant_id", "rating", "review", "rated_at")):
        return None
    return Recognised("thanx", 1, 1.0, questions=tuple(_ASKED.get(folded(cell), cell) for cell in rows[0]))
