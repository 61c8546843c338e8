"""Microsoft Forms: a number, two times, an e-mail address and a name stand before the questions."""

from __future__ import annotations

from cxdata.reading.recognised import Recognised, Rows, has_all

NAME = "Microsoft Forms"


def recognise(rows: Rows) -> Recognised | None:
    polish = ("ID", "Godzina rozpoczęcia", "Godzina ukończenia")
    english = ("ID", "Start time", "Completion time")
    known = has_all(rows[0], polish) or has_all(rows[0], english)
    return Recognised("microsoft_forms", 1, 0.95) if known else None
