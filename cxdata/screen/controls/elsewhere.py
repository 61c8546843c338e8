"""Where touchpoints were rated, but not by the metric in use: said once, with a button to the one they were."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from cxdata.screen import cards, filters
from cxdata.screen.markdown import plain
from cxdata.screen.visit.opening import Page


def shown(page: Page) -> bool:
    """Says so and offers the other metrics; false where there is nothing to say."""
    text, metric = page.text, page.choice.metric
    others = [other for other in page.snapshot.metrics if page.snapshot.has_touchpoints(other)]
    if page.snapshot.has_touchpoints(metric) or not others:
        return False
    named = text(f"metric.{metric}")
    cards.headline(text("overview.metric_without_touchpoints", metric=named))
    with st.container(border=True, key="card_elsewhere", gap=8):
        rated = text.list(text(f"metric.{other}") for other in others)
        st.markdown(plain(text("filters.rated_by", metric=named, others=rated)))
        with st.container(horizontal=True, gap=8):
            for place, other in enumerate(others):
                st.button(
                    text("filters.show_metric", metric=text(f"metric.{other}")),
                    key=f"show_{other}",
                    type="primary" if place == 0 else "secondary",
                    on_click=lambda other=other: filters.changed(replace(page.choice, metric=other)),
                )
    return True
