"""The frame round every page: title, navigation, logo, the quiet bar; then the page itself."""

from __future__ import annotations

import streamlit as st

from cxdata.screen import filters, places, style, trouble
from cxdata.screen.server import bursts, drops, warmth
from cxdata.screen.visit import language, opening, session, window

text = language.text()
st.set_page_config(page_title=text("frame.product"), page_icon=str(places.STATIC / "icon.svg"), layout="wide")
style.worn(opening.look())
chosen = st.navigation(places.pages(text), position="top")
place = places.place_of(chosen)
style.marked(place)
st.logo(str(places.STATIC / f"logo-{opening.look().name}.svg"), size="medium")

with st.container(horizontal=True, gap=8, vertical_alignment="center", key="bar"):
    left = st.container(horizontal=True, gap=8, vertical_alignment="center", key="bar_left")
    right = st.container(horizontal=True, gap=8, vertical_alignment="center", key="bar_right", width="content")

with bursts.gathered(place.filtered):
    with trouble.caught():
        page = session.settled(place)
        if place.filtered and page.snapshot.answers:
            with left:
                filters.bar(page)
        else:
            left.space(1)
        trouble.warned(st.session_state["warnings"])
        if place.filtered and not page.snapshot.answers and not (place.kept and session.kept(page)):
            session.nothing_yet(page)
        else:
            chosen.run()
    with trouble.caught(), right:
        session.switches()
    style.spoken(text.lang)
    window.watched()
drops.swept_now_and_then()
warmth.kept()
