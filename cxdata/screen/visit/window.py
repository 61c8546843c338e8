"""How much room the reader's window has: charts choose their panels and names by it."""

from __future__ import annotations

from typing import Final

import streamlit as st

from cxdata.screen.places import STATIC

_KEY: Final = "window"

_window = st.components.v2.component("lad_window", js=(STATIC / "window.js").read_text("utf-8"))


def narrow() -> bool:
    """Whether cards stand one under another; wide until the window has said otherwise."""
    return bool((st.session_state.get(_KEY) or {}).get("narrow", False))


def watched() -> None:
    """Asks the window; it answers with another run of the page where it is not as thought."""
    _window(key=_KEY, data={"narrow": narrow()}, default={"narrow": narrow()}, on_narrow_change=_heard)


def _heard() -> None:
    """The answer stands in the session already."""
