"""Who has which role at which touchpoint, and what is wrong with that."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import polars as pl

from cxdata.card import Card, Matrix
from cxdata.governance import ownership
from cxdata.governance.hygiene import hygiene
from cxdata.governance.tables import CX_TEAM, ROLES
from cxdata.text import Text
from cxdata.views.departments import words
from cxdata.views.departments.owned import Owned
from cxdata.views.method import method

KEY = "departments.matrix"
FLAGGED = ("no_a", "two_a", "misplaced")


def card(owned: Owned, text: Text) -> Card:
    """The matrix of the period's last day, touchpoints in journey order under their stages."""
    if owned.ownership.is_empty():
        return words.empty(KEY, text("departments.matrix.empty_title"), text("departments.matrix.empty"))
    found = problems(owned)
    flagged = found.filter(pl.col("problem").is_in(FLAGGED))["touchpoint"].to_list()
    roles = ownership.roles(owned.ownership, owned.day)
    own = owned.answers.snapshot.members.filter(pl.col("dimension") == "touchpoint")
    stages = dict(own.filter(pl.col("code") == pl.col("canonical")).select("label", "stage").iter_rows())
    listed = [*owned.labels.values(), *(t for t in roles["touchpoint"].unique(maintain_order=True) if t not in stages)]
    rows = pl.DataFrame(
        [(stages.get(label) or "", label, label in flagged) for label in listed],
        schema={"stage": pl.String, "touchpoint": pl.String, "flagged": pl.Boolean},
        orient="row",
    )
    head = title(found, text)
    return Card(
        key=KEY,
        title=head,
        subtitle=text("departments.matrix.legend"),
        foot=text("departments.matrix.foot", day=text.day(owned.day)),
        method=method(text, None, "raci"),
        alt=text("departments.matrix.alt", rows=_told(roles, text)),
        chart=Matrix(rows, roles, ordered(owned, roles)),
        table=_table(rows, roles, text),
        n=0,
    )


def problems(owned: Owned) -> pl.DataFrame:
    """touchpoint, problem, n, departments."""
    return hygiene(owned.ownership, owned.labels.values(), owned.departments, owned.day)


def sentences(found: pl.DataFrame, text: Text) -> list[str]:
    """A sentence for each problem, in journey order."""
    return [
        text(f"hygiene.{row['problem']}", touchpoint=row["touchpoint"], n=row["n"], who=", ".join(row["departments"]))
        for row in found.to_dicts()
    ]


def checked(
    rows: pl.DataFrame, touchpoints: Iterable[str], departments: pl.DataFrame, day: date, text: Text
) -> list[str]:
    """The sentences about rows of ownership that are still being edited."""
    return sentences(hygiene(rows, touchpoints, departments, day), text)


def title(found: pl.DataFrame, text: Text) -> str:
    counted = {name: found.filter(problem=name).height for name in FLAGGED}
    said = [(name, n) for name, n in counted.items() if n]
    if not said:
        return text("departments.matrix.clean")
    (first, n), *rest = said
    whole = text(f"departments.matrix.first.{first}", points=text("departments.matrix.points", n=n))
    return ", ".join([whole, *(text(f"departments.matrix.{name}", n=n) for name, n in rest)])


def ordered(owned: Owned, roles: pl.DataFrame) -> tuple[str, ...]:
    """Departments in the order of their table, those not in it next, CX teams last."""
    listed = owned.departments["name"].to_list()
    unlisted = [name for name in roles["department"].unique(maintain_order=True) if name not in set(listed)]
    teams = set(owned.departments.filter(kind=CX_TEAM)["name"])
    named = set(roles["department"])
    everyone = [name for name in (*listed, *unlisted) if name in named]
    return (*(name for name in everyone if name not in teams), *(name for name in everyone if name in teams))


def _told(roles: pl.DataFrame, text: Text) -> str:
    owners = roles.filter(role="A").select("touchpoint", "department").iter_rows()
    return "; ".join(f"{touchpoint}: {text('departments.role.A')} {department}" for touchpoint, department in owners)


def _table(rows: pl.DataFrame, roles: pl.DataFrame, text: Text) -> pl.DataFrame:
    """A row a touchpoint, a column a role."""
    held = roles.group_by("touchpoint", "role", maintain_order=True).agg(pl.col("department").str.join(", "))
    table = rows.select("stage", "touchpoint")
    for role in ROLES:
        mine = held.filter(role=role).select("touchpoint", pl.col("department").alias(role))
        table = table.join(mine, on="touchpoint", how="left", maintain_order="left")
    heads = {"stage": text("workspace.member.stage"), "touchpoint": text("departments.panel.touchpoint")}
    return table.rename(heads | {role: text(f"departments.role.{role}") for role in ROLES})
