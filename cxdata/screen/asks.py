"""What the overview asks the board to decide."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from cxdata.screen import cards, links
from cxdata.screen.markdown import plain, small
from cxdata.screen.opening import Page
from cxdata.screen.places import PLACES, way
from cxdata.views.asks import Ask


def shown(page: Page, found: Sequence[Ask]) -> None:
    """Decisions that only the board can take, each with a proposal and the way to where it is settled."""
    text = page.text
    with st.container(border=True, key="card_overview_asks", gap=8):
        cards.titled(text("asks.title"), "overview_asks")
        for at, ask in enumerate(found):
            with st.container(key=f"ask_{at}", gap=4):
                st.markdown(f"**{plain(ask.question)}**")
                st.markdown(small(ask.proposal))
                place = next(place for place in PLACES if place.stem == ask.place)
                same = links.query(page.workspace, page.snapshot, page.choice, place)
                st.page_link(way(place.stem), label=text("asks.settle"), query_params={**same, **dict(ask.query)})
