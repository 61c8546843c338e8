"""What the options of an import decide about a mapping, and what of a suggestion nobody has decided."""

from __future__ import annotations

import json
import tomllib
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace

from cxdata.command import Refused
from cxdata.command.arguments import Scale
from cxdata.errors import MappingRefused
from cxdata.intake.plan import Plan
from cxdata.reading.mapping import DateOrder, Mapping, Suggestion
from cxdata.reading.meaning import answers
from cxdata.text import Text

SURE = 0.8
"""Confidence from which on a column's suggested meaning needs no person."""

_MAY_BE_TAKEN = ("scale", "metric")
"""What --accept-suggestion accepts; no default stands in for a date, a question or the direction of a scale."""


def settled(mapping: Mapping, asked: Namespace, orders: Sequence[DateOrder] = ()) -> Mapping:
    """The mapping with what the options decide; `orders`: those that its column of dates allows."""
    if asked.date_order:
        fitting = (order for order in orders if order.startswith(asked.date_order))
        mapping = replace(mapping, date_order=next(fitting, asked.date_order))
    if asked.date:
        mapping = replace(mapping, date=asked.date, until=None)
    if asked.start:
        mapping = replace(mapping, date=asked.start, until=asked.end)
    for column in dict.fromkeys(scale.column for scale in asked.scale):
        mapping = _scaled(mapping, column, [scale for scale in asked.scale if scale.column == column])
    for column, direction in asked.direction:
        _known(mapping, column)
        mapping = answers.directed(mapping, [column], direction)
    return mapping


def _scaled(mapping: Mapping, column: str, scales: Sequence[Scale]) -> Mapping:
    _known(mapping, column)
    whole = answers.joined(mapping, [column])
    parts = [
        question
        for scale in scales
        for question in answers.scaled(
            whole, [column], scale.low, scale.high, span=(scale.since, scale.until)
        ).questions
        if question.column == column
    ]
    place = next(i for i, question in enumerate(whole.questions) if question.column == column)
    others = [question for question in whole.questions if question.column != column]
    return replace(whole, questions=(*others[:place], *parts, *others[place:]))


def _known(mapping: Mapping, column: str) -> None:
    measured = list(dict.fromkeys(question.column for question in mapping.questions))
    if column not in measured:
        raise MappingRefused("not_measured", found=column, expected=", ".join(measured) or "-")


def taken(name: str, found: Plan, asked: Namespace, text: Text) -> Mapping:
    """The suggestion, where it may be taken; else it is printed to be edited. Raises Refused."""
    suggestion = found.suggestion
    assert suggestion is not None
    mapping = settled(suggestion.mapping, asked, suggestion.orders)
    left = _left(suggestion, asked)
    must = [kind for kind in left if kind not in _MAY_BE_TAKEN or not asked.accept_suggestion]
    told = {scale.column for scale in asked.scale} | {column for column, _ in asked.direction}
    doubtful = [column for column, value in suggestion.confidence.items() if value < SURE and column not in told]
    if not must and (asked.accept_suggestion or not doubtful):
        return mapping
    if asked.json:
        print(json.dumps({"mapping": tomllib.loads(mapping.to_toml())}, ensure_ascii=False, indent=2, default=str))
    else:
        print(mapping.to_toml())
    raise Refused("\n".join(_reasons(name, mapping, suggestion, must, doubtful, asked, text)))


def _left(suggestion: Suggestion, asked: Namespace) -> list[str]:
    """The open questions that no option answers."""
    given = {"date_order": bool(asked.date_order), "date": bool(asked.date or asked.start)}
    return [
        kind
        for kind in suggestion.open
        if not given.get(kind) and not (kind in answers.ASKED.values() and not _unanswered(suggestion, kind, asked))
    ]


def _unanswered(suggestion: Suggestion, kind: str, asked: Namespace) -> list[answers.Facts]:
    """The facts of the questions of that kind about columns of which no option speaks."""
    told = {column for column, _ in asked.direction} if kind == "direction" else {s.column for s in asked.scale}
    return [
        facts
        for problem, facts in suggestion.problems
        if answers.ASKED.get(problem) == kind and not (kind != "metric" and set(answers.columns(facts)) <= told)
    ]


def _reasons(
    name: str,
    mapping: Mapping,
    suggestion: Suggestion,
    must: Sequence[str],
    doubtful: Sequence[str],
    asked: Namespace,
    text: Text,
) -> list[str]:
    told = [
        text(f"command.{kind}", file=name, column=mapping.at)
        for kind in must
        if kind in ("date_order", "date", "question")
    ]
    if "direction" in must:
        for facts in _unanswered(suggestion, "direction", asked):
            told.append(text("command.direction", file=name, **{key: facts[key] for key in ("column", "low", "high")}))
    if told:
        return told
    columns = list(doubtful) or [question.column for question in mapping.questions]
    return [text("command.mapping_unsure", file=name, columns=", ".join(columns))]
