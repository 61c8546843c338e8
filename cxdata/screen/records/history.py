"""Who changed what in a table, in a window."""

from __future__ import annotations

import polars as pl
import streamlit as st

from cxdata import spreadsheet
from cxdata.governance import records, sheets
from cxdata.governance.history import told
from cxdata.governance.spec import Table
from cxdata.screen.cards import tables
from cxdata.screen.markdown import plain, small
from cxdata.screen.visit.opening import Page
from cxdata.screen.workspace.imports import moment
from cxdata.text import NOTHING

MOST = 500


def button(page: Page, table: Table) -> None:
    """The quiet button that opens the history."""
    text = page.text
    if st.button(text("records.history"), key=f"history_{table.name}", type="tertiary", icon=":material/history:"):
        _window(page, table)


def _window(page: Page, table: Table) -> None:
    text = page.text

    @st.dialog(plain(text("records.history_title", table=text(f"records.title.{table.name}"))), width="large")
    def window() -> None:
        frame = changes(page, table)
        if frame.is_empty():
            st.markdown(small(text("workspace.no_history")))
            return
        tables.shown(frame.head(MOST), text("records.history"), height=480)
        if frame.height > MOST:
            st.markdown(small(text("records.history_more", n=frame.height, shown=MOST)))
        st.download_button(
            text("records.history_file"), lambda: spreadsheet.csv(frame, text.lang), mime=spreadsheet.MIME,
            file_name=sheets.file_name(table, text.lang).replace(".csv", f"_{text('records.history_name')}.csv"),
            key=f"history_csv_{table.name}", icon=":material/download:", on_click="ignore",
        )  # fmt: skip

    window()


def changes(page: Page, table: Table) -> pl.DataFrame:
    """when, who, which row, before, after: the newest first, in the reader's words."""
    text, zone = page.text, page.snapshot.zone
    found = records.history(page.workspace, table) if page.workspace.exists else []
    rows = [(change, told(table, change, text)) for change in found]
    return pl.DataFrame(
        {
            text("workspace.history.at"): [moment(change.at, zone, text) for change, _ in rows],
            text("workspace.history.by"): [change.by or NOTHING for change, _ in rows],
            text("records.history_row"): [one.row for _, one in rows],
            text("workspace.history.before"): [one.before for _, one in rows],
            text("workspace.history.after"): [one.after for _, one in rows],
        },
        schema=dict.fromkeys(
            [
                *(text(f"workspace.history.{name}") for name in ("at", "by")),
                text("records.history_row"),
                *(text(f"workspace.history.{name}") for name in ("before", "after")),
            ],
            pl.String(),
        ),
    )
