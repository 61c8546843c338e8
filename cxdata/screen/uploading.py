"""Files on their way in: dropped, recognised, mapped, asked about, imported."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

import streamlit as st

from cxdata.errors import CxError, MappingRefused
from cxdata.intake import importing, invitations, plan, touchpoints
from cxdata.intake.plan import Plan
from cxdata.intake.receipt import Receipt
from cxdata.reading.mapping import Mapping, Suggestion
from cxdata.screen import (
    drops,
    language,
    mapping_grid,
    open_questions,
    people,
    receipts,
    recognition,
    style,
    targets,
    trouble,
)
from cxdata.screen.drops import Drop
from cxdata.screen.mapping_grid import Row
from cxdata.screen.markdown import plain, small
from cxdata.screen.opening import Page
from cxdata.screen.recognition import Decisions
from cxdata.store.workspace import Workspace
from cxdata.text import Text

TYPES: Final = ("csv", "tsv", "txt", "xlsx", "xlsm", "parquet")


@dataclass
class Opened:
    """A file as it was read, what it seems to mean, and what the person has made of that so far.

    `shown` are the lines with which the grid began in a language; `lines` as they stand now.
    """

    plan: Plan
    decided: Decisions
    lines: list[Row]
    shown: dict[str, list[Row]] = field(default_factory=dict)
    version: int = 0
    replacing: bool = False
    order_open: bool = False


def dropzone(page: Page) -> None:
    """Takes files or a whole folder; what arrives goes to disk, and the widget begins anew."""
    text = page.text
    turn = st.session_state.setdefault("upload_turn", 0)
    folder = st.session_state.get("upload_folder", False)
    busy = bool(drops.waiting() or st.session_state.get("receipts"))
    style.uploader(text("upload.browse_folder" if folder else "upload.browse"), text("upload.or_drop"))
    with st.container(key="drop_small" if busy else "drop_large"):
        files = st.file_uploader(
            text("upload.drop_folder" if folder else "upload.drop"),
            type=TYPES,
            accept_multiple_files="directory" if folder else True,
            key=f"upload_{turn}_{folder}",
        )
    st.toggle(text("upload.folder"), key="upload_folder")
    if files:
        drops.taken(list(files))
        st.session_state["upload_turn"] = turn + 1
        st.rerun()


def queue(page: Page) -> None:
    """Every file that waits, each in a card of its own."""
    waiting = list(drops.waiting())
    ready = [(drop, found) for drop in waiting if (found := _card(drop, page)) is not None]
    if len(ready) > 1:
        label = page.text("upload.import_all", n=len(ready))
        if st.button(label, type="primary", key="import_all", disabled=not targets.ready()):
            done = [receipt for drop, mapping in ready if (receipt := _imported(drop, mapping)) is not None]
            if done:
                st.rerun()


def _card(drop: Drop, page: Page) -> Mapping | None:
    """One file; returns its mapping when nothing stands in the way of importing it."""
    text = page.text
    with st.container(border=True, key=f"card_file_{drop.id}", gap=8):
        with st.container(horizontal=True, gap=4, vertical_alignment="top", key=f"headrow_{drop.id}"):
            st.header(plain(drop.name), anchor=False)
            with st.container(width="content", key=f"tools_{drop.id}"):
                st.button(
                    text("upload.put_aside"),
                    key=f"aside_{drop.id}",
                    icon=":material/close:",
                    type="tertiary",
                    help=text("upload.put_aside"),
                    on_click=drops.put_aside,
                    args=(drop,),
                )
        try:
            opened = _opened(drop)
        except CxError as problem:
            trouble.refused(problem)
            return None
        return _body(drop, opened, page)


def _body(drop: Drop, opened: Opened, page: Page) -> Mapping | None:
    text, sheet, suggestion = page.text, opened.plan.sheet, opened.plan.suggestion
    st.markdown(plain(recognition.summary(sheet, text)))
    for said in (*recognition.problems(sheet.problems, text), *recognition.remarks(opened.plan, text)):
        st.markdown(f":material/info: {small(said)}")
    if suggestion is None:
        _more(drop, opened, text)
        return _button(drop, opened, Mapping(), [], text)
    questions = st.container(gap=8, key=f"questions_{drop.id}")
    st.markdown(small(text("upload.grid_intro")))
    opened.lines = _grid(drop, opened, suggestion, text)
    try:
        mapping = mapping_grid.mapping(opened.lines, suggestion.mapping)
    except MappingRefused as problem:
        trouble.refused(problem)
        return None
    with questions:
        mapping = open_questions.asked(sheet, suggestion, mapping, drop.id, text, opened.order_open)
    _more(drop, opened, text)
    missing = open_questions.missing(mapping, suggestion, text, opened.order_open)
    return _button(drop, opened, mapping, list(missing), text)


def _grid(drop: Drop, opened: Opened, suggestion: Suggestion, text: Text) -> list[Row]:
    """The grid begins anew in another language, with what the person has done by then."""
    shown = opened.shown.setdefault(text.lang, list(opened.lines))
    key = f"grid_{text.lang}_{opened.version}_{drop.id}"
    return mapping_grid.edited(opened.plan.sheet, suggestion, shown, key, text)


def _more(drop: Drop, opened: Opened, text: Text) -> None:
    with st.expander(text("upload.preview", n=min(recognition.PREVIEW, opened.plan.sheet.rows))):
        recognition.preview(opened.plan.sheet, text)
    if opened.plan.sheet.container == "parquet":
        return
    with st.expander(text("upload.otherwise")):
        wanted = recognition.otherwise(opened.plan.sheet, opened.decided, drop.id, text)
    if wanted is not None:
        st.session_state[f"file_{drop.id}"] = _read(drop, wanted, opened.version + 1)
        st.rerun()


def _button(drop: Drop, opened: Opened, mapping: Mapping, missing: list[str], text: Text) -> Mapping | None:
    if not targets.ready():
        missing.append(text("upload.missing.name"))
    if mapping.comments:
        st.checkbox(text("upload.mask"), value=True, key=f"mask_{drop.id}", help=text("upload.mask_help"))
    with st.container(horizontal=True, gap=16, vertical_alignment="center"):
        label = text("upload.replace" if opened.replacing else "upload.import", into=targets.said(text))
        weight: Literal["primary", "secondary"] = "primary" if len(drops.waiting()) == 1 else "secondary"
        clicked = st.button(label, type=weight, key=f"import_{drop.id}", disabled=bool(missing))
        if missing:
            st.markdown(small(" ".join(missing)))
    if clicked and _imported(drop, mapping) is not None:
        st.rerun()
    return None if missing else mapping


def _imported(drop: Drop, mapping: Mapping) -> Receipt | None:
    """Imports one file; what stands in the way is said, and the file stays."""
    opened: Opened = st.session_state[f"file_{drop.id}"]
    try:
        name, workspace = targets.made()
        receipt = _loaded(workspace, drop, opened, mapping)
    except CxError as problem:
        trouble.refused(problem)
        if problem.key in ("other_mapping", "date_order_open"):
            opened.replacing |= problem.key == "other_mapping"
            opened.order_open |= problem.key == "date_order_open"
            st.button(language.text()(f"upload.again.{problem.key}"), key=f"again_{drop.id}")
        return None
    drops.put_aside(drop)
    receipts.given(name, receipt)
    return receipt


def _loaded(workspace: Workspace, drop: Drop, opened: Opened, mapping: Mapping) -> Receipt:
    by = people.stated()
    if opened.plan.kind == "invitations":
        return invitations.load(workspace, opened.plan.sheet, by=by)
    if opened.plan.kind == "touchpoints":
        return touchpoints.load(workspace, opened.plan.sheet, by=by)
    masked = bool(st.session_state.get(f"mask_{drop.id}", True))
    return importing.load(workspace, opened.plan.sheet, mapping, by=by, replace=opened.replacing, masked=masked)


def _opened(drop: Drop) -> Opened:
    key = f"file_{drop.id}"
    if key not in st.session_state:
        st.session_state[key] = _read(drop, {}, 0)
    opened: Opened = st.session_state[key]
    return opened


def _read(drop: Drop, decided: Decisions, version: int) -> Opened:
    _, workspace = targets.chosen()
    found = plan.check(drop.path, drop.name, workspace=workspace, folder=drop.folder, **decided)
    lines = mapping_grid.rows(found.sheet, found.mapping) if found.mapping else []
    return Opened(found, decided, lines, version=version)
