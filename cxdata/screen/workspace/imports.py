"""Every import of a workspace that stands, each with what it refused, its mapping, and the way back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from cxdata.intake import undoing
from cxdata.screen.markdown import plain, small
from cxdata.screen.upload import corrections, receipts
from cxdata.screen.visit.opening import Page
from cxdata.store.workspace import Workspace
from cxdata.text import Text


def listed(page: Page) -> None:
    text, workspace = page.text, page.workspace
    frame = undoing.imports(workspace)
    if frame.is_empty():
        st.markdown(small(text("workspace.no_imports")))
        return
    for row in frame.iter_rows(named=True):
        with st.container(horizontal=True, gap=16, vertical_alignment="center", key=f"import_{row['id']}"):
            st.markdown(_line(row, page), width="stretch")
            if row["open"]:
                corrections.download(workspace, row["id"], row["file"], "listed", text)
            if row["kind"] == "answers":
                mapping(workspace, row["id"], row["file"], "listed", text)
            receipts.undo(workspace, row["id"], row["file"], text)
        if row["kind"] != "corrections":
            corrections.offered(workspace, row["id"], "listed", text)


def _line(row: dict[str, Any], page: Page) -> str:
    text = page.text
    at = moment(row["at"], page.snapshot.zone, text)
    corrected = row["kind"] == "corrections"
    said = text("corrections.line" if corrected else "workspace.import_line", at=at, file=row["file"])
    by = text("workspace.import_by", by=row["by"]) if row["by"] else ""
    rows = text("upload.rows", n=row["rows"])
    counts = text("corrections.done", n=row["loaded"] + row["updated"]) if corrected else ""
    counts = counts or text("workspace.import_counts", rows=rows, n=row["loaded"])
    if row["updated"] and not corrected:
        counts += f", {text('upload.count.updated', n=row['updated'])}"
    return f"{plain(said)} {small(' '.join(part for part in (counts, by) if part))}"


def mapping(workspace: Workspace, number: int, file: str, name: str, text: Text) -> None:
    """What the columns meant, as the TOML that the command line takes."""
    st.download_button(
        text("upload.mapping_file"),
        lambda: undoing.mapping(workspace, number).encode(),
        file_name=file.rsplit(".", 1)[0] + ".toml",
        mime="application/toml",
        key=f"mapping_{name}_{number}",
        help=text("upload.mapping_help"),
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
    )


def moment(at: datetime, zone: str, text: Text) -> str:
    """A time kept in UTC, as the workspace's clock showed it."""
    return text.moment(at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone or "Europe/Warsaw")))
