"""The roles page: tables with what they mean, and ways to where roles are edited."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import streamlit as st

from cxdata.screen import cards
from cxdata.screen.cards import tables
from cxdata.screen.controls import departments
from cxdata.screen.markdown import plain, small
from cxdata.screen.places import PLACES, way
from cxdata.screen.visit import links
from cxdata.screen.visit.opening import Page
from cxdata.views.roles import Roles


def table(page: Page, key: str, title: str, frame: pl.DataFrame, said: Sequence[str], *, none: str = "") -> None:
    """A card with a table and what it means, in sentences; no card where there is nothing to say."""
    if frame.is_empty() and not said and not none:
        return
    with st.container(border=True, key=f"card_{key}", gap=8, height="stretch"):
        cards.titled(page.text(title), key)
        if said:
            st.markdown(plain(" ".join(said)))
        if not frame.is_empty():
            tables.shown(frame, page.text(title))
        elif none:
            st.markdown(small(page.text(none)))


def spread(page: Page, shown: Roles) -> None:
    """The chart of accountability with what would mend it."""
    with st.container(border=True, key=f"card_{shown.spread.key}", gap=8, height="stretch"):
        cards.body(shown.spread, page, width=724)
        st.markdown(small(" ".join(shown.spread_said)))


def hygiene(page: Page, shown: Roles, owned: bool) -> None:
    """What is wrong in the matrix, and the way to it."""
    text = page.text
    with st.container(border=True, key="card_roles_hygiene", gap=8, height="stretch"):
        cards.titled(text("roles.hygiene"), "roles_hygiene")
        if shown.hygiene:
            departments.hygiene(shown.hygiene, page)
        else:
            st.markdown(small(text("roles.hygiene_fine" if owned else "roles.hygiene_none")))
        place = next(place for place in PLACES if place.stem == "departments")
        same = links.query(page.workspace, page.snapshot, page.choice, place)
        st.page_link(
            way(place.stem), label=text("roles.to_owners"), icon=":material/edit:",
            query_params={**same, "view": departments.OWNERS},
        )  # fmt: skip
