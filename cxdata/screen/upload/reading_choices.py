"""How a file is read, to be decided by hand, over the rows that this gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import streamlit as st

from cxdata.intake import origin
from cxdata.reading import Sheet, tools
from cxdata.screen.cards import tables
from cxdata.screen.upload.veil import Veil
from cxdata.text import Text

PREVIEW: Final = 20
ENCODINGS: Final = (
    "utf-8",
    "cp1250",
    "iso-8859-2",
    "cp1252",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "mac_latin2",
    "mac_roman",
    "cp852",
)
SEPARATORS: Final = (";", ",", "\t", "|")
_MOST_HEADS: Final = 9
Decisions = dict[str, Any]


def choices(sheet: Sheet, decided: Decisions, id: str, text: Text) -> Decisions | None:
    """Every decision of reading, as it stands; those of now once somebody has changed one, None until then."""
    asked = {"text": _of_text, "excel": _of_book, "parquet": _of_table}[sheet.container](sheet, id, text)
    changed = {name: value for name, value in asked.items() if value != _now(sheet, name)}
    return {**decided, **changed} if changed else None


def after_refusal(decided: Decisions, id: str, text: Text) -> Decisions | None:
    """The two decisions that may make a table of what was refused; None until somebody has taken one."""
    found: Decisions = {}
    left, right = st.columns(2, gap=16)
    with left:
        found["encoding"] = _encoding(decided.get("encoding", ""), id, text)
    with right:
        found["separator"] = _separator(decided.get("separator", ""), id, text)
    changed = {name: value for name, value in found.items() if value and value != decided.get(name)}
    return {**decided, **changed} if changed else None


def book_sheet(sheet: Sheet, decided: Decisions, id: str, text: Text) -> Decisions | None:
    """Which of several sheets is read."""
    chosen = _pick(text, "sheet", sheet.sheets, sheet.sheet, f"sheet_{id}", str)
    return {**decided, "sheet": chosen} if chosen != sheet.sheet else None


def preview(sheet: Sheet, text: Text, veil: Veil) -> None:
    """The first rows, personal data covered."""
    said = text("upload.preview_alt", file=sheet.name)
    tables.shown(veil.over_all(sheet.head(PREVIEW)), said, height=240)


def _now(sheet: Sheet, name: str) -> object:
    return getattr(sheet, {"skip": "skipped"}.get(name, name))


def _of_text(sheet: Sheet, id: str, text: Text) -> Decisions:
    columns = st.columns(3, gap=16)
    found: Decisions = {}
    with columns[0]:
        found["encoding"] = _encoding(sheet.encoding, id, text)
    with columns[1]:
        found["separator"] = _separator(sheet.separator, id, text)
    with columns[2]:
        found["tool"] = _tool(sheet, id, text)
    return found | _rows(sheet, id, text)


def _of_book(sheet: Sheet, id: str, text: Text) -> Decisions:
    return {"tool": _tool(sheet, id, text)} | _rows(sheet, id, text)


def _of_table(sheet: Sheet, id: str, text: Text) -> Decisions:
    return {"tool": _tool(sheet, id, text)}


def _rows(sheet: Sheet, id: str, text: Text) -> Decisions:
    """Where the table begins and ends."""
    above, heads, below = st.columns(3, gap=16)
    with above:
        skip = st.number_input(text("upload.lines_above"), 0, None, sheet.skipped, key=f"above_{id}")
    with heads:
        header_rows = st.number_input(
            text("upload.header_rows_label"), 0, _MOST_HEADS, min(sheet.header_rows, _MOST_HEADS), key=f"heads_{id}"
        )
    with below:
        most = sheet.rows + sheet.after
        after = st.number_input(text("upload.rows_below"), 0, most, sheet.after, key=f"below_{id}")
    return {"skip": skip, "header_rows": header_rows, "after": after}


def _encoding(now: str, id: str, text: Text) -> str:
    known = [now if (now, each) == ("utf-8-sig", "utf-8") else each for each in ENCODINGS]
    return _pick(text, "encoding", known, now, f"encoding_{id}", origin.encoding)


def _separator(now: str, id: str, text: Text) -> str:
    def said(mark: str) -> str:
        return origin.separator(mark, text)

    return _pick(text, "separator_label", SEPARATORS, now, f"separator_{id}", said)


def _tool(sheet: Sheet, id: str, text: Text) -> str:
    def said(tool: str) -> str:
        return tools.called(tool, text.lang) if tool else text("upload.no_tool")

    known = sorted(tools.names(), key=lambda tool: said(tool).casefold())
    return _pick(text, "tool_label", ["", *known], sheet.tool, f"tool_{id}", said)


def _pick(text: Text, name: str, known: Sequence[str], now: str, key: str, said: Callable[[str], str]) -> str:
    options = list(known) if now in known or not now else [now, *known]
    index = options.index(now) if now in options else None
    chosen: str | None = st.selectbox(
        text(f"upload.{name}"), options, index, format_func=said, key=key, placeholder=text("upload.choose")
    )
    return now if chosen is None else chosen
