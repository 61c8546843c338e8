"""Tables of governance on a page: `edited(page, "goals")` draws one of them whole.

A card with the grid, what does not hold in it, saving and taking back, files in and out, and the history; everything
follows from the table's spec. Pages put in it the tables they are about; pages/records.py lists them all.
"""

from __future__ import annotations

import streamlit as st

from cxdata.governance.ownership import draft
from cxdata.governance.tables import OWNERSHIP, TABLES
from cxdata.screen.markdown import plain, small
from cxdata.screen.records import clashes, copying, files, grid, history, picker, proposal, saving
from cxdata.screen.records.begun import held_now
from cxdata.screen.visit.opening import Page

__all__ = ["edited", "within"]


def within(page: Page, *names: str) -> None:
    """The tables that a page stands on, one at a time, to be opened below it; drawn when opened."""
    title = page.text("records.behind")
    box = st.expander(title, icon=":material/table_chart:", key=f"behind_{names[0]}", on_change="rerun")
    if box.open:
        with box:
            edited(page, picker.among(page, names) if len(names) > 1 else names[0])


def edited(page: Page, name: str) -> None:
    """The table of that name: to be edited, or to be read where the workspace cannot be changed."""
    table, text = TABLES[name], page.text
    rows = held_now(page)[name].rows
    with st.container(border=True, key=f"card_table_{name}", gap=8):
        with st.container(horizontal=True, gap=8, vertical_alignment="top", key=f"headrow_table_{name}"):
            st.header(plain(text(f"records.title.{name}")), anchor=False)
            with st.container(horizontal=True, gap=16, width="content", key=f"bar_tools_{name}"):
                files.buttons(page, table, rows)
                history.button(page, table)
        intro = text(f"records.intro.{name}")
        if page.workspace.readonly:
            st.markdown(small(intro))
            copying.offered(page)
            grid.read(page, table, rows)
            return
        st.markdown(small(f"{intro} {text('records.editing')}"))
        files.receipt(page, table)
        if table is OWNERSHIP and rows.is_empty() and not (proposed := draft(page.snapshot)).is_empty():
            proposal.confirmed(page, proposed)
            return
        if not clashes.settled(page, table):
            saving.edited(page, table)
