"""What a file does not say by itself: the order of day and month, or when answers without dates were given."""

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
from cxdata.screen import days
from cxdata.screen.markdown import plain, small
from cxdata.screen.upload import choosing
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
        mapping = _when(mapping, id, text)
    return mapping


def _order(sheet: Sheet, column: str, orders: Sequence[DateOrder], id: str, text: Text) -> DateOrder:
    shown = example(sheet.head(_LOOKED_AT)[column], orders)

    def said(order: DateOrder) -> str:
        if shown is None:
            return text(f"upload.order.{order}")
        written, days = shown
        name, day = text(f"upload.order.{order}"), text.day(days[order])
        return plain(text("upload.order_example", order=name, written=written, day=day))

    return choosing.one(text("upload.order_question", column=column), orders, said, f"order_{id}", text) or ""


def _when(mapping: Mapping, id: str, text: Text) -> Mapping:
    """The mapping with the day of a file without dates, or the period in which its answers were given."""
    st.markdown(f":small[**{text('upload.date_question')}**]")
    spans = ("day", "period")
    with st.container(horizontal=True, gap=16, vertical_alignment="center", key=f"when_{id}"):
        chosen = st.segmented_control(
            text("upload.date_question"),
            spans,
            default="day",
            required=True,
            format_func=lambda span: text(f"upload.when.{span}"),
            key=f"when_{text.lang}_{id}",
            label_visibility="collapsed",
        )
        label, key = text("upload.date_help"), f"{chosen}_{id}"
        if chosen == "period":
            first, last = days.two(label, key, text)
            mapping = replace(mapping, date=first, until=last)
        else:
            mapping = replace(mapping, date=days.one(label, key, text), until=None)
    if mapping.until and mapping.day:
        st.markdown(small(text("upload.period_middle", day=text.day(mapping.day))))
    return mapping


def missing(
    mapping: Mapping, suggestion: Suggestion, text: Text, found_open: bool = False, unanswered: int = 0
) -> Sequence[str]:
    """What still stands in the way of importing, each a sentence; `unanswered` questions about scores among it."""
    found = [text("upload.missing.answers", n=unanswered)] if unanswered else []
    if not mapping.questions and not mapping.comments:
        found.append(text("upload.missing.question"))
    if _order_open(suggestion, mapping, found_open) and not mapping.date_order:
        found.append(text("upload.missing.date_order"))
    if not mapping.at and mapping.date is None:
        found.append(text("upload.missing.date"))
    return found
