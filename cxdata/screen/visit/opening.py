"""Opening a page: whose data, which period and filters, in which language and look."""

from __future__ import annotations

import secrets
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Final
from weakref import WeakKeyDictionary

import streamlit as st

from cxdata.charts.look import DARK, LIGHT, Colours
from cxdata.choice import Choice, Comparison, Preset, year_earlier
from cxdata.errors import ChoiceRefused, CxError, WorkspaceError
from cxdata.scan.period import until
from cxdata.schema import Metric
from cxdata.screen.server import protection
from cxdata.screen.visit import language, window
from cxdata.store import folders, privacy
from cxdata.store.snapshot import Snapshot
from cxdata.store.workspace import Workspace
from cxdata.text import Lang, Text

MINE: Final = "~"
"""How a link says "the private workspace of whoever reads this"; no named workspace can be called so."""

ENOUGH: Final = 30
"""Answers that the first period shown should hold; fewer than that bear no score."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page is about: data, selection, words and look of this run; `narrow`: cards stand in one column."""

    workspace: Workspace
    snapshot: Snapshot
    choice: Choice
    text: Text
    look: Colours
    narrow: bool = False

    @property
    def lang(self) -> Lang:
        return self.text.lang


@dataclass(frozen=True, slots=True)
class Start:
    """What is shown of a workspace before anybody has chosen anything."""

    metric: Metric = Choice().metric
    preset: Preset = Choice().preset
    compare: Comparison = Choice().compare


_now: ContextVar[Page] = ContextVar("page")
_starts: WeakKeyDictionary[Snapshot, Start] = WeakKeyDictionary()


def opened() -> Page:
    """The page that the frame has opened for this run."""
    return _now.get()


def open_with(workspace: Workspace, snapshot: Snapshot, choice: Choice) -> Page:
    page = Page(workspace, snapshot, choice, language.text(), look(), window.narrow())
    _now.set(page)
    return page


def look() -> Colours:
    return DARK if st.context.theme.type == "dark" else LIGHT


def visitor() -> str:
    """The token of this visitor's private workspace: the cookie's, or one for this session where cookies are off."""
    found = protection.token(st.context.cookies.get(protection.COOKIE))
    return found or str(st.session_state.setdefault("visitor", secrets.token_hex(16)))


def private() -> Workspace:
    return privacy.private(visitor())


def named(name: str) -> Workspace:
    return private() if name == MINE else folders.open(name)


def in_use() -> Workspace:
    """The workspace of this visit: the one chosen, else the visitor's own, else the demo company in their language."""
    name = st.session_state.get("workspace")
    if name is None:
        name = MINE if private().exists else demo()
        st.session_state["workspace"] = name
    try:
        return named(name)
    except WorkspaceError:
        st.session_state.pop("workspace")
        raise


def demo() -> str:
    """The demo company, in the reader's language where it is there; MINE where there is none."""
    return folders.demo(language.chosen()) or MINE


def use(name: str) -> None:
    """Shows that workspace from now on; MINE for the visitor's own."""
    st.session_state["workspace"] = name
    st.session_state["touched"] = True


def start(workspace: Workspace, snapshot: Snapshot) -> Start:
    """The metric that there is, over the shortest period that bears a score, against what there is to compare."""
    if folders.is_demo(workspace.name) or not snapshot.metrics:
        return Start()
    if snapshot not in _starts:
        _starts[snapshot] = _start(snapshot)
    return _starts[snapshot]


def _start(snapshot: Snapshot) -> Start:
    metric = snapshot.metrics[0]
    presets: tuple[Preset, ...] = (Choice().preset, "half", "year", "all")
    for preset in presets:
        choice = Choice(preset=preset)
        begin, end = choice.span(until(choice, snapshot), snapshot.first)
        if int(snapshot.tally(metric=metric, start=begin, end=end)["n"].sum()) >= ENOUGH:
            break
    earliest = snapshot.first or begin
    return Start(metric, preset, "year" if earliest <= year_earlier(begin) else "previous")


def possible(choice: Choice, snapshot: Snapshot) -> tuple[Choice, list[CxError]]:
    """The choice without what this workspace does not hold, and what that was."""
    wrong: list[CxError] = []
    text = language.text()
    if snapshot.metrics and choice.metric not in snapshot.metrics:
        shown = snapshot.metrics[0]
        wrong.append(ChoiceRefused("link_metric", name=text(f"metric.{choice.metric}"), shown=text(f"metric.{shown}")))
        choice = replace(choice, metric=shown)
    for dimension, labels in choice.where.items():
        name = dimension_name(text, dimension)
        if dimension not in snapshot.dimensions:
            wrong.append(ChoiceRefused("link_dimension", name=name))
            choice = choice.kept(dimension, ())
            continue
        known = set(snapshot.labels(dimension).values())
        wrong += [ChoiceRefused("link_label", name=name, value=label) for label in labels if label not in known]
        choice = choice.kept(dimension, [label for label in labels if label in known])
    return choice, wrong


def dimension_name(text: Text, dimension: str) -> str:
    """What readers call a dimension; a further one is called as its column was headed."""
    key = f"dimension.{dimension}"
    return text(key) if text.has(key) else dimension.replace("_", " ")
