"""A first draft of who answers for what, from the file's department column, for people to put right and confirm."""

from __future__ import annotations

import polars as pl
import streamlit as st

from cxdata.governance import records
from cxdata.governance.checking import check
from cxdata.governance.current import current
from cxdata.governance.known import Known
from cxdata.governance.ownership import draft_departments
from cxdata.governance.records import Saved
from cxdata.governance.tables import DEPARTMENTS, OWNERSHIP
from cxdata.governance.values import alike
from cxdata.screen import ownership_grid, people
from cxdata.screen.markdown import plain
from cxdata.screen.opening import Page


def confirmed(page: Page, proposed: pl.DataFrame) -> None:
    """The draft in a grid; nothing of it counts before it is confirmed."""
    text = page.text
    st.info(plain(text("ownership.draft")), icon=":material/edit_note:")
    rows = proposed.select(pl.lit(None, pl.Int64).alias("id"), *OWNERSHIP.names)
    known = _known(page, proposed)
    frame = ownership_grid.shown(page, OWNERSHIP, rows, known, f"draft_{page.workspace.name}")
    problems = check(OWNERSHIP, frame, known)
    ownership_grid.listed(OWNERSHIP, problems, text)
    ownership_grid.hygiene(page, frame, known)
    if st.button(text("ownership.confirm"), type="primary", key="confirm_draft", disabled=bool(problems)):
        ownership_grid.saved(page, OWNERSHIP, lambda: _saved(page, frame))


def _known(page: Page, proposed: pl.DataFrame) -> Known:
    """The names that may stand in the draft: the departments listed, and those that the file names."""
    found = records.names(page.workspace, OWNERSHIP)
    column = OWNERSHIP.column("department")
    assert column.reference is not None
    listed = dict(found.names.get(column.reference, {}))
    for name in page.snapshot.labels("department").values():
        listed.setdefault(alike(name), name)
    for name in proposed["department"].unique():
        listed.setdefault(alike(name), name)
    return Known({**found.names, column.reference: listed})


def _saved(page: Page, frame: pl.DataFrame) -> Saved:
    """The departments that are not listed yet, then the roles; the draft was found to hold before."""
    workspace, by = page.workspace, people.stated()
    departments = current(workspace)["departments"]
    there = {alike(name) for name in departments.rows["name"]}
    named = frame["department"].drop_nulls().unique(maintain_order=True).to_list()
    missing = [name for name in named if alike(name) not in there]
    if missing:
        added = draft_departments(missing).select(pl.lit(None, pl.Int64).alias("id"), *DEPARTMENTS.names)
        whole = pl.concat([departments.rows, added.cast(departments.rows.schema)])
        records.save(workspace, DEPARTMENTS, whole, by=by, base_version=departments.version)
    return records.save(workspace, OWNERSHIP, frame, by=by, base_version=current(workspace)["ownership"].version)
