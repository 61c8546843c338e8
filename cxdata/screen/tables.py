"""Tables to read: dates and numbers as the reader writes them, nothing where nothing is."""

from __future__ import annotations

from html import escape

import polars as pl
import streamlit as st
from streamlit.column_config import DateColumn, NumberColumn, TextColumn
from streamlit.elements.lib.column_types import ColumnConfig


def shown(frame: pl.DataFrame, alt: str, *, height: int | None = None, first: tuple[str, ...] = ()) -> None:
    """The frame as a table; the columns `first` go before the others, the last of them with room for sentences."""
    columns = {name: _column(kind) for name, kind in frame.schema.items()}
    if first:
        columns[first[-1]] = TextColumn(width=440)
    st.dataframe(
        frame,
        hide_index=True,
        width="stretch",
        height=height or "auto",
        placeholder="",
        alt=alt,
        column_order=[*first, *(name for name in frame.columns if name not in first)],
        column_config=columns,
    )


def listed(frame: pl.DataFrame) -> None:
    """A short table of words, all of it in sight: written at once, where `st.table` reads each cell as Markdown."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in frame.columns)
    rows = ("".join(f"<td>{escape(str(value))}</td>" for value in row) for row in frame.iter_rows())
    body = "".join(f"<tr>{cells}</tr>" for cells in rows)
    st.html(f'<div class="lad-table"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>')


def _column(kind: pl.DataType) -> ColumnConfig:
    if kind.is_temporal():
        return DateColumn(format="localized")
    return NumberColumn(format="localized") if kind.is_numeric() else TextColumn()
