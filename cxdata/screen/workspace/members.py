"""Values of a dimension as a grid: names, order, stages, contacts; merging and unmerging."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl
import streamlit as st
from streamlit.column_config import NumberColumn, TextColumn
from streamlit.delta_generator import DeltaGenerator

from cxdata.errors import CxError
from cxdata.screen import trouble
from cxdata.screen.cards import tables
from cxdata.screen.filters import capital
from cxdata.screen.markdown import small
from cxdata.screen.visit import people
from cxdata.screen.visit.opening import Page, dimension_name
from cxdata.screen.workspace import likeness
from cxdata.store import members
from cxdata.store.members import LONGEST
from cxdata.text import NOTHING, Text

EDITED = ("label", "stage", "position", "contacts")
_DESK = {"label": 280, "stage": 200, "position": 90, "contacts": 130, "n": 90, "merged_into": 200}
_TABLET = {"label": 190, "stage": 130, "position": 80, "contacts": 120, "n": 70, "merged_into": 120}
"""Widths of columns in pixels; on a tablet all of them fit."""

_PLAIN = ["label", "position", "n", "merged_into"]


def edited(page: Page) -> None:
    """One dimension at a time: the grid, then merging and unmerging."""
    text, snapshot = page.text, page.snapshot
    if not snapshot.dimensions:
        st.markdown(small(text("workspace.no_members")))
        return
    with st.container(horizontal=True, gap=16, vertical_alignment="bottom"):
        dimension = st.selectbox(
            text("workspace.dimension"),
            snapshot.dimensions,
            format_func=lambda name: capital(dimension_name(text, name)),
            key=f"dimension_{text.lang}",
            width=320,
        )
        if not page.workspace.readonly:
            with st.container(width=320):
                people.asked(text)
    listed = members.listed(snapshot, dimension)
    if not page.workspace.readonly:
        st.markdown(small(text("workspace.members_intro")))
    likeness.offered(page.workspace, snapshot, [dimension], "members", text)
    _grid(page, dimension, listed)
    if not page.workspace.readonly:
        _merging(page, dimension, listed)


def _grid(page: Page, dimension: str, listed: pl.DataFrame) -> None:
    text, workspace = page.text, page.workspace
    touchpoints, wide = dimension == "touchpoint", _TABLET if page.narrow else _DESK
    order = ["label", "stage", "position", "contacts", "n", "merged_into"] if touchpoints else _PLAIN
    if workspace.readonly:
        named = listed.select(pl.col(name).alias(text(f"workspace.member.{name}")) for name in order)
        tables.shown(named, text("workspace.members_alt"))
        return
    key = f"members_{workspace.name}_{dimension}_{abs(hash(workspace.version))}"
    result = st.data_editor(
        listed,
        key=key,
        hide_index=True,
        width="stretch",
        height="content" if len(listed) <= 25 else 900,
        placeholder="",
        alt=text("workspace.members_alt"),
        disabled=["code", "merged_into", "n"],
        column_order=order,
        column_config={
            "label": TextColumn(text("workspace.member.label"), required=True, max_chars=LONGEST, width=wide["label"]),
            "stage": TextColumn(text("workspace.member.stage"), max_chars=LONGEST, width=wide["stage"]),
            "position": NumberColumn(text("workspace.member.position"), step=1, min_value=0, width=wide["position"]),
            "contacts": NumberColumn(
                text("workspace.member.contacts"), step=1, min_value=0, format="localized", width=wide["contacts"]
            ),
            "n": NumberColumn(text("workspace.member.n"), format="localized", width=wide["n"]),
            "merged_into": TextColumn(text("workspace.member.merged_into"), width=wide["merged_into"]),
        },
    )
    changed = differing(listed, result)
    if st.button(text("workspace.save"), type="primary", key="save_members", disabled=changed.is_empty()):
        _done(page, lambda: members.edit(workspace, dimension, changed, people.stated()))


def differing(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """code and the edited fields of the rows that are not as they were."""
    kept = ["code", *EDITED]
    then = before.select(kept)
    now = after.select(pl.col(name).cast(kind) for name, kind in then.schema.items())
    same = pl.all_horizontal(pl.col(name).eq_missing(pl.col(f"{name}_then")) for name in EDITED)
    return now.join(then, on="code", suffix="_then").filter(~same).select(kept)


def _merging(page: Page, dimension: str, listed: pl.DataFrame) -> None:
    text, workspace = page.text, page.workspace
    own = dict(listed.filter(pl.col("merged_into").is_null()).select("code", "label").iter_rows())
    gone = listed.filter(pl.col("merged_into").is_not_null()).select("code", "label", "merged_into")
    merged = {code: f"{label} ({into})" for code, label, into in gone.iter_rows()}
    st.markdown(f"**{text('workspace.merge_title')}**")
    with st.form(f"merge_{dimension}", border=False, clear_on_submit=True), _row():
        codes = _several("workspace.merge_which", own, f"merge_from_{dimension}", text)
        into = st.selectbox(
            text("workspace.merge_into"),
            list(own),
            index=None,
            format_func=own.__getitem__,
            key=f"merge_into_{dimension}",
            placeholder=NOTHING,
        )
        sent = st.form_submit_button(text("workspace.merge"))
    if sent and codes and into is not None:
        _done(page, lambda: members.merge(workspace, dimension, codes, into, people.stated()))
    if not merged:
        return
    with st.form(f"unmerge_{dimension}", border=False, clear_on_submit=True), _row():
        back = _several("workspace.unmerge_which", merged, f"unmerge_codes_{dimension}", text)
        sent = st.form_submit_button(text("workspace.unmerge"))
    if sent and back:
        _done(page, lambda: members.unmerge(workspace, dimension, back, people.stated()))


def _row() -> DeltaGenerator:
    return st.container(horizontal=True, gap=8, vertical_alignment="bottom")


def _several(label: str, names: Mapping[int, str], key: str, text: Text) -> list[int]:
    return st.multiselect(text(label), list(names), format_func=names.__getitem__, key=key, placeholder=NOTHING)


def _done(page: Page, work: Callable[[], int]) -> None:
    """Does it, says how much changed, and begins the page anew; what is in the way is said."""
    try:
        n = work()
    except CxError as problem:
        trouble.refused(problem)
        return
    st.toast(page.text("workspace.saved", n=n))
    st.rerun()
