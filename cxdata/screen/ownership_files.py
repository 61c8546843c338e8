"""Tables of governance as files: templates in both languages, the table as it stands, and uploads with a receipt."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import polars as pl
import streamlit as st

from cxdata import spreadsheet
from cxdata.errors import CxError
from cxdata.governance import receipts, sheets, uploading
from cxdata.governance.spec import Table
from cxdata.reading import read
from cxdata.screen import ownership_grid, people, style, trouble
from cxdata.screen.markdown import plain, small
from cxdata.screen.opening import Page
from cxdata.text import LANGS, Text

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

TYPES = ("csv", "tsv", "txt", "xlsx", "xlsm")


def offered(page: Page, table: Table, rows: pl.DataFrame) -> None:
    """Templates, the present rows, and the way in for a filled file."""
    text = page.text
    with st.container(horizontal=True, gap=16, vertical_alignment="center", key=f"bar_files_{table.name}"):
        st.markdown(small(text("ownership.templates")), width="content")
        for lang in LANGS:
            _download(text(f"ownership.template_{lang}"), sheets.template(table, lang), name(table, lang, Text(lang)))
        if len(rows):
            made = sheets.download(table, rows, text.lang)
            _download(text("ownership.download"), made, text(f"governance_file.{table.name}"))
    if page.workspace.readonly:
        return
    _receipt(page, table)
    style.uploader(text("upload.browse"), text("upload.or_drop"))
    with st.form(f"upload_{table.name}", border=False, clear_on_submit=True):
        file = st.file_uploader(text("ownership.upload"), type=TYPES, key=f"file_{table.name}")
        with st.container(horizontal=True, gap=16, vertical_alignment="center"):
            replace = st.checkbox(text("ownership.replace"), help=text("ownership.replace_help"))
            sent = st.form_submit_button(text("ownership.load"))
    if sent and file is not None:
        _loaded(page, table, file, replace)


def name(table: Table, lang: str, text: Text) -> str:
    """The file name of a template in that language."""
    return text("ownership.template_file", name=text(f"governance_file.{table.name}"), lang=lang)


def _download(label: str, made: bytes, file: str) -> None:
    st.download_button(
        label, made, file_name=f"{file}.csv", mime=spreadsheet.MIME, key=f"download_{file}_{label}",
        icon=":material/download:", type="tertiary", on_click="ignore",
    )  # fmt: skip


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
    ownership_grid.anew(page)
    st.rerun()


def _receipt(page: Page, table: Table) -> None:
    """What the last file did, and the rows that were left out."""
    text = page.text
    path, file, done = st.session_state.get(f"loaded_{table.name}", (None, "", None))
    if path != page.workspace.path or done is None:
        return
    kind = st.warning if done.rejected else st.success
    kind("\n\n".join(plain(said) for said in receipts.account(file, done, text)), icon=":material/receipt_long:")
    if not done.rejects:
        return
    table_of = receipts.rejects(done, text)
    st.dataframe(table_of, hide_index=True, width="stretch", alt=text("ownership.rejects"))
    _download(text("ownership.rejects"), spreadsheet.csv(table_of, text.lang), text("ownership.rejects_file"))
