"""What changed, whether it is real, and where."""

import streamlit as st

from cxdata.screen import cards, opening
from cxdata.screen.held import held
from cxdata.views.overview import overview

page = opening.opened()
shown = held(page, "overview", lambda: overview(page.snapshot, page.choice, page.text))

cards.headline(shown.headline, shown.parts)
with st.container(key="wide_overview"):
    left, right = st.columns([2.03, 1], gap=24)
with left:
    cards.figures(shown.figures, page)
    cards.show(shown.trend, page, stretch=True, height=320)
with right:
    cards.show(shown.changes, page, stretch=True, width=361)
