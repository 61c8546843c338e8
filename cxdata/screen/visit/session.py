"""What one visit has settled by now: data, selection, and what of a link could not be kept."""

from __future__ import annotations

import streamlit as st

from cxdata.choice import Choice
from cxdata.governance.current import current
from cxdata.screen import cards, filters
from cxdata.screen.places import Place, way
from cxdata.screen.visit import language, links, opening
from cxdata.screen.visit.opening import MINE, Page
from cxdata.store import folders
from cxdata.store.snapshot import Snapshot
from cxdata.store.workspace import Workspace


def settled(place: Place) -> Page:
    """The page of this run: from the address where somebody followed a link, else as the visit has left it."""
    state = st.session_state
    first = "choice" not in state
    moved = state.get("place") not in (None, place.stem)
    fresh = links.followed(place)
    if fresh and not first and language.followed():
        st.rerun()
    if fresh or moved:
        state["warnings"] = []
    if fresh:
        state["warnings"] += [*links.page_asked(), *links.workspace_asked()]
        links.own_asked(place)
    workspace = opening.in_use()
    snapshot = workspace.snapshot()
    state["choice"] = _choice(workspace, snapshot, place, first or (fresh and place.filtered))
    state["choice_of"] = workspace.path
    page = opening.open_with(workspace, snapshot, state["choice"])
    if fresh and not first:
        links.left()
    else:
        links.written(links.query(workspace, snapshot, page.choice, place))
    return page


def _choice(workspace: Workspace, snapshot: Snapshot, place: Place, asked: bool) -> Choice:
    """Another workspace begins anew: filters of one company mean nothing in another."""
    state, start = st.session_state, opening.start(workspace, snapshot)
    if asked:
        choice, wrong = links.choice_asked(snapshot, start, place)
    elif state["choice_of"] != workspace.path:
        return Choice(start.metric, start.preset, start.compare)
    else:
        choice, wrong = opening.possible(state["choice"], snapshot)
    state["warnings"] += wrong
    return choice


def workspaces() -> list[str]:
    """What the reader may turn to: the demos, their own private workspace where there is one, and the named ones."""
    mine = [MINE] if opening.private().exists else []
    return [*folders.demos(), *mine, *(name for name in folders.names() if not folders.is_demo(name))]


def switches() -> None:
    """The right part of the bar: whose data, and the language."""
    text, shown = language.text(), st.session_state.get("workspace", opening.demo())
    names = workspaces()
    if shown not in names:
        names.append(shown)
    filters.workspace_switch(names, shown, text)
    filters.language_switch(text)


def kept(page: Page) -> bool:
    """Whether anybody has entered anything in the tables of governance."""
    return page.workspace.exists and any(not table.rows.is_empty() for table in current(page.workspace).values())


def nothing_yet(page: Page) -> None:
    """Instead of charts, where there are no answers."""
    text = page.text
    missing = page.workspace.private and not page.workspace.exists and not folders.demos()
    which = "no_demo" if missing else "no_answers"
    cards.headline(text(f"frame.{which}_title"))
    with st.container(border=True, key="card_empty", gap=8):
        st.markdown(text(f"frame.{which}"))
        st.page_link(way("upload"), label=text("frame.workspace.upload"), icon=":material/upload_file:")
