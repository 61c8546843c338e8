"""Tables to read: whole sentences in their cells, numbers and dates as the reader writes them, a dash for no number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from html import escape
from typing import Any, Final

import polars as pl
import streamlit as st

from cxdata.screen.markdown import small
from cxdata.screen.visit import language
from cxdata.text import NOTHING, Text, rounded

MOST: Final = 500
"""Rows that a page holds; who needs more takes the file."""

_DENSE: Final = 9
"""Columns from which on they stand closer."""

_DIGITS: Final = 3
_SHORT, _LONG = 18, 48
"""Letters up to which a column keeps to one line, and from which on it is given room for sentences."""

_MARKS: Final = {"✓": "yes", "✕": "no"}
_FIGURES: Final = "0123456789−+–"
_FIGURE: Final = 24


def shown(frame: pl.DataFrame, alt: str, *, height: int | None = None, first: Sequence[str] = ()) -> None:
    """The frame as a table; the columns `first` go before the others; it scrolls where it is taller than `height`.

    Columns in which nothing stands are left out.
    """
    text = language.text()
    ordered = frame.select(*first, *(name for name in frame.columns if name not in first and _holds(frame[name])))
    limit = f' style="max-height: {height}px"' if height else ""
    kind = "cx-table cx-dense" if ordered.width >= _DENSE else "cx-table"
    st.html(
        f'<div class="{kind}" role="region" tabindex="0" aria-label="{escape(alt)}"{limit}>'
        f"{drawn(ordered.head(MOST), text)}</div>"
    )
    if frame.height > MOST:
        st.markdown(small(text("cards.first_rows", n=frame.height, shown=text.number(MOST))))


def _holds(column: pl.Series) -> bool:
    """Whether anything is to be read in it; a row of dashes is."""
    if column.is_empty() or column.dtype.is_numeric():
        return True
    return column.drop_nulls().len() > 0 if column.dtype != pl.String else bool((column.fill_null("") != "").any())


def folded(frame: pl.DataFrame, alt: str, key: str, most: int) -> None:
    """The first rows, and a button for all of them."""
    whole = frame.height <= most + 1 or bool(st.session_state.get(f"whole_{key}"))
    shown(frame if whole else frame.head(most), alt)
    if not whole:
        st.button(
            language.text()("cards.all_rows", n=frame.height), key=f"unfold_{key}", type="tertiary",
            icon=":material/expand_more:", on_click=lambda: st.session_state.update({f"whole_{key}": True}),
        )  # fmt: skip


def drawn(frame: pl.DataFrame, text: Text) -> str:
    """The table as HTML; whatever a cell holds stands there as text."""
    columns = [cells(frame[name], text) for name in frame.columns]
    marks = [_mark(frame.schema[name], column) for name, column in zip(frame.columns, columns, strict=True)]
    heads = "".join(_cell("th", name, mark) for name, mark in zip(frame.columns, marks, strict=True))
    lines = (
        "".join(_cell("td", cell, mark) for cell, mark in zip(row, marks, strict=True))
        for row in zip(*columns, strict=True)
    )
    return (
        f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(f'<tr>{line}</tr>' for line in lines)}</tbody></table>"
    )


def _cell(tag: str, words: str, mark: str) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    kinds = " ".join(filter(None, (mark, _MARKS.get(words))))
    kind = f' class="{kinds}"' if kinds else ""
    return f"<{tag}{scope}{kind}>{escape(words)}</{tag}>"


def _mark(kind: pl.DataType, column: Sequence[str]) -> str:
    """How a column stands: figures at the right, short words on one line, sentences with room."""
    said = [cell for cell in column if cell]
    longest = max(map(len, said), default=0)
    if kind.is_numeric() or (said and longest <= _FIGURE and all(cell[0] in _FIGURES for cell in said)):
        return "figure"
    return "short" if longest <= _SHORT else "long" if longest > _LONG else ""


def cells(column: pl.Series, text: Text) -> list[str]:
    """The values of a column in words; figures of one column have the same number of decimals."""
    said, none = _said(column, text), NOTHING if column.dtype.is_numeric() else ""
    return [none if value is None else said(value) for value in column.to_list()]


def _said(column: pl.Series, text: Text) -> Callable[[Any], str]:
    if column.dtype.is_float():
        digits = _decimals(column)
        return lambda value: text.number(value, digits)
    if column.name == text("dimension.month") and column.dtype == pl.Date:
        return lambda value: text.month(value, short=True)
    return lambda value: _one(value, text)


def _one(value: Any, text: Text) -> str:
    if isinstance(value, bool):
        return text("words.yes" if value else "words.no")
    if isinstance(value, int):
        return text.number(value)
    if isinstance(value, datetime):
        return text.moment(value)
    if isinstance(value, date):
        return text.day(value, short=True)
    if isinstance(value, list):
        return ", ".join(_one(each, text) for each in value)
    return str(value)


def _decimals(column: pl.Series) -> int:
    """As many as the numbers have, three at most."""
    held = column.drop_nulls().drop_nans().to_list()
    full = [rounded(value, _DIGITS) for value in held]
    return next((n for n in range(_DIGITS) if [rounded(value, n) for value in held] == full), _DIGITS)
