"""Who answers for which touchpoint: the roles on a day, the one Accountable, what is wrong with a matrix, a draft.

Frames: `ownership` and `departments` are the tables' rows. Roles are A (accountable), R (responsible), C (consulted), I
(informed). The state on the last day of a month counts for the whole month, so that a touchpoint handed over within a
month belongs to its new owner from the month's first day, and no month has two owners by a handover.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

import polars as pl

from cxdata.governance.tables import CX_TEAM, OPERATING, ROLES
from cxdata.store.snapshot import Snapshot

OWNED: Final = "owned"
NONE: Final = "none"
SEVERAL: Final = "several"
MISPLACED: Final = "misplaced"
STATES: Final = (OWNED, NONE, SEVERAL, MISPLACED)

SERVES: Final = 0.1
"""Share of a touchpoint's answers from which a department that served them is drafted as Responsible."""

_STANDING = {"touchpoint": pl.String(), "department": pl.String(), "state": pl.String()}
_RANK = {role: rank for rank, role in enumerate(ROLES)}


def at(ownership: pl.DataFrame, day: date) -> pl.DataFrame:
    """The rows that count in the month of that day."""
    end = _month_end(day)
    since, until = pl.col("valid_from"), pl.col("valid_to")
    return ownership.filter(since.is_null() | (since <= end), until.is_null() | (until >= end))


def handed_over(ownership: pl.DataFrame, day: date, owners: Mapping[str, str]) -> pl.DataFrame:
    """The table once each of these touchpoints has its one Accountable (by touchpoint) from the day's month on.

    Who was Accountable ends with the month before, or goes where that would be before the beginning; so do the new
    one's lesser roles, and those of others stay. Where an Accountable is set for later already, the new one ends the
    day before.
    """
    first, end = day.replace(day=1), _month_end(day)
    leads = (pl.col("role") == "A") & pl.col("touchpoint").is_in(list(owners))
    rises = pl.col("department") == pl.col("touchpoint").replace_strict(owners, default=None, return_dtype=pl.String)
    since, until = pl.col("valid_from"), pl.col("valid_to")
    running = (
        (leads | rises.fill_null(False)) & (since.is_null() | (since <= end)) & (until.is_null() | (until >= first))
    )
    later = ownership.filter(leads, since > end).group_by("touchpoint").agg(since.min())
    begins = dict(later.iter_rows())
    kept = ownership.filter(~(running & (since >= first)).fill_null(False)).with_columns(
        valid_to=pl.when(running).then(pl.lit(first - timedelta(days=1))).otherwise(until)
    )
    rows = [
        {"touchpoint": point, "department": department, "role": "A", "valid_from": first,
         "valid_to": begins[point] - timedelta(days=1) if point in begins else None}
        for point, department in owners.items()
    ]  # fmt: skip
    return pl.concat([kept, pl.DataFrame(rows, schema_overrides=dict(ownership.schema))], how="diagonal")


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def eras(ownership: pl.DataFrame, months: Iterable[date]) -> list[list[date]]:
    """The months (by their first day) parted into those in which the same rows count, the earliest first."""
    rows = list(ownership.select("valid_from", "valid_to").iter_rows())
    found: dict[tuple[bool, ...], list[date]] = {}
    for month in sorted({day.replace(day=1) for day in months}):
        end = _month_end(month)
        counts = tuple((since is None or since <= end) and (until is None or until >= end) for since, until in rows)
        found.setdefault(counts, []).append(month)
    return list(found.values())


def roles(ownership: pl.DataFrame, day: date) -> pl.DataFrame:
    """touchpoint, department, role, each department once per touchpoint: the first of its roles in the order A R C I.

    This is the matrix that `statistics.accountability` shares amounts by.
    """
    return (
        at(ownership, day)
        .with_columns(rank=pl.col("role").replace_strict(_RANK, default=len(_RANK), return_dtype=pl.Int8))
        .sort("rank", maintain_order=True)
        .unique(["touchpoint", "department"], keep="first", maintain_order=True)
        .select("touchpoint", "department", "role")
    )


def accountable(
    ownership: pl.DataFrame, departments: pl.DataFrame, day: date, touchpoints: Iterable[str] | None = None
) -> pl.DataFrame:
    """touchpoint, department (null unless exactly one is Accountable), state: owned, none, several or misplaced.

    `touchpoints` says which, in which order (default: those of the ownership that counts on the day). Misplaced: the
    one Accountable is a CX team. A department that is not among `departments` counts as operating.
    """
    named = roles(ownership, day)
    listed = list(dict.fromkeys(touchpoints)) if touchpoints is not None else named["touchpoint"].unique().sort()
    owners = named.filter(role="A").group_by("touchpoint").agg(pl.col("department").first(), n=pl.len())
    teams = departments.filter(kind=CX_TEAM)["name"].to_list()
    state = (
        pl.when(pl.col("n").is_null())
        .then(pl.lit(NONE))
        .when(pl.col("n") > 1)
        .then(pl.lit(SEVERAL))
        .when(pl.col("department").is_in(teams))
        .then(pl.lit(MISPLACED))
        .otherwise(pl.lit(OWNED))
    )
    return (
        pl.DataFrame({"touchpoint": listed}, schema={"touchpoint": pl.String()})
        .join(owners, on="touchpoint", how="left", maintain_order="left")
        .with_columns(state=state, department=pl.when(pl.col("n") == 1).then("department"))
        .select(*_STANDING)
    )


def monthly(
    ownership: pl.DataFrame, departments: pl.DataFrame, months: Iterable[date], touchpoints: Iterable[str]
) -> pl.DataFrame:
    """`accountable` for each month (given by any of its days): month (first day), touchpoint, department, state."""
    listed = list(touchpoints)
    schema = {"month": pl.Date(), **_STANDING}
    found = [
        pl.DataFrame({"month": era}, schema={"month": pl.Date()}).join(
            accountable(ownership, departments, era[0], listed), how="cross", maintain_order="left_right"
        )
        for era in eras(ownership, months)
    ]
    return pl.concat([pl.DataFrame(schema=schema), *found]).sort("month", maintain_order=True)


def placed(frame: pl.DataFrame, departments: pl.DataFrame) -> pl.DataFrame:
    """The frame with `place` for its column `department`: "department", "misplaced" (a CX team), "nobody" (null)."""
    teams = departments.filter(kind=CX_TEAM)["name"].to_list()
    place = (
        pl.when(pl.col("department").is_null())
        .then(pl.lit("nobody"))
        .when(pl.col("department").is_in(teams))
        .then(pl.lit("misplaced"))
        .otherwise(pl.lit("department"))
    )
    return frame.with_columns(place=place)


def coverage(standing: pl.DataFrame, weights: pl.DataFrame | None = None) -> float | None:
    """Share (0..1) of the touchpoints' weight that has exactly one Accountable, who operates: state "owned".

    `weights`: touchpoint, weight (contacts with customers, or answers); without, each touchpoint counts as one; a
    touchpoint without weight counts as 0. None where nothing weighs anything.
    """
    if weights is None:
        weights = standing.select("touchpoint", weight=pl.lit(1.0))
    table = standing.join(weights, on="touchpoint").with_columns(pl.col("weight").fill_null(0))
    total = float(table["weight"].sum())
    return float(table.filter(state=OWNED)["weight"].sum()) / total if total > 0 else None


class Weights(NamedTuple):
    """touchpoint, weight; `by` says what it counts: "contacts" or "answers"."""

    frame: pl.DataFrame
    by: str


def weights(snapshot: Snapshot, start: date | None = None, end: date | None = None) -> Weights:
    """What touchpoints weigh: their contacts where every one with answers has them, else answers in the period."""
    known = snapshot.labels("touchpoint")
    counted = snapshot.tally(["touchpoint"], start=start, end=end).group_by("touchpoint").agg(n=pl.col("n").sum())
    answers = dict(counted.iter_rows())
    own = snapshot.members.filter(pl.col("code") == pl.col("canonical"), dimension="touchpoint")
    contacts = dict(own.select("code", "contacts").iter_rows())
    full = bool(contacts) and all(contacts.get(code) is not None for code in answers) and any(contacts.values())
    chosen = {code: contacts.get(code) if full else answers.get(code, 0) for code in known}
    frame = pl.DataFrame(
        [(known[code], weight) for code, weight in chosen.items()],
        schema={"touchpoint": pl.String(), "weight": pl.Int64()},
        orient="row",
    )
    return Weights(frame, "contacts" if full else "answers")


_DRAFT = {
    "touchpoint": pl.String(),
    "department": pl.String(),
    "role": pl.String(),
    "valid_from": pl.Date(),
    "valid_to": pl.Date(),
    "share": pl.Float64(),
    "n": pl.Int64(),
}


def draft(snapshot: Snapshot, start: date | None = None, end: date | None = None) -> pl.DataFrame:
    """A proposal from the file's department column: the table's columns, share (0..1) and n (answers that it served).

    The department that served most of a touchpoint's answers is Accountable, others with at least a tenth are
    Responsible; of equals the first in order. Answers without a department do not count. To be confirmed by people,
    since who serves need not be who answers for the result; nothing is saved.
    """
    points, departments = snapshot.labels("touchpoint"), snapshot.labels("department")
    tally = snapshot.tally(["touchpoint", "department"], start=start, end=end)
    counted = tally.filter(pl.col("department") != 0).group_by("touchpoint", "department").agg(pl.col("n").sum())
    served: dict[int, dict[int, int]] = {code: {} for code in points}
    for touchpoint, department, n in counted.iter_rows():
        served[touchpoint][department] = n
    order = {code: place for place, code in enumerate(departments)}
    rows = []
    for touchpoint, numbers in served.items():
        total = sum(numbers.values())
        for place, department in enumerate(sorted(numbers, key=lambda d: (-numbers[d], order[d]))):
            share = numbers[department] / total
            if place == 0 or share >= SERVES:
                role = "R" if place else "A"
                rows.append((points[touchpoint], departments[department], role, None, None, share, numbers[department]))
    return pl.DataFrame(rows, schema=_DRAFT, orient="row")


_TEAM = re.compile(r"\bcx\b|customer experience|doświadcze\w* klient", re.IGNORECASE)


def draft_departments(names: Sequence[str]) -> pl.DataFrame:
    """name, kind, headcount for departments not yet listed; what is named after customer experience is a CX team."""
    kinds = [CX_TEAM if _TEAM.search(name) else OPERATING for name in names]
    return pl.DataFrame(
        {"name": list(names), "kind": kinds, "headcount": [None] * len(names)},
        schema={"name": pl.String(), "kind": pl.String(), "headcount": pl.Int64()},
    )
