"""Delighted: records as its interface gives them; the type of the survey says what the score means."""

from __future__ import annotations

from cxdata.reading.recognised import Habits, Recognised, Rows, folded, has_all

NAME = "Delighted"
HABITS = Habits(aside=("survey_type", "permalink", "notes", "tags", "updated_at"))
_ASKED = {"nps": "NPS (0-10)", "csat": "CSAT", "ces": "CES"}


def recognise(rows: Rows) -> Recognised | None:
    if not has_all(rows[0], ("id", "survey_type", "score", "permalink", "created_at")):
        return None
    names = [folded(cell) for cell in rows[0]]
    place = names.index("survey_type")
    types = {folded(row[place]) for row in rows[1:] if place < len(row) and row[place].strip()}
    asked = _ASKED.get(types.pop(), "") if len(types) == 1 else ""
    questions = (asked or cell if name == "score" else cell for name, cell in zip(names, rows[0], strict=True))
    return Recognised("delighted", 1, 0.95, questions=tuple(questions))
