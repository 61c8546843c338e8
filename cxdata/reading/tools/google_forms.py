"""Google Forms: one header row that begins with the time of the answer."""

from __future__ import annotations

from cxdata.reading.recognised import Recognised, Rows, folded


def recognise(rows: Rows) -> Recognised | None:
    first = folded(rows[0][0]) if rows[0] else ""
    if first == "sygnatura czasowa":
        return Recognised("google_forms", 1, 0.95)
    return Recognised("google_forms", 1, 0.85) if first == "timestamp" and len(rows[0]) > 1 else None
