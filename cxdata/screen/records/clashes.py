"""Fields that two people changed differently: both values side by side, and the choice whose stays."""

from __future__ import annotations

import streamlit as st

from cxdata.governance import records
from cxdata.governance.history import label
from cxdata.governance.merging import Clash, Collided, Side
from cxdata.governance.sheets import written
from cxdata.governance.spec import Row, Table, Value
from cxdata.screen.markdown import plain, small
from cxdata.screen.records import saving
from cxdata.screen.records.begun import Begun, anew, begun
from cxdata.screen.visit import people
from cxdata.screen.visit.opening import Page
from cxdata.screen.workspace.imports import moment
from cxdata.text import NOTHING, Text

SIDES: tuple[Side, ...] = ("theirs", "mine")


def settled(page: Page, table: Table) -> bool:
    """Draws the choice where the last attempt to save met one; false where there is nothing to choose."""
    edit = begun(page, table)
    if edit.clash is None:
        return False
    text, clash = page.text, edit.clash
    facts = {**clash.facts, "row": label(table, clash.clashes[0].row, text)}
    st.warning(plain(text(f"errors.{clash.key}", **facts)), icon=":material/group:")
    sides = {(one.id, one.column): _asked(page, table, one) for one in clash.clashes}
    with st.container(horizontal=True, gap=8, vertical_alignment="center", key=f"foot_clash_{table.name}"):
        ready = all(side is not None for side in sides.values())
        if st.button(text("records.save_choice"), type="primary", key=f"settle_{table.name}", disabled=not ready):
            _save(page, table, edit, clash, {key: side for key, side in sides.items() if side is not None})
        if st.button(text("records.discard_mine"), key=f"yield_{table.name}", type="tertiary"):
            anew(page, table)
            st.rerun()
    if len(clash.meanwhile) > len(clash.clashes):
        st.markdown(small(text("records.besides")))
        st.markdown("\n".join(f"- {line}" for line in saving.lines(page, table, clash.meanwhile)))
    return True


def _asked(page: Page, table: Table, clash: Clash) -> Side | None:
    """One field: what it was, what both made of it, and whose stays."""
    text = page.text
    with st.container(border=True, key=f"clash_{table.name}_{clash.id}_{clash.column}", gap=4):
        st.markdown(f"**{plain(_where(table, clash, text))}**")
        if clash.column:
            st.markdown(small(text("records.was", value=_value(table, clash.column, clash.row[clash.column], text))))
        who = clash.by or text("records.somebody")
        words = {
            "theirs": text("records.theirs", by=who, at=moment(clash.at, page.snapshot.zone, text)),
            "mine": text("records.mine"),
        }
        said = {
            "theirs": f"{words['theirs']}: {_side(table, clash, clash.theirs, text)}",
            "mine": f"{words['mine']}: {_side(table, clash, clash.mine, text)}",
        }
        chosen: Side | None = st.radio(
            text("records.whose"), SIDES, index=None, key=f"side_{table.name}_{clash.id}_{clash.column}",
            format_func=lambda side: plain(said[side]), label_visibility="collapsed",
        )  # fmt: skip
    return chosen


def _where(table: Table, clash: Clash, text: Text) -> str:
    row = label(table, clash.row, text)
    return f"{row}: {table.heading(clash.column, text.lang)}" if clash.column else row


def _side(table: Table, clash: Clash, value: Value | Row, text: Text) -> str:
    """The value of one side; of a whole row that it was deleted, or what was changed in it."""
    if clash.column and not isinstance(value, dict):
        return _value(table, clash.column, value, text)
    if not isinstance(value, dict):
        return text("records.deleted_row")
    changed = [name for name in table.names if value[name] != clash.row[name]]
    return "; ".join(f"{table.heading(n, text.lang)}: {_value(table, n, value[n], text)}" for n in changed)


def _value(table: Table, column: str, value: Value, text: Text) -> str:
    return written(table, table.column(column), value, text.lang) or NOTHING


def _save(page: Page, table: Table, edit: Begun, clash: Collided, sides: dict[tuple[int, str], Side]) -> None:
    """Saves everything with the choice made; another save in between is met like the first."""
    rows = clash.resolved(sides)
    saving.kept(
        page,
        table,
        lambda: records.save(
            page.workspace, table, rows, by=people.stated(), base_version=clash.version, heirs=edit.heirs
        ),
    )
