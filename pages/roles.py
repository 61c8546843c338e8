"""Who fills the five roles, how accountability is spread, and where the customer's journey changes hands."""

import streamlit as st

from cxdata.screen import cards, records
from cxdata.screen.controls import departments, roles
from cxdata.screen.visit import opening
from cxdata.screen.visit.held import held
from cxdata.views.roles import roles as view

page = opening.opened()
tables = departments.governed(page)
shown = held(page, "roles", lambda: view(page.snapshot, tables, page.choice, page.text), departments.versions(tables))

cards.headline(shown.headline, shown.parts)
roles.table(page, "five", "roles.five", shown.five, shown.five_said)
with st.container(key="wide_roles_spread"):
    left, right = st.columns([1.6, 1], gap=24)
with left:
    roles.spread(page, shown)
with right:
    roles.hygiene(page, shown, not tables["ownership"].rows.is_empty())
roles.table(page, "silos", "roles.silos", shown.stages, shown.stages_said)
roles.table(page, "council", "roles.council.title", shown.council, shown.council_said, none="roles.council.empty")
records.within(page, "cx_roles", "people", "meetings", "attendance")
