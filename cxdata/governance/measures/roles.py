"""Are the five roles filled, who sits on the quality council, and who comes to its meetings."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import polars as pl

from cxdata.governance.standing import Standing, in_office
from cxdata.governance.tables import ABSENT, AMBASSADOR, COUNCIL, DEPUTY, EXCUSED, EXPERT, FIVE_ROLES, PRESENT, SPONSOR

NEEDED_EVERYWHERE = (COUNCIL, EXPERT, AMBASSADOR)
"""Roles that every operating department should have a person in."""


class Filled(NamedTuple):
    """One of the five roles: who fills it, for which departments, and operating departments without anybody in it.

    `missing` is empty for the CX team and the sponsor, who stand for the whole company.
    """

    role: str
    people: tuple[str, ...]
    departments: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def filled(self) -> bool:
        return bool(self.people)


def five(standing: Standing) -> list[Filled]:
    """The five roles on the day, in their usual order. Guard against names on paper: `attendance`."""
    found = []
    for role in FIVE_ROLES:
        held = standing.roles.filter(role=role)
        people = tuple(held["person"].unique(maintain_order=True))
        departments = tuple(held["department"].drop_nulls().unique(maintain_order=True))
        missing = tuple(name for name in standing.operating if name not in departments)
        found.append(Filled(role, people, departments, missing if role in NEEDED_EVERYWHERE else ()))
    return found


def board_sponsor(standing: Standing) -> bool | None:
    """Whether a sponsor sits on the board; None where there is a sponsor and nobody has said."""
    sponsors = standing.roles.filter(role=SPONSOR)["person"].to_list()
    said = standing.people.filter(pl.col("name").is_in(sponsors))["board"].to_list()
    if "yes" in said:
        return True
    return None if sponsors and None in said else False


class Council(NamedTuple):
    """Departments that answer for touchpoints (have an A), and which of them the council lacks.

    `share` (0..1): how many of them sit on it; None where no department answers for anything.
    """

    members: tuple[str, ...]
    represented: tuple[str, ...]
    answering: tuple[str, ...]
    missing: tuple[str, ...]
    share: float | None


def council(standing: Standing) -> Council:
    """The quality council on the day against the operating departments that are Accountable somewhere."""
    held = standing.roles.filter(role=COUNCIL)
    seats = set(held["department"].drop_nulls())
    owners = set(standing.ownership.filter(role="A")["department"])
    known = standing.departments["name"].to_list()
    listed = [*known, *sorted(owners - set(known))]
    operating = set(standing.operating) | (owners - set(known))
    answering = tuple(name for name in listed if name in owners and name in operating)
    missing = tuple(name for name in answering if name not in seats)
    share = (len(answering) - len(missing)) / len(answering) if answering else None
    represented = tuple(name for name in listed if name in seats)
    return Council(tuple(held["person"].unique(maintain_order=True)), represented, answering, missing, share)


def attendance(standing: Standing, start: date | None = None) -> pl.DataFrame:
    """`person, department, meetings, present, deputy, excused, absent, unnoted, share` of each council member.

    Over the meetings since `start` that fell into the person's terms and of which anything was noted; a member of whom
    nothing was noted there is `unnoted`, which is not absent. share: present / (meetings - unnoted), a deputy does not
    count; null without any. In the order of the terms.
    """
    noted = standing.attendance.filter(pl.col("meeting") >= start) if start else standing.attendance
    rows = []
    for person, terms in _terms(standing):
        days = [day for day in noted["meeting"].unique().sort() if len(in_office(terms, day))]
        mine = dict(noted.filter(person=person).select("meeting", "presence").iter_rows())
        seen = [mine.get(day) for day in days]
        counts = [seen.count(word) for word in (PRESENT, DEPUTY, EXCUSED, ABSENT)]
        share = counts[0] / sum(counts) if sum(counts) else None
        rows.append((person, terms["department"][-1], len(days), *counts, seen.count(None), share))
    schema = {"person": pl.String(), "department": pl.String(), "meetings": pl.Int64()}
    schema |= dict.fromkeys((PRESENT, DEPUTY, EXCUSED, ABSENT, "unnoted"), pl.Int64()) | {"share": pl.Float64()}
    return pl.DataFrame(rows, schema=schema, orient="row").filter(pl.col("meetings") > 0)


def _terms(standing: Standing) -> list[tuple[str, pl.DataFrame]]:
    seats = standing.terms.filter(role=COUNCIL)
    return [(str(person), seats.filter(person=person)) for person in seats["person"].unique(maintain_order=True)]


def attended(standing: Standing, start: date | None = None) -> float | None:
    """Share (0..1) of the noted seats of members that were taken in person; None where nothing was noted."""
    found = attendance(standing, start)
    noted = int((found["meetings"] - found["unnoted"]).sum())
    return int(found[PRESENT].sum()) / noted if noted else None
