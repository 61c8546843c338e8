"""Google Forms: one header row that begins with the time of the answer."""

from __future__ import annotations

from cxdata.reading.recognised import Recognised, Rows, folded

NAME = {"pl": "Formularzy Google", "en": "Google Forms"}
_TIME = {"sygnatura czasowa", "zeitstempel", "horodateur", "marca temporal", "carimbo de data/hora"}


def recognise(rows: Rows) -> Recognised | None:
    first = folded(rows[0][0]) if rows[0] else ""
    if first in _TIME:
        return Recognised("google_forms", 1, 0.95)
    return Recognised("google_forms", 1, 0.85) if first == "timestamp" and len(rows[0]) > 1 else None
