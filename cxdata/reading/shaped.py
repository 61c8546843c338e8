"""Files whose rows or dates are laid out otherwise, brought into one row a response with one date."""

from __future__ import annotations

from pathlib import Path

from cxdata.reading.meaning import date_parts, long
from cxdata.reading.sheet import Sheet


def shaped(sheet: Sheet, folder: Path | None = None) -> Sheet:
    """The sheet with a column a question and with its date in one column; `problems` says what was done."""
    return date_parts.joined(long.widened(sheet, folder), folder)
