"""Scales on which a low number is the good one: by their labels, or because they run against the file's other scores.

Never decided in silence: what is found here is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from cxdata.reading.checking.scores import score
from cxdata.reading.mapping import Question
from cxdata.reading.meaning.profiles import Profile

_WORTH = 0.3
_SURE = 4.0
"""Correlations weaker than this many of their standard errors may be chance."""

_ENOUGH = 30


def beside(profile: Profile, questions: Sequence[Question]) -> dict[int, float]:
    """Place in `questions` -> correlation with the mean of the others, where it is beyond chance and worth a word."""
    if len(questions) < 2:
        return {}
    placed = _placed(profile, questions)
    scores = np.array([_standardised(profile.frame.to_series(place), each) for place, each in placed])
    found: dict[int, float] = {}
    for place in range(len(questions)):
        rest = np.delete(scores, place, axis=0)
        many = (~np.isnan(rest)).sum(axis=0)
        mean = np.divide(np.nansum(rest, axis=0), many, out=np.full(rest.shape[1], np.nan), where=many > 0)
        r, n = _correlation(scores[place], mean)
        if n >= _ENOUGH and abs(r) >= _WORTH and abs(r) * np.sqrt(n) >= _SURE:
            found[place] = r
    return found


def opposed(found: Mapping[int, float], settled: Sequence[int], n: int) -> dict[int, float]:
    """Those that run against the others; `settled` ones, whose direction is beyond doubt, are a measure for others.

    Where most of several run against each other, nothing is said: they ask for different things.
    """
    against = {place: r for place, r in found.items() if r < 0 and place not in settled}
    return {} if n > 2 and not settled and 2 * len(against) > n else against


def _placed(profile: Profile, questions: Sequence[Question]) -> list[tuple[int, Question]]:
    places = {column.heading: column.place for column in profile.columns}
    return [(places[question.column], question) for question in questions]


def _standardised(cells: pl.Series, question: Question) -> NDArray[np.float64]:
    """Scores about their mean in standard deviations, high is good; nan where nobody answered."""
    known: Mapping[str, int] = question.words
    missing = set(question.missing)

    def worth(cell: str | None) -> float:
        if cell is None or cell.strip() in missing:
            return np.nan
        found = known.get(cell.strip(), score(cell))
        return float(found) if found is not None and question.low <= found <= question.high else np.nan

    scores = {cell: worth(cell) for cell in cells.unique().to_list()}
    values = np.array([scores[cell] for cell in cells.to_list()])
    if np.isnan(values).all() or np.nanstd(values) == 0:
        return np.full(len(values), np.nan)
    sign = 1.0 if question.direction == "up" else -1.0
    standard: NDArray[np.float64] = sign * (values - np.nanmean(values)) / np.nanstd(values)
    return standard


def _correlation(one: NDArray[np.float64], other: NDArray[np.float64]) -> tuple[float, int]:
    both = ~np.isnan(one) & ~np.isnan(other)
    n = int(both.sum())
    if n < 3 or np.std(one[both]) == 0 or np.std(other[both]) == 0:
        return 0.0, n
    return float(np.corrcoef(one[both], other[both])[0, 1]), n
