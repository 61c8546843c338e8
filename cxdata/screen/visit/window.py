"""How much room the reader's window has, by which charts choose their panels and names; and what it is to show."""

from __future__ import annotations

from typing import Final

import streamlit as st

from cxdata.screen.places import STATIC

_KEY: Final = "window"
_AIM: Final = "aim"

_window = st.components.v2.component("lad_window", js=(STATIC / "window.js").read_text("utf-8"))


def narrow() -> bool:
    """Whether cards stand one under another; wide until the window has said otherwise."""
    return bool((st.session_state.get(_KEY) or {}).get("narrow", False))


def aimed(card: str | None) -> None:
    """Lets the window scroll, once, to the card of that key: what a link or a click was about. None: to nothing."""
    _, turn = st.session_state.get(_AIM, (None, 0))
    st.session_state[_AIM] = (card, turn + 1)


def watched() -> None:
    """Asks the window; it answers with another run of the page where it is not as thought."""
    card, turn = st.session_state.get(_AIM, (None, 0))
    data = {"narrow": narrow(), "aim": card and f".st-key-{card.replace('.', '-')}", "turn": turn}
    _window(key=_KEY, data=data, default={"narrow": narrow()}, on_narrow_change=_heard)


def _heard() -> None:
    """The answer stands in the session already."""
