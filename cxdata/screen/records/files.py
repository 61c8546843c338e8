"""Tables of governance as files: the table as it stands, templates in both languages, uploads with a receipt."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import polars as pl
import streamlit as st

from cxdata import spreadsheet
from cxdata.errors import CxError
from cxdata.governance import receipts, sheets, uploading
from cxdata.governance.sheets import KINDS, MIMES
from cxdata.governance.spec import Table
from cxdata.reading import read
from cxdata.screen import style, trouble
from cxdata.screen.cards import tables
from cxdata.screen.markdown import plain, small
from cxdata.screen.records.begun import anew, known_now
from cxdata.screen.visit import people
from cxdata.screen.visit.opening import Page
from cxdata.text import LANGS, Text

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

TYPES = ("csv", "tsv", "txt", "xlsx", "xlsm")


def buttons(page: Page, table: Table, rows: pl.DataFrame) -> None:
    """The ways in and out, as quiet buttons."""
    text = page.text
    if not page.workspace.readonly and st.button(
        text("records.upload"), key=f"upload_{table.name}", type="tertiary", icon=":material/upload_file:"
    ):
        _window(page, table)
    with st.popover(text("records.download"), type="tertiary", icon=":material/download:"):
        if len(rows):
            st.markdown(small(text("records.as_it_stands")))
            known = known_now(page)
            for kind in KINDS:
                st.download_button(
                    kind.upper(), lambda kind=kind: sheets.download(table, rows, text.lang, kind, known),  # type: ignore[misc]
                    file_name=sheets.file_name(table, text.lang, kind), mime=MIMES[kind], type="tertiary",
                    key=f"download_{table.name}_{kind}", icon=":material/download:", on_click="ignore",
                )  # fmt: skip
        templates(page, table, "menu")


def templates(page: Page, table: Table, where: str) -> None:
    """Files to fill in, in both languages and both formats."""
    text = page.text
    st.markdown(small(text("records.templates")))
    for lang in LANGS:
        with st.container(horizontal=True, gap=8, vertical_alignment="center"):
            st.markdown(small(text(f"records.in_{lang}")), width=88)
            for kind in KINDS:
                stem = sheets.file_name(table, lang, kind).removesuffix(f".{kind}")
                name = Text(lang)("records.template_file", name=stem)
                st.download_button(
                    kind.upper(), lambda lang=lang, kind=kind: sheets.template(table, lang, kind),  # type: ignore[misc]
                    file_name=f"{name}.{kind}", mime=MIMES[kind], type="tertiary", on_click="ignore",
                    key=f"template_{where}_{table.name}_{lang}_{kind}", icon=":material/download:",
                )  # fmt: skip


def _window(page: Page, table: Table) -> None:
    """A window with the uploader; what came of the file stands on the page afterwards."""
    text = page.text

    @st.dialog(text("records.upload_title", table=text(f"records.title.{table.name}")), width="medium")
    def window() -> None:
        style.uploader(text("upload.browse"), text("upload.or_drop"))
        with st.form(f"form_upload_{table.name}", border=False):
            file = st.file_uploader(text("records.file"), type=TYPES, key=f"file_{table.name}")
            replace = st.checkbox(text("records.replace"), help=text("records.replace_help"))
            sent = st.form_submit_button(text("records.load"), type="primary")
        templates(page, table, "window")
        if sent and file is not None:
            _loaded(page, table, file, replace)

    window()


def _loaded(page: Page, table: Table, file: UploadedFile, replace: bool) -> None:
    """Reads the file and saves what holds; the rest comes back with line and reason."""
    try:
        with TemporaryDirectory() as folder:
            sheet = read(file.getvalue(), file.name, folder=Path(folder))
            rows, headings = sheet.table, list(sheet.headings)
            lines = [sheet.line(at) for at in range(sheet.rows)]
        done = uploading.load(page.workspace, table, rows, headings, lines, by=people.stated(), replace=replace)
    except CxError as problem:
        trouble.refused(problem)
        return
    st.session_state[f"loaded_{table.name}"] = (page.workspace.path, file.name, done)
    anew(page, table)
    st.rerun()


def receipt(page: Page, table: Table) -> None:
    """What the last file did, and the rows that were left out."""
    text = page.text
    path, file, done = st.session_state.get(f"loaded_{table.name}", (None, "", None))
    if path != page.workspace.path or done is None:
        return
    kind = st.warning if done.rejected else st.success
    kind("\n\n".join(plain(said) for said in receipts.account(file, done, text)), icon=":material/receipt_long:")
    with st.container(horizontal=True, gap=8):
        if done.rejects:
            left_out = receipts.rejects(done, text)
            st.download_button(
                text("records.rejects"), lambda: spreadsheet.csv(left_out, text.lang), mime=spreadsheet.MIME,
                file_name=f"{text('records.rejects_file')}.csv", key=f"rejects_{table.name}", type="tertiary",
                icon=":material/download:", on_click="ignore",
            )  # fmt: skip
        if st.button(text("records.seen"), key=f"seen_{table.name}", type="tertiary", icon=":material/check:"):
            st.session_state.pop(f"loaded_{table.name}")
            st.rerun()
    if done.rejects:
        tables.shown(receipts.rejects(done, text), text("records.rejects"))
