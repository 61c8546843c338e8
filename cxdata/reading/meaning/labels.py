"""Columns answered in words, and what the labels beside numbers say of a scale's direction."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import zip_longest

from cxdata.reading.checking.scores import score
from cxdata.reading.mapping import Direction, Question
from cxdata.reading.meaning.codes import said_missing
from cxdata.reading.meaning.profiles import Column
from cxdata.reading.meaning.scale_words import (
    HARD_TO_SAY,
    Words,
    is_missing,
    label,
    loose,
    missing_codes,
    polarity,
    scales,
)
from cxdata.reading.meaning.vocabulary import key
from cxdata.schema import Metric

_MOST_WORDS = 12
_NUMBER = re.compile(r"(?<![\d.,/])(\d{1,3})(?![\d.,/]*\d)")
_BEHIND = re.compile(r"\D*?[-–—=:(]\D*|\D*\b(?:is|means|being|to|oznacza|znaczy|jako|bedzie)\b\D*")


@dataclass(frozen=True)
class Spoken:
    """A question answered in words. `middle`: the cell that may as well mean no answer."""

    question: Question
    words: Words
    middle: str = ""


def spoken(column: Column, metric: Metric | None, direction: Direction) -> Spoken | None:
    """What a column of words asks: the first scale that holds all its words, each on a step of its own.

    `metric` is what its heading asks for, if anything.
    """
    codes = tuple(cell for cell in column.counts if score(cell) in missing_codes())
    told = [cell for cell in column.counts if not is_missing(cell) and cell not in codes]
    if not 2 <= len(told) <= _MOST_WORDS:
        return None
    for words in scales():
        scored = _scored(words, told)
        if scored is None or (words.about == "asked" and metric is None):
            continue
        middle = next((c for c in column.counts if loose(c).rstrip(".") == HARD_TO_SAY), "")
        if middle and (label(middle) not in words.scores or words.scores[label(middle)] in scored.values()):
            middle = ""
        missing = (*codes, *(cell for cell in said_missing(column) if cell != middle))
        steps = scored | ({middle: words.scores[label(middle)]} if middle else {})
        chosen: Metric = words.metric if metric in (None, "nps") else metric
        down = direction if words.about == "statement" else "up"
        return Spoken(Question(column.heading, chosen, 1, words.high, down, missing, steps), words, middle)
    return None


def _scored(words: Words, told: list[str]) -> dict[str, int] | None:
    """Cell -> step; None where a word is not of this scale, or two different ones share a step."""
    labels = {cell: label(cell) for cell in told}
    if not all(each in words.scores for each in labels.values()) or not words.needed <= set(labels.values()):
        return None
    steps = defaultdict(set)
    for each in labels.values():
        steps[words.scores[each]].add(each)
    if len(steps) < 2 or any(len(same) > 1 for same in steps.values()):
        return None
    return {cell: words.scores[each] for cell, each in labels.items()}


def unspoken(column: Column) -> bool:
    """Whether a column is answered in a few words that are no known scale."""
    told = [cell for cell in column.counts if not is_missing(cell)]
    return 2 <= len(told) <= _MOST_WORDS and not any(map(score, told)) and not any(key(c).isdigit() for c in told)


def leaning(column: Column, low: int, high: int) -> tuple[Direction | None, str]:
    """Which end of a scale its labels praise, in its wording or beside its numbers, and the label that says so."""
    votes: dict[Direction, str] = {}
    said = [*_in_wording(column.words), *_in_cells(column)]
    for number, text in said:
        worth = polarity(text)
        if worth and number in (low, high):
            votes.setdefault(
                "up" if (worth > 0) == (number == high) else "down", f"{number} = {text.strip(' -–—=:(),.')}"
            )
    if len(votes) != 1:
        return None, ""
    (found,) = votes.items()
    return found


def _in_cells(column: Column) -> list[tuple[int, str]]:
    """The labels of numbers: "1 - bardzo zadowolony"."""
    return [
        (number, cell)
        for cell in column.counts
        if re.search(r"[^\W\d]{3}", cell) and (number := score(cell)) is not None
    ]


def _in_wording(wording: str) -> list[tuple[int, str]]:
    """Numbers of a wording with the words behind each: "1 = bardzo dobrze"; or, in brackets, with those before it."""
    found = []
    places = [*_NUMBER.finditer(wording)]
    for match, next_ in zip_longest(places, places[1:]):
        behind = wording[match.end() : next_.start() if next_ else len(wording)]
        if _BEHIND.match(loose(behind)):
            found.append((int(match[1]), behind.split(",")[0].split(";")[0]))
    for before, number in re.findall(r"([^\W\d][^()\d,;]*?)\s*\((\d{1,3})\)", wording):
        found.append((int(number), before))
    return found
