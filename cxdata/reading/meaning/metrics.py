"""Which metric a column measures: by what its heading asks first, by its values second; with every doubt named."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final, Literal

from cxdata.reading.mapping import Direction, Question
from cxdata.reading.meaning.codes import as_written, said_missing
from cxdata.reading.meaning.labels import leaning, spoken, unspoken
from cxdata.reading.meaning.profiles import Column
from cxdata.reading.meaning.scales import Scale, scale_of, scored, worded_scale
from cxdata.reading.meaning.vocabulary import key, says
from cxdata.reading.sheet import Problem
from cxdata.schema import Metric

Kind = Literal["scale", "direction", "metric"]
"""What a person is asked: these are the kinds of `Suggestion.open` that belong to a column of scores."""

DOUBTFUL: Final = 0.6
"""Confidence of a column about which something is asked."""


@dataclass(frozen=True)
class Measured:
    """A question that a column may be. `doubts`: what is asked about it, each with the problem that says so.

    `scale` is None where the column is answered in words; `settled`: its direction is beyond doubt.
    """

    question: Question
    confidence: float
    doubts: tuple[tuple[Kind, Problem], ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    scale: Scale | None = None
    settled: bool = False

    def doubted(self, kind: Kind, problem: Problem) -> Measured:
        return replace(self, confidence=min(DOUBTFUL, self.confidence), doubts=(*self.doubts, (kind, problem)))


def metric_asked(column: Column) -> tuple[Metric | None, Direction]:
    """The metric that a heading or question speaks of, and whether a high score is good."""
    name, text = key(column.heading), column.words
    if name in ("nps", "csat", "ces"):
        return name, "up"  # type: ignore[return-value]
    if says("nps", text):
        return "nps", "up"
    easy, hard = says("easy", text), says("hard", text) or says("effort", text)
    if easy or hard:
        return "ces", "up" if easy or says("effort_score", text) else "down"
    return ("csat" if says("rating", text) else None), "up"


def measured(column: Column) -> Measured | None:
    """What a column measures, or None where neither its heading nor its values say that it measures anything."""
    asked, direction = metric_asked(column)
    words = _in_words(column, asked, direction)
    if words is not None:
        return words
    if not column.values or column.scores < 0.6 or says("ranked", column.words) or not asked:
        return None
    counts = scored(column)
    flags = set(counts) <= {0, 1}
    if len(counts) > 101 or (flags and (asked != "nps" or len(counts) > 1) and worded_scale(column.words) is None):
        return None
    scale = scale_of(column, asked, counts)
    if asked != "nps":
        return _question(column, asked, direction, scale)
    if (scale.low, scale.high) == (0, 10):
        return _question(column, asked, direction, scale, nps=True)
    other = _question(column, "csat", direction, scale, nps=True)
    said: Problem = ("nps_scale", {"column": column.heading, "low": scale.low, "high": scale.high})
    return replace(other, problems=(said, *other.problems))


def _question(column: Column, metric: Metric, direction: Direction, scale: Scale, nps: bool = False) -> Measured:
    exact = key(column.heading) in ("nps", "csat", "ces")
    missing = (*as_written(column, scale.missing), *said_missing(column))
    question = Question(column.heading, metric, scale.low, scale.high, direction, missing)
    found = Measured(question, min(1.0 if exact else 0.95, scale.confidence), scale=scale, settled=metric == "nps")
    if len(scale.ways) > 1:
        found = found.doubted("scale", scale_unsure(column, scale, nps))
    leant, label = leaning(column, scale.low, scale.high)
    if leant is None:
        if metric == "ces" and says("effort_score", column.words):
            return found.doubted("direction", ("effort_score", _facts(found.question)))
        return replace(found, settled=found.settled or (metric == "ces" and direction == "down"))
    if leant == direction:
        return replace(found, settled=True)
    found = replace(found, question=replace(question, direction=leant), settled=True)
    return found.doubted("direction", ("scale_reversed", {**_facts(found.question), "label": label}))


def _facts(question: Question) -> dict[str, object]:
    return {"column": question.column, "low": question.low, "high": question.high}


def scale_unsure(column: Column, scale: Scale, nps: bool) -> Problem:
    """The question of a column's scale, with the ways to read it; `nps`: it asks about recommending."""
    counts = scored(column)
    seen = {"lowest": min(counts, default=0), "highest": max(counts, default=0)}
    ways = [[low, high, list(missing)] for low, high, missing in scale.ways]
    written = {code: list(as_written(column, [code])) for *_, codes in scale.ways for code in codes}
    about = {"column": column.heading, "columns": [column.heading], "n": 1}
    return "scale_unsure", {**about, **seen, "ways": ways, "written": written, "nps": nps}


def _in_words(column: Column, asked: Metric | None, direction: Direction) -> Measured | None:
    """A column whose cells are the words of a known scale."""
    found = spoken(column, asked, direction)
    if found is None:
        return None
    question = found.question
    claim = Measured(question, 0.85 if asked else 0.8, settled=found.words.about != "statement")
    if asked == "nps":
        claim = replace(claim, problems=(("nps_scale", {**_facts(question)}),))
    if found.words.about == "statement" and asked is None:
        claim = claim.doubted("metric", ("agreement", {"column": column.heading, "columns": [column.heading], "n": 1}))
    if found.middle:
        facts = {"column": column.heading, "columns": [column.heading], "word": found.middle}
        claim = claim.doubted("scale", ("middle_word", {**facts, "n": column.counts[found.middle]}))
    return claim


def unread(column: Column) -> Problem | None:
    """What to say of a column that asks for a rating and whose cells say none that we can read."""
    asked, _ = metric_asked(column)
    if asked and column.numbers > 0.6 and column.scores < 0.6:
        return "not_whole", {"column": column.heading}
    if asked and unspoken(column):
        words = ", ".join(cell for cell, _ in column.counts.most_common(4))
        return "words_unknown", {"column": column.heading, "words": words}
    return None
