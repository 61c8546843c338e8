"""The panel of the cell that is open on the map, and the table of what is not chance."""

from __future__ import annotations

from typing import Final

import streamlit as st

from cxdata.card import Card
from cxdata.governance.current import Tables
from cxdata.screen import cards
from cxdata.screen.cards import comments, plots, tables
from cxdata.screen.controls import departments, heatmap
from cxdata.screen.filters import capital
from cxdata.screen.markdown import plain, small, toned
from cxdata.screen.places import PLACES, way
from cxdata.screen.visit import links
from cxdata.screen.visit.held import held
from cxdata.screen.visit.opening import Page
from cxdata.views.touchpoints import Touchpoints, consistency_card
from cxdata.views.touchpoints.cell import Cell, Owner, cell
from cxdata.views.touchpoints.consistency_card import chosen

_WIDTH: Final = 276
"""Pixels of a small chart in the panel."""


def shown(page: Page, found: Touchpoints, governed: Tables | None) -> None:
    """Score, verdict and owner of the open cell, its ratings, its course and what people wrote."""
    opened = held(
        page,
        "cell",
        lambda: cell(page.workspace, found, page.text, governed),
        heatmap.settings(page),
        departments.versions(governed or {}),
    )
    with st.container(border=True, key="card_cell", gap=8):
        if opened is None:
            st.markdown(small(page.text("touchpoints_page.click")))
            heatmap.by_name(page, found)
            return
        with st.container(horizontal=True, gap=4, vertical_alignment="top", key="headrow_cell"):
            st.header(plain(opened.title), anchor=False)
            with st.container(width="content", key="tools_cell"):
                heatmap.by_name(page, found)
        with st.container(key="cell_parts"):
            with st.container(key="cell_score", gap=8):
                _score(opened, page)
                _drawn("spread", opened.spread, page, 168)
            with st.container(key="cell_trend", gap=8):
                _drawn("course", opened.trend, page, 132)
                _comments(opened, page)


def _score(opened: Cell, page: Page) -> None:
    with st.container(horizontal=True, gap=16, vertical_alignment="center", key="cell_head"):
        if opened.value:
            with st.container(key="value_big_cell", width="content"):
                st.markdown(plain(opened.value))
        with st.container(gap=0, key="cell_words"):
            for part in opened.verdict:
                st.markdown(f":small[{toned((part,))}]")
            st.markdown(small(opened.interval))
            if opened.owner:
                _owner(opened.owner, page)
    for part in opened.even:
        st.markdown(f":small[{toned((part,))}]")


def _owner(owner: Owner, page: Page) -> None:
    """The owner as a way to their department, where there is such a page; it opens with the same choice."""
    place = next((place for place in PLACES if place.stem == "departments"), None)
    if owner.department is None or place is None:
        st.markdown(f":small[{plain(owner.words)}]")
        return
    same = links.query(page.workspace, page.snapshot, page.choice, place)
    st.page_link(
        way(place.stem),
        label=plain(owner.words),
        icon=":material/arrow_forward:",
        icon_position="right",
        query_params={**same, "metric": page.choice.metric, "department": owner.department},
    )


def _drawn(name: str, card: Card | None, page: Page, height: int) -> None:
    """A small chart under its name, with the buttons of a card at the right."""
    if card is None or card.chart is None:
        return
    with st.container(horizontal=True, gap=4, vertical_alignment="center", key=f"headrow_cell_{name}"):
        st.markdown(small(page.text(f"cell.{name}_title")))
        cards.tools(card, page)
    plots.drawn(card.chart, page, key=f"chart_cell_{name}", alt=card.alt, width=_WIDTH, height=height)


def _comments(opened: Cell, page: Page) -> None:
    if opened.note:
        st.markdown(small(opened.note))
        return
    comments.listed(((str(each.score), each.words, each.about, each.tone) for each in opened.comments), clamped=True)
    most = opened.rows.height
    cut = any(len(each.words) > comments.CLAMPED for each in opened.comments)
    if (cut or most > len(opened.comments)) and st.button(
        page.text("touchpoints_page.all_comments", n=most),
        key="all_comments",
        icon=":material/arrow_forward:",
        icon_position="right",
        type="tertiary",
    ):
        _window(opened, page)


def _window(opened: Cell, page: Page) -> None:
    """All comments of the cell in a window."""

    @st.dialog(plain(opened.title), width="large")
    def window() -> None:
        st.markdown(small(page.text("touchpoints_page.comments")))
        comments.shown(opened.rows, "cell", opened.rows.height)

    window()


def even(page: Page, found: Touchpoints, governed: Tables | None) -> None:
    """How far the parts of each touchpoint differ, by channel, region or department."""
    if found.even is None:
        return
    wanted = chosen(found.even, st.session_state.get("even"))
    given = found.even
    card = held(
        page,
        "even",
        lambda: consistency_card.card(found.grid, given, page.text, wanted),
        wanted,
        heatmap.settings(page),
        departments.versions(governed or {}),
    )
    if card is None:
        return
    with st.container(border=True, key="card_even", gap=8):
        names = found.even.dimensions
        if wanted is not None and len(names) > 1:
            heatmap.one("even", names, wanted, page, lambda name: capital(page.text(f"consistency.of.{name}")))
        cards.body(card, page, width=1184)


def real(page: Page, found: Touchpoints) -> None:
    """What is not chance in the latest columns, the worst first."""
    if found.real.is_empty():
        return
    with st.container(border=True, key="card_real", gap=8):
        cards.titled(found.real_title, "real")
        tables.shown(found.real, found.real_title)
        if found.real.height < found.real_all:
            st.markdown(small(page.text("touchpoints.real.of", shown=found.real.height, all=found.real_all)))
