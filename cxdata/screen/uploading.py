"""Files on their way in: dropped, recognised, mapped, asked about, imported."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cxdata.errors import CxError, MappingRefused
from cxdata.intake import importing, invitations, plan, touchpoints
from cxdata.intake.plan import Plan
from cxdata.intake.receipt import Receipt
from cxdata.reading.mapping import Mapping, Suggestion
from cxdata.screen import (
    drops,
    mapping_grid,
    open_questions,
    people,
    receipts,
    recognition,
    style,
    targets,
    trouble,
    veil,
)
from cxdata.screen.drops import Drop
from cxdata.screen.mapping_grid import Row
from cxdata.screen.markdown import plain, small
from cxdata.screen.opening import Page
from cxdata.screen.recognition import Decisions
from cxdata.screen.veil import Veil
from cxdata.store.workspace import Workspace
from cxdata.text import Text

TYPES: Final = ("csv", "tsv", "txt", "xlsx", "xlsm", "parquet")


_WANTED: Final = "importing"
"""Where the session keeps which files are to be imported in this run."""


@dataclass
class Opened:
    """A file as it was read, what it seems to mean, and what the person has made of that so far.

    `shown` are the lines with which the grid has begun, `begun` what it then depended on and `turn` how often it has;
    `lines` as they stand now. `problem`: what stood in the way of importing it.
    """

    plan: Plan
    decided: Decisions
    lines: list[Row]
    shown: list[Row] = field(default_factory=list)
    begun: tuple[object, ...] = ()
    turn: int = 0
    version: int = 0
    problem: CxError | None = None
    replacing: bool = False
    order_open: bool = False


@dataclass(frozen=True, slots=True)
class Ready:
    """A file that can be imported, with what its columns mean; `place` on its card for what is going on."""

    drop: Drop
    mapping: Mapping
    place: DeltaGenerator


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
    """Every file that waits, each in a card of its own; what is to be imported is, once all of them stand there."""
    waiting = list(drops.waiting())
    ready = [found for drop in waiting if (found := _card(drop, page)) is not None]
    if len(ready) > 1:
        st.button(
            page.text("upload.import_all", n=len(ready)),
            type="primary",
            key="import_all",
            disabled=not targets.ready() or _busy(),
            on_click=_begin,
            args=([each.drop.id for each in ready],),
        )
    if wanted := st.session_state.pop(_WANTED, None):
        for each in ready:
            if each.drop.id in wanted:
                with each.place, st.spinner(page.text("upload.importing", rows=_rows(each, page.text))):
                    _imported(each.drop, each.mapping)
        st.rerun()


def _begin(ids: list[str]) -> None:
    """Asks for those files to be imported in the next run, which shows at once that it is at work."""
    st.session_state[_WANTED] = ids


def _busy() -> bool:
    return bool(st.session_state.get(_WANTED))


def _rows(ready: Ready, text: Text) -> str:
    opened: Opened = st.session_state[f"file_{ready.drop.id}"]
    return text("upload.rows", n=opened.plan.sheet.rows)


def _card(drop: Drop, page: Page) -> Ready | None:
    """One file; returned when nothing stands in the way of importing it."""
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
            opened = _opened(drop, text)
        except CxError as problem:
            trouble.refused(problem)
            return None
        return _body(drop, opened, page)


def _body(drop: Drop, opened: Opened, page: Page) -> Ready | None:
    text, sheet, suggestion = page.text, opened.plan.sheet, opened.plan.suggestion
    st.markdown(plain(recognition.summary(sheet, text)))
    for said in (*recognition.problems(sheet.problems, text), *recognition.remarks(opened.plan, text)):
        st.markdown(f":material/info: {small(said)}")
    if suggestion is None:
        _more(drop, opened, text)
        return _button(drop, opened, Mapping(), [], text)
    questions = st.container(gap=8, key=f"questions_{drop.id}")
    st.markdown(small(text("upload.grid_intro")))
    _grid(drop, opened, suggestion, text)
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


def _grid(drop: Drop, opened: Opened, suggestion: Suggestion, text: Text) -> None:
    """The grid begins anew in another language or under another veil, with what the person has done by then."""
    over = _veil(drop, opened)
    now = (text.lang, opened.version, *over.covers)
    if now != opened.begun:
        opened.begun, opened.shown, opened.turn = now, list(opened.lines), opened.turn + 1
    key = f"grid_{opened.turn}_{drop.id}"
    lines = mapping_grid.edited(opened.plan.sheet, suggestion, opened.shown, key, text, over)
    before, opened.lines = opened.lines, lines
    if lines != before and _veil(drop, opened).covers != over.covers:
        st.rerun()


def _veil(drop: Drop, opened: Opened) -> Veil:
    lifted = not st.session_state.get(f"mask_{drop.id}", True)
    return veil.drawn(opened.plan.sheet, mapping_grid.roles(opened.lines), lifted)


def _more(drop: Drop, opened: Opened, text: Text) -> None:
    with st.expander(text("upload.preview", n=min(recognition.PREVIEW, opened.plan.sheet.rows))):
        recognition.preview(opened.plan.sheet, text, _veil(drop, opened))
    if opened.plan.sheet.container == "parquet":
        return
    with st.expander(text("upload.otherwise")):
        wanted = recognition.otherwise(opened.plan.sheet, opened.decided, drop.id, text)
    if wanted is not None:
        st.session_state[f"file_{drop.id}"] = _read(drop, wanted, opened.version + 1)
        st.rerun()


def _button(drop: Drop, opened: Opened, mapping: Mapping, missing: list[str], text: Text) -> Ready | None:
    if not targets.ready():
        missing.append(text("upload.missing.name"))
    if mapping.comments:
        st.checkbox(text("upload.mask"), value=True, key=f"mask_{drop.id}", help=text("upload.mask_help"))
    with st.container(horizontal=True, gap=16, vertical_alignment="center"):
        weight: Literal["primary", "secondary"] = "primary" if len(drops.waiting()) == 1 else "secondary"
        st.button(
            text("upload.replace" if opened.replacing else "upload.import", into=targets.said(text)),
            type=weight,
            key=f"import_{drop.id}",
            disabled=bool(missing) or _busy(),
            on_click=_begin,
            args=([drop.id],),
        )
        place = st.container(width="content")
        if missing:
            place.markdown(small(" ".join(missing)))
    _refusal(drop, opened, text)
    return None if missing else Ready(drop, mapping, place)


def _refusal(drop: Drop, opened: Opened, text: Text) -> None:
    """Why the file was not imported, said once."""
    problem, opened.problem = opened.problem, None
    if problem is None:
        return
    trouble.refused(problem)
    if problem.key in ("other_mapping", "date_order_open"):
        st.button(text(f"upload.again.{problem.key}"), key=f"again_{drop.id}")


def _imported(drop: Drop, mapping: Mapping) -> None:
    """Imports one file; what stands in the way is kept to be said, and the file stays."""
    opened: Opened = st.session_state[f"file_{drop.id}"]
    try:
        name, workspace = targets.made()
        receipt = _loaded(workspace, drop, opened, mapping)
    except CxError as problem:
        opened.problem = problem
        opened.replacing |= problem.key == "other_mapping"
        opened.order_open |= problem.key == "date_order_open"
        return
    drops.put_aside(drop)
    receipts.given(name, receipt)


def _loaded(workspace: Workspace, drop: Drop, opened: Opened, mapping: Mapping) -> Receipt:
    by = people.stated()
    if opened.plan.kind == "invitations":
        return invitations.load(workspace, opened.plan.sheet, by=by)
    if opened.plan.kind == "touchpoints":
        return touchpoints.load(workspace, opened.plan.sheet, by=by)
    masked = bool(st.session_state.get(f"mask_{drop.id}", True))
    return importing.load(workspace, opened.plan.sheet, mapping, by=by, replace=opened.replacing, masked=masked)


def _opened(drop: Drop, text: Text) -> Opened:
    key = f"file_{drop.id}"
    if key not in st.session_state:
        with st.spinner(text("upload.reading")):
            st.session_state[key] = _read(drop, {}, 0)
    opened: Opened = st.session_state[key]
    return opened


def _read(drop: Drop, decided: Decisions, version: int) -> Opened:
    _, workspace = targets.chosen()
    found = plan.check(drop.path, drop.name, workspace=workspace, folder=drop.folder, **decided)
    lines = mapping_grid.rows(found.sheet, found.mapping) if found.mapping else []
    return Opened(found, decided, lines, version=version)
