"""Which metric a column measures and on which scale: by what its heading asks first, by its values second."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from cxdata.reading.checking.scores import score
from cxdata.reading.mapping import Direction, Question
from cxdata.reading.meaning.profiles import Column
from cxdata.reading.meaning.vocabulary import is_missing, key, label, likert, missing_codes, says
from cxdata.schema import Metric

_RANGE = re.compile(r"(?<![\d.,-])(-?\d{1,3})\s*(?:-|–|—|\.\.+|…|do|to|and)\s*(\d{1,3})(?![\d.,]*\d)")
_KNOWN = {(0, 10), (1, 10), (1, 7), (1, 6), (1, 5), (0, 5), (1, 4), (1, 3), (-2, 2), (-3, 3), (0, 100), (1, 100)}
_MANY = 30
"""Answers from which an end of a scale that nobody chose says something."""


@dataclass(frozen=True)
class Scale:
    low: int
    high: int
    confidence: float
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Measured:
    """A question that a column may be. `doubts`: what a person should look at, any of "scale", "direction"."""

    question: Question
    confidence: float
    doubts: tuple[str, ...] = ()
    problems: tuple[tuple[str, dict[str, object]], ...] = field(default=())


def worded_scale(wording: str) -> tuple[int, int] | None:
    """The scale that a wording states: "(0-10)", "w skali od 1 do 7", "1–5"."""
    for low, high in _RANGE.findall(wording):
        if (int(low), int(high)) in _KNOWN:
            return int(low), int(high)
    return None


def scored(column: Column) -> Counter[int]:
    """Score -> how often; cells that say no whole number are left out."""
    found: Counter[int] = Counter()
    for cell, times in column.counts.items():
        number = score(cell)
        if number is not None and not is_missing(cell):
            found[number] += times
    return found


def measured(column: Column) -> Measured | None:
    """What a column measures, or None where neither its heading nor its values say that it measures anything."""
    words = _in_words(column)
    if words is not None:
        return words
    if not column.values or column.scores < 0.6 or says("ranked", column.words):
        return None
    asked, direction = metric_asked(column)
    if not asked:
        return None
    counts = scored(column)
    if len(counts) > 101 or (asked != "nps" and set(counts) <= {0, 1} and worded_scale(column.words) is None):
        return None
    return _with_scale(column, asked, direction, counts)


def metric_asked(column: Column) -> tuple[Metric | None, Direction]:
    """The metric that a heading or question speaks of, and whether a high score is good."""
    name, text = key(column.heading), column.words
    if name in ("nps", "csat", "ces"):
        return name, "up"  # type: ignore[return-value]
    if says("nps", text):
        return "nps", "up"
    easy, hard = says("easy", text), says("hard", text) or says("effort", text)
    if easy or hard:
        return "ces", "up" if easy else "down"
    return ("csat" if says("rating", text) else None), "up"


def _with_scale(column: Column, metric: Metric, direction: Direction, counts: Counter[int]) -> Measured | None:
    scale = scale_of(column, metric, counts)
    doubts = ["scale"] if scale.confidence < 0.6 else []
    problems: list[tuple[str, dict[str, object]]] = []
    if metric == "nps" and (scale.low, scale.high) != (0, 10):
        if set(counts) <= {0, 1}:
            return None
        problems.append(("nps_scale", {"column": column.heading, "low": scale.low, "high": scale.high}))
        metric = "csat"
        scale = scale_of(column, metric, counts)
    exact = key(column.heading) in ("nps", "csat", "ces")
    confidence = min(1.0 if exact else 0.95, scale.confidence)
    if says("top_is_bad", column.words) and direction == "up":
        direction, confidence = "down", min(confidence, 0.6)
        doubts.append("direction")
        problems.append(("scale_reversed", {"column": column.heading}))
    question = Question(
        column.heading,
        metric,
        scale.low,
        scale.high,
        direction,
        (*as_written(column, scale.missing), *_said_missing(column)),
    )
    return Measured(question, confidence, tuple(doubts), tuple(problems))


def scale_of(column: Column, metric: Metric, counts: Counter[int]) -> Scale:
    """The scale from the wording, or from the smallest and largest score with codes for "no answer" set apart."""
    stated = worded_scale(column.words)
    if stated:
        codes = sorted(n for n in counts if not stated[0] <= n <= stated[1] and _is_code(n, counts, stated))
        return Scale(*stated, 0.97, tuple(map(str, codes)))
    kept, codes = _without_codes(counts)
    if not kept:
        return Scale(*_usual(metric), 0.4)
    low, high, n = min(kept), max(kept), sum(kept.values())
    scale, confidence = _by_values(metric, low, high, n, kept)
    edges = [code for code in (0, 6) if scale == (1, 5) and code in kept]
    return Scale(*scale, confidence, tuple(map(str, sorted([*codes, *edges]))))


def _usual(metric: Metric) -> tuple[int, int]:
    return {"nps": (0, 10), "csat": (1, 5), "ces": (1, 7)}[metric]


def _by_values(metric: Metric, low: int, high: int, n: int, kept: Counter[int]) -> tuple[tuple[int, int], float]:
    if metric == "nps":
        return _nps_by_values(low, high, n)
    if low < 0:
        return ((-2, 2), 0.85) if (low, high) == (-2, 2) else ((-3, 3), 0.5)
    if high > 10:
        return (0, 100), 0.85 if high <= 100 and len(kept) > 5 and max(kept) >= 60 else 0.5
    if high > 7:
        return ((0, 10), 0.85) if low == 0 else ((1, 10), 0.85 if high == 10 else 0.6)
    if high == 7:
        return (1, 7), 0.85 if low > 0 else 0.5
    if high == 6:
        return ((1, 7), 0.8) if metric == "ces" and low > 0 else _six(kept)
    if low == 0:
        return _zero(kept)
    if metric == "ces" and (n < _MANY or high < 5):
        return (1, 7), 0.8 if n < _MANY else 0.6
    return ((1, 5), 0.85) if high == 5 or n < _MANY else ((1, 5), 0.6)


def _nps_by_values(low: int, high: int, n: int) -> tuple[tuple[int, int], float]:
    if high > 10 or low < 0:
        return (0, 10), 0.6
    if high <= 5 and n >= _MANY:
        return ((1, 5) if low else (0, 5)), 0.6
    if high <= 7 and n >= _MANY:
        return ((1, 7), 0.5) if high == 7 else ((0, 10), 0.5)
    # On a long list somebody gives a nought, if there is one.
    return (0, 10), 0.75 if low == 1 and n >= 300 else 0.95


def _six(kept: Counter[int]) -> tuple[tuple[int, int], float]:
    """1-7 without a seven, 1-6, or 1-5 with a six for "never used": the last where nought and six both stand apart."""
    n = sum(kept.values())
    if n < _MANY:
        return (1, 7), 0.6
    apart = 0 in kept and kept[6] > 0.5 * kept[5]
    return ((1, 5), 0.6) if apart or 0 in kept else ((1, 7), 0.5)


def _zero(kept: Counter[int]) -> tuple[tuple[int, int], float]:
    """0-5, or 1-5 with noughts for "no answer": more noughts than ones, or hardly any of either."""
    if sum(kept.values()) < _MANY:
        return (0, 5), 0.6
    odd = kept[0] > kept.get(1, 0) or kept[0] < 0.2 * kept.get(1, 0)
    return ((1, 5), 0.7) if odd else ((0, 5), 0.7)


def _without_codes(counts: Counter[int]) -> tuple[Counter[int], list[int]]:
    """Scores without numbers that stand for "no answer": known codes well above (or below) all others."""
    kept, codes = Counter(counts), []
    for code in sorted(missing_codes() & set(counts), key=abs, reverse=True):
        others = [n for n in kept if n != code]
        if not others:
            continue
        top, bottom = max(others), min(others)
        gap = code > top and top <= (10 if code > 20 else 5 if code == 9 else 7)
        if code == 9 and (top > 7 or 8 in counts or top == 10):
            gap = False
        if gap or (code < bottom and bottom >= 0):
            del kept[code]
            codes.append(code)
    return kept, codes


def _is_code(n: int, counts: Counter[int], stated: tuple[int, int]) -> bool:
    total = sum(counts.values())
    if n in missing_codes():
        return total < 50 or counts[n] >= max(2, 0.0005 * total)
    return counts[n] >= max(3, 0.005 * total) and n in (0, stated[1] + 1) and stated[0] == 1


def as_written(column: Column, codes: tuple[str, ...]) -> tuple[str, ...]:
    """The cells that stand for these codes, as they are in the file ("0" and "0.0")."""
    cells = [cell for cell, _ in column.counts.most_common()]
    return tuple(cell for code in codes for cell in cells if score(cell) == int(code))


def _said_missing(column: Column) -> tuple[str, ...]:
    """Cells that say in words that there is no answer, the commonest first."""
    return tuple(cell for cell, _ in column.counts.most_common() if is_missing(cell) and score(cell) is None)


def _in_words(column: Column) -> Measured | None:
    """A column whose cells are the words of a known scale."""
    said = [cell for cell in column.counts if not is_missing(cell) or label(cell) == "trudno powiedzieć"]
    if not 2 <= len(said) <= 12:
        return None
    for metric, scores, needed in likert():
        words = {cell: scores[label(cell)] for cell in said if label(cell) in scores}
        if len(words) != len(said) or len(set(words.values())) < 2 or not needed <= {label(cell) for cell in said}:
            continue
        asked, _ = metric_asked(column)
        chosen: Metric = metric if asked in (None, "nps") else asked  # type: ignore[assignment]
        missing = tuple(cell for cell in _said_missing(column) if cell not in words)
        question = Question(column.heading, chosen, 1, max(scores.values()), "up", missing, words)
        agreeing = "strongly agree" in scores
        return Measured(question, 0.6 if agreeing and asked != metric else 0.85 if asked else 0.8)
    return None
