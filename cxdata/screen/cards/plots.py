"""Figures on the page. A component of ours draws them: one SVG written at once, in a tenth of Plotly's time.

It understands the part of Plotly's language that `cxdata/charts` speaks, and says only which points were clicked.
"""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final
from zlib import crc32

import streamlit as st

from cxdata import charts
from cxdata.card import Chart
from cxdata.screen.places import STATIC
from cxdata.screen.visit.opening import Page

Pick = list[str] | None
"""A point's `customdata`."""

Picking = bool | Callable[[list[Pick]], None]

MOST: Final = 24
"""Figures that a visit keeps: those of the choices that `held` keeps."""


_SCRIPTS: Final = ("sketch.js", "sketch_notes.js", "plot.js")

_chart = st.components.v2.component(
    "lad_chart", js="".join((STATIC / name).read_text("utf-8") for name in _SCRIPTS), isolate_styles=False
)


def drawn(chart: Chart, page: Page, *, key: str, alt: str, pick: Picking = False, **sizes: int) -> list[Pick]:
    """Draws the chart as wide as its place; `sizes`: the `width` and `height` in pixels that it is made for.

    `pick` lets the reader click points and returns those clicked last; they are forgotten when the figure changes. A
    function is called with them before the next run begins.
    """
    spec, height = figure(chart, page, **sizes)
    same, kept = crc32(spec.encode()), f"{key}_picked"

    def picked() -> None:
        points: list[Pick] = st.session_state[key].get("picked") or []
        st.session_state[kept] = (same, points)
        if callable(pick):
            pick(points)

    data = {"figure": spec, "alt": alt, "pick": bool(pick), "failed": page.text("charts.failed")}
    _chart(key=key, data=data, height=height, on_picked_change=picked)
    before, points = st.session_state.get(kept, (same, []))
    return points if before == same else []


def figure(chart: Chart, page: Page, **sizes: int) -> tuple[str, int]:
    """Plotly's figure of the chart as JSON, and its height; made once for a chart that stays the same object."""
    made: OrderedDict[tuple[object, ...], tuple[Any, str, int]] = st.session_state.setdefault("figures", OrderedDict())
    now = (id(chart), page.look.name, page.lang, *sorted(sizes.items()))
    if now not in made or made[now][0] is not chart:
        made[now] = chart, *whole(lambda: _plotted(chart, page, **sizes))
        while len(made) > MOST:
            made.popitem(last=False)
    made.move_to_end(now)
    return made[now][1:]


def _plotted(chart: Chart, page: Page, **sizes: int) -> tuple[str, int]:
    drawn = charts.figure(chart, page.look, page.text, **sizes)
    return drawn.to_json(), int(drawn.layout.height)


def whole(plotted: Callable[[], tuple[str, int]]) -> tuple[str, int]:
    """What the work gives, done again where it met half of pandas.

    Plotly takes pandas from sys.modules even while another thread, which shows a table, is loading it; no figure needs
    it, and loading it takes a sixth of the first screen's time.
    """
    try:
        return plotted()
    except AttributeError:
        if "pandas" not in sys.modules:
            raise
        import_module("pandas")  # waits for the other thread
        return plotted()
