"""Controls of the page that asks how sure we are: number of answers, change, confidence."""

from __future__ import annotations

from typing import Final

import streamlit as st

from cxdata.governance.current import current
from cxdata.screen.visit.held import held
from cxdata.screen.visit.opening import Page
from cxdata.views.certainty import Certainty, Setting, certainty

CONFIDENCES: Final = (80, 90, 95, 99)
_STEPS: Final = (10, 20, 30, 50, 75, 100, 150, 200, 300, 400, 500, 750, 1000, 1500, 2000, 3000, 5000, 7500, 10_000)
_MORE: Final = (15_000, 20_000, 50_000, 100_000)
_MOST: Final = 1_000_000


def _whole(name: str, least: int, most: int) -> int | None:
    """The page's parameter as a whole number within its bounds; None for anything else."""
    written = str(st.session_state.get(name) or "")
    return int(written) if written.isdecimal() and least <= int(written) <= most else None


def setting() -> Setting:
    """What the reader has set, or a link says; what makes no sense is as if it were not there."""
    sure = _whole("sure", 1, 99)
    return Setting(
        n=_whole("answers", 2, _MOST),
        change=float(_whole("size", 1, 60) or Setting().change),
        confidence=sure if sure in CONFIDENCES else Setting().confidence,
    )


def asked(page: Page) -> Certainty:
    asks, governed = setting(), current(page.workspace) if page.workspace.exists else None
    return held(
        page, "certainty", lambda: certainty(page.snapshot, page.choice, page.text, asks, governed), asks,
        governed["goals"].version if governed else 0,
    )  # fmt: skip


def _take(name: str, value: object) -> None:
    st.session_state[name] = str(value)
    st.session_state["touched"] = True


def controls(page: Page, shown: Certainty) -> None:
    """Three sliders in a row; moving one recomputes the page."""
    text, asks = page.text, setting()
    left, middle, right = st.columns([1, 1, 1.15], gap=24)
    keys = {name: f"control_{name}_{page.lang}" for name in ("answers", "size", "sure")}
    steps = sorted({*_STEPS, *_MORE, shown.n})
    st.session_state[keys["answers"]] = shown.n
    st.session_state[keys["size"]] = int(asks.change)
    st.session_state[keys["sure"]] = asks.confidence
    with left:
        st.select_slider(
            text("certainty.n_label"), steps, key=keys["answers"], format_func=text.number,
            on_change=lambda: _take("answers", st.session_state[keys["answers"]]),
        )  # fmt: skip
    with middle:
        st.slider(
            text("certainty.change_label"), 1, 40, key=keys["size"],
            on_change=lambda: _take("size", st.session_state[keys["size"]]),
        )  # fmt: skip
    with right:
        st.segmented_control(
            text("certainty.sure_label"), CONFIDENCES, key=keys["sure"], required=True,
            format_func=text.percent,
            on_change=lambda: _take("sure", st.session_state[keys["sure"]]),
        )  # fmt: skip
