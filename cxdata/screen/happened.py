"""What happened when, written down on the trends page: the list of events as a grid, and as files."""

from __future__ import annotations

import streamlit as st

from cxdata.governance.current import current
from cxdata.governance.tables import EVENTS
from cxdata.screen import ownership, ownership_files, ownership_grid
from cxdata.screen.markdown import small
from cxdata.screen.opening import Page


def edited(page: Page) -> None:
    """The events behind the numbered marks, to be typed, changed, deleted, or loaded from a file; drawn when opened."""
    text = page.text
    box = st.expander(text("ownership.title.events"), icon=":material/flag:", key="editor_events", on_change="rerun")
    if not box.open:
        return
    rows = current(page.workspace)[EVENTS.name].rows if page.workspace.exists else EVENTS.empty()
    with box:
        st.markdown(small(text("ownership.intro.events")))
        if page.workspace.readonly:
            ownership.copied(page)
            ownership_grid.read(page, EVENTS, rows)
        else:
            ownership.people_row(page)
            ownership_grid.edited(page, EVENTS)
        ownership_files.offered(page, EVENTS, rows)
