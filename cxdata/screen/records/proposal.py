"""A first draft of who answers for what, from the file's department column, for people to put right and confirm."""

from __future__ import annotations

import polars as pl
import streamlit as st

from cxdata.governance import records
from cxdata.governance.checking import check
from cxdata.governance.known import Known
from cxdata.governance.ownership import draft_departments
from cxdata.governance.records import Saved
from cxdata.governance.tables import DEPARTMENTS, OWNERSHIP
from cxdata.governance.values import alike
from cxdata.screen.markdown import plain
from cxdata.screen.records import grid, problems, remarks, saving
from cxdata.screen.records.begun import NUMBER, gridded, held_now, known_now
from cxdata.screen.visit import people
from cxdata.screen.visit.opening import Page


def confirmed(page: Page, proposed: pl.DataFrame) -> None:
    """The draft in a grid; nothing of it counts before it is confirmed."""
    text = page.text
    st.info(plain(text("records.draft")), icon=":material/edit_note:")
    rows = proposed.select(pl.lit(None, pl.Int64).alias("id"), *OWNERSHIP.names)
    known = _known(page, proposed)
    frame = grid.shown(page, OWNERSHIP, gridded(OWNERSHIP, rows), known, f"draft_{page.workspace.name}_{page.lang}")
    wrong = check(OWNERSHIP, frame, known)
    problems.listed(OWNERSHIP, wrong, frame, text)
    remarks.shown(page, frame)
    with st.container(horizontal=True, gap=8, vertical_alignment="center", key="foot_draft"):
        with st.container(width=240):
            people.asked_within(text, "draft")
        sent = st.button(text("records.confirm"), type="primary", key="confirm_draft", disabled=bool(wrong))
    if sent:
        saving.kept(page, OWNERSHIP, lambda: _saved(page, frame.drop(NUMBER)))


def _known(page: Page, proposed: pl.DataFrame) -> Known:
    """The names that may stand in the draft: the departments listed, and those that the file names."""
    found = known_now(page)
    column = OWNERSHIP.column("department")
    assert column.reference is not None
    listed = dict(found.names.get(column.reference, {}))
    for name in [*page.snapshot.labels("department").values(), *proposed["department"].unique(maintain_order=True)]:
        listed.setdefault(alike(name), name)
    return Known({**found.names, column.reference: listed})


def _saved(page: Page, frame: pl.DataFrame) -> Saved:
    """The departments that are not listed yet, then the roles; the draft was found to hold before."""
    workspace, by = page.workspace, people.stated()
    departments = held_now(page)["departments"]
    there = {alike(name) for name in departments.rows["name"]}
    named = frame["department"].drop_nulls().unique(maintain_order=True).to_list()
    missing = [name for name in named if alike(name) not in there]
    if missing:
        added = draft_departments(missing).select(pl.lit(None, pl.Int64).alias("id"), *DEPARTMENTS.names)
        whole = pl.concat([departments.rows, added.cast(departments.rows.schema)])
        records.save(workspace, DEPARTMENTS, whole, by=by, base_version=departments.version)
    return records.save(workspace, OWNERSHIP, frame, by=by, base_version=held_now(page)["ownership"].version)
