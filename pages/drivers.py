"""Which touchpoints go with the score of the relationship, against how well they do."""

import streamlit as st

from cxdata.screen import cards
from cxdata.screen.controls import departments
from cxdata.screen.visit import opening
from cxdata.screen.visit.held import held
from cxdata.views.drivers import drivers

page = opening.opened()
tables = departments.governed(page)
shown = held(
    page, "drivers", lambda: drivers(page.snapshot, tables, page.choice, page.text), departments.versions(tables)
)

cards.headline(shown.headline, shown.parts)
if shown.strength.chart is None:
    cards.show(shown.strength, page)
else:
    with st.container(key="wide_drivers"):
        left, right = st.columns(2, gap=24)
    with left:
        cards.show(shown.matrix, page, stretch=True, width=564)
    with right:
        cards.show(shown.strength, page, stretch=True, width=564, height=340)
