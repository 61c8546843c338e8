"""LimeSurvey: codes or wording as headings; its own columns stand first."""

from __future__ import annotations

from cxdata.reading.recognised import Recognised, Rows, has_all


def recognise(rows: Rows) -> Recognised | None:
    known = (
        has_all(rows[0], ("id", "submitdate", "lastpage", "startlanguage"))
        or has_all(rows[0], ("ID odpowiedzi", "Data wysłania", "Ostatnia strona"))
        or has_all(rows[0], ("Response ID", "Date submitted", "Last page"))
    )
    return Recognised("limesurvey", 1, 0.95) if known else None
