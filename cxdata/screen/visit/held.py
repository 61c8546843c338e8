"""What a view has computed for this visit, until data, choice or language change: a click opens things, not sums."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

import streamlit as st

from cxdata.screen.server import bursts
from cxdata.screen.visit.opening import Page

T = TypeVar("T")

MOST: Final = 4
"""Results of one view that are kept: who compares two choices goes back and forth between them."""


def held(page: Page, name: str, work: Callable[[], T], *settings: object) -> T:
    """The result of `work`, computed anew when the page's data, choice or language or any of `settings` differ.

    Kept in the visitor's session, since a private workspace must not show up anywhere else; the latest stand first.
    """
    now = (page.workspace.path, page.snapshot.version, page.choice, page.lang, settings)
    before: list[tuple[object, T]] = st.session_state.get(f"held_{name}", [])
    found = next((kept for kept in before if kept[0] == now), None)
    if found is None:
        bursts.sent()
        found = now, work()
    others = [kept for kept in before if kept[0] != now]
    st.session_state[f"held_{name}"] = [found, *others][:MOST]
    return found[1]
