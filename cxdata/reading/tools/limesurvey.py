"""LimeSurvey: codes, wording or both as headings, in one row or two; its own columns stand first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cxdata.reading.recognised import Habits, Recognised, Rows, has_all, tidied

NAME = "LimeSurvey"
HABITS = Habits(
    aside=("lastpage", "startlanguage", "seed", "Ostatnia strona", "Język początkowy", "Last page", "Seed"),
    finished=(
        "submitdate",
        "submitdate. Data wysłania",
        "submitdate. Date submitted",
        "Data wysłania",
        "Date submitted",
    ),
)
_CODES = ("id", "submitdate", "lastpage", "startlanguage")
_WORDED = (
    ("ID odpowiedzi", "Data wysłania", "Ostatnia strona"),
    ("Response ID", "Date submitted", "Last page"),
    ("Antwort ID", "Datum Abgeschickt", "Letzte Seite"),
    ("ID de la réponse", "Date de soumission", "Dernière page"),
    ("ID de respuesta", "Fecha de envío", "Última página"),
)
_BOTH = re.compile(r"^([A-Za-z]\w*(?:\[\w+\])*)\.\s+(.+)$")


def recognise(rows: Rows) -> Recognised | None:
    if _coded(rows[0]):
        worded = len(rows) > 1 and _worded(rows[1])
        return Recognised("limesurvey", 1 + worded, 0.95, questions=tuple(rows[worded]))
    if _worded(rows[0]):
        if len(rows) > 1 and _coded(rows[1]):
            return Recognised("limesurvey", 2, 0.95, tuple(rows[1]), _carried(rows[0]))
        return Recognised("limesurvey", 1, 0.95)
    both = [_BOTH.match(tidied(cell)) for cell in rows[0]]
    if _coded([match[1] if match else "" for match in both]):
        wording = [match[2] if match else tidied(cell) for match, cell in zip(both, rows[0], strict=True)]
        return Recognised("limesurvey", 1, 0.95, questions=tuple(wording))
    return None


def _coded(row: Sequence[str]) -> bool:
    return has_all(row, _CODES)


def _worded(row: Sequence[str]) -> bool:
    return any(has_all(row, words) for words in _WORDED)


def _carried(row: Sequence[str]) -> tuple[str, ...]:
    """A question's wording over all of its parts."""
    found: list[str] = []
    for cell in row:
        found.append(tidied(cell) or (found[-1] if found else ""))
    return tuple(found)
