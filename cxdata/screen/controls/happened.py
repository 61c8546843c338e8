"""What happened when, written down on the trends page; drawn when opened."""

from __future__ import annotations

import streamlit as st

from cxdata.governance.tables import EVENTS
from cxdata.screen import records
from cxdata.screen.visit.opening import Page


def edited(page: Page) -> None:
    """The events behind the numbered marks, to be typed, changed, deleted, or loaded from a file."""
    title = page.text("records.title.events")
    box = st.expander(title, icon=":material/flag:", key="editor_events", on_change="rerun")
    if box.open:
        with box:
            records.edited(page, EVENTS.name)
