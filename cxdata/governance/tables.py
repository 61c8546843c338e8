"""The tables that people keep, each after those that it refers to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cxdata.governance.rules import apart, between, given_when, in_order, needed, once_at_a_time, single, within
from cxdata.governance.spec import Column, Reference, Row, Table
from cxdata.schema import METRICS

OPERATING: Final = "operating"
CX_TEAM: Final = "cx_team"
ROLES: Final = ("A", "R", "C", "I")
RELATIONSHIP: Final = "relationship"
TOUCHPOINTS: Final = "touchpoints"
TOUCHPOINT: Final = "touchpoint"
SCOPES: Final = (RELATIONSHIP, TOUCHPOINTS, TOUCHPOINT)

SPONSOR: Final = "sponsor"
COUNCIL: Final = "council"
EXPERT: Final = "expert"
AMBASSADOR: Final = "ambassador"
FIVE_ROLES: Final = (CX_TEAM, SPONSOR, COUNCIL, EXPERT, AMBASSADOR)
STATEMENT: Final = "statement"
STRATEGIC: Final = "strategic"
PRESENT: Final = "present"
DEPUTY: Final = "deputy"
EXCUSED: Final = "excused"
ABSENT: Final = "absent"
IMPACTS: Final = ("small", "medium", "large")
PLANNED: Final = "planned"
RUNNING: Final = "running"
DONE: Final = "done"
STOPPED: Final = "stopped"
LONG: Final = 1000

_TOUCHPOINT = Reference("dimension", "touchpoint")
_DEPARTMENT = Reference("table", "departments")
_PERSON = Reference("table", "people")
_GROUP = Reference("dimension", "touchpoint", by="compare_by")
_SCALES: Final = {"nps": (-100.0, 100.0), "csat": (0.0, 100.0), "ces": (0.0, 100.0)}


def by_touchpoints(initiative: Row) -> bool:
    """Whether an initiative's touchpoints are compared with other touchpoints, not with other parts of their own."""
    return initiative.get("compare_by") in (None, "touchpoint")


DEPARTMENTS: Final = Table(
    "departments",
    (
        Column("name", "text", required=True),
        Column("kind", "choice", required=True, choices=(OPERATING, CX_TEAM)),
        Column("headcount", "integer", low=0, high=10_000_000),
    ),
    key=("name",),
)
"""A CX team helps others and operates nothing itself; whatever it is Accountable for is misplaced."""

PEOPLE: Final = Table(
    "people",
    (
        Column("name", "text", required=True),
        Column("department", "reference", reference=_DEPARTMENT),
        Column("position", "text"),
        Column("board", "choice", choices=("yes", "no")),
    ),
    key=("name",),
)
"""`board`: whether somebody sits on the company's board, as a sponsor should."""

CX_ROLES: Final = Table(
    "cx_roles",
    (
        Column("person", "reference", required=True, reference=_PERSON),
        Column("role", "choice", required=True, choices=FIVE_ROLES),
        Column("department", "reference", reference=_DEPARTMENT),
        Column("valid_from", "date"),
        Column("valid_to", "date"),
    ),
    key=("person", "role", "department", "valid_from"),
    checks=(
        in_order("valid_from", "valid_to"),
        once_at_a_time(("person", "role"), "valid_from", "valid_to"),
    ),
)
"""Who fills the five roles, for which department (the person's own where none is named), from when to when."""

OWNERSHIP: Final = Table(
    "ownership",
    (
        Column("touchpoint", "reference", required=True, reference=_TOUCHPOINT),
        Column("department", "reference", required=True, reference=_DEPARTMENT),
        Column("role", "choice", required=True, choices=ROLES, letters=True),
        Column("valid_from", "date"),
        Column("valid_to", "date"),
    ),
    key=("touchpoint", "department", "role", "valid_from"),
    checks=(
        in_order("valid_from", "valid_to"),
        once_at_a_time(("touchpoint", "department", "role"), "valid_from", "valid_to"),
    ),
)
"""No first day: since ever; no last day: until further notice. Two Accountables can be written down: that is shown."""

VISION: Final = Table(
    "vision",
    (
        Column("name", "text", required=True),
        Column("kind", "choice", required=True, choices=(STATEMENT, STRATEGIC)),
        Column("content", "text", longest=LONG),
    ),
    key=("name",),
    checks=(single("kind", STATEMENT, "governance_one_vision"),),
)
"""The vision in a sentence or more, and the strategic goals that goals serve."""

GOALS: Final = Table(
    "goals",
    (
        Column("name", "text"),
        Column("metric", "choice", required=True, choices=METRICS),
        Column("scope", "choice", required=True, choices=SCOPES),
        Column("touchpoint", "reference", reference=_TOUCHPOINT),
        Column("baseline", "number"),
        Column("target", "number", required=True),
        Column("deadline", "date", required=True),
        Column("owner", "reference", reference=_DEPARTMENT),
        Column("start", "date"),
        Column("checkpoints", "date", many=True),
        Column("vision", "reference", reference=Reference("table", "vision", only=("kind", STRATEGIC))),
        Column("reason", "text", longest=LONG),
    ),
    key=("metric", "scope", "touchpoint", "deadline"),
    checks=(
        given_when("touchpoint", of="scope", value=TOUCHPOINT),
        within(("baseline", "target"), "metric", _SCALES),
        in_order("start", "deadline", "governance_order_goal"),
        between("checkpoints", "start", "deadline", "governance_checkpoints"),
    ),
)
"""The scope is the relationship, the pool of touchpoints (each touchpoint's default), or one touchpoint.

`start`: the day from which the way from the baseline counts. `reason`: why a target beyond what was ever reached in a
year can be.
"""

MEETINGS: Final = Table(
    "meetings",
    (
        Column("day", "date", required=True),
        Column("subject", "text"),
        Column("chair", "reference", reference=_PERSON),
    ),
    key=("day",),
)
"""Meetings of the quality council."""

ATTENDANCE: Final = Table(
    "attendance",
    (
        Column("meeting", "date", required=True, reference=Reference("table", "meetings")),
        Column("person", "reference", required=True, reference=_PERSON),
        Column("presence", "choice", required=True, choices=(PRESENT, DEPUTY, EXCUSED, ABSENT)),
    ),
    key=("meeting", "person"),
)

DECISIONS: Final = Table(
    "decisions",
    (
        Column("number", "text", required=True),
        Column("decided", "date", required=True),
        Column("decision", "text", required=True, longest=LONG),
        Column("owner", "reference", reference=_DEPARTMENT),
        Column("touchpoint", "reference", reference=_TOUCHPOINT),
        Column("due", "date"),
        Column("redated", "date"),
        Column("done", "date"),
        Column("impact", "choice", choices=IMPACTS),
    ),
    key=("number",),
    checks=(
        in_order("decided", "due", "governance_order_due"),
        in_order("decided", "redated", "governance_order_redated"),
        in_order("decided", "done", "governance_order_done"),
    ),
)
"""What the council decided. `due` is the date first promised, which stays; `redated` is the one that holds now."""

INITIATIVES: Final = Table(
    "initiatives",
    (
        Column("name", "text", required=True),
        Column("touchpoints", "reference", reference=_TOUCHPOINT, many=True),
        Column("owner", "reference", reference=_DEPARTMENT),
        Column("departments", "reference", reference=_DEPARTMENT, many=True),
        Column("start", "date"),
        Column("finish", "date"),
        Column("metric", "choice", choices=METRICS),
        Column("expected", "number", low=-200, high=200),
        Column("status", "choice", required=True, choices=(PLANNED, RUNNING, DONE, STOPPED)),
        Column("cost", "number", low=0),
        Column("compare_by", "reference", reference=Reference("dimensions", "dimensions")),
        Column("treated", "reference", reference=_GROUP, many=True),
        Column("compared", "reference", reference=_GROUP, many=True),
        Column("decision", "reference", reference=Reference("table", "decisions")),
    ),
    key=("name",),
    checks=(
        in_order("start", "finish"),
        needed("start", "status", "governance_needs_start", values=(RUNNING, DONE, STOPPED)),
        needed("treated", "compare_by", "governance_needs_treated", but=("touchpoint",)),
        apart("compared", "treated", "governance_compared"),
        apart("compared", "touchpoints", "governance_compared", when=by_touchpoints),
    ),
)
"""Work meant to improve touchpoints. `expected`: points of the metric.

Its effect is measured on the answers of `touchpoints`. Without `compare_by` they are compared with the touchpoints
`compared`; with another dimension, the values `treated` with the values `compared` of that dimension, at the same
touchpoints. `departments` carry it out besides the owner.
"""

ACTIONS: Final = Table(
    "actions",
    (
        Column("day", "date", required=True),
        Column("person", "reference", required=True, reference=_PERSON),
        Column("action", "text", required=True, longest=LONG),
        Column("department", "reference", reference=_DEPARTMENT),
    ),
    key=("day", "person", "action"),
)
"""What CX ambassadors did, and in which department (their own where none is named)."""

EVENTS: Final = Table(
    "events",
    (
        Column("day", "date", required=True),
        Column("event", "text", required=True),
        Column("touchpoints", "reference", reference=_TOUCHPOINT, many=True),
    ),
    key=("day", "event"),
)
"""What happened when, as a mark on the line of scores; without touchpoints it concerns them all."""

TABLES: Final[Mapping[str, Table]] = {
    table.name: table
    for table in (
        DEPARTMENTS,
        PEOPLE,
        CX_ROLES,
        OWNERSHIP,
        VISION,
        GOALS,
        MEETINGS,
        ATTENDANCE,
        DECISIONS,
        INITIATIVES,
        ACTIONS,
        EVENTS,
    )
}
