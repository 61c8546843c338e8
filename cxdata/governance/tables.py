"""The tables that people keep: departments, who answers for which touchpoint, and goals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cxdata.governance.rules import given_when, in_order, once_at_a_time, within
from cxdata.governance.spec import Column, Reference, Table
from cxdata.schema import METRICS

OPERATING: Final = "operating"
CX_TEAM: Final = "cx_team"
ROLES: Final = ("A", "R", "C", "I")
RELATIONSHIP: Final = "relationship"
TOUCHPOINTS: Final = "touchpoints"
TOUCHPOINT: Final = "touchpoint"
SCOPES: Final = (RELATIONSHIP, TOUCHPOINTS, TOUCHPOINT)

_TOUCHPOINT = Reference("dimension", "touchpoint")
_DEPARTMENT = Reference("table", "departments")

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
    ),
    key=("metric", "scope", "touchpoint", "deadline"),
    checks=(
        given_when("touchpoint", of="scope", value=TOUCHPOINT),
        within(("baseline", "target"), "metric", {"nps": (-100, 100), "csat": (0, 100), "ces": (0, 100)}),
    ),
)
"""The scope is the relationship, the pool of touchpoints (each touchpoint's default), or one touchpoint."""

TABLES: Final[Mapping[str, Table]] = {table.name: table for table in (DEPARTMENTS, OWNERSHIP, GOALS)}
