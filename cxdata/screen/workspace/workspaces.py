"""Workspaces as a whole: create, keep, copy, rename, download, restore, delete."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from cxdata.errors import CxError, WorkspaceRefused
from cxdata.screen import style, trouble
from cxdata.screen.filters import workspace_name
from cxdata.screen.markdown import plain, small
from cxdata.screen.visit import opening
from cxdata.screen.visit.opening import MINE, Page
from cxdata.store import folders, moving, privacy
from cxdata.store.workspace import Workspace
from cxdata.text import Text


def name_of(workspace: Workspace, text: Text) -> str:
    return workspace_name(text, MINE if workspace.private else workspace.name)


def managed(page: Page) -> None:
    """Every form in a card of its own, those that fit the workspace in use."""
    workspace, text = page.workspace, page.text
    forms: list[Callable[[Page], None]] = [_created]
    if workspace.private:
        forms += [_kept] if workspace.exists else []
    else:
        forms.append(_copied)
    if not workspace.private and not workspace.readonly:
        forms.append(_renamed)
    if workspace.exists:
        forms.append(_downloaded)
    forms.append(_restored)
    if workspace.exists and not workspace.readonly:
        forms.append(_deleted)
    with st.container(key="wide_manage"):
        columns = st.columns(2, gap=24)
    for place, form in enumerate(forms):
        with columns[place % 2], st.container(border=True, key=f"card_manage{form.__name__}", gap=8):
            form(page)
    st.markdown(small(text("workspace.name_rule")))


def _titled(text: Text, name: str) -> None:
    st.markdown(f"**{text(f'workspace.{name}_title')}**")


def _asked(page: Page, action: str, done: Callable[[str], str | None], said: str) -> None:
    """A name and a button: `done` does it and returns the workspace to show then, None for the one in use."""
    text = page.text
    _titled(text, action)
    with st.form(f"form_{action}", border=False), st.container(horizontal=True, gap=8, vertical_alignment="bottom"):
        name = st.text_input(text("workspace.name"), key=f"name_{action}", placeholder=text("upload.target_example"))
        sent = st.form_submit_button(text(f"workspace.{action}"))
    if not sent:
        return
    try:
        shown = done(name.strip())
    except CxError as problem:
        trouble.refused(problem)
        return
    if shown is not None:
        opening.use(shown)
    st.toast(plain(text(said, name=name.strip())))
    st.rerun()


def _created(page: Page) -> None:
    _asked(page, "create", lambda name: folders.create(name).name, "workspace.created")


def _kept(page: Page) -> None:
    _asked(page, "keep", lambda name: privacy.keep(opening.visitor(), name).name, "workspace.kept")


def _copied(page: Page) -> None:
    _asked(page, "copy", lambda name: folders.copy(page.workspace, name).name, "workspace.copied")


def _renamed(page: Page) -> None:
    _asked(page, "rename", lambda name: folders.rename(page.workspace.name, name).name, "workspace.renamed")


def _downloaded(page: Page) -> None:
    text, workspace = page.text, page.workspace
    _titled(text, "download")
    st.markdown(small(text("workspace.download_help")))
    st.download_button(
        text("workspace.download"),
        lambda: folders.download(workspace),
        file_name=f"{workspace.name}.duckdb",
        mime="application/octet-stream",
        key="download_workspace",
        icon=":material/download:",
        on_click="ignore",
    )


def _restored(page: Page) -> None:
    text = page.text
    _titled(text, "restore")
    style.uploader(text("workspace.browse"), text("workspace.or_drop"))
    with st.form("form_restore", border=False):
        file = st.file_uploader(text("workspace.restore_file"), type="duckdb", key="restore_file")
        with st.container(horizontal=True, gap=8, vertical_alignment="bottom"):
            name = st.text_input(text("workspace.name"), key="name_restore", placeholder=text("upload.target_example"))
            sent = st.form_submit_button(text("workspace.restore"))
    if not sent or file is None:
        return
    try:
        restored = folders.restore(file.getvalue(), name.strip())
    except CxError as problem:
        foreign = problem.key == "workspace_foreign"
        trouble.refused(WorkspaceRefused(problem.key, name=file.name) if foreign else problem)
        return
    opening.use(restored.name)
    st.toast(plain(text("workspace.restored", name=restored.name)))
    st.rerun()


def _deleted(page: Page) -> None:
    """Only after its name was typed."""
    text, workspace = page.text, page.workspace
    wanted = text("workspace.delete_private") if workspace.private else workspace.name
    _titled(text, "delete")
    st.markdown(plain(text("workspace.delete_rule", name=wanted)))
    with st.form("form_delete", border=False), st.container(horizontal=True, gap=8, vertical_alignment="bottom"):
        typed = st.text_input(text("workspace.name"), key="name_delete")
        sent = st.form_submit_button(text("workspace.delete"))
    if not sent:
        return
    if typed.strip() != wanted:
        st.error(plain(text("workspace.delete_other", typed=typed.strip(), name=wanted)))
        return
    try:
        if workspace.private:
            moving.deleted(workspace)
        else:
            folders.delete(workspace.name)
    except CxError as problem:
        trouble.refused(problem)
        return
    opening.use(opening.demo())
    st.toast(plain(text("workspace.deleted", name=wanted)))
    st.rerun()


def introduced(page: Page) -> str:
    """How much stands in the workspace, and until when."""
    text, snapshot = page.text, page.snapshot
    if not snapshot.answers or snapshot.last is None:
        return text("workspace.intro_empty")
    answers = text("workspace.answers", n=snapshot.answers)
    files = text("workspace.imports_n", n=len(snapshot.files))
    return text("workspace.intro", answers=answers, imports=files, day=text.day(snapshot.last))


def noted(page: Page) -> None:
    """Who else may see it, and whether it can be changed."""
    workspace = page.workspace
    kind = "private" if workspace.private else "readonly" if workspace.readonly else "named"
    st.markdown(small(page.text(f"workspace.{kind}" if kind == "readonly" else f"workspace.{kind}_note")))
