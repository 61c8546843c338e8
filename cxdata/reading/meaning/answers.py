"""What a person's answer to an open question of a suggestion makes of the mapping."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, Literal

from cxdata.reading.checking.scores import score
from cxdata.reading.mapping import Direction, Question, Suggestion
from cxdata.reading.mapping import Mapping as Meaning
from cxdata.reading.meaning.scale_words import missing_codes
from cxdata.schema import Metric

Kind = Literal["scale", "direction", "metric"]
Facts = Mapping[str, Any]

ASKED: Final[Mapping[str, Kind]] = {
    "scale_unsure": "scale",
    "scale_grew": "scale",
    "scale_shrank": "scale",
    "middle_word": "scale",
    "scale_reversed": "direction",
    "scale_opposed": "direction",
    "effort_score": "direction",
    "ratings_unnamed": "metric",
    "agreement": "metric",
    "nps_by_rating": "metric",
}
"""Problems that are questions -> what `Suggestion.open` calls them."""


def columns(facts: Facts) -> list[str]:
    """The headings that a question is about."""
    return list(facts.get("columns") or [facts["column"]])


def directed(mapping: Meaning, headings: Collection[str], direction: Direction) -> Meaning:
    return _each(mapping, headings, lambda question: replace(question, direction=direction))


def scaled(
    mapping: Meaning,
    headings: Collection[str],
    low: int,
    high: int,
    codes: Sequence[str] = (),
    span: tuple[Any, Any] = (None, None),
) -> Meaning:
    """The mapping with these columns on one scale; `codes` are cells that are no scores. NPS off 0-10 becomes CSAT."""

    def changed(question: Question) -> Question:
        kept = [cell for cell in question.missing if not _within(cell, low, high)]
        metric = "csat" if question.metric == "nps" and (low, high) != (0, 10) else question.metric
        missing = tuple(dict.fromkeys([*codes, *kept]))
        cuts = {"positive_from": None, "negative_to": None, "since": span[0], "until": span[1]}
        return replace(question, metric=metric, low=low, high=high, missing=missing, **cuts)

    return _each(joined(mapping, headings), headings, changed)


def _within(cell: str, low: int, high: int) -> bool:
    number = score(cell)
    return number is not None and low <= number <= high and number not in missing_codes()


def joined(mapping: Meaning, headings: Collection[str]) -> Meaning:
    """The parts of a split scale as one question on the longer scale."""
    kept: list[Question] = []
    for question in mapping.questions:
        if question.column not in headings or not question.spanned:
            kept.append(question)
            continue
        parts = [each for each in mapping.questions if each.column == question.column]
        if question is max(parts, key=lambda each: each.high - each.low):
            kept.append(replace(question, since=None, until=None))
    return replace(mapping, questions=tuple(kept))


def left_out(mapping: Meaning, headings: Collection[str]) -> Meaning:
    return replace(mapping, questions=tuple(each for each in mapping.questions if each.column not in headings))


def brought_back(mapping: Meaning, headings: Collection[str], suggested: Meaning) -> Meaning:
    """The mapping with the suggested questions of these columns, in the suggestion's order."""
    ours = {question.column for question in mapping.questions}
    back = [each for each in suggested.questions if each.column in headings and each.column not in ours]
    order = {question.column: place for place, question in enumerate(suggested.questions)}
    questions = sorted([*mapping.questions, *back], key=lambda each: order.get(each.column, len(order)))
    return replace(mapping, questions=tuple(questions))


def worded(mapping: Meaning, headings: Collection[str], word: str, step: int | None) -> Meaning:
    """The mapping with a word as a step of the scale, or as no answer where `step` is None."""

    def changed(question: Question) -> Question:
        words = {label: worth for label, worth in question.words.items() if label != word}
        missing = tuple(cell for cell in question.missing if cell != word)
        if step is None:
            return replace(question, words=words, missing=(*missing, word))
        return replace(question, words=words | {word: step}, missing=missing)

    return _each(mapping, headings, changed)


def answered(mapping: Meaning, suggestion: Suggestion, problem: str, facts: Facts, choice: str) -> Meaning:
    """The mapping after one of the `choices` of a problem."""
    headings, suggested = columns(facts), suggestion.mapping
    if ASKED[problem] == "direction":
        return directed(mapping, headings, "up" if choice == "high" else "down")
    if problem == "scale_unsure":
        low, high, codes = facts["ways"][int(choice)]
        cells = [cell for code in codes for cell in facts["written"].get(code, [str(code)])]
        found = scaled(mapping, headings, low, high, cells)
        metric: Metric = "nps" if (low, high) == (0, 10) else "csat"
        return _each(found, headings, lambda each: replace(each, metric=metric)) if facts["nps"] else found
    if problem in ("scale_grew", "scale_shrank"):
        whole = left_out(mapping, headings)
        split = brought_back(whole, headings, suggested)
        return split if choice == "split" else joined(split, headings)
    if problem == "middle_word":
        steps = {each.column: each.words for each in suggested.questions}
        middle = steps[headings[0]].get(facts["word"])
        return worded(mapping, headings, facts["word"], middle if choice == "middle" else None)
    if problem == "nps_by_rating":
        chosen: Metric = "nps" if choice == "yes" else "csat"
        return _each(mapping, headings, lambda question: replace(question, metric=chosen))
    return brought_back(mapping, headings, suggested) if choice == "yes" else left_out(mapping, headings)


def choices(problem: str, facts: Facts) -> list[str]:
    """What can be answered, the suggestion first."""
    if ASKED[problem] == "direction":
        return ["low", "high"]
    if problem == "scale_unsure":
        return [str(place) for place in range(len(facts["ways"]))]
    if problem in ("scale_grew", "scale_shrank"):
        return ["split", "one"]
    return ["middle", "none"] if problem == "middle_word" else ["yes", "no"]


def _each(mapping: Meaning, headings: Iterable[str], changed: Callable[[Question], Question]) -> Meaning:
    wanted = set(headings)
    return replace(
        mapping, questions=tuple(changed(each) if each.column in wanted else each for each in mapping.questions)
    )
