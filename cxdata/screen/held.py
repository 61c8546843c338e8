"""What a view has computed for this visit, until data, choice or language change: a click opens things, not sums."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from cxdata.screen.opening import Page

T = TypeVar("T")


def held(page: Page, name: str, work: Callable[[], T], *settings: object) -> T:
    """The result of `work`, computed anew when the page's data, choice or language or any of `settings` differ.

    Kept in the visitor's session, since a private workspace must not show up anywhere else.
    """
    now = (page.workspace.path, page.snapshot.version, page.choice, page.lang, settings)
    key = f"held_{name}"
    before = st.session_state.get(key)
    if before is None or before[0] != now:
        st.session_state[key] = before = (now, work())
    result: T = before[1]
    return result
