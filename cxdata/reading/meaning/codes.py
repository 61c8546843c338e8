"""Cells that stand for "no answer": words that say so, and numbers apart from all scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from cxdata.reading.checking.scores import OFFERED, score
from cxdata.reading.mapping import Question
from cxdata.reading.meaning.profiles import Column
from cxdata.reading.meaning.scale_words import is_missing, missing_codes
from cxdata.reading.sheet import Problem

_MANY = 30
_TOPS = (5, 7, 10)
_STEPS = 5
"""On a scale of percent, steps in which people answer sliders and lists."""


def apart(counts: Counter[int]) -> tuple[Counter[int], list[int]]:
    """Scores without numbers that stand for "no answer": known codes well above (or below) all others."""
    kept, codes = Counter(counts), []
    for code in sorted(missing_codes() & set(counts), key=abs, reverse=True):
        others = [n for n in kept if n != code]
        if others and (_gap(code, counts, others) or (code < min(others) and min(others) >= 0)):
            del kept[code]
            codes.append(code)
    if sum(kept.values()) >= _MANY and set(kept) >= {*range(1, 6), 8} and not {6, 7} & set(kept) and max(kept) == 8:
        del kept[8]
        codes.append(8)
    return kept, codes


def _gap(code: int, counts: Counter[int], others: Sequence[int]) -> bool:
    top = max(others)
    if code == 9:
        beside = 8 in counts and not ({6, 7} & set(counts) or sum(counts.values()) < _MANY)
        return (top <= 5 and 8 not in counts) or (beside and set(others) >= {*range(1, 6)})
    lone = code < 100 and top == 100 and sum(n % _STEPS == 0 for n in others) == len(others) > _STEPS
    return lone or (code > top and top <= (10 if code > 20 else 7))


def outside(n: int, counts: Counter[int], low: int, high: int) -> bool:
    """Whether a number outside a stated scale is a code, and not a slip."""
    total = sum(counts.values())
    if n in missing_codes():
        return total < 50 or counts[n] >= max(2, 0.0005 * total)
    return counts[n] >= max(3, 0.005 * total) and (n == high + 1 or (n == 0 and low == 1))


def inside(counts: Counter[int], low: int, high: int) -> list[int]:
    """Known codes that a stated scale of percent covers, though all other scores go in steps."""
    if (low, high) not in ((0, 100), (1, 100)):
        return []
    return [n for n in apart(counts)[1] if low <= n <= high]


def as_written(column: Column, codes: Iterable[int]) -> tuple[str, ...]:
    """The cells that stand for these codes, as they are in the file ("0" and "0.0")."""
    cells = [cell for cell, _ in column.counts.most_common()]
    signed = any("%" in cell for cell in cells)
    found = (cell for code in codes for cell in cells if score(cell) == code)
    return tuple(cell for cell in found if not (signed and "%" in cell and _bare(cells, cell)))


def _bare(cells: Sequence[str], cell: str) -> bool:
    return cell.rstrip("% ") in cells


def said_missing(column: Column) -> tuple[str, ...]:
    """Cells that say in words that there is no answer, the commonest first."""
    return tuple(cell for cell, _ in column.counts.most_common() if is_missing(cell) and score(cell) is None)


def told(columns: Iterable[Column], questions: Iterable[Question]) -> list[Problem]:
    """What is taken for "no answer", with counts: over the file, and by heading and cell."""
    by_heading = {column.heading: column.counts for column in columns}
    counts = {
        question.column: {c: by_heading[question.column][c] for c in question.missing if c.casefold() not in OFFERED}
        for question in questions
        if question.missing
    }
    total: Counter[str] = Counter()
    for cells in counts.values():
        for cell, n in cells.items():
            total[cell if (code := score(cell)) is None else str(code)] += n
    if not total:
        return []
    said = ", ".join(f"{cell} ({n})" for cell, n in total.most_common())
    return [("codes_missing", {"codes": said, "n": len(counts), "counts": counts})]
