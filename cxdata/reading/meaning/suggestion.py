"""What the columns of a sheet seem to mean, with an honest confidence for each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from cxdata.reading.checking.scanning import test_answer
from cxdata.reading.mapping import DateOrder, Mapping, Question, Suggestion
from cxdata.reading.meaning import changes, date_parts, roles
from cxdata.reading.meaning.date_orders import ordered
from cxdata.reading.meaning.measures import likely, measures
from cxdata.reading.meaning.profiles import Profile
from cxdata.reading.meaning.timeline import Months
from cxdata.reading.sheet import Problem, Sheet
from cxdata.reading.tools import habits

_DATES = 0.5
"""Share of a column's cells that must be dates since 1990 for it to be the time of answering."""


@dataclass
class Draft:
    """A suggestion in the making: roles go to columns that no earlier role has taken."""

    profile: Profile
    confidence: dict[str, float] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    orders: tuple[DateOrder, ...] = ()
    months: Months = field(default_factory=dict)


def suggest(sheet: Sheet, remembered: Iterable[Mapping] = ()) -> Suggestion:
    """The remembered mapping that fits the sheet's headings best, or a new one from headings and values."""
    with Profile(sheet) as profile:
        known = _remembered(sheet, remembered)
        found = _new(profile) if known is None else _again(profile, known)
        return replace(found, problems=(*_no_answers(profile, found.mapping.at), *found.problems))


def _no_answers(profile: Profile, at: str) -> list[Problem]:
    """Test answers and unfinished ones in the file, where its tool marks them."""
    sheet = profile.sheet
    marks = {"test_answers": test_answer(sheet, sheet.tool)}
    if at and at in habits(sheet.tool).finished:
        marks["unfinished"] = f"NOT ({marks['test_answers']}) AND coalesce(trim(c{sheet.headings.index(at)}), '') = ''"
    asked = {key: f"count(*) FILTER ({mark})" for key, mark in marks.items() if mark != "FALSE"}
    counts = profile.asked(list(asked.values())) if asked else ()
    return [(key, {"n": n}) for key, n in zip(asked, counts, strict=True) if n]


def _remembered(sheet: Sheet, remembered: Iterable[Mapping]) -> Mapping | None:
    headings = set(sheet.headings)
    fitting = [mapping for mapping in remembered if mapping.questions and used(mapping) <= headings]
    return max(fitting, key=lambda mapping: len(used(mapping)), default=None)


def used(mapping: Mapping) -> set[str]:
    """Every heading without which the mapping cannot be applied."""
    single = {mapping.id, mapping.at, mapping.weight, mapping.customer} - {""}
    return single | {q.column for q in mapping.questions} | {*mapping.dimensions.values()} | {*mapping.comments}


def _again(profile: Profile, known: Mapping) -> Suggestion:
    mapping = replace(known, read=read_of(profile.sheet), date=None)
    missing: list[str] = []
    orders: tuple[DateOrder, ...] = ()
    if mapping.at:
        (column,) = (each for each in profile.columns if each.heading == mapping.at)
        found = ordered(profile.dates(column))
        orders = found.options
        if not orders:
            mapping = replace(mapping, date_order=found.order)
        elif not mapping.date_order:
            missing.append("date_order")
    else:
        missing.append("date")
    return Suggestion(mapping, dict.fromkeys(sorted(used(mapping)), 1.0), tuple(missing), orders=orders)


def read_of(sheet: Sheet) -> dict[str, str | int]:
    """What reading decided, as a mapping keeps it."""
    decided: dict[str, str | int] = {}
    if sheet.container == "text":
        decided = {"encoding": sheet.encoding, "separator": sheet.separator}
    if sheet.container == "excel":
        decided["sheet"] = sheet.sheet
    if sheet.container != "parquet":
        decided["header_rows"] = sheet.header_rows
    return decided | ({"tool": sheet.tool} if sheet.tool else {})


def _new(profile: Profile) -> Suggestion:
    draft = Draft(profile)
    private, names = roles.private(draft)
    identity, customer, weight = roles.identity(draft), roles.customer(draft), roles.weight(draft)
    at, order = _date(draft)
    dimensions = roles.dimensions(draft)
    questions = () if roles.is_long(draft) else measures(draft, "touchpoint" in dimensions)
    questions = changes.split(draft, at, order, questions)
    comments = roles.comments(draft)
    dimensions |= roles.further(draft)
    if not questions:
        draft.open.append("question")
    mapping = Mapping(
        read=read_of(profile.sheet),
        id=identity,
        at=at,
        date_order=order,
        zone=_zone(profile, at),
        weight=weight,
        customer=customer,
        questions=questions,
        dimensions=dimensions,
        comments=comments,
        names=names,
        ignored=private,
    )
    opened, problems = tuple(dict.fromkeys(draft.open)), tuple(draft.problems)
    return Suggestion(mapping, draft.confidence, opened, problems, draft.orders)


def _zone(profile: Profile, heading: str) -> str:
    """The zone that a heading gives to its times, as in "Submit Date (UTC)"."""
    told = next((column.words for column in profile.columns if heading and column.heading == heading), "")
    return "UTC" if re.search(r"\b(?:UTC|GMT)\b", told) else ""


def _date(draft: Draft) -> tuple[str, DateOrder]:
    """The column of the time of answering and its order; every other column of dates is set aside."""
    candidates = roles.date_columns(draft)
    for column, confidence in candidates:
        found = draft.profile.dated(column, [each for each in likely(draft) if each is not column])
        if found.share < _DATES:
            continue
        parts = date_parts.parts(draft.profile.sheet, column.heading)
        draft.taken |= {each.place for each, _ in candidates} | parts
        draft.confidence[column.heading] = 1.0 if parts else confidence
        draft.orders, draft.months = found.orders, found.months
        if found.open:
            draft.open.append("date_order")
        if found.only:
            draft.problems.append((f"dates_only_{found.only}", {"column": column.heading}))
        return column.heading, found.order
    draft.open.append("date")
    return "", ""


__all__ = ["Draft", "Question", "suggest", "used"]
