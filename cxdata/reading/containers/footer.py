"""What stands below the table and is no row of it: total rows and footnotes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import polars as pl

from cxdata.reading.recognised import folded, tidied
from cxdata.reading.sheet import Problem, Sheet

LOOKED_AT = 60
_TAIL = 1 << 16
_NARROWEST = 3
_SUMS = {"razem", "suma", "suma końcowa", "ogółem", "łącznie", "total", "totals", "grand total", "sum"}
_MEANS = {"średnia", "srednia", "średnia ocena", "średnia ocen", "średni wynik", "mediana", "podsumowanie"}
_MEANS |= {"average", "average score", "mean", "avg", "median", "summary"}
_COUNTED = re.compile(r"\s*\(?\s*n\s*=\s*\d+\s*\)?$")
_NOTE = re.compile(
    r"[*†‡¹²³©]|(?:źródło|source|uwaga|note|przypis|wygenerowano|generated|wyeksportowano|exported|stan na|as of"
    r"|podstawa|baza|base|copyright|opracowanie)\b|n\s*=",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[-−+]?\d[\d\s\u00a0]*(?:[.,]\d+)?\s?%?$")

Row = Sequence[str]


def trimmed(sheet: Sheet, after: int | None = None) -> Sheet:
    """The sheet without totals and footnotes at its end, which `problems` names; `after`: that many rows instead."""
    rows = _tail(sheet) if len(sheet.headings) >= _NARROWEST and sheet.rows > 1 else []
    count = min(_below(rows) if after is None else after, sheet.rows)
    if not count:
        return sheet
    kept = sheet.rows - count
    gone = rows[-count:]
    said = next((tidied(cell) for row in gone for cell in row if cell.strip()), "")
    problem: Problem = ("rows_after", {"n": count, "line": sheet.line(kept), "said": said[:60]})
    short = sum(not row[-1].strip() for row in gone)
    problems = [each for each in (_less(problem, short) for problem in sheet.problems) if each is not None]
    lines = None if sheet.lines is None else sheet.lines[:kept]
    return replace(sheet, rows=kept, lines=lines, after=count, problems=(*problems, problem))


def _less(problem: Problem, gone: int) -> Problem | None:
    """A count of short rows without those that are no rows of the table."""
    key, facts = problem
    if key != "rows_short":
        return problem
    left = int(str(facts["n"])) - gone
    return (key, {**facts, "n": left}) if left > 0 else None


def _tail(sheet: Sheet) -> list[Row]:
    """The last rows, as wide as the table; those before one that is not are left out."""
    if sheet.stored == "parquet":
        found = pl.scan_parquet(sheet.path).tail(LOOKED_AT).collect().rows()
        return [[cell or "" for cell in row] for row in found]
    with sheet.path.open("rb") as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(max(0, size - _TAIL))
        text = file.read().decode("utf-8", "ignore")
    if size > _TAIL:
        text = text[text.find("\n") + 1 :]
    body = io.StringIO(text, newline="")
    if sheet.quote:
        reader = csv.reader(body, delimiter=sheet.separator, quotechar=sheet.quote)
    else:
        reader = csv.reader(body, delimiter=sheet.separator, quoting=csv.QUOTE_NONE)
    try:
        rows = [row for row in reader if row][-min(LOOKED_AT, sheet.rows) :]
    except csv.Error:
        return []
    odd = max((i for i, row in enumerate(rows, 1) if len(row) != len(sheet.headings)), default=0)
    return list(rows[odd:])


def _below(rows: list[Row]) -> int:
    """How many rows at the end are no answers; blank ones count where a total or a footnote stands below them."""
    count = 0
    for taken in range(1, len(rows)):
        row, above = rows[-taken], rows[:-taken]
        filled = [place for place, cell in enumerate(row) if cell.strip()]
        if not filled:
            if not count:
                return 0
            continue
        typical = median(sum(bool(cell.strip()) for cell in each) for each in above)
        if not (_total(row, filled, above, typical) or _footnote(row, filled, above, typical)):
            break
        count = taken
    return count


def _total(row: Row, filled: list[int], above: list[Row], typical: float) -> bool:
    first = filled[0]
    word = _COUNTED.sub("", folded(row[first]))
    if first > 2 or not (word in _SUMS or (word in _MEANS and len(filled) < typical)):
        return False
    numbered = any(_NUMBER.match(row[place].strip()) for place in filled[1:])
    return numbered and not any(folded(each[first]) == word for each in above)


def _footnote(row: Row, filled: list[int], above: list[Row], typical: float) -> bool:
    if filled[0] != 0 or typical < _NARROWEST:
        return False
    if _NOTE.match(row[0].strip()) and len(filled) <= min(2, typical - 1):
        return True
    return len(filled) == 1 and len(row[0].split()) >= 3 and not any(len(each[0].split()) >= 3 for each in above)
