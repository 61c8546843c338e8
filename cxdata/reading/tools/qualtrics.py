"""Qualtrics: header rows of names, wording and ImportId; the older shapes, workbooks and some exports lack the last."""

from __future__ import annotations

import re

from cxdata.reading.recognised import Habits, Recognised, Rows, tidied

NAME = "Qualtrics"
HABITS = Habits(tests=("Status", ("1", "9", "17", "survey preview", "survey test", "offline survey preview")))

_IMPORT_ID = re.compile(r"""\{['"]+ImportId['"]+\s*:""")
_NUMBERED = re.compile(r"V\d+$")
_FIXED = {"responseid", "responseset", "ipaddress", "startdate", "enddate", "finished", "status"}
_NOT_OLD = {"recipientlastname", "recordeddate", "distributionchannel"}


def recognise(rows: Rows) -> Recognised | None:
    for place, row in enumerate(rows[1:4], 1):
        if any(_IMPORT_ID.match(cell.strip()) for cell in row):
            return Recognised("qualtrics", place + 1, 1.0, questions=tuple(rows[place - 1]))
    if len(rows) >= 2 and len(_FIXED & {cell.strip().lower() for cell in rows[1]}) >= 4:
        labels = list(rows[1]) + [""] * len(rows[0])
        names = [tidied(label) if _NUMBERED.match(name) else name for name, label in zip(rows[0], labels, strict=False)]
        return Recognised("qualtrics", 2, 0.95, tuple(names), tuple(rows[1]))
    first = {cell.strip().lower() for cell in rows[0]}
    if len(_FIXED & first) >= 5 and first & _NOT_OLD:
        worded = len(rows) >= 2 and _is_wording(rows)
        return Recognised("qualtrics", 2, 0.95, questions=tuple(rows[1])) if worded else Recognised("qualtrics", 1, 0.9)
    return None


def _is_wording(rows: Rows) -> bool:
    """Whether words stand under the columns that hold times, numbers and addresses in every answer."""
    under = [cell for name, cell in zip(rows[0], rows[1], strict=False) if name.strip().lower() in _FIXED - {"status"}]
    return all(cell.strip() and not any(map(str.isdigit, cell)) for cell in under if cell not in ("True", "False"))
