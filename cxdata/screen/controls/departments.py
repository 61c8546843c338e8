"""Controls of the departments page, its cards, and a department's own panel."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from functools import partial
from typing import Final

import streamlit as st

from cxdata.card import Card
from cxdata.governance.current import Tables, current
from cxdata.governance.records import Held
from cxdata.governance.tables import TABLES
from cxdata.screen import cards
from cxdata.screen.cards import comments, tables
from cxdata.screen.cards.plots import Pick
from cxdata.screen.markdown import plain, small
from cxdata.screen.visit.held import held
from cxdata.screen.visit.opening import Page
from cxdata.views.departments import Departments, Weighing, departments
from cxdata.views.departments.panel import Panel, panel

RESULTS, OWNERS = "results", "owners"
ALL: Final = ""
"""How the list of departments says "all of them"; no department can be called so."""

TABLES_OF: Final = ("ownership", "departments", "goals")
"""The tables behind the page."""

_VIEWS: Final = (RESULTS, OWNERS)
_WEIGHTS: Final[tuple[Weighing, ...]] = ("answers", "contacts")
_HALF, _WHOLE = 564, 1184
_MANY: Final = 8
_FIRST: Final = 8


def governed(page: Page) -> Tables:
    """The tables of governance; empty ones where nobody has written any."""
    if page.workspace.exists:
        return current(page.workspace)
    return {name: Held(table.empty(), 0) for name, table in TABLES.items()}


def versions(tables: Tables) -> tuple[int, ...]:
    """What must stay the same for something computed from the tables to stay right."""
    return tuple(table.version for table in tables.values())


def deeds(page: Page, shown: Departments) -> None:
    """Promises and deeds beside each department's score."""
    if shown.deeds.is_empty():
        return
    text = page.text
    with st.container(border=True, key="card_deeds", gap=8):
        cards.titled(text("deeds.title"), "deeds")
        st.markdown(small(text("deeds.intro")))
        tables.shown(shown.deeds, text("deeds.title"))


def view() -> str:
    """Results, or who answers for what."""
    return OWNERS if st.session_state.get("view") == OWNERS else RESULTS


def weighing() -> Weighing:
    return "contacts" if st.session_state.get("weights") == "contacts" else "answers"


def chosen(page: Page) -> str | None:
    """The department whose panel is open; None for all, and for a name that nobody carries."""
    asked = st.session_state.get("department")
    return asked if asked in _names(page) else None


def _names(page: Page) -> list[str]:
    found = governed(page)
    named = found["departments"].rows["name"].to_list()
    return list(dict.fromkeys([*named, *found["ownership"].rows["department"].unique(maintain_order=True)]))


def asked(page: Page) -> Departments:
    """What the page shows, computed once for a choice and a state of the tables."""
    found, by, touchpoint = governed(page), weighing(), st.session_state.get("split")
    return held(
        page,
        "departments",
        lambda: departments(page.snapshot, found, page.choice, page.text, by=by, touchpoint=touchpoint),
        by,
        touchpoint,
        versions(found),
    )


def opened(page: Page, department: str) -> Panel:
    """A department's panel, computed once likewise."""
    found = governed(page)
    return held(
        page,
        "department",
        lambda: panel(page.workspace, page.snapshot, found, page.choice, page.text, department),
        department,
        versions(found),
    )


def controls(page: Page, weighable: bool) -> None:
    """One row: results or owners, which department, and at the right what touchpoints weigh."""
    text = page.text
    with st.container(horizontal=True, gap=16, vertical_alignment="center", key="controls"):
        _one("view", _VIEWS, view(), page, lambda name: text(f"departments_page.view.{name}"))
        if view() == RESULTS:
            names = [ALL, *_names(page)]
            if len(names) > 1:
                _listed(page, names)
            if weighable and chosen(page) is None:
                _one("weights", _WEIGHTS, weighing(), page, lambda name: text(f"departments_page.weights.{name}"))


def _one(name: str, options: Sequence[str], value: str, page: Page, said: Callable[[str], str]) -> None:
    key = f"control_{name}_{page.lang}"
    st.session_state[key] = value
    st.segmented_control(
        page.text(f"departments_page.{name}_label"), options, key=key, format_func=said, required=True,
        label_visibility="collapsed", on_change=lambda: take(name, st.session_state[key]),
    )  # fmt: skip


def _listed(page: Page, names: Sequence[str]) -> None:
    key = f"control_department_{page.lang}"
    st.session_state[key] = chosen(page) or ALL
    st.selectbox(
        page.text("departments_page.department_label"), names, key=key, width=240, label_visibility="collapsed",
        format_func=lambda name: name or page.text("departments_page.all"),
        on_change=lambda: take("department", st.session_state[key] or None),
    )  # fmt: skip


def take(name: str, value: str | None) -> None:
    """Sets one of the page's own parameters."""
    st.session_state[name] = value
    st.session_state["touched"] = True


def results(page: Page, shown: Departments) -> None:
    """The cards: gap and standing, change and channels, roles, funnel."""
    if not shown.answered or not shown.owned:
        _begin(page, shown)
        return
    with st.container(key="wide_departments"):
        left, right = st.columns(2, gap=24)
    with left:
        _picked(shown.gap, page)
    with right:
        _picked(shown.standing, page, shown.aside)
    deeds(page, shown)
    if shown.change.chart is None:
        cards.show(shown.change, page)
    else:
        with st.container(key="wide_change"):
            left, right = st.columns(2, gap=24)
        with left:
            _picked(shown.change, page)
        with right:
            _split(page, shown)
    _roles(page, shown)


def _picked(card: Card, page: Page, aside: str = "") -> None:
    """A card whose bars open a department."""
    with st.container(border=True, key=f"card_{card.key}", gap=4, height="stretch"):
        cards.body(card, page, width=_HALF, pick=partial(_follow, set(_names(page))))
        for said in aside.splitlines():
            st.markdown(small(said))
        if card.chart is None and card.key == "departments.gap":
            _to_owners(page, "departments_page.set_goal", "goals")


def _follow(names: Container[str], points: Sequence[Pick]) -> None:
    """Opens the department whose bar was clicked."""
    for point in points:
        if point is not None and len(point) == 2 and point[1] in names:
            take("department", point[1])


def _split(page: Page, shown: Departments) -> None:
    """One touchpoint by channel, with the choice of another."""
    card = shown.inside
    with st.container(border=True, key=f"card_{card.key}", gap=4, height="stretch"):
        cards.body(card, page, width=_HALF)
        if len(shown.splittable) > 1:
            key = f"control_split_{page.lang}"
            st.session_state[key] = shown.splittable[0]
            st.selectbox(
                page.text("departments_page.split_label"), shown.splittable, key=key, label_visibility="collapsed",
                on_change=lambda: take("split", st.session_state[key]),
            )  # fmt: skip


def _roles(page: Page, shown: Departments) -> None:
    """The matrix of roles with what is wrong with it, and the funnel."""
    card = shown.matrix
    with st.container(border=True, key=f"card_{card.key}", gap=4):
        cards.body(card, page, width=_WHOLE)
    if shown.funnel is None:
        _remarks(page, shown)
        return
    with st.container(key="wide_roles"):
        left, right = st.columns(2, gap=24)
    with left:
        _picked(shown.funnel, page)
    with right:
        _remarks(page, shown)


def _remarks(page: Page, shown: Departments) -> None:
    with st.container(border=True, key="card_hygiene", gap=4, height="stretch" if shown.funnel else "content"):
        cards.titled(page.text("departments_page.hygiene"), "hygiene")
        hygiene(shown.hygiene, page)
        _to_owners(page, "departments_page.to_owners")


def hygiene(sentences: Sequence[str], page: Page) -> None:
    """What is wrong with the roles, the first of it at once, or that nothing is."""
    if not sentences:
        st.markdown(small(page.text("departments_page.clean")))
        return
    lines = [f"- {plain(said)}" for said in sentences]
    st.markdown("\n".join(lines[:_FIRST]))
    if more := lines[_FIRST:]:
        with st.expander(page.text("roles.hygiene_more", n=len(more))):
            st.markdown("\n".join(more))


def _to_owners(page: Page, label: str, table: str = "ownership") -> None:
    def gone() -> None:
        take("view", OWNERS)
        st.session_state["table"] = table

    st.button(page.text(label), key=f"go_{label}", icon=":material/edit:", on_click=gone, type="tertiary")


def _begin(page: Page, shown: Departments) -> None:
    """Where there is nothing to show: what to do."""
    with st.container(border=True, key="card_begin", gap=8):
        cards.titled(page.text("departments_page.begin"), "begin")
        st.markdown(plain(page.text("departments_page.begin_how" if shown.answered else "departments_page.begin_data")))
        if shown.answered:
            _to_owners(page, "departments_page.to_owners")


def department(page: Page, found: Panel) -> None:
    """One department: touchpoints and trend, duties and comments."""
    text = page.text
    with st.container(key="wide_department"):
        left, right = st.columns(2, gap=24)
    with left:
        cards.show(found.points, page, width=_HALF, stretch=True)
    with right:
        cards.show(found.trend, page, width=_HALF, height=300, stretch=True)
    with st.container(border=True, key="card_duties", gap=4):
        cards.titled(text("departments.panel.duties"), "duties")
        if found.duties.is_empty():
            st.markdown(small(text("departments.panel.no_duties")))
        else:
            tables.shown(found.duties, text("departments.panel.duties"))
    with st.container(border=True, key="card_comments", gap=4):
        cards.titled(text("departments.panel.comments"), "comments")
        if found.comments is not None:
            comments.shown(found.comments, f"department_{chosen(page)}", _MANY)
        st.markdown(small(found.note))
