"""How sure we can be: what so many answers show, and how many a change needs."""

import streamlit as st

from cxdata.screen import cards
from cxdata.screen.controls import certainty
from cxdata.screen.visit import opening

page = opening.opened()
shown = certainty.asked(page)

cards.headline(shown.headline, shown.parts)
with st.container(border=True, key="card_controls_certainty", gap=8):
    certainty.controls(page, shown)
with st.container(key="wide_certainty"):
    left, right = st.columns([1.6, 1], gap=24)
with left:
    cards.show(shown.curve, page, stretch=True, width=700, height=440)
with right:
    cards.show(shown.groups, page, stretch=True, width=420)
with st.container(key="wide_response"):
    cards.show(shown.response, page)
