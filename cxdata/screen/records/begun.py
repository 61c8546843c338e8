"""What somebody has begun to edit: the rows from before, the edits so far, and what they were begun against.

Kept in the visit, so that edits outlive another table, another page and another language; dropped with a save.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl
import streamlit as st

from cxdata.governance.current import Tables, current, names
from cxdata.governance.known import Known
from cxdata.governance.merging import Collided
from cxdata.governance.records import Held
from cxdata.governance.spec import Table
from cxdata.governance.tables import TABLES
from cxdata.screen.visit.opening import Page

NUMBER = "#"
"""The column of a grid that numbers the rows which were there before."""


@dataclass
class Begun:
    """`held`: what the edits started from; `known`: the names offered, which must not change under an open grid.

    `shown` is what the grid was drawn from, `latest` what stands in it by now; both in the grid's own shape. `turn`
    tells this grid from those before it. `clash`: what the last attempt to save met; `heirs`: what it said of deleted
    rows.
    """

    held: Held
    known: Known
    shown: pl.DataFrame
    latest: pl.DataFrame
    turn: int
    clash: Collided | None = None
    heirs: dict[str, str] = field(default_factory=dict)


def held_now(page: Page) -> Tables:
    """The tables as they stand; empty ones where nobody has written any."""
    if page.workspace.exists:
        return current(page.workspace)
    return {name: Held(table.empty(), 0) for name, table in TABLES.items()}


def known_now(page: Page) -> Known:
    return names(page.workspace) if page.workspace.exists else Known()


def begun(page: Page, table: Table) -> Begun:
    """The edits of this visit; begun with what the workspace holds now where there are none."""
    key = _key(page, table)
    found: Begun | None = st.session_state.get(key)
    if found is None:
        held = held_now(page)[table.name]
        shown = gridded(table, held.rows)
        found = st.session_state[key] = Begun(held, known_now(page), shown, shown, _turn())
    return found


def redrawn(edit: Begun) -> None:
    """Draws the grid anew from what stands in it."""
    edit.shown, edit.turn = edit.latest, _turn()


def anew(page: Page, *tables: Table) -> None:
    """Drops the edits, so that the grids begin again with what the workspace holds now."""
    for table in tables or tuple(TABLES.values()):
        st.session_state.pop(_key(page, table), None)


def _turn() -> int:
    st.session_state["grid_turn"] = turn = int(st.session_state.get("grid_turn", 0)) + 1
    return turn


def _key(page: Page, table: Table) -> str:
    return f"begun_{page.workspace.path}_{table.name}"


def gridded(table: Table, rows: pl.DataFrame, first: int = 1) -> pl.DataFrame:
    """Rows as a grid shows them: numbered, days of many as texts, no empty lists."""
    days = [c.name for c in table.columns if c.many and c.kind == "date"]
    lists = [c.name for c in table.columns if c.many]
    frame = rows.select("id", *table.names).with_columns(
        pl.col(name).list.eval(pl.element().dt.strftime("%Y-%m-%d")) for name in days
    )
    frame = frame.with_columns(pl.when(pl.col(name).list.len() > 0).then(pl.col(name)) for name in lists)
    return frame.with_row_index(NUMBER, first).with_columns(pl.col(NUMBER).cast(pl.Int64))


def differs(table: Table, edit: Begun) -> bool:
    """Whether the grid holds anything else than the rows from before."""
    then = gridded(table, edit.held.rows)
    names = ["id", *table.names]
    lists = [c.name for c in table.columns if c.many]
    now = edit.latest.select(pl.col(name).cast(then.schema[name], strict=False) for name in names)
    now = now.with_columns(pl.when(pl.col(name).list.len() > 0).then(pl.col(name)) for name in lists)
    return not now.equals(then.select(names), null_equal=True)
