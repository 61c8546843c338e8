"""The list of all tables, grouped by what they are about, with what each of them holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import streamlit as st

from cxdata.governance.tables import TABLES
from cxdata.screen.markdown import small
from cxdata.screen.records.begun import held_now
from cxdata.screen.visit.opening import Page

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

GROUPS: Final = {
    "direction": ("vision", "goals"),
    "people": ("departments", "ownership", "people", "cx_roles"),
    "council": ("decisions", "meetings", "attendance"),
    "work": ("initiatives", "actions", "events"),
}
FIRST: Final = "goals"


def grouped() -> dict[str, list[str]]:
    """Group -> its tables; a table that no group names stands in the last."""
    found = {group: [name for name in names if name in TABLES] for group, names in GROUPS.items()}
    named = {name for names in found.values() for name in names}
    found["work"] += [name for name in TABLES if name not in named]
    return found


def sides() -> tuple[DeltaGenerator, DeltaGenerator]:
    """The list at the left, the table beside it."""
    with st.container(key="wide_records"):
        left, right = st.columns([1.1, 4.6], gap=24)
    return left, right


def chosen(page: Page) -> str:
    """The table that is looked at; a click on another shows that."""
    asked = str(st.session_state.get("table"))
    now = asked if asked in TABLES else FIRST
    if page.narrow:
        return _listed(page, now)
    held = held_now(page)
    for group, names in grouped().items():
        with st.container(key=f"picker_{group}", gap=0):
            st.markdown(small(page.text(f"records.group.{group}")))
            for name in names:
                label = page.text("records.counted", table=page.text(f"records.title.{name}"), n=held[name].rows.height)
                st.button(
                    label, key=f"pick_{'now_' if name == now else ''}{name}", type="tertiary", width="stretch",
                    on_click=_take, args=(name,),
                )  # fmt: skip
    return now


def among(page: Page, names: Sequence[str]) -> str:
    """One of a few tables, side by side."""
    key = f"control_table_{page.lang}"
    shown = st.session_state.get("table")
    st.session_state[key] = shown if shown in names else names[0]
    name = st.segmented_control(
        page.text("records.which"), names, key=key, required=True, label_visibility="collapsed",
        format_func=lambda name: page.text(f"records.title.{name}"),
        on_change=lambda: st.session_state.update(table=st.session_state[key]),
    )  # fmt: skip
    return name or names[0]


def _listed(page: Page, now: str) -> str:
    """The same as one list to open, where there is little room."""
    names = [name for group in grouped().values() for name in group]
    key = f"pick_table_{page.lang}"
    st.session_state[key] = now
    st.selectbox(
        page.text("records.which"), names, key=key, label_visibility="collapsed",
        format_func=lambda name: page.text(f"records.title.{name}"), on_change=lambda: _take(st.session_state[key]),
    )  # fmt: skip
    return now


def _take(name: str) -> None:
    st.session_state["table"] = name
    st.session_state["touched"] = True
