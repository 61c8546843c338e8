"""Qualtrics: three header rows (names, wording, ImportId), or two in older exports."""

from __future__ import annotations

import re

from cxdata.reading.recognised import Habits, Recognised, Rows, tidied

HABITS = Habits(tests=("Status", ("1", "9", "17", "survey preview", "survey test", "offline survey preview")))

_IMPORT_ID = re.compile(r"""\{['"]+ImportId['"]+\s*:""")
_NUMBERED = re.compile(r"V\d+$")
_FIXED = {"responseid", "responseset", "ipaddress", "startdate", "enddate", "finished", "status"}


def recognise(rows: Rows) -> Recognised | None:
    if len(rows) >= 3 and any(_IMPORT_ID.match(cell.strip()) for cell in rows[2]):
        return Recognised("qualtrics", 3, 1.0, questions=tuple(rows[1]))
    if len(rows) >= 2 and len(_FIXED & {cell.strip().lower() for cell in rows[1]}) >= 4:
        labels = list(rows[1]) + [""] * len(rows[0])
        names = [tidied(label) if _NUMBERED.match(name) else name for name, label in zip(rows[0], labels, strict=False)]
        return Recognised("qualtrics", 2, 0.95, tuple(names), tuple(rows[1]))
    first = {cell.strip().lower() for cell in rows[0]}
    if len(_FIXED & first) >= 5 and first & {"recipientlastname", "recordeddate", "distributionchannel"}:
        return Recognised("qualtrics", 1, 0.9)
    return None
