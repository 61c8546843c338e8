"""Files on their way in: dropped, each in a card of its own, imported one after another."""

from __future__ import annotations

from typing import Final

import streamlit as st

from cxdata.errors import CxError
from cxdata.intake import importing, plan
from cxdata.intake.receipt import Receipt
from cxdata.reading.mapping import Mapping
from cxdata.screen import style
from cxdata.screen.server import drops
from cxdata.screen.server.drops import Drop
from cxdata.screen.upload import file_card, receipts, targets
from cxdata.screen.upload.file_card import Opened, Ready
from cxdata.screen.visit import people
from cxdata.screen.visit.opening import Page
from cxdata.store.workspace import Workspace
from cxdata.text import Text

TYPES: Final = ("csv", "tsv", "txt", "xlsx", "xlsm", "parquet")


def dropzone(page: Page) -> None:
    """Takes files or a whole folder; what arrives goes to disk, and the widget begins anew."""
    text = page.text
    turn = st.session_state.setdefault("upload_turn", 0)
    folder = st.session_state.get("upload_folder", False)
    busy = bool(drops.waiting() or st.session_state.get("receipts"))
    style.uploader(text("upload.browse_folder" if folder else "upload.browse"), text("upload.or_drop"))
    with st.container(key="drop_small" if busy else "drop_large"):
        files = st.file_uploader(
            text("upload.drop_folder" if folder else "upload.drop"),
            type=TYPES,
            accept_multiple_files="directory" if folder else True,
            key=f"upload_{turn}_{folder}",
        )
    st.toggle(text("upload.folder"), key="upload_folder")
    if files:
        drops.taken(list(files))
        st.session_state["upload_turn"] = turn + 1
        st.rerun()


def queue(page: Page) -> None:
    """Every file that waits, each in a card of its own; what is to be imported is, once all of them stand there."""
    waiting = list(drops.waiting())
    ready = [found for drop in waiting if (found := file_card.shown(drop, page)) is not None]
    if len(ready) > 1:
        st.button(
            page.text("upload.import_all", n=len(ready)),
            type="primary",
            key="import_all",
            disabled=not targets.ready() or file_card.busy(),
            on_click=file_card.begin,
            args=([each.drop.id for each in ready],),
        )
    if wanted := st.session_state.pop(file_card.WANTED, None):
        taken = [each for each in ready if each.drop.id in wanted]
        for place, each in enumerate(taken, 1):
            with each.place, st.spinner(_progress(each, place, len(taken), page.text)):
                _imported(each.drop, each.mapping)
        st.rerun()


def _progress(ready: Ready, place: int, of: int, text: Text) -> str:
    opened: Opened = st.session_state[f"file_{ready.drop.id}"]
    rows = text("upload.rows", n=opened.plan.sheet.rows)
    return (
        text("upload.importing", rows=rows) if of == 1 else text("upload.importing_of", rows=rows, place=place, of=of)
    )


def _imported(drop: Drop, mapping: Mapping) -> None:
    """Imports one file; what stands in the way is kept to be said, and the file stays."""
    opened: Opened = st.session_state[f"file_{drop.id}"]
    try:
        name, workspace = targets.made()
        receipt = _loaded(workspace, drop, opened, mapping)
    except CxError as problem:
        opened.problem = problem
        opened.replacing |= problem.key == "other_mapping"
        opened.order_open |= problem.key == "date_order_open"
        return
    drops.put_aside(drop)
    receipts.given(name, receipt)


def _loaded(workspace: Workspace, drop: Drop, opened: Opened, mapping: Mapping) -> Receipt:
    by = people.stated()
    if load := plan.LOADERS.get(opened.plan.kind):
        return load(workspace, opened.plan.sheet, by=by)
    masked = bool(st.session_state.get(f"mask_{drop.id}", True))
    return importing.load(
        workspace,
        opened.plan.sheet,
        mapping,
        by=by,
        replace=opened.replacing,
        masked=masked,
        off_scale=opened.plan.off_scale(mapping),
    )
