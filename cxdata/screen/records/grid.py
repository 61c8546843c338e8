"""A table of governance as a grid: how each column is edited follows from its spec."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import polars as pl
import streamlit as st
from streamlit.column_config import DateColumn, MultiselectColumn, NumberColumn, SelectboxColumn, TextColumn
from streamlit.elements.lib.column_types import ColumnConfig

from cxdata.governance.known import Known
from cxdata.governance.sheets import PARTED, dimension, written
from cxdata.governance.spec import LONGEST, Column, Table
from cxdata.screen import days
from cxdata.screen.cards import tables
from cxdata.screen.records.begun import NUMBER
from cxdata.screen.visit.opening import Page
from cxdata.text import Text

_TALL = 15
_HEIGHT = 560
_WIDE = 9
"""Columns from which on the first one stays in sight."""

_WIDTHS = {"date": 112, "integer": 96, "number": 96, "choice": 144, "reference": 176, "text": 208}
_PENCIL, _LETTER = 48, 8
"""Pixels of a heading: what stands round its words, and about what one letter takes."""

_MOST_OFFERED = 1_000


def read(page: Page, table: Table, rows: pl.DataFrame) -> None:
    """The table as it stands, where it cannot be changed."""
    height = _HEIGHT if len(rows) > _TALL else None
    tables.shown(worded(table, rows, page.text), page.text(f"records.title.{table.name}"), height=height)


def worded(table: Table, rows: pl.DataFrame, text: Text) -> pl.DataFrame:
    """The rows headed and said as the reader says them; dates and numbers stay what they are."""
    heads = {column: table.heading(column.name, text.lang) for column in table.columns}
    return pl.DataFrame([_read(table, column, rows[column.name], text).alias(head) for column, head in heads.items()])


def _read(table: Table, column: Column, cells: pl.Series, text: Text) -> pl.Series:
    if not column.many and column.kind in ("date", "integer", "number"):
        return cells
    said = [
        ", ".join(text.day(each, short=True) for each in cell)
        if column.many and column.kind == "date" and cell
        else written(table, column, cell, text.lang).replace(PARTED, ", ")
        for cell in cells.to_list()
    ]
    return pl.Series(cells.name, said, pl.String)


def shown(page: Page, table: Table, rows: pl.DataFrame, known: Known, key: str) -> pl.DataFrame:
    """The grid to edit, drawn from rows in its own shape; returns them as they stand in it, new ones without an id."""
    frame: pl.DataFrame = st.data_editor(
        rows,
        key=key,
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        height=_height(rows),
        placeholder="",
        alt=page.text(f"records.title.{table.name}"),
        column_order=[NUMBER, *table.names],
        column_config=columns(table, known, rows, page.text),
    )
    return frame


def _height(rows: pl.DataFrame) -> int | Literal["content"]:
    return "content" if len(rows) <= _TALL else _HEIGHT


def columns(table: Table, known: Known, rows: pl.DataFrame, text: Text) -> dict[str, ColumnConfig]:
    """How each column of the table is edited, and the number in front."""
    made = {c.name: _column(table, c, known, rows, text) for c in table.columns}
    number = NumberColumn(text("records.number"), disabled=True, pinned=True, width=48, format="%d")
    return {NUMBER: number, **made}


def _column(table: Table, column: Column, known: Known, rows: pl.DataFrame, text: Text) -> ColumnConfig:
    label = table.heading(column.name, text.lang)
    pinned = len(table.columns) >= _WIDE and column is table.columns[0]
    width = 320 if column.longest > LONGEST else 224 if column.many else _WIDTHS[column.kind]
    width = max(width, _PENCIL + _LETTER * len(label))
    if column.many:
        offered = [] if column.kind == "date" else _offered(column, known)
        return MultiselectColumn(label, options=offered, accept_new_options=not offered, width=width, color="gray")
    if column.kind == "date":
        return DateColumn(label, format=days.WRITTEN, width=width, pinned=pinned)
    if column.kind in ("integer", "number"):
        step = 1 if column.kind == "integer" else None
        return NumberColumn(label, step=step, format="localized", width=width)
    options = list(column.choices) if column.kind == "choice" else _offered(column, known)
    if not options:
        return TextColumn(label, max_chars=column.longest, width=width, pinned=pinned)
    unlisted = [name for name in rows[column.name].drop_nulls().unique() if name not in set(options)]
    said = _said(table, column, text)
    return SelectboxColumn(label, options=[*options, *unlisted], format_func=said, width=width, pinned=pinned)


def _said(table: Table, column: Column, text: Text) -> Callable[[object], str]:
    """How the reader calls what a column offers."""
    if column.letters:
        return lambda choice: text(f"departments.role.{choice}")
    if column.kind == "choice":
        return lambda choice: (
            table.word(column.name, str(choice), text.lang) if choice in column.choices else str(choice)
        )
    if column.reference is not None and column.reference.kind == "dimensions":
        return lambda name: dimension(str(name), text.lang)
    return str


def _offered(column: Column, known: Known) -> list[str]:
    """Names to choose from, none for free text; of groups those of every dimension, as far as that is a list."""
    if column.reference is None:
        return []
    if not column.reference.by:
        return list(dict.fromkeys(known.names.get(column.reference, {}).values()))
    every = [names.values() for reference, names in known.names.items() if reference.kind == "dimension"]
    found = list(dict.fromkeys(name for names in every for name in names))
    return found if len(found) <= _MOST_OFFERED else []
