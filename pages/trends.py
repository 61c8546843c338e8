"""How the scores move, by whatever tells answers apart; a click on a point opens the answers behind it."""

import streamlit as st

from cxdata.screen import cards
from cxdata.screen.controls import breakdown, happened
from cxdata.screen.visit import opening

page = opening.opened()
shown = breakdown.asked(page)
card = shown.cards[0]

cards.headline(shown.headline, shown.parts)
with st.container(border=True, key="card_trends", gap=8):
    breakdown.controls(page, shown)
    points = cards.body(card, page, width=1184, height=breakdown.height(card), pick=True)
    breakdown.notes(shown)
breakdown.behind(page, card, points)
happened.edited(page)
