"""What an import did: every row accounted for, what was refused as a file, and the way back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import polars as pl
import streamlit as st

from cxdata import spreadsheet
from cxdata.errors import CxError
from cxdata.intake import undoing, words
from cxdata.intake.receipt import Receipt, rejects
from cxdata.screen import opening, people, trouble
from cxdata.screen.markdown import plain, small
from cxdata.screen.opening import Page
from cxdata.screen.places import way
from cxdata.store.workspace import Workspace
from cxdata.text import Text

_COUNTS = ("loaded", "updated", "duplicates", "rejected")


def given(name: str, receipt: Receipt) -> None:
    """Remembers the receipt for this visit, the newest of an import, and shows the workspace that it concerns."""
    held = st.session_state.get("receipts", [])
    others = [(held_name, each) for held_name, each in held if (held_name, each.import_id) != (name, receipt.import_id)]
    st.session_state["receipts"] = [(name, receipt), *others]
    opening.use(name)


def shown(page: Page) -> None:
    """Receipts of this visit, the newest first."""
    held: list[tuple[str, Receipt]] = st.session_state.get("receipts", [])
    for place, (name, receipt) in enumerate(list(held)):
        with st.container(border=True, key=f"card_receipt_{place}_{receipt.import_id}", gap=8):
            _receipt(page, name, receipt, f"{place}_{receipt.import_id}")


def _receipt(page: Page, name: str, receipt: Receipt, id: str) -> None:
    text = page.text
    with st.container(horizontal=True, gap=4, vertical_alignment="top", key=f"headrow_receipt_{id}"):
        st.header(plain(_title(receipt, text)), anchor=False)
        with st.container(width="content", key=f"tools_receipt_{id}"):
            st.button(
                text("upload.hide"),
                key=f"hide_{id}",
                icon=":material/close:",
                type="tertiary",
                help=text("upload.hide"),
                on_click=_forget,
                args=(name, receipt),
            )
    st.markdown(plain(account(receipt, text)))
    for said in _notes(receipt, text):
        st.markdown(small(said))
    _reasons(receipt, text)
    try:
        workspace = opening.named(name)
    except CxError as problem:
        trouble.refused(problem)
        return
    with st.container(horizontal=True, gap=16, vertical_alignment="center"):
        st.page_link(way("overview"), label=text("upload.see_overview"), icon=":material/arrow_forward:")
        st.page_link(way("trends"), label=text("upload.see_trends"), icon=":material/show_chart:")
        if receipt.rejected or receipt.cells_refused:
            refused_file(workspace, receipt.import_id, receipt.file, text)
        undo(workspace, receipt.import_id, receipt.file, text)


def _title(receipt: Receipt, text: Text) -> str:
    return text("upload.receipt_again" if receipt.repeated else "upload.receipt_title", file=receipt.file)


def account(receipt: Receipt, text: Text) -> str:
    """ "1,204 rows = 1,190 loaded + 0 updated + 10 duplicates + 4 rejected." """
    return counted({name: getattr(receipt, name) for name in ("rows", *_COUNTS)}, text)


def counted(counts: Mapping[str, int], text: Text) -> str:
    """The same, from counts by their names."""
    parts = " + ".join(text(f"upload.count.{name}", n=counts.get(name, 0)) for name in _COUNTS)
    return text("upload.account", rows=text("upload.rows", n=counts.get("rows", 0)), parts=parts)


def _notes(receipt: Receipt, text: Text) -> list[str]:
    found = []
    if receipt.repeated:
        found.append(text("upload.nothing_doubled"))
    else:
        found.append(
            text(
                "upload.gave",
                answers=text("upload.answers", n=receipt.answers),
                comments=text("upload.comments", n=receipt.comments),
            )
        )
    if receipt.replaced is not None:
        found.append(text("upload.replaced"))
    if receipt.cells_refused:
        found.append(text("upload.cells_refused", n=receipt.cells_refused))
    return found + words.told(receipt, text)


def _reasons(receipt: Receipt, text: Text) -> None:
    """Why rows and cells were refused, most frequent first."""
    if not receipt.reasons:
        return
    lines = [f"- {plain(reason(name, text))}: {text.number(n)}" for name, n in receipt.reasons.items()]
    st.markdown(f"{plain(text('upload.why'))}\n" + "\n".join(lines))


def reason(name: str, text: Text) -> str:
    return text(f"reasons.{name}") if text.has(f"reasons.{name}") else name


def refused_file(workspace: Workspace, import_id: int, file: str, text: Text) -> None:
    """Rejected rows and refused cells as CSV: line, column, value, reason."""

    def made() -> bytes:
        return spreadsheet.csv(refused_table(workspace, import_id, text), text.lang)

    st.download_button(
        text("upload.refused_file"),
        made,
        file_name=text("upload.refused_name", file=file.rsplit(".", 1)[0]) + ".csv",
        mime=spreadsheet.MIME,
        key=f"refused_{workspace.name}_{import_id}",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
    )


def refused_table(workspace: Workspace, import_id: int, text: Text) -> pl.DataFrame:
    found = rejects(workspace, import_id)
    said = {name: reason(name, text) for name in found["reason"].unique().to_list()}
    whole = {True: text("upload.whole_row"), False: text("upload.one_cell")}
    return found.select(
        pl.col("line").alias(text("refused.line")),
        pl.col("column").alias(text("refused.column")),
        pl.col("value").alias(text("refused.value")),
        pl.col("reason").replace_strict(said, return_dtype=pl.String).alias(text("refused.reason")),
        pl.col("whole").replace_strict(whole, return_dtype=pl.String).alias(text("upload.refused_what")),
    )


def undo(workspace: Workspace, import_id: int, file: str, text: Text) -> None:
    """A button that asks once more, and names what would be taken back together."""

    @st.dialog(text("upload.undo_title"))
    def window() -> None:
        leaning = undoing.leaning(workspace, import_id)
        st.markdown(plain(text("upload.undo_question", file=file)))
        if leaning:
            others = ", ".join(receipt.file for receipt in leaning)
            st.markdown(plain(text("upload.undo_together", others=others)))
        with st.container(horizontal=True, gap=8):
            sure = st.button(text("upload.undo_yes"), type="primary", key=f"undo_yes_{import_id}")
            kept = st.button(text("upload.undo_no"), key=f"undo_no_{import_id}")
        if kept:
            st.rerun()
        if sure:
            try:
                undoing.undo(workspace, import_id, together=bool(leaning), by=people.stated())
            except CxError as problem:
                trouble.refused(problem)
                return
            _forget_undone(workspace, import_id)
            st.toast(plain(text("upload.undone", file=file)))
            st.rerun()

    key = f"undo_{workspace.name}_{import_id}"
    if st.button(text("upload.undo"), key=key, icon=":material/undo:", type="tertiary", disabled=workspace.readonly):
        window()


def _forget(name: str, receipt: Receipt) -> None:
    st.session_state["receipts"].remove((name, receipt))


def _forget_undone(workspace: Workspace, import_id: int) -> None:
    mine = opening.MINE if workspace.private else workspace.name
    held = st.session_state.get("receipts", [])
    st.session_state["receipts"] = [(name, r) for name, r in held if (name, r.import_id) != (mine, import_id)]


def listed(page: Page) -> None:
    """Every import of the workspace that stands, each with what it refused and the way back."""
    text, workspace = page.text, page.workspace
    frame = undoing.imports(workspace)
    if frame.is_empty():
        st.markdown(small(text("workspace.no_imports")))
        return
    for row in frame.iter_rows(named=True):
        with st.container(horizontal=True, gap=16, vertical_alignment="center", key=f"import_{row['id']}"):
            said = text("workspace.import_line", at=moment(row["at"], page.snapshot.zone, text), file=row["file"])
            by = text("workspace.import_by", by=row["by"]) if row["by"] else ""
            counts = text("workspace.import_counts", rows=text("upload.rows", n=row["rows"]), n=row["loaded"])
            st.markdown(f"{plain(said)} {small(' '.join(part for part in (counts, by) if part))}", width="stretch")
            if row["rejected"] or row["cells_refused"]:
                refused_file(workspace, row["id"], row["file"], text)
            undo(workspace, row["id"], row["file"], text)


def moment(at: datetime, zone: str, text: Text) -> str:
    """A time kept in UTC, as the workspace's clock showed it."""
    return text.moment(at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone or "Europe/Warsaw")))
