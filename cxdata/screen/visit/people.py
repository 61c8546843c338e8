"""Who did it: a name typed once, kept for the visit and written beside every change."""

from __future__ import annotations

import streamlit as st

from cxdata.text import Text

_KEY = "who"


def asked(text: Text) -> None:
    """The question for a name; without a login nobody checks it, and the page says so."""
    st.text_input(
        text("workspace.who"), key=_KEY, placeholder=text("workspace.who_example"), help=text("workspace.who_help"),
        max_chars=80, persist_state="session",
    )  # fmt: skip


def asked_within(text: Text, where: str) -> None:
    """The same question without words around it, for a row of buttons; a page may have several such rows."""
    key = f"{_KEY}_{where}"
    st.session_state[key] = stated()
    st.text_input(
        text("workspace.who"), key=key, placeholder=text("workspace.who"), max_chars=80, label_visibility="collapsed",
        on_change=lambda: st.session_state.update({_KEY: st.session_state[key]}),
    )  # fmt: skip


def stated() -> str:
    """The name that was typed; empty where none was."""
    return str(st.session_state.get(_KEY) or "").strip()
