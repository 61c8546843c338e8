"""The scale of a column of scores: what its wording or cells state first, its smallest and largest score second."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from cxdata.reading.checking.scores import out_of, score
from cxdata.reading.meaning.codes import apart, inside, outside
from cxdata.reading.meaning.profiles import Column
from cxdata.reading.meaning.scale_words import is_missing
from cxdata.schema import Metric

Way = tuple[int, int, tuple[int, ...]]
"""One way to read a column: lowest and highest score, and the numbers that are no scores."""

_RANGE = re.compile(r"(?<![\d.,-])(-?\d{1,3})\s*(?:-|–|—|\.\.+|…|do|to|and|bis|=[^\d]{1,60}?)\s*(\d{1,3})(?![\d.,]*\d)")
_KNOWN = {(0, 10), (1, 10), (1, 7), (1, 6), (1, 5), (0, 5), (1, 4), (1, 3), (-2, 2), (-3, 3), (0, 100), (1, 100)}
_MANY = 30
"""Answers from which an end of a scale that nobody chose says something."""

_SURE, _LIKELY, _STATED = 0.85, 0.6, 0.97


@dataclass(frozen=True)
class Scale:
    """`missing`: numbers that are no scores. `ways`: what a person should choose among, the likeliest first."""

    low: int
    high: int
    confidence: float
    missing: tuple[int, ...] = ()
    ways: tuple[Way, ...] = ()


def worded_scale(wording: str) -> tuple[int, int] | None:
    """The scale that a wording states: "(0-10)", "w skali od 1 do 7", "1–5", "0 (nie) … 10 (tak)"."""
    for low, high in _RANGE.findall(wording):
        if (int(low), int(high)) in _KNOWN:
            return int(low), int(high)
    ends = re.findall(r"(?<![\d.,])(-?\d{1,3})\s*(?:=|-|–|—|:|\(|is\b|means\b|to\b|oznacza\b)\s*[^\W\d]", wording)
    if len(ends) == 2 and (pair := (int(ends[0]), int(ends[1]))) in _KNOWN:
        return pair
    return None


def scored(column: Column) -> Counter[int]:
    """Score -> how often; cells that say no whole number are left out."""
    found: Counter[int] = Counter()
    for cell, times in column.counts.items():
        number = score(cell)
        if number is not None and not is_missing(cell):
            found[number] += times
    return found


def scale_of(column: Column, metric: Metric, counts: Counter[int]) -> Scale:
    """The scale that wording or cells state, or else that of the scores with codes for "no answer" set apart."""
    stated = worded_scale(column.words) or _in_cells(column, counts)
    if stated:
        codes = [n for n in counts if not stated[0] <= n <= stated[1] and outside(n, counts, *stated)]
        return Scale(*stated, _STATED, tuple(sorted([*codes, *inside(counts, *stated)])))
    kept, codes = apart(counts)
    if not kept:
        low, high = {"nps": (0, 10), "csat": (1, 5), "ces": (1, 7)}[metric]
        return Scale(low, high, 0.4, (), ((low, high, ()),))
    if metric == "nps" and max(kept) == 11 and {*range(11)} <= set(kept):
        kept, codes = Counter({n: times for n, times in kept.items() if n != 11}), [*codes, 11]
    ways = [(low, high, tuple(sorted({*codes, *missing}))) for low, high, missing in _ways(metric, kept)]
    low, high, missing = ways[0]
    return Scale(low, high, _confidence(metric, kept, ways), missing, tuple(dict.fromkeys(ways)))


def _in_cells(column: Column, counts: Counter[int]) -> tuple[int, int] | None:
    """The scale that cells name: "9/10", "4 of 5", "★★★☆☆", "85%"."""
    tops = {top for cell in column.counts if (top := out_of(cell)) is not None}
    if len(tops) == 1:
        (top,) = tops
        return (0 if 0 in counts or top in (10, 100) else 1), top
    percent = sum(times for cell, times in column.counts.items() if "%" in cell)
    if percent > 0.5 * sum(counts.values()) or "%" in column.words:
        return 0, 100
    return None


def _confidence(metric: Metric, kept: Counter[int], ways: list[Way]) -> float:
    few = sum(kept.values()) < _MANY
    if len(ways) > 1:
        return _LIKELY
    return 0.95 if metric == "nps" else 0.8 if few else _SURE


def _ways(metric: Metric, kept: Counter[int]) -> list[Way]:
    """Scales that the scores fit, the likeliest first; one alone where nothing else is in question."""
    low, high, n = min(kept), max(kept), sum(kept.values())
    if metric == "nps":
        return _nps(low, high, n, kept)
    if low < 0:
        return (
            [(-2, 2, ())]
            if (low, high) == (-2, 2) or (n < _MANY <= 3 * n and low >= -2 and high <= 2)
            else [(-3, 3, ()), (-5, 5, ())]
        )
    if high > 10:
        plain = high <= 100 and len(kept) > 5 and high >= 60
        return [(0, 100, ())] if plain else [(0, 100, ()), (1, 100, ())]
    if high > 7:
        return _ten(low, high, n, kept)
    if high == 7:
        return [(1, 7, ())] if low > 0 else [(1, 7, (0,)), (0, 10, ()), (0, 7, ())]
    if high == 6:
        return _six(metric, low, n, kept)
    if low == 0:
        return _zero(n, kept)
    if metric == "ces" and (n < _MANY or high < 5):
        return [(1, 7, ())] if n < _MANY else [(1, 7, ()), (1, 5, ())]
    if high == 5 or n < _MANY:
        return [(1, 5, ())]
    return [(1, 5, ()), (1, 4, ())] if high == 4 else [(1, 5, ()), (1, 3, ())]


def _nps(low: int, high: int, n: int, kept: Counter[int]) -> list[Way]:
    if high > 10 or low < 0:
        return [(0, 10, ()), (0, 100, ())]
    if high <= 5 and n >= _MANY:
        return [(1, 5, ()), (0, 10, ())] if low else [(0, 5, ()), (1, 5, (0,)), (0, 10, ())]
    if high <= 7 and n >= _MANY:
        return [(1, 7, ()), (0, 10, ())] if high == 7 and low else [(0, 10, ()), (1, 7, (0,))]
    # Whoever dislikes a company gives it the lowest mark there is: ones and no noughts are a scale from 1.
    begins_at_one = low == 1 and (kept[1] >= 5 or n >= 300)
    return [(0, 10, ()), (1, 10, ())] if begins_at_one else [(0, 10, ())]


def _ten(low: int, high: int, n: int, kept: Counter[int]) -> list[Way]:
    if low == 0:
        return [(0, 10, ())] if high == 10 or n < _MANY else [(0, 10, ()), (1, 10, (0,))]
    if high == 9 and not {8} & set(kept) and n >= _MANY:
        return [(1, 7, (9,)), (1, 10, ())]
    return [(1, 10, ())] if high == 10 else [(1, 10, ()), (0, 10, ())]


def _six(metric: Metric, low: int, n: int, kept: Counter[int]) -> list[Way]:
    """1-7 without a seven, 1-6, or 1-5 with a six for "never used", likelier where a nought stands apart as well."""
    if low == 0:
        return [(1, 5, (0, 6)), (1, 6, (0,)), (1, 7, (0,))]
    if metric == "ces" or n < _MANY:
        return [(1, 7, ())] if n < _MANY else [(1, 7, ()), (1, 6, ())]
    apart_ = kept[6] > kept[5]
    return [(1, 5, (6,)), (1, 6, ()), (1, 7, ())] if apart_ else [(1, 6, ()), (1, 7, ()), (1, 5, (6,))]


def _zero(n: int, kept: Counter[int]) -> list[Way]:
    """0-5, or 1-5 with noughts for "no answer": more noughts than ones, or hardly any of either."""
    odd = n >= _MANY and (kept[0] > kept[1] or kept[0] < 0.2 * kept[1])
    return [(1, 5, (0,)), (0, 5, ())] if odd else [(0, 5, ()), (1, 5, (0,))]
