"""The tables of governance as they stood on a day: the read side for screens, findings and measures.

    tables = current(workspace)            # all tables, read once per version of the workspace
    then = standing(tables, day)           # frames of that day; cheap, and kept while tables and day stay the same
    then.roles                             # who fills the five roles on that day
    version(tables)                        # what a computed result depends on; a key for caches

Frames have `id` and the columns of their table (cxdata/governance/tables.py) unless said otherwise. Nobody may change
them in place. What is not dated (departments, people, vision) stands as it is written now: the history of a record
itself is told by `records.history`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl

from cxdata.governance import ownership
from cxdata.governance.current import Tables
from cxdata.governance.goals import opened
from cxdata.governance.tables import OPERATING


@dataclass(frozen=True)
class Standing:
    """All tables on one day."""

    tables: Tables
    day: date

    @cached_property
    def departments(self) -> pl.DataFrame:
        return self.tables["departments"].rows

    @property
    def operating(self) -> list[str]:
        """Names of the departments that operate something, in the order of their table."""
        return self.departments.filter(kind=OPERATING)["name"].to_list()

    @cached_property
    def people(self) -> pl.DataFrame:
        return self.tables["people"].rows

    @cached_property
    def terms(self) -> pl.DataFrame:
        """All terms of office in the five roles, past and coming ones too; `department` is filled from the person."""
        own = self.people.select(person="name", own="department").unique("person", keep="first")
        rows = self.tables["cx_roles"].rows.join(own, on="person", how="left", maintain_order="left")
        return rows.with_columns(department=pl.coalesce("department", "own")).drop("own")

    @cached_property
    def roles(self) -> pl.DataFrame:
        """The terms of office that run on the day."""
        return in_office(self.terms, self.day)

    @cached_property
    def ownership(self) -> pl.DataFrame:
        """touchpoint, department, role: the RACI matrix that counts in the day's month."""
        return ownership.roles(self.tables["ownership"].rows, self.day)

    @cached_property
    def vision(self) -> pl.DataFrame:
        return self.tables["vision"].rows

    @cached_property
    def goals(self) -> pl.DataFrame:
        """Goals whose deadline has not passed, the nearest first."""
        return opened(self.tables["goals"].rows, self.day)

    @cached_property
    def past_goals(self) -> pl.DataFrame:
        """Goals whose deadline has passed, the latest first."""
        return self.tables["goals"].rows.filter(pl.col("deadline") < self.day).sort("deadline", "id", descending=True)

    @cached_property
    def meetings(self) -> pl.DataFrame:
        """Meetings held up to the day, in order."""
        return self.tables["meetings"].rows.filter(pl.col("day") <= self.day).sort("day")

    @cached_property
    def attendance(self) -> pl.DataFrame:
        """What was noted at those meetings."""
        return self.tables["attendance"].rows.filter(pl.col("meeting") <= self.day)

    @cached_property
    def decisions(self) -> pl.DataFrame:
        """Decisions taken up to the day, in order; what was done later is open (`done` null)."""
        rows = self.tables["decisions"].rows.filter(pl.col("decided") <= self.day).sort("decided", "number")
        return rows.with_columns(done=pl.when(pl.col("done") <= self.day).then("done"))

    @cached_property
    def initiatives(self) -> pl.DataFrame:
        return self.tables["initiatives"].rows

    @cached_property
    def actions(self) -> pl.DataFrame:
        """What ambassadors did up to the day; `department` is filled from the person where none is named."""
        own = self.people.select(person="name", own="department").unique("person", keep="first")
        rows = self.tables["actions"].rows.filter(pl.col("day") <= self.day).sort("day")
        rows = rows.join(own, on="person", how="left", maintain_order="left")
        return rows.with_columns(department=pl.coalesce("department", "own")).drop("own")


def in_office(terms: pl.DataFrame, day: date) -> pl.DataFrame:
    """The terms that run on that day: no first day means since ever, no last one until further notice."""
    since, until = pl.col("valid_from"), pl.col("valid_to")
    return terms.filter(since.is_null() | (since <= day), until.is_null() | (until >= day))


def version(tables: Tables) -> tuple[int, ...]:
    """What must stay the same for something computed from the tables to stay right."""
    return tuple(table.version for table in tables.values())


_last: dict[int, Standing] = {}


def standing(tables: Tables, day: date) -> Standing:
    """The tables on that day; the same object for everyone who asks about the same tables and day."""
    found = _last.get(id(tables))
    if found is None or found.tables is not tables or found.day != day:
        if len(_last) >= _MOST:
            _last.clear()
        found = _last[id(tables)] = Standing(tables, day)
    return found


_MOST = 64
