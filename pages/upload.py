"""Files of feedback in: dropped, recognised, mapped, imported, receipted, undone."""

import streamlit as st

from cxdata.screen import cards
from cxdata.screen.upload import receipts, targets, templates, uploading
from cxdata.screen.visit import opening

page = opening.opened()

cards.headline(page.text("upload.title"), page.text("upload.intro"))
receipts.shown(page)
with st.container(key="wide_upload"):
    left, right = st.columns([2.03, 1], gap=24)
with left, st.container(border=True, key="card_drop", gap=8):
    uploading.dropzone(page)
    templates.offered(page.text)
with right, st.container(border=True, key="card_target", gap=8):
    targets.choice(page)
uploading.queue(page)
