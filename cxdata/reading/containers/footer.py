"""What stands below the table and is no row of it: total rows, footnotes and empty rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from cxdata.reading.containers.ending import Ending, ending, figures
from cxdata.reading.containers.heading_rows import value
from cxdata.reading.recognised import folded, tidied
from cxdata.reading.sheet import Problem, Sheet

_NARROWEST = 3
_FEWEST = 5
"""Rows above a row of figures from which on one may be their mean or sum by more than chance."""
_LEFT_BEHIND = 10
"""Empty rows at the end from which on they are what a spreadsheet leaves behind."""
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
    """The sheet without what its end has of totals, footnotes and empty rows, named in `problems`, or `after` rows."""
    last = ending(sheet)
    below = _below(last.rows, sheet, last.empty) if len(sheet.headings) >= _NARROWEST and sheet.rows > 1 else 0
    left_behind = last.empty if below or last.empty >= _LEFT_BEHIND else 0
    count = min(below + left_behind if after is None else after, sheet.rows)
    if not count:
        return sheet
    kept = sheet.rows - count
    lines = None if sheet.lines is None else sheet.lines[:kept]
    problems = _said(sheet, last, count)
    return replace(sheet, rows=kept, lines=lines, after=count, problems=problems)


def _said(sheet: Sheet, last: Ending, count: int) -> tuple[Problem, ...]:
    """What is known of the sheet, and which rows were left out."""
    empty = min(last.empty, count)
    gone = last.rows[len(last.rows) + empty - count :] if count > empty else []
    short = sum(not row[-1].strip() for row in gone)
    problems = [each for each in (_less(problem, short) for problem in sheet.problems) if each is not None]
    if count > empty:
        word = next((tidied(cell) for row in gone for cell in row if cell.strip()), "")
        problems.append(("rows_after", {"n": count - empty, "line": sheet.line(sheet.rows - count), "said": word[:60]}))
    if empty:
        problems.append(("rows_empty", {"n": empty, "line": sheet.line(sheet.rows - empty)}))
    return tuple(problems)


def _less(problem: Problem, gone: int) -> Problem | None:
    """A count of short rows without those that are no rows of the table."""
    key, facts = problem
    if key != "rows_short":
        return problem
    left = int(str(facts["n"])) - gone
    return (key, {**facts, "n": left}) if left > 0 else None


def _below(rows: Sequence[Row], sheet: Sheet, empty: int) -> int:
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
        number = sheet.rows - empty - taken
        if not (
            _total(row, filled, above, typical)
            or _footnote(row, filled, above, typical)
            or (_unnamed(row, filled, above, typical) and _summed(row, filled, sheet, number))
        ):
            break
        count = taken
    while 0 < count < len(rows) - 1 and not any(map(str.strip, rows[-count - 1])):
        count += 1
    return count


def _total(row: Row, filled: list[int], above: Sequence[Row], typical: float) -> bool:
    first = filled[0]
    word = _COUNTED.sub("", folded(row[first]))
    if first > 2 or not (word in _SUMS or (word in _MEANS and len(filled) < typical)):
        return False
    numbered = any(_NUMBER.match(row[place].strip()) for place in filled[1:])
    return numbered and not any(folded(each[first]) == word for each in above)


def _unnamed(row: Row, filled: list[int], above: Sequence[Row], typical: float) -> bool:
    """Whether a row has nothing but numbers, and not where every answer has its time or its id."""
    answers = [each for each in above if any(cell.strip() for cell in each)]
    return (
        len(answers) >= _FEWEST
        and filled[0] > 0
        and len(filled) <= typical / 2
        and all(each[0].strip() for each in answers)
        and all(_NUMBER.match(row[place].strip()) for place in filled)
    )


def _summed(row: Row, filled: list[int], sheet: Sheet, number: int) -> bool:
    """Whether each figure is the mean, median, sum or number of what stands above it, as closely as it is written."""
    return all(_is_one_of(row[place], figures(sheet, place, number)) for place in filled)


def _is_one_of(cell: str, known: Sequence[float]) -> bool:
    written = re.sub(r"[\s\u00a0%]", "", cell).replace(",", ".").replace("−", "-")
    decimals = len(written.partition(".")[2])
    near = 0.5 * 10.0**-decimals if decimals else 1e-9
    return any(abs(float(written) - each) <= near for each in known)


def _footnote(row: Row, filled: list[int], above: Sequence[Row], typical: float) -> bool:
    if filled[0] != 0 or typical < _NARROWEST:
        return False
    if _NOTE.match(row[0].strip()) and len(filled) <= min(2, typical - 1):
        return True
    firsts = [each[0] for each in above if each[0].strip()]
    apart = sum(map(value, firsts)) > len(firsts) / 2 or len(row[0]) > 3 * max(map(len, firsts), default=0)
    return len(filled) == 1 and len(row[0].split()) >= 3 and apart
