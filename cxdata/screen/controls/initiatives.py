"""The initiatives page beside its chart: one initiative in detail, the register of decisions, the portfolio."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from cxdata.governance.measures.promises import STATES
from cxdata.screen import cards
from cxdata.screen.cards import tables
from cxdata.screen.cards.plots import Pick
from cxdata.screen.markdown import plain, small
from cxdata.screen.visit.opening import Page
from cxdata.views.initiatives import Initiatives, register
from cxdata.views.initiatives import cards as view

ALL: Final = "all"
_DECISIONS: Final = 10
"""Decisions that stand on the page before somebody asks for all."""


def one(page: Page, shown: Initiatives) -> None:
    """The initiative chosen, or the first that can be judged: its months, and how its effect was judged."""
    works = {work.name: work for work in shown.facts.works}
    text = page.text
    judged = [name for name, work in works.items() if work.verdict in ("better", "worse")]
    asked = st.session_state.get("initiative")
    name = asked if asked in works else (judged or list(works))[0]
    card, notes = view.one(works[name], text)
    with st.container(border=True, key="card_initiative", gap=8):
        key = f"control_initiative_{page.lang}"
        st.session_state[key] = name
        st.selectbox(
            text("initiatives.one.choose"), list(works), key=key, label_visibility="collapsed",
            on_change=lambda: take(st.session_state[key]),
        )  # fmt: skip
        if card is not None:
            cards.body(card, page, width=720, height=260)
        for said in notes:
            st.markdown(small(said))


def take(name: str) -> None:
    st.session_state["initiative"] = name
    st.session_state["touched"] = True


def picked(page: Page, shown: Initiatives) -> None:
    """The chart of effects; a click on a dot opens the initiative."""
    with st.container(border=True, key=f"card_{shown.effects.key}", gap=4):
        cards.body(shown.effects, page, width=1184, pick=_follow)


def _follow(points: Sequence[Pick]) -> None:
    for point in points:
        if point is not None and len(point) == 2:
            take(point[1])


def decisions(page: Page, shown: Initiatives) -> None:
    """How promises were kept, and the register by state, what is overdue first."""
    text = page.text
    held = shown.facts.decisions
    with st.container(border=True, key="card_decisions", gap=8):
        cards.titled(text("initiatives.promises.title"), "decisions")
        st.markdown(plain(" ".join(shown.kept)))
        if held.is_empty():
            return
        there = [state for state in STATES if state in set(held["state"])]
        key = f"control_decisions_{page.lang}"
        state = st.segmented_control(
            text("initiatives.promises.which"), [*there, ALL], default=there[0], key=key, required=True,
            label_visibility="collapsed",
            format_func=lambda name: f"{text(f'initiatives.decision.{name}')} ({_count(page, shown, name)})",
        )  # fmt: skip
        frame = register(shown.facts, None if state == ALL else state, text)
        tables.folded(frame, text("initiatives.promises.title"), f"decisions_{state}", _DECISIONS)


def _count(page: Page, shown: Initiatives, state: str) -> str:
    held = shown.facts.decisions
    return page.text.number(held.height if state == ALL else held.filter(state=state).height)


def portfolio(page: Page, shown: Initiatives) -> None:
    """Gaps without work, and work without a gap."""
    with st.container(border=True, key="card_portfolio", gap=8, height="stretch"):
        cards.titled(page.text("initiatives.portfolio.title"), "portfolio")
        for said in shown.portfolio:
            st.markdown(plain(said))
        if not shown.portfolio:
            st.markdown(small(page.text("initiatives.portfolio.none")))
