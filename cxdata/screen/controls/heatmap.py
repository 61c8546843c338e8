"""The map of touchpoints on its page: controls, the cells that can be clicked, and ways to them without a mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, Final

import streamlit as st

from cxdata.card import Heatmap
from cxdata.charts.heatmap.plan import least_width
from cxdata.governance.current import Tables, current
from cxdata.screen import cards, filters
from cxdata.screen.cards import plots
from cxdata.screen.cards.plots import Pick
from cxdata.screen.controls.departments import versions
from cxdata.screen.markdown import plain, small
from cxdata.screen.visit import window
from cxdata.screen.visit.held import held
from cxdata.screen.visit.opening import Page, dimension_name
from cxdata.views.touchpoints import Asked, Touchpoints, touchpoints

TIME: Final = "month"
MODES: Final = ("score", "goal", "change")
ORDERS: Final = ("journey", "score", "loss")
MONTHS: Final = ("12", "24")
_MOST_LETTERS: Final = 64
_BESIDE, _BENEATH, _PANEL, _EDGES = 844, 1184, 324, 34
"""Pixels: the map with the panel at its side, or over the whole page; the panel; the card's edges."""

_RULES: Final = """
.st-key-map { overflow-x: auto; }
.st-key-cell_parts { display: grid; gap: 16px 24px; grid-template-columns: repeat(auto-fit, minmax(272px, 1fr)); }
.st-key-bar_map [data-testid="stTextInputRootElement"] { height: 30px; min-height: 30px; }
.st-key-bar_map input { font-size: 13px; }
.st-key-cell_words [data-testid="stPageLink-NavLink"] { padding-left: 0; margin-left: 0; min-height: 0; }
.st-key-cell_words [data-testid="stPageLink-NavLink"] p { font-size: 13px; }
"""
_LEAST: Final = """
.st-key-map > .stElementContainer {{ min-width: {map}px; overflow: visible; }}
@media (min-width: 1101px) {{
  .st-key-wide_map > div > [data-testid="stHorizontalBlock"] {{ flex-wrap: wrap; }}
  .st-key-wide_map > div > [data-testid="stHorizontalBlock"] > :first-child {{ min-width: {card}px; }}
}}
"""


def tables(page: Page) -> Tables | None:
    """Goals and owners; nothing where the workspace has no file yet."""
    return current(page.workspace) if page.workspace.exists else None


def asked(page: Page, governed: Tables | None) -> Touchpoints:
    """What the page shows, as the reader has set its controls."""
    how = settings(page)
    return held(
        page,
        "touchpoints",
        lambda: touchpoints(page.snapshot, page.choice, page.text, governed, how),
        how,
        versions(governed or {}),
    )


def settings(page: Page) -> Asked:
    """The page's controls and the cell that is open."""
    state = st.session_state
    opened, cell = state.get("open"), parted(state.get("cell") or "")
    found: dict[str, Any] = {
        "by": _by(page),
        "mode": _one_of(state.get("show"), MODES),
        "order": _one_of(state.get("sort"), ORDERS),
        "months": int(_one_of(state.get("months"), MONTHS)),
        "find": state.get("find") or "",
        "opened": None if opened is None else frozenset(parted(opened)),
        "cell": (cell[0], cell[1]) if len(cell) == 2 else None,
    }
    return Asked(**found)


def _by(page: Page) -> str | None:
    asked_for = st.session_state.get("cols")
    return asked_for if asked_for in page.snapshot.dimensions and asked_for != "touchpoint" else None


def _one_of(value: object, options: Sequence[str]) -> str:
    return str(value) if value in options else options[0]


def joined(names: Iterable[str]) -> str:
    """Several names as one parameter of a link."""
    return "|".join(name.replace("\\", "\\\\").replace("|", "\\|") for name in names)


def parted(value: str) -> list[str]:
    """The names of such a parameter; none for the empty word."""
    names, taken = [""], False
    for letter in value:
        if taken or letter not in "|\\":
            names[-1] += letter
            taken = False
        elif letter == "|":
            names.append("")
        else:
            taken = True
    return names if value else []


def take(name: str, value: str | None) -> None:
    """Sets one of the page's own parameters."""
    st.session_state[name] = value
    st.session_state["touched"] = True


def controls(page: Page, shown: Touchpoints) -> None:
    """One row: what the columns are, what the cells show, the order of the rows, and a search."""
    text, state = page.text, st.session_state
    names = {name: filters.capital(dimension_name(text, name)) for name in page.snapshot.dimensions}
    names = {TIME: text("touchpoints_page.time"), **{k: v for k, v in names.items() if k != "touchpoint"}}
    modes = [mode for mode in MODES if mode != "goal" or shown.goals]
    with st.container(horizontal=True, gap=16, vertical_alignment="center", key="bar_map"):
        one("cols", list(names), _by(page) or TIME, page, lambda name: plain(names[name]))
        one("show", modes, _one_of(state.get("show"), modes), page, lambda mode: _mode_name(mode, page))
        with st.popover(text("touchpoints_page.view"), icon=":material/tune:", type="tertiary"):
            order = _one_of(state.get("sort"), ORDERS)
            one("sort", ORDERS, order, page, lambda name: text(f"touchpoints_page.order.{name}"), labelled=True)
            if _by(page) is None:
                months = _one_of(state.get("months"), MONTHS)
                said = partial(_months_name, page)
                one("months", MONTHS, months, page, said, labelled=True)
        _search(page)


def _months_name(page: Page, count: str) -> str:
    return page.text("touchpoints_page.months", count=count)


def _mode_name(mode: str, page: Page) -> str:
    name = f"change_{page.choice.compare}" if mode == "change" else mode
    return page.text(f"touchpoints_page.mode.{name}")


def one(
    name: str, options: Sequence[str], value: str, page: Page, said: Callable[[str], str], *, labelled: bool = False
) -> None:
    """All options side by side, or in a list where their names are too long; `labelled`: one under another."""
    key = f"control_{name}_{page.lang}"
    st.session_state[key] = value
    shown: dict[str, Any] = {"key": key, "format_func": said, "on_change": lambda: take(name, st.session_state[key])}
    label = page.text(f"touchpoints_page.{name}_label" if name != "even" else "consistency.by_label")
    if labelled:
        st.radio(label, options, **shown)
    elif sum(len(said(option)) for option in options) > _MOST_LETTERS:
        st.selectbox(label, options, width=220, label_visibility="collapsed", **shown)
    else:
        st.segmented_control(label, options, required=True, label_visibility="collapsed", **shown)


def _search(page: Page) -> None:
    key = f"control_find_{page.lang}"
    st.session_state[key] = st.session_state.get("find") or ""
    st.text_input(
        page.text("touchpoints_page.find_label"),
        key=key,
        placeholder=page.text("touchpoints_page.find_label"),
        icon=":material/search:",
        label_visibility="collapsed",
        width=190,
        on_change=lambda: take("find", st.session_state[key] or None),
    )


def by_name(page: Page, shown: Touchpoints) -> None:
    """Row and column by name, for whoever does not use a mouse; opens the same panel as a click."""
    chart = shown.card.chart
    if not isinstance(chart, Heatmap):
        return
    text, (row, column) = page.text, shown.cell or ("", "")
    rows = {"": text("heatmap.whole"), **{label: label for label in shown.grid.labels.values()}}
    columns = {"": chart.total, **{item.key: item.name for item in chart.columns}}
    with st.popover(
        text("touchpoints_page.pick"), icon=":material/list:", type="tertiary", help=text("touchpoints_page.pick_help")
    ):
        for name, options, value in (("row", rows, row), ("column", columns, column)):
            key = f"pick_{name}_{page.lang}"
            st.session_state[key] = value if value in options else ""
            st.selectbox(
                text(f"touchpoints_page.pick_{name}"),
                list(options),
                format_func=partial(_named, options),
                key=key,
                on_change=_picked,
                args=(page.lang,),
            )


def _named(options: dict[str, str], key: str) -> str:
    return plain(options.get(key, key))


def _picked(lang: str) -> None:
    take("cell", joined(st.session_state[f"pick_{name}_{lang}"] for name in ("row", "column")))


def folds(page: Page, shown: Touchpoints) -> None:
    """The stages as pills, where they can be folded: those that stand open are chosen."""
    if not shown.stages:
        return
    key = f"control_open_{page.lang}"
    counts = {stage.name: stage.touchpoints for stage in shown.stages}
    st.session_state[key] = [stage.name for stage in shown.stages if stage.open]
    st.pills(
        page.text("touchpoints_page.stages_label"),
        list(counts),
        selection_mode="multi",
        format_func=lambda name: page.text("touchpoints_page.stage_of", stage=plain(name), count=counts[name]),
        key=key,
        on_change=lambda: take("open", joined(st.session_state[key]) or "|"),
        label_visibility="collapsed",
    )


def sides(columns: int) -> tuple[Any, Any]:
    """The place of the map and that of the panel: beside it where the cells stay wide enough, else beneath."""
    least = least_width(columns)
    st.html(f"<style>{_RULES}\n{_LEAST.format(card=least + _EDGES, map=least)}</style>")
    with st.container(key="wide_map"):
        left, right = st.columns([2.6, 1], gap=24)
    return left, right


def drawn(page: Page, shown: Touchpoints) -> None:
    """The map in its card: cells, then n and source with the card's buttons at the right."""
    card, chart = shown.card, shown.card.chart
    with st.container(border=True, key="card_map", gap=8):
        folds(page, shown)
        if isinstance(chart, Heatmap):
            with st.container(key="map"):
                width = _width(len(chart.columns), page)
                plots.drawn(chart, page, key="chart_map", alt=card.alt, pick=_clicked, width=width)
            with st.container(horizontal=True, gap=8, vertical_alignment="center", key="headrow_map"):
                st.markdown(small(card.foot))
                cards.tools(card, page)
        else:
            cards.empty(card)


def _width(columns: int, page: Page) -> int:
    """About how wide the map is; it scrolls where its cells would be too narrow otherwise."""
    least = least_width(columns)
    if page.narrow:
        return max(least, cards.ONE_COLUMN)
    return _BESIDE if beside(page, columns) else _BENEATH


def beside(page: Page, columns: int) -> bool:
    """Whether the panel of the open cell stands at the right of the map."""
    return not page.narrow and least_width(columns) + _PANEL < _BENEATH


def _clicked(points: Sequence[Pick]) -> None:
    """Opens the cell that was clicked; where cards stand one under another, it is looked for."""
    for point in points:
        if point is not None and len(point) == 2:
            take("cell", joined(point))
            if window.narrow():
                window.aimed("card_cell")
