"""The list of findings on a page: each with its word, its numbers, and the way to the view that shows it."""

from __future__ import annotations

import streamlit as st

from cxdata.card import Card, Item, Listing
from cxdata.screen import cards
from cxdata.screen.markdown import plain, small, toned_word
from cxdata.screen.places import PLACES, way
from cxdata.screen.visit import links
from cxdata.screen.visit.opening import Page


def show(card: Card, page: Page) -> None:
    """The card; what does not stand in sight folds under one line."""
    with st.container(border=True, key=f"card_{card.key}", gap=4):
        cards.heading(card, page)
        st.markdown(small(card.subtitle))
        if not isinstance(card.chart, Listing):
            cards.empty(card)
            st.markdown(small(card.foot))
            return
        items = card.chart.items
        for place, item in enumerate(items[: card.chart.open]):
            _item(item, page, f"finding_{place}")
        if rest := items[card.chart.open :]:
            real = sum(item.real for item in rest)
            key = "finding.rest_real" if 0 < real < len(rest) else "finding.rest"
            with st.expander(page.text(key, n=len(rest), real=page.text.number(real)), key="findings_rest"):
                for place, item in enumerate(rest, card.chart.open):
                    _item(item, page, f"finding_{place}")
        st.markdown(small(card.foot))


def _item(item: Item, page: Page, key: str) -> None:
    """The word and the way on one line, the sentence, and in small letters what else there is."""
    with st.container(key=key, gap=0):
        with st.container(horizontal=True, gap=4, vertical_alignment="center", key=f"line_{key}"):
            st.markdown(toned_word(item.word, item.tone))
            place = next(place for place in PLACES if place.stem == item.page)
            query = links.query(page.workspace, page.snapshot, item.choice, place, item.own)
            st.page_link(way(item.page), label=page.text("finding.see"), query_params=query)
        st.markdown(plain(item.said))
        if item.beside:
            st.markdown(small(item.beside))
