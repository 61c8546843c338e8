"""A question with a few answers, none of them given beforehand, that outlives a change of language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from cxdata.screen.markdown import plain
from cxdata.text import Text

_ONE_LINE = 90
"""Letters of answers that stand beside each other."""

Answer = TypeVar("Answer", bound=str)


def held(name: str) -> str:
    """What has been answered, or ""."""
    answer: str = st.session_state.get(name) or ""
    return answer


def one(
    question: str,
    options: Sequence[Answer],
    said: Callable[[Answer], str],
    name: str,
    text: Text,
    then: Callable[[Answer], None] | None = None,
) -> Answer | None:
    """Shows the question and returns its answer; `then` is called with each new one, before the page runs again."""
    key = f"{name}_{text.lang}"
    if held(name) in options:
        st.session_state[key] = held(name)

    def answered() -> None:
        st.session_state[name] = st.session_state[key]
        if then:
            then(st.session_state[key])

    st.radio(
        f"**{plain(question)}**",
        options,
        index=None,
        format_func=said,
        key=key,
        on_change=answered,
        horizontal=sum(len(said(option)) for option in options) <= _ONE_LINE,
    )
    return next((option for option in options if option == held(name)), None)
