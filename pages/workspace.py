"""The workspace in use: its dimensions, its imports, who changed what; and workspaces as a whole."""

import streamlit as st

from cxdata.screen import cards
from cxdata.screen.visit import opening
from cxdata.screen.workspace import history, imports, members, workspaces

page = opening.opened()
text = page.text

cards.headline(text("workspace.title", name=workspaces.name_of(page.workspace, text)), workspaces.introduced(page))
workspaces.noted(page)
names = ("members", "imports", "history", "manage")
tabs = st.tabs([text(f"workspace.tab.{name}") for name in names], key=f"tabs_{page.lang}")
with tabs[0], st.container(border=True, key="card_members", gap=8):
    members.edited(page)
with tabs[1], st.container(border=True, key="card_imports", gap=8):
    imports.listed(page)
with tabs[2], st.container(border=True, key="card_history", gap=8):
    history.shown(page)
with tabs[3]:
    workspaces.managed(page)
