"""The way out of a company that cannot be changed: a copy of it."""

from __future__ import annotations

import streamlit as st

from cxdata.errors import CxError
from cxdata.screen import trouble
from cxdata.screen.markdown import plain, small
from cxdata.screen.visit import opening
from cxdata.screen.visit.opening import Page
from cxdata.store import folders


def offered(page: Page) -> None:
    """The demo company cannot be changed; a copy of it can."""
    text = page.text
    st.markdown(small(text("records.readonly")))
    with st.form("form_copy", border=False), st.container(horizontal=True, gap=8, vertical_alignment="bottom"):
        name = st.text_input(
            text("workspace.name"), key="name_copy", placeholder=text("upload.target_example"), width=320
        )
        sent = st.form_submit_button(text("records.copy"), type="primary")
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
