"""Controls of the trends page: metric, dimension, form of the lines; and what a click on a point opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

import streamlit as st

from cxdata.card import Card, Lines
from cxdata.governance.current import current
from cxdata.screen import cards, filters
from cxdata.screen.cards import comments
from cxdata.screen.cards.plots import Pick
from cxdata.screen.markdown import plain, small
from cxdata.screen.visit.held import held
from cxdata.screen.visit.opening import Page, dimension_name
from cxdata.views.drill import drill
from cxdata.views.trends import Asked, Form, Trends, trends

WHOLE: Final = "whole"
EVERY: Final = "every"
_MOST_LETTERS: Final = 90
_MOST_EVENTS: Final = 4
_COMMENTS: Final = 6
Take = Callable[[Any], None]
_FORMS: Final = ("lines", "panels")
_ORDERS: Final = ("answers", "change")
_LINES: Final = ("intervals", "limits")


def by(page: Page) -> str | None:
    """The dimension of the breakdown; None for the whole, and for what this workspace does not know."""
    asked = st.session_state.get("by")
    return asked if asked in page.snapshot.dimensions else None


def asked(page: Page) -> Trends:
    """What the page shows, as the reader has set its controls."""
    state = st.session_state
    form = state.get("as")
    wanted = Asked(
        by=by(page),
        order="change" if state.get("order") == "change" else "answers",
        multiples=None if form not in _FORMS else form == "panels",
        form=Form(limits=state.get("line") == "limits", season=state.get("season") == "off"),
        every=state.get("metrics") == EVERY,
    )
    workspace = page.workspace
    governed = current(workspace) if workspace.exists else None
    version = sum(governed[name].version for name in ("events", "initiatives", "decisions")) if governed else 0
    return held(
        page, "trends", lambda: trends(page.snapshot, page.choice, page.text, wanted, governed), wanted, version
    )


def controls(page: Page, shown: Trends) -> None:
    """Metric and dimension in a row; beneath it how the lines are drawn."""
    text = page.text
    metrics: list[str] = list(page.snapshot.metrics)
    with st.container(horizontal=True, gap=16, vertical_alignment="center", key="controls"):
        all_of_them = [EVERY] if len(metrics) > 1 else []
        chosen = EVERY if st.session_state.get("metrics") == EVERY and all_of_them else page.choice.metric
        _one("metric", [*metrics, *all_of_them], chosen, page, _take_metric, lambda name: _metric(name, page))
        names = {name: filters.capital(dimension_name(text, name)) for name in page.snapshot.dimensions}
        names = {WHOLE: text("trends_page.whole"), **names}
        _one("by", list(names), by(page) or WHOLE, page, _take_by, lambda name: plain(names[name]))
    with st.container(horizontal=True, gap=16, vertical_alignment="center", key="controls_lines"):
        _form(page, shown)


def _metric(name: str, page: Page) -> str:
    return page.text("trends_page.every" if name == EVERY else f"metric.{name}")


def _form(page: Page, shown: Trends) -> None:
    """What the lines are drawn with, the season, and with a dimension the form of the chart and the order."""
    text, chart, dimension = page.text, shown.cards[0].chart, by(page)
    line = "limits" if st.session_state.get("line") == "limits" else "intervals"
    _one("line", _LINES, line, page, _take("line"), lambda name: text(f"trends_page.line.{name}"))
    if dimension and isinstance(chart, Lines) and not shown.every:
        form = "panels" if chart.multiples else "lines"
        _one("as", _FORMS, form, page, _take("as"), lambda f: text(f"trends_page.as.{f}"))
    if dimension and isinstance(chart, Lines) and len(chart.series) < len(page.snapshot.labels(dimension)):
        order = "change" if st.session_state.get("order") == "change" else "answers"
        _one("order", _ORDERS, order, page, _take("order"), lambda o: text(f"trends_page.order.{o}"))
    key = f"control_season_{page.lang}"
    st.session_state[key] = st.session_state.get("season") == "off"
    st.toggle(
        text("trends_page.season"), key=key, help=text("trends_page.season_help"),
        on_change=lambda: _take("season")("off" if st.session_state[key] else None),
    )  # fmt: skip
    if _idle(shown):
        st.markdown(small(shown.notes[-1]))


def _idle(shown: Trends) -> bool:
    """Whether the season was asked off and nothing could be taken off; the last note says why."""
    chart = shown.cards[0].chart
    asked_off = shown.season is not None and st.session_state.get("season") == "off" and bool(shown.notes)
    if not asked_off or shown.season is None:
        return False
    return not shown.season.known or (isinstance(chart, Lines) and chart.grain != "month")


def height(card: Card) -> int | None:
    """Of one chart of lines, so that the page's answer stands on the first screen; small charts know their own."""
    return None if isinstance(card.chart, Lines) and card.chart.multiples else 336


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
    every = metric == EVERY
    st.session_state["metrics"] = EVERY if every else None
    st.session_state["touched"] = True
    if not every:
        filters.changed(replace(st.session_state["choice"], metric=metric))


def _take_by(dimension: str) -> None:
    st.session_state["by"] = None if dimension == WHOLE else dimension
    st.session_state["as"] = None
    st.session_state["touched"] = True


def _take(name: str) -> Take:
    def taken(value: str | None) -> None:
        st.session_state[name] = value
        st.session_state["touched"] = True

    return taken


def notes(shown: Trends) -> None:
    """What stands beside the chart in words: limits and season, then the numbered marks."""
    if said := shown.notes[:-1] if _idle(shown) else shown.notes:
        st.markdown(small(" ".join(said)))
    if shown.events:
        half = -(-len(shown.events) // 2) if len(shown.events) > _MOST_EVENTS else len(shown.events)
        places = st.columns(2 if half < len(shown.events) else 1, gap=24)
        for place, some in zip(places, (shown.events[:half], shown.events[half:]), strict=False):
            place.markdown("  \n".join(f":gray-badge[{number}] {small(said)}" for number, said in some))


def behind(page: Page, card: Card, points: list[Pick]) -> None:
    """The answers behind the point that was clicked; before any click, that points can be clicked."""
    chart, text = card.chart, page.text
    if not isinstance(chart, Lines):
        return
    found = [(series, point) for point in points if point for series in chart.series if is_of(point, series.label)]
    if not found:
        st.markdown(small(text("trends_page.click")))
        return
    series, custom = found[0]
    day = date.fromisoformat(custom[0])
    choice = replace(page.choice, metric=series.metric) if series.metric else page.choice
    opened = drill(page.workspace, page.snapshot, choice, text, series=series, period=day, grain=chart.grain)
    with st.container(key="wide_drill"):
        left, right = st.columns([1, 2], gap=24)
    with left:
        cards.show(opened.card, page, stretch=True, width=361)
    with right, st.container(border=True, key="card_answers", gap=4, height="stretch"):
        cards.titled(text("trends_page.answers"), "answers")
        if opened.rows is not None:
            comments.shown(opened.rows, f"drill_{day}_{series.label}", _COMMENTS)
        st.markdown(small(opened.note))


def is_of(point: Pick, label: str) -> bool:
    return point is not None and len(point) == 2 and point[1] == label
