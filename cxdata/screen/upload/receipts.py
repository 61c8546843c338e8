"""What an import did: every row accounted for, what was refused as a file, and the way back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import streamlit as st

from cxdata.errors import CxError
from cxdata.intake import assumed, undoing, words
from cxdata.intake.receipt import Receipt, standing
from cxdata.screen import trouble
from cxdata.screen.markdown import plain, small
from cxdata.screen.places import way
from cxdata.screen.server import drops
from cxdata.screen.upload import corrections
from cxdata.screen.visit import opening, people
from cxdata.screen.visit.opening import Page
from cxdata.screen.workspace import likeness
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
    try:
        workspace = opening.named(name)
        accounted = _accounted(workspace, receipt, text)
    except CxError as problem:
        trouble.refused(problem)
        return
    for said in accounted:
        st.markdown(plain(said))
    for said in words.off_scale(receipt, text):
        st.markdown(plain(said))
    for said in _notes(receipt, text):
        st.markdown(small(said))
    left = _left(workspace, receipt)
    if left:
        _reasons(receipt, text)
    with st.container(horizontal=True, gap=16, vertical_alignment="center"):
        newest = id.startswith("0_") and not drops.waiting()
        if st.button(
            text("upload.see_overview"), key=f"see_{id}", icon=":material/arrow_forward:", icon_position="right",
            type="primary" if newest else "secondary",
        ):  # fmt: skip
            st.switch_page(way("overview"))
        st.page_link(way("trends"), label=text("upload.see_trends"), icon=":material/show_chart:")
        if receipt.kind != "corrections" and left:
            corrections.download(workspace, receipt.import_id, receipt.file, f"receipt_{id}", text)
        if receipt.import_id != receipt.corrects:
            undo(workspace, receipt.import_id, receipt.file, text, quiet=False)
    if receipt.kind == "answers" and not receipt.repeated:
        snapshot = workspace.snapshot()
        likeness.offered(workspace, snapshot, snapshot.dimensions, f"receipt_{id}", text)
        likeness.stageless(snapshot, text)
    if receipt.assumed:
        with st.expander(text("assumed.title")):
            st.markdown("\n".join(f"- {plain(said)}" for said in assumed.said(receipt.assumed, text)))
    if not receipt.repeated and (left or receipt.corrects is not None):
        corrections.offered(workspace, receipt.corrects or receipt.import_id, f"receipt_{id}", text, expanded=True)


def _accounted(workspace: Workspace, receipt: Receipt, text: Text) -> list[str]:
    """The account of the rows; once something of them was corrected, over the import and its corrections."""
    if receipt.corrects is not None:
        before = undoing.receipt(workspace, receipt.corrects)
        found = standing(workspace, before)
        return [words.corrections(receipt, text), words.standing(found, text), counted(found.counts, text)]
    if receipt.repeated:
        return [account(receipt, text)]
    found = standing(workspace, receipt)
    if not found.mended:
        return [account(receipt, text)]
    return [counted(found.counts, text), words.standing(found, text)]


def _left(workspace: Workspace, receipt: Receipt) -> int:
    """How much of what this import refused nobody has corrected."""
    if receipt.kind == "corrections" or receipt.repeated:
        return receipt.rejected + receipt.cells_refused
    found = standing(workspace, receipt)
    return found.listed - found.mended


def _title(receipt: Receipt, text: Text) -> str:
    if receipt.kind == "corrections":
        return text("corrections.receipt", file=receipt.file)
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
    elif receipt.answers or receipt.comments or receipt.kind == "answers":
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
    reasons = [f"{said} ({text.number(n)})" for said, n in words.reasons(receipt, text)]
    st.markdown(plain(text("upload.why", reasons=", ".join(reasons))))


def undo(workspace: Workspace, import_id: int, file: str, text: Text, *, quiet: bool = True) -> None:
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
    weight: Literal["tertiary", "secondary"] = "tertiary" if quiet else "secondary"
    if st.button(text("upload.undo"), key=key, icon=":material/undo:", type=weight, disabled=workspace.readonly):
        window()


def _forget(name: str, receipt: Receipt) -> None:
    st.session_state["receipts"].remove((name, receipt))


def _forget_undone(workspace: Workspace, import_id: int) -> None:
    mine = opening.MINE if workspace.private else workspace.name
    held = st.session_state.get("receipts", [])
    st.session_state["receipts"] = [(name, r) for name, r in held if (name, r.import_id) != (mine, import_id)]
