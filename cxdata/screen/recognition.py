"""What was recognised in a file, in words; how to read it otherwise; its first rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import streamlit as st

from cxdata.intake.plan import Plan
from cxdata.reading import tools
from cxdata.reading.sheet import Sheet
from cxdata.screen import tables
from cxdata.screen.veil import Veil
from cxdata.text import Text

ENCODINGS: Final = ("utf-8", "cp1250", "iso-8859-2", "utf-16")
SEPARATORS: Final = (";", ",", "\t", "|")
PREVIEW: Final = 20
_NAMES: Final = {"cp1250": "Windows-1250", "cp1252": "Windows-1252"}
Decisions = dict[str, Any]


def summary(sheet: Sheet, text: Text) -> str:
    """ "1,204 rows and 14 columns. UTF-8 text, separated by semicolons. Export of Qualtrics." """
    size = text("upload.size", rows=text("upload.rows", n=sheet.rows), columns=text("upload.columns", n=_width(sheet)))
    said = [size, _container(sheet, text)]
    if sheet.tool:
        said.append(text("upload.from_tool", tool=tools.called(sheet.tool, text.lang)))
    return " ".join(said)


def _width(sheet: Sheet) -> int:
    return len(sheet.headings)


def _container(sheet: Sheet, text: Text) -> str:
    heads = text("upload.header_rows", n=sheet.header_rows)
    if sheet.container == "text":
        encoding = _NAMES.get(sheet.encoding, sheet.encoding.upper())
        return text("upload.as_text", encoding=encoding, separator=_separator(sheet.separator, text), heads=heads)
    if sheet.container == "excel":
        return text("upload.as_excel", sheet=sheet.sheet, heads=heads)
    return text("upload.as_parquet")


def _separator(mark: str, text: Text) -> str:
    names = {";": "semicolon", ",": "comma", "\t": "tab", "|": "bar"}
    return text(f"upload.separator.{names[mark]}") if mark in names else f"„{mark}”"


def problems(found: Iterable[tuple[str, Mapping[str, object]]], text: Text) -> list[str]:
    """What a person should know about the file, each a sentence."""
    return [text(f"problems.{key}", **facts) for key, facts in found if text.has(f"problems.{key}")]


def remarks(plan: Plan, text: Text) -> list[str]:
    """What was understood of the file as a whole."""
    if plan.suggestion is None:
        return [text(f"upload.kind.{plan.kind}")]
    known = [text("upload.remembered")] if plan.remembered else []
    return known + problems(plan.suggestion.problems, text)


def preview(sheet: Sheet, text: Text, veil: Veil) -> None:
    """The first rows, personal data covered."""
    said = text("upload.preview_alt", file=sheet.name)
    tables.shown(veil.over_all(sheet.head(PREVIEW)), said, height=240)


def otherwise(sheet: Sheet, decided: Decisions, id: str, text: Text) -> Decisions | None:
    """Asks how the file should be read instead; the new decisions, or None while nobody has asked for any."""
    with st.form(f"otherwise_{id}", border=False):
        wanted: Decisions = dict(decided)
        columns = st.columns(4, gap=16, vertical_alignment="bottom")
        if sheet.container == "text":
            with columns[0]:
                wanted["encoding"] = _pick(
                    text("upload.encoding"), ENCODINGS, sheet.encoding, f"encoding_{id}", str, text
                )
            with columns[1]:
                wanted["separator"] = _pick(
                    text("upload.separator_label"),
                    SEPARATORS,
                    sheet.separator,
                    f"separator_{id}",
                    lambda mark: _separator(mark, text),
                    text,
                )
        elif len(sheet.sheets) > 1:
            with columns[0]:
                wanted["sheet"] = _pick(text("upload.sheet"), sheet.sheets, sheet.sheet, f"sheet_{id}", str, text)
        if sheet.container != "parquet":
            with columns[2]:
                wanted["header_rows"] = st.number_input(
                    text("upload.header_rows_label"), 0, 5, sheet.header_rows, key=f"heads_{id}"
                )
        with columns[3]:
            again = st.form_submit_button(text("upload.read_again"))
    return wanted if again else None


def _pick(label: str, options: Any, value: str, key: str, said: Any, text: Text) -> Any:
    known = list(options) if value in options else [value, *options]
    return st.selectbox(label, known, index=known.index(value), format_func=said, key=f"{key}_{text.lang}")
