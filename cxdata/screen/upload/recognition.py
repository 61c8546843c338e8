"""What was recognised in a file, in words, and what its columns are taken for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from cxdata.intake import origin, words
from cxdata.intake.plan import Plan
from cxdata.reading.mapping import Mapping as Meaning
from cxdata.reading.meaning.answers import ASKED
from cxdata.reading.sheet import Sheet
from cxdata.schema import METRICS
from cxdata.text import Text

_NAMED: Final = 4
"""Columns of one role that are named before the others are only counted."""
_CUT: Final = 90


def summary(plan: Plan, text: Text) -> list[str]:
    """ "1,204 rows, 14 columns. UTF-8 text, separated by semicolons." With a known tool its sentence stands first."""
    sheet, read = plan.sheet, origin.of(plan.sheet)
    columns = text("upload.columns", n=len(sheet.headings))
    problems = plan.suggestion.problems if plan.suggestion else ()
    left = {key: int(str(facts["n"])) for key, facts in problems if key in origin.LEFT}
    if known := origin.tool(read, sheet.rows, left, text):
        return [known, f"{columns}. {origin.container(read, text)}"]
    size = text("upload.size", rows=text("upload.rows", n=sheet.rows), columns=columns)
    return [f"{size} {origin.container(read, text)}"]


def problems(found: Iterable[tuple[str, Mapping[str, object]]], text: Text) -> list[str]:
    """What a person should know about the file, each a sentence; what is asked is left to the questions."""
    known = (each for each in found if each[0] not in ASKED and text.has(f"problems.{each[0]}"))
    return [
        text.problem(key, {**facts, **_codes(facts, text)} if key == "codes_missing" else facts) for key, facts in known
    ]


def _codes(facts: Mapping[str, Any], text: Text) -> dict[str, str]:
    """What is taken for no answer, each with how often, in the reader's figures."""
    total: Counter[str] = Counter()
    for cells in facts["counts"].values():
        total.update(cells)
    return {"codes": ", ".join(f"{cell} ({text.number(n)})" for cell, n in total.most_common())}


def remarks(plan: Plan, text: Text) -> list[str]:
    """What was understood of the file as a whole, without what the summary has said already."""
    if plan.suggestion is None:
        return [text(f"upload.kind.{plan.kind}")]
    known = [text("upload.remembered")] if plan.remembered else []
    if plan.differs:
        known.append(words.differs(plan.differs, text))
    if left := plan.suggestion.mapping.ignored:
        known.append(text("upload.private", columns=text.list(text.quoted(column) for column in left)))
    said = origin.LEFT if plan.sheet.tool else ()
    return known + problems([each for each in plan.suggestion.problems if each[0] not in said], text)


def understood(sheet: Sheet, mapping: Meaning, text: Text) -> list[tuple[str, str]]:
    """What is used of the file: (what it is taken for, the columns), in the order of their weight."""
    wordings = dict(zip(sheet.headings, sheet.questions, strict=True))
    found: list[tuple[str, str]] = []
    for metric in METRICS:
        asked = [question for question in mapping.questions if question.metric == metric]
        for scale in dict.fromkeys((question.low, question.high) for question in asked):
            headings = [question.column for question in asked if (question.low, question.high) == scale]
            what = text("upload.understood.scale", metric=metric.upper(), low=scale[0], high=scale[1])
            found.append((what, _listed(headings, wordings, text)))
    single = [(name, [getattr(mapping, name)]) for name in ("at", "id", "customer", "weight") if getattr(mapping, name)]
    for name, headings in [
        *single,
        ("comment", list(mapping.comments)),
        ("dimensions", [*mapping.dimensions.values()]),
    ]:
        if headings:
            known = f"upload.role.{name}"
            what = text(known) if text.has(known) else text(f"upload.understood.{name}")
            found.append((what, _listed(headings, wordings, text)))
    rest = len(sheet.headings) - len({heading for _, headings in _used(mapping) for heading in headings})
    return [*found, (text("upload.understood.rest"), text("upload.columns", n=rest))] if rest else found


def _used(mapping: Meaning) -> list[tuple[str, list[str]]]:
    single = [mapping.at, mapping.id, mapping.customer, mapping.weight]
    return [
        ("single", [heading for heading in single if heading]),
        ("questions", [question.column for question in mapping.questions]),
        ("others", [*mapping.comments, *mapping.dimensions.values()]),
    ]


def _listed(headings: list[str], wordings: Mapping[str, str], text: Text) -> str:
    """ "Q1: How likely are you…, Q2 and 3 more" """
    named = [_cut(_worded(heading, wordings.get(heading, ""))) for heading in headings[:_NAMED]]
    more = len(headings) - _NAMED
    return text("receipt.and_more", listed=", ".join(named), n=more) if more > 0 else ", ".join(named)


def _worded(heading: str, wording: str) -> str:
    return f"{heading}: {wording}" if wording and wording != heading and len(heading) < 20 else heading


def _cut(words: str) -> str:
    return words if len(words) <= _CUT else f"{words[: _CUT - 1].rstrip()}…"
