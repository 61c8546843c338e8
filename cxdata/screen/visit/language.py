"""The reader's language: what the link or the switch says, else what the browser prefers."""

from __future__ import annotations

import streamlit as st

from cxdata.text import LANGS, Lang, Text, preferred

PARAMETER = "lang"


def chosen() -> Lang:
    """The language of this visit; the first run settles it."""
    if "lang" not in st.session_state:
        asked = st.query_params.get(PARAMETER)
        st.session_state["lang_asked"] = asked in LANGS
        st.session_state["lang"] = asked if asked in LANGS else preferred(st.context.locale)
    lang: Lang = st.session_state["lang"]
    return lang


def followed() -> bool:
    """Takes the language of the address that was gone back to; whether that is another one."""
    before, asked = chosen(), st.query_params.get(PARAMETER)
    st.session_state["lang_asked"] = asked in LANGS
    st.session_state["lang"] = asked if asked in LANGS else preferred(st.context.locale)
    return before != chosen()


def switch(lang: Lang) -> None:
    """The page speaks that language from now on, and its link says so."""
    st.session_state["lang"] = lang
    st.session_state["lang_asked"] = True


def query() -> dict[str, str]:
    """The parameter of a link, where the reader asked for a language."""
    return {PARAMETER: chosen()} if st.session_state.get("lang_asked") else {}


def other(lang: Lang) -> Lang:
    return next(name for name in LANGS if name != lang)


def text() -> Text:
    return Text(chosen())
