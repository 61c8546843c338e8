"""CustomerGauge: historical responses under the names of its fields."""

from __future__ import annotations

from cxdata.reading.recognised import Habits, Recognised, Rows, has_all

NAME = "CustomerGauge"
HABITS = Habits(aside=("EmailSentDate", "OrderDate"))


def recognise(rows: Rows) -> Recognised | None:
    known = has_all(rows[0], ("NetPromoterScore", "SurveyCompletedDate"))
    return Recognised("customergauge", 1, 0.95) if known else None
