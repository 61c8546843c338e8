"""One file on its way in: what was recognised, what its columns mean, what is open, and the way in."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cxdata.errors import CxError, MappingRefused
from cxdata.intake import plan
from cxdata.intake.plan import Plan
from cxdata.reading.mapping import Mapping, Suggestion
from cxdata.reading.meaning import answers
from cxdata.reading.meaning.answers import Facts
from cxdata.screen import trouble
from cxdata.screen.markdown import plain, small
from cxdata.screen.server import drops
from cxdata.screen.server.drops import Drop
from cxdata.screen.upload import (
    mapping_grid,
    open_questions,
    reading_choices,
    recognition,
    scale_questions,
    targets,
    veil,
)
from cxdata.screen.upload.mapping_grid import Row
from cxdata.screen.upload.reading_choices import Decisions
from cxdata.screen.upload.veil import Veil
from cxdata.screen.visit.opening import Page
from cxdata.text import Text

WANTED = "importing"
"""Where the session keeps which files are to be imported in this run."""
_LABELS, _NARROW = 180, 360
"""Widths in pixels: of what columns are taken for, and of a single question."""


@dataclass
class Opened:
    """A file as it was read, what it seems to mean, and what the person has made of that so far.

    `shown` are the lines with which the grid has begun, `begun` what it then depended on and `turn` how often it has;
    `lines` as they stand now, over `base`, the mapping with what the grid does not show. `problem`: what stood in the
    way of importing it; `unread`: of reading it otherwise.
    """

    plan: Plan
    decided: Decisions
    lines: list[Row]
    base: Mapping
    shown: list[Row] = field(default_factory=list)
    begun: tuple[object, ...] = ()
    turn: int = 0
    version: int = 0
    problem: CxError | None = None
    unread: CxError | None = None
    replacing: bool = False
    order_open: bool = False

    @property
    def quick(self) -> bool:
        """Whether nobody needs to look at the columns: a known tool's file, or one like an earlier one."""
        known = bool(self.plan.sheet.tool) or self.plan.remembered
        return known and self.plan.sure and self.plan.suggestion is not None


@dataclass(frozen=True, slots=True)
class Ready:
    """A file that can be imported, with what its columns mean; `place` on its card for what is going on."""

    drop: Drop
    mapping: Mapping
    place: DeltaGenerator


def shown(drop: Drop, page: Page) -> Ready | None:
    """The file's card; returned when nothing stands in the way of importing it."""
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
            _unreadable(drop, problem, text)
            return None
        return _body(drop, opened, page)


def _unreadable(drop: Drop, problem: CxError, text: Text) -> None:
    """Why the file was refused, and what may be decided otherwise where that could help."""
    trouble.refused(problem)
    packed = drop.name.lower().endswith((".xlsx", ".xlsm", ".parquet"))
    if packed or problem.key not in ("file_columns", "file_cell_long", "file_binary"):
        return
    decided: Decisions = st.session_state.get(f"decided_{drop.id}", {})
    if (wanted := reading_choices.after_refusal(decided, f"{len(decided)}_{drop.id}", text)) is not None:
        st.session_state[f"decided_{drop.id}"] = wanted
        st.rerun()


def _body(drop: Drop, opened: Opened, page: Page) -> Ready | None:
    text, sheet, suggestion = page.text, opened.plan.sheet, opened.plan.suggestion
    first, *further = recognition.summary(opened.plan, text)
    st.markdown(plain(first))
    for said in further:
        st.markdown(small(said))
    for said in (*recognition.problems(sheet.problems, text), *recognition.remarks(opened.plan, text)):
        st.markdown(f":material/info: {small(said)}")
    if len(sheet.sheets) > 1:
        with st.container(width=_NARROW):
            wanted = reading_choices.book_sheet(sheet, opened.decided, _id(drop, opened), text)
        _again(drop, opened, wanted, text)
    if suggestion is None:
        _reading(drop, opened, text)
        return _button(drop, opened, Mapping(), [], text)
    return _meaning(drop, opened, suggestion, text)


def _meaning(drop: Drop, opened: Opened, suggestion: Suggestion, text: Text) -> Ready | None:
    """The columns: in a few words and behind a fold where nobody needs to look at them, else as a grid."""
    questions = st.container(gap=8, key=f"questions_{drop.id}")
    top = st.container(gap=8, key=f"understood_{drop.id}")
    with st.expander(text("upload.grid_fold")) if opened.quick else st.container(gap=8):
        st.markdown(small(text("upload.grid_intro")))
        _grid(drop, opened, suggestion, text)
    scale_questions.counted(suggestion, text)
    try:
        mapping = mapping_grid.mapping(opened.lines, opened.base)
    except MappingRefused as problem:
        trouble.refused(problem)
        return None
    with questions:
        unanswered = scale_questions.asked(suggestion, mapping, drop.id, text, partial(_answered, opened, suggestion))
        mapping = open_questions.asked(opened.plan.sheet, suggestion, mapping, drop.id, text, opened.order_open)
    missing = list(open_questions.missing(mapping, suggestion, text, opened.order_open, unanswered))
    if not opened.quick:
        _reading(drop, opened, text)
        return _button(drop, opened, mapping, missing, text)
    with top:
        _understood(opened, mapping, text)
        ready = _button(drop, opened, mapping, missing, text)
    _reading(drop, opened, text)
    return ready


def _answered(opened: Opened, suggestion: Suggestion, problem: str, facts: Facts, choice: str) -> None:
    """Puts an answer into the grid, which begins anew."""
    with suppress(MappingRefused):
        opened.base = mapping_grid.mapping(opened.lines, opened.base)
    opened.base = answers.answered(opened.base, suggestion, problem, facts, choice)
    opened.lines, opened.begun = mapping_grid.rows(opened.plan.sheet, opened.base), ()


def _understood(opened: Opened, mapping: Mapping, text: Text) -> None:
    for what, columns in recognition.understood(opened.plan.sheet, mapping, text):
        with st.container(horizontal=True, gap=8, vertical_alignment="center"):
            with st.container(width=_LABELS):
                st.markdown(small(what))
            st.markdown(plain(columns))


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


def _id(drop: Drop, opened: Opened) -> str:
    """Questions about reading begin anew with every reading."""
    return f"{opened.version}_{drop.id}"


def _reading(drop: Drop, opened: Opened, text: Text) -> None:
    """How the file is read, and the first rows as that gives them."""
    sheet = opened.plan.sheet
    with st.expander(text("upload.reading_fold"), key=f"reading_{drop.id}"):
        if opened.unread is not None:
            trouble.refused(opened.unread)
        wanted = reading_choices.choices(sheet, opened.decided, _id(drop, opened), text)
        st.markdown(small(text("upload.preview", n=min(reading_choices.PREVIEW, sheet.rows))))
        reading_choices.preview(sheet, text, _veil(drop, opened))
    _again(drop, opened, wanted, text)


def _again(drop: Drop, opened: Opened, wanted: Decisions | None, text: Text) -> None:
    """Reads the file as it is now wanted; where that fails it stays as it was, and the reason is said."""
    if wanted is None:
        return
    try:
        with st.spinner(text("upload.reading")):
            st.session_state[f"file_{drop.id}"] = _read(drop, wanted, opened.version + 1)
    except CxError as problem:
        opened.unread, opened.version = problem, opened.version + 1
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
            disabled=bool(missing) or busy(),
            on_click=begin,
            args=([drop.id],),
        )
        place = st.container(width="content")
        if missing:
            place.markdown(small(" ".join(missing)))
    _refusal(drop, opened, text)
    return None if missing else Ready(drop, mapping, place)


def begin(ids: list[str]) -> None:
    """Asks for those files to be imported in the next run, which shows at once that it is at work."""
    st.session_state[WANTED] = ids


def busy() -> bool:
    return bool(st.session_state.get(WANTED))


def _refusal(drop: Drop, opened: Opened, text: Text) -> None:
    """Why the file was not imported, said once."""
    problem, opened.problem = opened.problem, None
    if problem is None:
        return
    trouble.refused(problem)
    if problem.key in ("other_mapping", "date_order_open"):
        st.button(text(f"upload.again.{problem.key}"), key=f"again_{drop.id}")


def _opened(drop: Drop, text: Text) -> Opened:
    key = f"file_{drop.id}"
    if key not in st.session_state:
        with st.spinner(text("upload.reading")):
            st.session_state[key] = _read(drop, st.session_state.get(f"decided_{drop.id}", {}), 0)
    opened: Opened = st.session_state[key]
    return opened


def _read(drop: Drop, decided: Decisions, version: int) -> Opened:
    _, workspace = targets.chosen()
    found = plan.check(drop.path, drop.name, workspace=workspace, folder=drop.folder, **decided)
    lines = mapping_grid.rows(found.sheet, found.mapping) if found.mapping else []
    return Opened(found, decided, lines, found.mapping or Mapping(), version=version)
