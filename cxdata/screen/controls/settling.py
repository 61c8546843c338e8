"""On the page of owners, what a link from the overview is about, and its proposal accepted."""

from __future__ import annotations

from datetime import date

import polars as pl
import streamlit as st

from cxdata.governance import records
from cxdata.governance.current import Tables
from cxdata.governance.ownership import at, handed_over
from cxdata.governance.records import Held
from cxdata.governance.tables import OWNERSHIP
from cxdata.scan.period import compared
from cxdata.screen import cards
from cxdata.screen.cards.tables import shown as listed
from cxdata.screen.markdown import plain
from cxdata.screen.records import saving
from cxdata.screen.records.begun import begun, differs
from cxdata.screen.records.grid import worded
from cxdata.screen.visit import people
from cxdata.screen.visit.opening import Page
from cxdata.views.asks import Ask, owners


def opened(page: Page, tables: Tables) -> None:
    """The proposal of the link, and the rows as they stand."""
    about = ("about", st.session_state.get("about"))
    day = compared(page.choice, page.snapshot).span[1]
    found = owners(page.snapshot, tables, day, page.text) if about[1] else []
    ask = next((ask for ask in found if about in ask.query), None)
    if ask is None:
        return
    rows = at(tables["ownership"].rows, day).filter(pl.col("touchpoint").is_in(list(ask.points)))
    with st.container(border=True, key="card_ask", gap=8):
        cards.titled(ask.question, "ask")
        st.markdown(plain(ask.proposal))
        if not rows.is_empty():
            listed(worded(OWNERSHIP, rows.sort("touchpoint", maintain_order=True), page.text), ask.question)
        _accepting(page, tables["ownership"], day, ask)


def _accepting(page: Page, table: Held, day: date, ask: Ask) -> None:
    """The proposal in one click, where it can be written and would overwrite nothing that is being typed."""
    if page.workspace.readonly or not ask.proposed or differs(OWNERSHIP, begun(page, OWNERSHIP)):
        return
    with st.container(horizontal=True, gap=16, vertical_alignment="bottom", key="foot_ask"):
        with st.container(width=240):
            people.asked_within(page.text, "ask")
        label = page.text("asks.accept", n=len(ask.proposed), month=page.text.month(day))
        accepted = st.button(label, key="accept_ask", type="primary")
    if accepted:
        rows = handed_over(table.rows, day, dict(ask.proposed))
        saving.kept(
            page,
            OWNERSHIP,
            lambda: records.save(page.workspace, OWNERSHIP, rows, by=people.stated(), base_version=table.version),
        )
