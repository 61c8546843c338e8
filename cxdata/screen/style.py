"""The few rules that the theme has no option for, and the language of the page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import streamlit as st

from cxdata.charts.look import Colours
from cxdata.screen.places import PLACES, Place
from cxdata.text import Lang

RULES: Final = Path(__file__).with_name("style.css").read_text("utf-8")

_SPOKEN: Final[dict[Lang, str]] = {
    "pl": "<script>document.documentElement.lang='pl'</script>",
    "en": "<script>document.documentElement.lang='en'</script>",
}


def worn(look: Colours) -> None:
    """Puts the rules on the page, in the colours of the look."""
    named = {name: getattr(look, name) for name in ("paper", "card", "rule", "ink", "second", "accent", "worse")}
    colours = "; ".join(f"--cx-{name}: {colour}" for name, colour in named.items())
    st.html(f"<style>:root {{ {colours} }}\n{RULES}</style>")


def marked(place: Place) -> None:
    """Marks the heading of the group in which the page stands: Streamlit marks a page that stands for itself alone."""
    if not place.group:
        return
    entries = list(dict.fromkeys(each.group or each.stem for each in PLACES))
    heading = f'.rc-overflow-item:nth-child({entries.index(place.group) + 1}) > [data-testid="stTopNavSection"]'
    st.html(
        f"<style>{heading} {{ background: var(--cx-rule); }}"
        f"{heading} p {{ font-weight: 600; color: var(--cx-ink); }}</style>"
    )


def uploader(browse: str, hint: str) -> None:
    """The words inside Streamlit's file uploader, which knows English alone."""
    said = {"--cx-browse": browse, "--cx-drop": hint}
    values = "; ".join(f"{name}: {json.dumps(words, ensure_ascii=False)}" for name, words in said.items())
    st.html(f"<style>:root {{ {values} }}</style>")


def spoken(lang: Lang) -> None:
    """Tells the browser in which language the page is written; last on the page, since it takes a line."""
    st.html(_SPOKEN[lang], unsafe_allow_javascript=True)
