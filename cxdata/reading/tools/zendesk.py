"""Zendesk CSAT: one row a rated or offered survey; offered and unoffered are no answers."""

from __future__ import annotations

from cxdata.reading.recognised import Habits, Recognised, Rows, has_all

NAME = "Zendesk CSAT"
HABITS = Habits(aside=("assignee_id", "group_id", "ticket_id", "reason_code", "url"), labels=("reason",))


def recognise(rows: Rows) -> Recognised | None:
    known = has_all(rows[0], ("score", "ticket_id", "requester_id", "assignee_id"))
    return Recognised("zendesk", 1, 1.0) if known else None
