"""Controls of the trends page: metric, dimension, lines or small charts; and what a click on a point opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

import streamlit as st

from cxdata.card import Card, Lines
from cxdata.screen import cards, filters, tables
from cxdata.screen.cards import Point
from cxdata.screen.held import held
from cxdata.screen.markdown import plain, small
from cxdata.screen.opening import Page, dimension_name
from cxdata.views.drill import drill
from cxdata.views.trends import Order, Trends, trends

WHOLE: Final = "whole"
_MOST_LETTERS: Final = 90
Take = Callable[[Any], None]
_FORMS: Final = ("lines", "panels")
_ORDERS: Final[tuple[Order, ...]] = ("answers", "change")


def by(page: Page) -> str | None:
    """The dimension of the breakdown; None for the whole, and for what this workspace does not know."""
    asked = st.session_state.get("by")
    return asked if asked in page.snapshot.dimensions else None


def asked(page: Page) -> Trends:
    """What the page shows, as the reader has set its controls."""
    form, order = st.session_state.get("as"), st.session_state.get("order")
    dimension = by(page)

    def computed() -> Trends:
        return trends(
            page.snapshot,
            page.choice,
            page.text,
            by=dimension,
            order="change" if order == "change" else "answers",
            multiples=None if form not in _FORMS else form == "panels",
        )

    return held(page, "trends", computed, dimension, form, order)


def controls(page: Page, shown: Trends) -> None:
    """One row: metric, dimension, and with a dimension the form of the chart and the order of its parts."""
    text = page.text
    with st.container(horizontal=True, gap=16, vertical_alignment="center", key="controls"):
        _one("metric", page.snapshot.metrics, page.choice.metric, page, _take_metric, lambda m: text(f"metric.{m}"))
        names = {name: filters.capital(dimension_name(text, name)) for name in page.snapshot.dimensions}
        names = {WHOLE: text("trends_page.whole"), **names}
        _one("by", list(names), by(page) or WHOLE, page, _take_by, lambda name: plain(names[name]))
        chart = shown.cards[0].chart
        dimension = by(page)
        if dimension and isinstance(chart, Lines):
            form = "panels" if chart.multiples else "lines"
            _one("as", _FORMS, form, page, _take("as"), lambda f: text(f"trends_page.as.{f}"))
        if dimension and isinstance(chart, Lines) and len(chart.series) < len(page.snapshot.labels(dimension)):
            order = "change" if st.session_state.get("order") == "change" else "answers"
            _one("order", _ORDERS, order, page, _take("order"), lambda o: text(f"trends_page.order.{o}"))


def height(card: Card) -> int | None:
    """Of one chart of lines, so that the page's answer stands on the first screen; small charts know their own."""
    return None if isinstance(card.chart, Lines) and card.chart.multiples else 360


def _one(name: str, options: Sequence[str], value: str, page: Page, take: Take, said: Callable[[str], str]) -> None:
    """All options side by side, or in a list where their names are too long for that."""
    key = f"control_{name}_{page.lang}"
    st.session_state[key] = value
    shown: dict[str, Any] = {"key": key, "format_func": said, "on_change": lambda: take(st.session_state[key])}
    label = page.text(f"trends_page.{name}_label")
    if sum(len(said(option)) for option in options) > _MOST_LETTERS:
        st.selectbox(label, options, width=320, label_visibility="collapsed", **shown)
    else:
        st.segmented_control(label, options, required=True, label_visibility="collapsed", **shown)


def _take_metric(metric: Any) -> None:
    filters.changed(replace(st.session_state["choice"], metric=metric))


def _take_by(dimension: str) -> None:
    st.session_state["by"] = None if dimension == WHOLE else dimension
    st.session_state["as"] = None
    st.session_state["touched"] = True


def _take(name: str) -> Take:
    def taken(value: str) -> None:
        st.session_state[name] = value
        st.session_state["touched"] = True

    return taken


def behind(page: Page, card: Card, points: list[Point]) -> None:
    """The answers behind the point that was clicked; before any click, that points can be clicked."""
    chart, text = card.chart, page.text
    if not isinstance(chart, Lines):
        return
    found = [(series, point["customdata"]) for point in points for series in chart.series if is_of(point, series.label)]
    if not found:
        st.markdown(small(text("trends_page.click")))
        return
    series, custom = found[0]
    day = date.fromisoformat(custom[0])
    opened = drill(page.workspace, page.snapshot, page.choice, text, series=series, period=day, grain=chart.grain)
    with st.container(key="wide_drill"):
        left, right = st.columns([1, 2], gap=24)
    with left:
        cards.show(opened.card, page, stretch=True, width=361)
    with right, st.container(border=True, key="card_answers", gap=4, height="stretch"):
        cards.titled(text("trends_page.answers"), "answers")
        if opened.rows is not None:
            first = (text("drill.day"), text("columns.answer"), text("drill.comment"))
            tables.shown(opened.rows, text("trends_page.answers"), height=300, first=first)
        st.markdown(small(opened.note))


def is_of(point: Point, label: str) -> bool:
    custom = point.get("customdata")
    return isinstance(custom, list) and len(custom) == 2 and custom[1] == label
