"""A day, or a first and a last day, asked for in the reader's language whatever is typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import streamlit as st

from cxdata.schema import EARLIEST as FIRST_READ
from cxdata.screen.markdown import small
from cxdata.text import Text

WRITTEN: Final = "DD.MM.YYYY"
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 1, 1)
"""What a field takes. Without these Streamlit takes ten years, and refuses any other day in English."""


def one(label: str, key: str, text: Text) -> date | None:
    """The day that was given, if answers can be of that day; else says why not."""
    day = st.date_input(label, None, **_field(key))
    return _possible([day] if day else [], text)[0]


def two(label: str, key: str, text: Text) -> tuple[date | None, date | None]:
    """The first and the last day that were given; neither before both stand."""
    told = st.date_input(label, [], **_field(key))
    first, last = (*_possible(told, text), None, None)[:2]
    return (first, last) if first and last else (None, None)


def _field(key: str) -> dict[str, Any]:
    return {
        "min_value": EARLIEST, "max_value": LATEST, "key": key, "format": WRITTEN, "label_visibility": "collapsed",
        "width": 280,
    }  # fmt: skip


def _possible(told: Sequence[date], text: Text) -> Sequence[date | None]:
    for day in told:
        if day > date.today() or day < FIRST_READ:
            wrong = "upload.day_ahead" if day > date.today() else "upload.day_early"
            st.markdown(small(text(wrong, day=text.day(day), first=text.day(FIRST_READ))))
            return [None]
    return told or [None]
