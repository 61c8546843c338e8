"""Where uploaded answers go: the visitor's private workspace, or a named one that is kept."""

from __future__ import annotations

import streamlit as st

from cxdata.screen.markdown import plain, small
from cxdata.screen.visit import opening, people
from cxdata.screen.visit.opening import MINE, Page
from cxdata.store import folders
from cxdata.store.workspace import Workspace
from cxdata.text import Text

NEW = ""
"""How the list of workspaces says "a new one"; no workspace can be called so."""


def choice(page: Page) -> None:
    """The question where the answers go; private unless somebody says otherwise."""
    text, lang = page.text, page.lang
    st.markdown(f"**{text('upload.target')}**")
    kinds = ("private", "named")
    _begun(page)
    st.session_state[f"target_kind_{lang}"] = st.session_state["target_kind"]
    st.radio(
        text("upload.target"),
        kinds,
        format_func=lambda kind: text(f"upload.target_kind.{kind}"),
        captions=[text(f"upload.target_caption.{kind}") for kind in kinds],
        key=f"target_kind_{lang}",
        label_visibility="collapsed",
        on_change=lambda: st.session_state.update(target_kind=st.session_state[f"target_kind_{lang}"]),
    )
    if st.session_state["target_kind"] == "named":
        _named(text)
    people.asked(text)


def _begun(page: Page) -> None:
    """Turning to another workspace begins anew: what was aimed at one client must not go to another.

    A named workspace is aimed at only while it is open or once somebody has picked it.
    """
    state, workspace = st.session_state, page.workspace
    if state.get("target_of") != workspace.path:
        own = not workspace.private and not workspace.readonly
        state["target_of"], state["target_kind"] = workspace.path, "named" if own else "private"
        state["target_name"] = workspace.name if own else NEW
    elif state["target_name"] not in (*folders.names(), NEW):
        state["target_name"] = NEW


def _named(text: Text) -> None:
    kept = [name for name in folders.names() if not folders.is_demo(name)]
    if kept:
        st.session_state["target_pick"] = st.session_state["target_name"]
        st.selectbox(
            text("upload.target_which"),
            [*kept, NEW],
            format_func=lambda name: name or text("upload.target_new"),
            key="target_pick",
            on_change=lambda: st.session_state.update(target_name=st.session_state["target_pick"]),
        )
    if st.session_state["target_name"] == NEW:
        st.text_input(
            text("upload.target_new_name"),
            key="target_new",
            placeholder=text("upload.target_example"),
            help=text("workspace.name_rule"),
            persist_state="session",
        )
    st.markdown(small(text("upload.target_open")))


def chosen() -> tuple[str, Workspace | None]:
    """How the target is called in a link, and the workspace; None for one that is still to be made."""
    state = st.session_state
    if state.get("target_kind", "private") == "private":
        return MINE, opening.private()
    name = state.get("target_name") or str(state.get("target_new") or "").strip()
    return name, folders.open(name) if name in folders.names() else None


def ready() -> bool:
    return bool(chosen()[0])


def made() -> tuple[str, Workspace]:
    """The target, created where it is new. Raises WorkspaceRefused for a name that cannot be one."""
    name, workspace = chosen()
    if workspace is None:
        workspace = folders.create(name)
        st.session_state["target_name"] = name
    return name, workspace


def said(text: Text) -> str:
    """ "your private workspace", or the name of another; "a new workspace" while it has none."""
    name, _ = chosen()
    if name == MINE:
        return text("upload.into_private")
    return text("upload.into_named", name=plain(name)) if name else text("upload.into_new")
