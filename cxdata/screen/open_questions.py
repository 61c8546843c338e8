"""What a file does not say by itself: the order of day and month, or the day of answers without dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

import polars as pl
import streamlit as st

from cxdata.reading.mapping import DateOrder, Mapping, Suggestion
from cxdata.reading.meaning.date_orders import readings
from cxdata.reading.sheet import Sheet
from cxdata.screen.markdown import plain
from cxdata.text import Text

ORDERS: Final[tuple[DateOrder, ...]] = ("dmy", "mdy")
_LOOKED_AT = 2000


def example(cells: pl.Series, orders: Sequence[DateOrder] = ORDERS) -> tuple[str, dict[DateOrder, date]] | None:
    """A value that all these orders read, and the day that each makes of it; None where no value tells them apart."""
    for cell in cells.drop_nulls().to_list():
        days = {order: day for order in orders if (day := readings(cell, order))}
        if len(days) == len(orders) == len(set(days.values())):
            return re.sub(r"[\sT,].*$", "", cell.strip()), days
    return None


def _order_open(suggestion: Suggestion, mapping: Mapping, found_open: bool) -> bool:
    known = "date_order" in suggestion.open and mapping.at == suggestion.mapping.at
    return bool(mapping.at) and (known or found_open)


def asked(
    sheet: Sheet, suggestion: Suggestion, mapping: Mapping, id: str, text: Text, found_open: bool = False
) -> Mapping:
    """Asks what is open, and returns the mapping with what has been answered so far.

    `found_open`: an import has stopped because the dates of a column chosen by hand read both ways.
    """
    if mapping.at != suggestion.mapping.at:
        mapping = replace(mapping, date_order="")
    if _order_open(suggestion, mapping, found_open):
        orders = suggestion.orders if mapping.at == suggestion.mapping.at and suggestion.orders else ORDERS
        mapping = replace(mapping, date_order=_order(sheet, mapping.at, orders, id, text))
    if not mapping.questions and "question" in suggestion.open:
        st.markdown(f"**{text('upload.no_question')}**")
    if not mapping.at:
        mapping = replace(mapping, date=_day(id, text))
    return mapping


def _order(sheet: Sheet, column: str, orders: Sequence[DateOrder], id: str, text: Text) -> DateOrder:
    shown = example(sheet.head(_LOOKED_AT)[column], orders)

    def said(order: DateOrder) -> str:
        if shown is None:
            return text(f"upload.order.{order}")
        written, days = shown
        name, day = text(f"upload.order.{order}"), text.day(days[order])
        return plain(text("upload.order_example", order=name, written=written, day=day))

    key = f"order_{text.lang}_{id}"
    held = f"order_{id}"
    if held in st.session_state:
        st.session_state[key] = st.session_state[held]
    st.radio(
        f"**{plain(text('upload.order_question', column=column))}**",
        orders,
        index=None,
        format_func=said,
        key=key,
        on_change=lambda: st.session_state.update({held: st.session_state[key]}),
    )
    answered: DateOrder = st.session_state.get(held) or ""
    return answered


def _day(id: str, text: Text) -> date | None:
    label, note = f"**{text('upload.date_question')}**", text("upload.date_help")
    found: date | None = st.date_input(label, value=None, format="DD.MM.YYYY", key=f"day_{id}", help=note, width=420)
    return found


def missing(mapping: Mapping, suggestion: Suggestion, text: Text, found_open: bool = False) -> Sequence[str]:
    """What still stands in the way of importing, each a sentence."""
    found = []
    if not mapping.questions and not mapping.comments:
        found.append(text("upload.missing.question"))
    if _order_open(suggestion, mapping, found_open) and not mapping.date_order:
        found.append(text("upload.missing.date_order"))
    if not mapping.at and mapping.date is None:
        found.append(text("upload.missing.date"))
    return found
