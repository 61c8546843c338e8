"""What changed, whether it is real, and where."""

import streamlit as st

from cxdata.screen import cards
from cxdata.screen.controls import asks, departments, findings, steps
from cxdata.screen.visit import opening
from cxdata.screen.visit.held import held
from cxdata.views.overview import overview

page = opening.opened()
tables = departments.governed(page)
shown = held(
    page,
    "overview",
    lambda: overview(page.snapshot, page.choice, page.text, tables),
    departments.versions(tables),
)

lacking = steps.missing(page, shown, tables)
cards.headline(shown.headline, shown.parts, shown.deeds)
with st.container(key="wide_overview"):
    left, right = st.columns([2.03, 1], gap=24)
with left:
    steps.figures(page, shown, lacking)
    cards.show(shown.trend, page, height=168 if shown.strip else 320)
    if shown.strip:
        cards.show(shown.strip, page)
    if shown.asks:
        asks.shown(page, shown.asks)
with right:
    findings.show(shown.findings, page)
    if "upload" not in lacking:
        cards.show(shown.changes, page, width=361)
    steps.rest(page, lacking)
