"""The address of what is shown: read when a link is opened, written when the reader changes anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

import streamlit as st

from cxdata.choice import Choice
from cxdata.errors import ChoiceRefused, CxError
from cxdata.screen.filters import workspace_name
from cxdata.screen.places import Place
from cxdata.screen.server.addresses import MISSING
from cxdata.screen.visit import language, opening, window
from cxdata.store import folders
from cxdata.store.snapshot import Snapshot
from cxdata.store.workspace import Workspace

WORKSPACE, NOW = "w", "now"
PAGE_OWN: Final[dict[str, tuple[str, ...]]] = {
    "trends": ("by", "as", "order", "line", "season", "metrics"),
    "touchpoints": ("cols", "show", "months", "sort", "find", "open", "cell", "even"),
    "departments": ("view", "department", "weights", "split", "about"),
    "certainty": ("answers", "size", "sure"),
    "initiatives": ("initiative",),
    "records": ("table",),
}
"""Parameters that one page alone has; their values stand in the session under the same name."""

_ABOUT: Final = {
    "departments": {"about": "card_ask", "split": "card_departments.inside"},
    "initiatives": {"initiative": "card_initiative"},
}
"""The card that a parameter is about, where it may stand below the fold."""

_CHOICE = {"metric", "period", "from", "to", "vs", NOW, *(name for names in PAGE_OWN.values() for name in names)}

Query = dict[str, list[str]]


def current() -> Query:
    return {name: st.query_params.get_all(name) for name in sorted(st.query_params)}


def followed(place: Place) -> bool:
    """Whether the address now says something that we have not written: a link, or the browser's Back."""
    query, written = current(), st.session_state.get("written")
    elsewhere = st.session_state.get("place") not in (None, place.stem)
    st.session_state["place"] = place.stem
    touched = st.session_state.pop("touched", False)
    if written is None:
        return True
    return query != written and not touched and not (elsewhere and not _chooses(query))


def _chooses(query: Query) -> bool:
    return any(name in _CHOICE or name.startswith("f.") or name == WORKSPACE for name in query)


def page_asked() -> list[CxError]:
    """That the address named a page which there is not."""
    name = st.query_params.get(MISSING)
    return [ChoiceRefused("link_page", name=name)] if name else []


def workspace_asked() -> list[CxError]:
    """Turns to the workspace that the address names; what is in the way is returned, and what is shown then named."""
    asked = st.query_params.get(WORKSPACE)
    if asked is None:
        if _chooses(current()) and folders.demos():
            st.session_state["workspace"] = opening.demo()
        return []
    if asked == opening.MINE:
        if opening.private().exists:
            st.session_state["workspace"] = asked
            return []
        return [ChoiceRefused("link_private", shown=_instead())]
    if asked in folders.names():
        st.session_state["workspace"] = asked
        return []
    return [ChoiceRefused("link_workspace", name=asked, shown=_instead())]


def _instead() -> str:
    """Turns to what is shown where a link cannot be followed; what readers call it."""
    name = opening.demo()
    st.session_state["workspace"] = name
    return workspace_name(language.text(), name)


def choice_asked(snapshot: Snapshot, start: opening.Start, place: Place) -> tuple[Choice, list[CxError]]:
    """The choice that the address asks for; what it leaves out stands as at the start of this workspace."""
    query = current()
    usual = {"metric": start.metric, "period": start.preset, "vs": start.compare}
    choice, wrong = Choice.of({**usual, **query})
    if "metric" not in query:
        choice = replace(choice, metric=start.metric)
    own_asked(place)
    by = st.session_state.get("by")
    if by and by not in snapshot.dimensions:
        st.session_state["by"] = None
        wrong.append(ChoiceRefused("link_breakdown", name=by))
    now = _day(query.get(NOW, [""])[-1])
    if now and now != snapshot.as_of and choice.preset not in ("free", "all"):
        begin, end = choice.span(now, snapshot.first)
        choice = replace(choice, preset="free", start=begin, end=end)
    possible, missing = opening.possible(choice, snapshot)
    return possible, [*wrong, *missing]


def own_asked(place: Place) -> None:
    """The page's own parameters as the address has them."""
    query = current()
    for name in PAGE_OWN.get(place.stem, ()):
        st.session_state[name] = query.get(name, [None])[-1]
    about = _ABOUT.get(place.stem, {})
    window.aimed(next((card for name, card in about.items() if name in query), None))


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def query(
    workspace: Workspace,
    snapshot: Snapshot | None,
    choice: Choice | None,
    place: Place,
    own: Mapping[str, str] | None = None,
) -> Query:
    """Parameters of the link that reopens this view; a private workspace is never named in one.

    Nor is the demo company, unless it is there in two languages: then the reader's own would open without its name.

    `own`: the page's own parameters, by default those of this visit.
    """
    found: dict[str, str | list[str]] = dict(language.query())
    if workspace.private:
        found[WORKSPACE] = opening.MINE
    elif folders.demos() != [workspace.name]:
        found[WORKSPACE] = workspace.name
    if place.filtered and choice is not None and snapshot is not None:
        if snapshot.answers and (workspace.private or not folders.is_demo(workspace.name)):
            found |= {"metric": choice.metric, "period": choice.preset, "vs": choice.compare}
            found[NOW] = snapshot.as_of.isoformat()
        found |= choice.query()
    for name in PAGE_OWN.get(place.stem, ()):
        if value := (st.session_state if own is None else own).get(name):
            found[name] = value
    return {name: [value] if isinstance(value, str) else list(value) for name, value in sorted(found.items())}


def written(wanted: Query) -> None:
    """Brings the address up to date; left alone where it says so already."""
    if current() != wanted:
        st.query_params.from_dict(wanted)
    st.session_state["written"] = wanted


def left() -> None:
    """Leaves the address as it is: writing to it after the browser's Back would undo the step."""
    st.session_state["written"] = current()
