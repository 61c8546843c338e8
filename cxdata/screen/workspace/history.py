"""Who changed what in a workspace, in the words of its grids."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import polars as pl
import streamlit as st

from cxdata.governance.history import told
from cxdata.governance.keeping import Change, row_of
from cxdata.governance.tables import TABLES
from cxdata.screen.cards import tables
from cxdata.screen.filters import capital
from cxdata.screen.markdown import small
from cxdata.screen.upload.receipts import counted
from cxdata.screen.visit.opening import Page, dimension_name
from cxdata.screen.workspace.imports import moment
from cxdata.store import members
from cxdata.text import NOTHING, Text


def shown(page: Page) -> None:
    """The changes that people made, the newest first."""
    text, zone = page.text, page.snapshot.zone
    found = members.history(page.workspace)
    if found.is_empty():
        st.markdown(small(text("workspace.no_history")))
        return
    rows = [_row(page, row) for row in found.iter_rows(named=True)]
    frame = pl.DataFrame(
        {
            text("workspace.history.at"): [moment(at, zone, text) for at in found["at"].to_list()],
            text("workspace.history.by"): found["by"],
            text("workspace.history.what"): [what for what, _, _ in rows],
            text("workspace.history.before"): [before for _, before, _ in rows],
            text("workspace.history.after"): [after for _, _, after in rows],
        }
    )
    tables.shown(frame, text("workspace.tab.history"))


def _row(page: Page, row: dict[str, str]) -> tuple[str, str, str]:
    """What was changed, what it was before and what it is now."""
    if row["table"] == "imports":
        return _import(row, page.text)
    if row["table"] in TABLES and row["key"].isdecimal():
        return _record(row, page.text)
    dimension, _, code = row["key"].rpartition(":")
    if row["table"] != "members" or not code.isdigit():
        return (
            f"{row['table']} {row['key']}",
            _fields(row["before"], {}, page.text),
            _fields(row["after"], {}, page.text),
        )
    labels = dict(page.snapshot.members.filter(dimension=dimension).select("code", "label").iter_rows())
    what = f"{capital(dimension_name(page.text, dimension))}: {labels.get(int(code), code)}"
    return what, _fields(row["before"], labels, page.text), _fields(row["after"], labels, page.text)


def _record(row: dict[str, str], text: Text) -> tuple[str, str, str]:
    """A row of a table of governance."""
    table = TABLES[row["table"]]
    before, after = (row_of(table, row[side] or "{}") for side in ("before", "after"))
    found = told(table, Change(datetime.min, "", int(row["key"]), before, after), text)
    return f"{capital(text(f'governance_table.{table.name}'))}: {found.row}", found.before, found.after


def _import(row: dict[str, str], text: Text) -> tuple[str, str, str]:
    """An import, its replacement or its undoing: with what was there before and what is there now, in rows."""
    before, after = json.loads(row["before"] or "{}"), json.loads(row["after"] or "{}")
    step = "undone" if not after else "replaced" if before else "imported"
    file = (after or before).get("file", row["key"])
    return text(f"workspace.history.{step}", file=file), _rows(before, text), _rows(after, text)


def _rows(held: dict[str, Any], text: Text) -> str:
    return counted(held, text) if held else NOTHING


def _fields(change: str, labels: dict[int, str], text: Text) -> str:
    """What an audit row holds as JSON: the members of a dimension by their labels, other values as they are."""
    held = json.loads(change) if change else {}
    if "canonical" in held:
        held["canonical"] = labels.get(held["canonical"], held["canonical"])
    said = {name: NOTHING if value in (None, "") else value for name, value in held.items()}
    return ", ".join(f"{_field(name, text)}: {value}" for name, value in said.items())


def _field(name: str, text: Text) -> str:
    key = f"workspace.member.{'merged_into' if name == 'canonical' else name}"
    return text(key) if text.has(key) else name
