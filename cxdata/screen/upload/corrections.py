"""What an import refused: a grid in which it is corrected, and the list to download and mend elsewhere."""

from __future__ import annotations

from typing import Final

import polars as pl
import streamlit as st
from streamlit.column_config import NumberColumn, TextColumn

from cxdata import spreadsheet
from cxdata.errors import CxError
from cxdata.intake import mending, refused
from cxdata.intake.mending import Correction
from cxdata.screen import trouble
from cxdata.screen.markdown import small
from cxdata.screen.visit import people
from cxdata.store.workspace import Workspace
from cxdata.text import Text

SHOWN: Final = 500
"""Refusals that one grid shows; whoever has more mends the list, or the source."""

_WIDE: Final = {"line": 70, "column": 180, "value": 120, "correction": 130, "reason": 190, "advice": 460}
_FEW: Final = 14
Tried = dict[tuple[int, str], tuple[str, str]]


def offered(workspace: Workspace, number: int, name: str, text: Text, *, expanded: bool = False) -> None:
    """The grid of what import `number` refused and nobody has corrected; nothing where that is nothing.

    `name` tells this place from others on the page that show the same import.
    """
    found = mending.open_refusals(workspace, number)
    if found.is_empty():
        return
    with st.expander(text("corrections.title", n=len(found)), expanded=expanded):
        st.markdown(small(text("corrections.intro" if found["mendable"].any() else "corrections.nothing")))
        if len(found) > SHOWN:
            st.markdown(small(text("corrections.first", n=SHOWN)))
        _form(workspace, number, name, found.sort(~pl.col("mendable"), maintain_order=True).head(SHOWN), text)


def _form(workspace: Workspace, number: int, name: str, found: pl.DataFrame, text: Text) -> None:
    key = f"{name}_{number}"
    tried: Tried = st.session_state.get(f"tried_{key}", {})
    turn = st.session_state.setdefault(f"turn_{key}", 0)
    able = bool(found["mendable"].any()) and not workspace.readonly
    with st.form(f"mend_{key}_{turn}", border=False, enter_to_submit=False):
        edited = st.data_editor(
            _frame(workspace, number, found, tried, text),
            key=f"grid_{key}_{turn}",
            hide_index=True,
            width="stretch",
            height="content" if len(found) <= _FEW else 520,
            disabled=[column for column in _WIDE if column != "correction"] if able else True,
            placeholder="",
            alt=text("corrections.alt"),
            column_order=[column for column in _WIDE if able or column != "correction"],
            column_config={
                column: (NumberColumn if column == "line" else TextColumn)(text(f"refused.{column}"), width=wide)
                for column, wide in _WIDE.items()
            },
        )
        with st.container(horizontal=True, gap=16, vertical_alignment="center"):
            sent = st.form_submit_button(text("corrections.send"), disabled=not able)
            alike = able and _repeated(found) and st.checkbox(text("corrections.alike"), key=f"alike_{key}_{turn}")
    if sent:
        _sent(workspace, number, key, _corrections(edited, bool(alike)), text)


def _repeated(found: pl.DataFrame) -> bool:
    """Whether a value stands in several lines of its column."""
    return bool(found.filter("mendable").select("column", "value").is_duplicated().any())


def _frame(workspace: Workspace, number: int, found: pl.DataFrame, tried: Tried, text: Text) -> pl.DataFrame:
    """line, column, value, correction, reason, advice; with what was tried in vain, and why it was that."""
    questions, tool = refused.asked(workspace, number)
    rows = []
    for line, column, value, reason, _ in found.iter_rows():
        correction, why = tried.get((line, column), ("", reason))
        advice = refused.advice(why, questions.get(column), text)
        rows.append((line, column, value, correction, refused.said(why, text, tool), advice))
    schema = {"line": pl.Int64} | dict.fromkeys(("column", "value", "correction", "reason", "advice"), pl.String)
    return pl.DataFrame(rows, schema=schema, orient="row")


def _corrections(edited: pl.DataFrame, alike: bool) -> list[Correction]:
    """What somebody has filled in; with `alike` it goes for every line where the same value stands in that column."""
    rows = edited.select("line", "column", "value", pl.col("correction").fill_null("").str.strip_chars()).rows()
    same = {(column, value): correction for _, column, value, correction in rows if correction and alike}
    given = [(line, column, correction or same.get((column, value), "")) for line, column, value, correction in rows]
    return [Correction(line, column, correction) for line, column, correction in given if correction]


def _sent(workspace: Workspace, number: int, key: str, given: list[Correction], text: Text) -> None:
    if not given:
        st.toast(text("corrections.none"))
        return
    try:
        done = mending.correct(workspace, number, given, by=people.stated())
    except CxError as problem:
        trouble.refused(problem)
        return
    st.session_state[f"tried_{key}"] = {(each.line, each.column): (each.value, why) for each, why in done.still}
    st.session_state[f"turn_{key}"] += 1
    good = len(given) - len(done.still)
    st.toast(text("corrections.done", n=good) if good else text("corrections.in_vain", n=len(done.still)))
    st.rerun()


def download(workspace: Workspace, number: int, file: str, name: str, text: Text) -> None:
    """The list of refusals as CSV, to be mended and uploaded."""

    def made() -> bytes:
        return spreadsheet.csv(refused.table(workspace, number, text), text.lang)

    st.download_button(
        text("upload.refused_file"),
        made,
        file_name=text("refused.name", file=file.rsplit(".", 1)[0]) + ".csv",
        mime=spreadsheet.MIME,
        key=f"refused_{name}_{number}",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
    )
