"""Medallia Agent Connect: one row a request; `comments` only says whether there was a comment."""

from __future__ import annotations

from cxdata.reading.recognised import Habits, Recognised, Rows, has_all

NAME = "Medallia Agent Connect"
HABITS = Habits(
    aside=(
        "comments",
        "request_delivery_status",
        "ext_interaction_id",
        "external_url",
        "reward_name",
        "employee_status",
        "employee_employment_status",
        "employee_start_date",
    )
)


def recognise(rows: Rows) -> Recognised | None:
    known = has_all(rows[0], ("request_id", "request_sent_at", "response_received_at", "star_rating"))
    return Recognised("medallia", 1, 1.0) if known else None
