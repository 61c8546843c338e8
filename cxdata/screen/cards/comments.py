"""Comments to read: each whole, with its rating before it, and beneath it when and where it was given."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final

import polars as pl
import streamlit as st

from cxdata.card import Tone
from cxdata.screen.cards import tables
from cxdata.screen.visit import language
from cxdata.text import Text

CLAMPED: Final = 200
"""Letters that a quotation of four lines shows at least in a narrow panel."""

_TALL: Final = 360
Quote = tuple[str, str, str, Tone]
"""Rating, words, what tells the answer apart, tone of the rating."""


def shown(rows: pl.DataFrame, key: str, most: int) -> None:
    """Answers headed as `cxdata.views.drill.listed` heads them: the comments as a list, the silent ones as a table.

    Of more than `most` comments the first stand there, and a button for all.
    """
    text = language.text()
    comment = text("drill.comment")
    spoken = pl.col(comment).is_not_null() & (pl.col(comment).cast(pl.String).str.strip_chars() != "")
    said, silent = rows.filter(spoken), rows.filter(~spoken).drop(comment)
    if said.height:
        _folded(said, key, most, text)
    if silent.is_empty():
        return
    first = [name for name in (text("drill.day"), text("columns.answer")) if name in silent.columns]
    box = st.expander(text("drill.silent", n=silent.height)) if said.height else st.container()
    with box:
        tables.shown(_told_apart(silent, first), text("trends_page.answers"), height=_TALL, first=first)


def _folded(said: pl.DataFrame, key: str, most: int, text: Text) -> None:
    whole = said.height <= most + 1 or bool(st.session_state.get(f"whole_{key}"))
    quotes = _quotes(said, text)
    listed(quotes if whole else quotes[:most])
    if not whole:
        st.button(
            text("drill.all_comments", n=said.height), key=f"unfold_{key}", type="tertiary",
            icon=":material/expand_more:", on_click=lambda: st.session_state.update({f"whole_{key}": True}),
        )  # fmt: skip


def _quotes(said: pl.DataFrame, text: Text) -> list[Quote]:
    answer, comment = text("columns.answer"), text("drill.comment")
    about = _told_apart(said.drop(answer, comment), [text("drill.day")])
    columns = [tables.cells(about[name], text) for name in _day_first(about, text)]
    ratings = tables.cells(said[answer], text)
    wheres = [" · ".join(cell for cell in row if cell) for row in zip(*columns, strict=True)]
    return [(*each, "plain") for each in zip(ratings, said[comment].to_list(), wheres, strict=True)]


def _day_first(about: pl.DataFrame, text: Text) -> list[str]:
    return sorted(about.columns, key=lambda name: name != text("drill.day"))


def _told_apart(rows: pl.DataFrame, kept: Iterable[str]) -> pl.DataFrame:
    """Without columns that hold the same in every row: the title above has said it."""
    if rows.height < 2:
        return rows
    return rows.select(name for name in rows.columns if name in kept or rows[name].n_unique() > 1)


def listed(quotes: Iterable[Quote], *, clamped: bool = False) -> None:
    """Quotations under one another, side by side where there is room; `clamped` to four lines each."""
    kind = "cx-comments cx-clamped" if clamped else "cx-comments"
    lines = "".join(
        f'<li><b class="{tone}">{escape(rating)}</b>'
        f"<div><p>{escape(words.strip())}</p><small>{escape(about)}</small></div></li>"
        for rating, words, about, tone in quotes
    )
    st.html(f'<div class="{kind}"><ol>{lines}</ol></div>')
