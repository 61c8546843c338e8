"""What the council decided and whether it was kept; what was done and whether it really helped."""

import streamlit as st

from cxdata.screen import cards, records
from cxdata.screen.controls import departments, initiatives
from cxdata.screen.visit import opening
from cxdata.screen.visit.held import held
from cxdata.views.initiatives import initiatives as view

page = opening.opened()
tables = departments.governed(page)
shown = held(page, "initiatives", lambda: view(page.snapshot, tables, page.text), departments.versions(tables))

cards.headline(shown.headline, shown.parts)
initiatives.picked(page, shown)
if shown.facts.works:
    with st.container(key="wide_initiatives"):
        left, right = st.columns([2.03, 1], gap=24)
    with left:
        initiatives.one(page, shown)
    with right:
        initiatives.portfolio(page, shown)
else:
    initiatives.portfolio(page, shown)
initiatives.decisions(page, shown)
records.within(page, "initiatives", "decisions", "actions")
