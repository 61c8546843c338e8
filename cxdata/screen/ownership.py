"""Who answers for what, edited on the page: departments, their roles at touchpoints, goals."""

from __future__ import annotations

import streamlit as st

from cxdata.errors import CxError
from cxdata.governance.current import current
from cxdata.governance.ownership import draft
from cxdata.governance.spec import Table
from cxdata.governance.tables import DEPARTMENTS, GOALS, OWNERSHIP, TABLES
from cxdata.screen import cards, opening, ownership_draft, ownership_files, ownership_grid, people, trouble
from cxdata.screen.markdown import plain, small
from cxdata.screen.opening import Page
from cxdata.store import folders

ORDER = (OWNERSHIP, DEPARTMENTS, GOALS)


def edited(page: Page) -> None:
    """One table at a time: its grid with what is wrong in it, and its files."""
    if page.workspace.readonly:
        copied(page)
    table = _which(page)
    rows = current(page.workspace)[table.name].rows if page.workspace.exists else table.empty()
    with st.container(border=True, key=f"card_table_{table.name}", gap=8):
        cards.titled(page.text(f"ownership.title.{table.name}"), table.name)
        st.markdown(small(page.text(f"ownership.intro.{table.name}")))
        if page.workspace.readonly:
            ownership_grid.read(page, table, rows)
        elif table is OWNERSHIP and rows.is_empty() and not (proposed := draft(page.snapshot)).is_empty():
            people_row(page)
            ownership_draft.confirmed(page, proposed)
        else:
            people_row(page)
            ownership_grid.edited(page, table)
    with st.container(border=True, key=f"card_files_{table.name}", gap=8):
        cards.titled(page.text("ownership.files"), f"files_{table.name}")
        ownership_files.offered(page, table, rows)


def people_row(page: Page) -> None:
    """The name that stands beside changes."""
    with st.container(width=320):
        people.asked(page.text)


def _which(page: Page) -> Table:
    """The table to show; roles first."""
    names = [table.name for table in ORDER]
    key = f"control_table_{page.lang}"
    shown = st.session_state.get("table")
    st.session_state[key] = shown if shown in names else names[0]
    name = st.segmented_control(
        page.text("ownership.which"), names, key=key, required=True, label_visibility="collapsed",
        format_func=lambda name: page.text(f"ownership.title.{name}"),
        on_change=lambda: st.session_state.update(table=st.session_state[key]),
    )  # fmt: skip
    return TABLES[name or names[0]]


def copied(page: Page) -> None:
    """The demo company cannot be changed; a copy of it can."""
    text = page.text
    with st.container(border=True, key="card_copy", gap=8):
        cards.titled(text("ownership.readonly"), "copy")
        st.markdown(plain(text("ownership.copy_why")))
        with st.form("form_copy", border=False), st.container(horizontal=True, gap=8, vertical_alignment="bottom"):
            name = st.text_input(
                text("workspace.name"), key="name_copy", placeholder=text("upload.target_example"), width=320
            )
            sent = st.form_submit_button(text("ownership.copy"), type="primary")
    if not sent:
        return
    try:
        made = folders.copy(page.workspace, name.strip())
    except CxError as problem:
        trouble.refused(problem)
        return
    opening.use(made.name)
    st.toast(plain(text("workspace.copied", name=made.name)))
    st.rerun()
