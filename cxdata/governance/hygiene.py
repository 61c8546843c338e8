"""What is wrong with the roles at touchpoints, shown while a matrix is edited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

import polars as pl

from cxdata.governance.ownership import at, roles
from cxdata.governance.tables import CX_TEAM, OPERATING

MOST_CONSULTED: Final = 4
PROBLEMS: Final = (
    "unknown_touchpoint",
    "no_a",
    "two_a",
    "misplaced",
    "no_r",
    "everybody_c",
    "many_c",
    "two_roles",
    "unknown_department",
)
"""Worst first; sentences are at `hygiene.<problem>`."""

_SCHEMA = {
    "touchpoint": pl.String(),
    "problem": pl.String(),
    "n": pl.Int64(),
    "departments": pl.List(pl.String()),
}


def hygiene(ownership: pl.DataFrame, touchpoints: Iterable[str], departments: pl.DataFrame, day: date) -> pl.DataFrame:
    """touchpoint, problem, n, departments (those in question), by touchpoint in the order given, worst problem first.

    Touchpoints of the ownership that are not among `touchpoints` come last, as "unknown_touchpoint" besides.
    everybody_c: every operating department without A or R is consulted, and they are at least two; it stands for
    many_c, more than four. A touchpoint without any role has the one problem no_a.
    """
    held: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for touchpoint, department, role in roles(ownership, day).iter_rows():
        held[touchpoint][role].append(department)
    several = _two_roles(ownership, day)
    known = dict(departments.select("name", "kind").iter_rows())
    listed = list(dict.fromkeys(touchpoints))
    rows = []
    for touchpoint in [*listed, *(name for name in held if name not in set(listed))]:
        found = dict(_problems(held.get(touchpoint, {}), known))
        if several.get(touchpoint):
            found["two_roles"] = several[touchpoint]
        if touchpoint not in set(listed):
            found["unknown_touchpoint"] = []
        rows += [(touchpoint, name, len(found[name]), found[name]) for name in PROBLEMS if name in found]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")


def _problems(held: dict[str, list[str]], known: dict[str, str]) -> Iterator[tuple[str, list[str]]]:
    a, r, c = (held.get(role, []) for role in "ARC")
    if not a:
        yield "no_a", []
    if len(a) > 1:
        yield "two_a", a
    if len(a) == 1 and known.get(a[0]) == CX_TEAM:
        yield "misplaced", a
    if held and not r:
        yield "no_r", []
    others = {name for name, kind in known.items() if kind == OPERATING} - {*a, *r}
    if len(others) > 1 and others <= set(c):
        yield "everybody_c", c
    elif len(c) > MOST_CONSULTED:
        yield "many_c", c
    unknown = [name for names in held.values() for name in names if name not in known]
    if known and unknown:
        yield "unknown_department", unknown


def _two_roles(ownership: pl.DataFrame, day: date) -> dict[str, list[str]]:
    """Per touchpoint the departments that stand there in more than one role."""
    named = at(ownership, day).group_by("touchpoint", "department", maintain_order=True)
    found: dict[str, list[str]] = defaultdict(list)
    for touchpoint, department, n in named.agg(pl.col("role").n_unique()).iter_rows():
        if n > 1:
            found[touchpoint].append(department)
    return found


def clean_share(ownership: pl.DataFrame, touchpoints: Sequence[str], day: date) -> float | None:
    """Share (0..1) of the touchpoints with exactly one A, at least one R and at most four C; None without any."""
    held: dict[str, list[str]] = {touchpoint: [] for touchpoint in touchpoints}
    for touchpoint, _, role in roles(ownership, day).iter_rows():
        if touchpoint in held:
            held[touchpoint].append(role)
    clean = [r.count("A") == 1 and "R" in r and r.count("C") <= MOST_CONSULTED for r in held.values()]
    return sum(clean) / len(clean) if clean else None
