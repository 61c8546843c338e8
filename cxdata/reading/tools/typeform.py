"""Typeform: a token under `#`, the questions, then its own times in UTC."""

from __future__ import annotations

from cxdata.reading.recognised import Recognised, Rows, has_all

NAME = "Typeform"


def recognise(rows: Rows) -> Recognised | None:
    return Recognised("typeform", 1, 0.95) if has_all(rows[0], ("#", "Submit Date (UTC)")) else None
