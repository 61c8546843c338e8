"""Formbricks: its own columns first, then questions that begin with their number."""

from __future__ import annotations

import re

from cxdata.reading.recognised import Habits, Recognised, Rows, has_all, tidied

NAME = "Formbricks"
HABITS = Habits(aside=("No.", "Survey ID", "Formbricks ID (internal)", "url", "userAgent - browser", "userAgent - os"))
_NUMBER = re.compile(r"^\d+\.\s+")


def recognise(rows: Rows) -> Recognised | None:
    if not has_all(rows[0], ("Response ID", "Timestamp", "Finished", "Formbricks ID (internal)")):
        return None
    return Recognised("formbricks", 1, 1.0, questions=tuple(_NUMBER.sub("", tidied(cell)) for cell in rows[0]))
