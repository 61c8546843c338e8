"""Which columns are the id, the date, the weight, the customer, private, dimensions and comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxdata.reading.meaning import personal
from cxdata.reading.meaning.profiles import Column
from cxdata.reading.meaning.vocabulary import date_rank, dimension_within, key, plain, role, says
from cxdata.reading.tools import habits
from cxdata.schema import DIMENSIONS, MOST_VALUES

if TYPE_CHECKING:
    from cxdata.reading.meaning.suggestion import Draft

MOST_FURTHER = 12
"""Further dimensions that are suggested; a person may map more."""


_COMMENTS = frozenset(("komentarz", "komentarze", "comment", "comments"))
_SORTED = frozenset(("kategoria", "category", "temat", "topic", "typ", "type", "tag", "tags", "status", "sentiment"))
"""Words of headings that call comments by kinds, which are no comments."""


def _free(draft: Draft) -> list[Column]:
    return [column for column in draft.profile.columns if column.place not in draft.taken]


def _take(draft: Draft, column: Column, confidence: float | None = None) -> str:
    draft.taken.add(column.place)
    if confidence is not None:
        draft.confidence[column.heading] = confidence
    return column.heading


def private(draft: Draft) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Columns that say who somebody is: those to be left out, and those with people's names; technical ones are set
    aside. A customer's own column stays, whatever names its customers: a hash of it is kept."""
    ignored, names = [], []
    aside = {key(heading) for heading in habits(draft.profile.sheet.tool).aside}
    draft.taken |= {column.place for column in draft.profile.columns if key(column.heading) in aside}
    for column in _free(draft):
        known = role(column.heading) or role(column.wording)
        told = personal.kind(column)
        if told == "name" and personal.people(column):
            names.append(column.heading)
        if known == "customer" and column.values:
            continue
        if told:
            ignored.append(_take(draft, column))
        elif known == "technical" or not column.values:
            draft.taken.add(column.place)
    return tuple(ignored), tuple(names)


def identity(draft: Draft) -> str:
    """The column whose cell names one response: known by its heading, and hardly ever repeated."""
    for column in _free(draft):
        if role(column.heading) == "id" or role(column.wording) == "id":
            (count,) = draft.profile.distincts([column]).values()
            filled = len(column.values) / max(1, column.rows)
            if filled > 0.9 and count >= 0.85 * draft.profile.sheet.rows * filled:
                return _take(draft, column, 1.0)
            draft.problems.append(("id_repeats", {"column": column.heading}))
            draft.taken.add(column.place)
    return ""


def customer(draft: Draft) -> str:
    return next((_take(draft, c, 1.0) for c in _free(draft) if role(c.heading) == "customer" and c.values), "")


def weight(draft: Draft) -> str:
    for column in _free(draft):
        if role(column.heading) == "weight" and column.numbers > 0.9:
            return _take(draft, column, 1.0)
    return ""


def date_columns(draft: Draft) -> list[tuple[Column, float]]:
    """Columns that may be the time of answering, the likeliest first, with the confidence: by heading, then values."""
    ranked = []
    for column in _free(draft):
        ranks = [rank for rank in (date_rank(column.heading), date_rank(column.wording)) if rank is not None]
        numeric = column.serials > 0.9 and bool(ranks)
        filled = bool(ranks) or 2 * len(column.values) >= column.rows
        if column.values and filled and (column.dates >= 0.5 or numeric):
            ranked.append((min(ranks, default=4), -len(column.values) / max(1, column.rows), column.place, column))
    ranked.sort(key=lambda each: each[:3])
    unnamed = sum(rank == 4 for rank, *_ in ranked)
    sure = (1.0, 1.0, 0.9, 0.9, 0.7 if unnamed == 1 else 0.6)
    return [(column, sure[rank]) for rank, *_, column in ranked]


def dimensions(draft: Draft) -> dict[str, str]:
    """Our five dimensions, each from the column whose heading names it; a whole heading before a part of one."""
    found: dict[str, str] = {}
    for column in _free(draft):
        name = role(column.heading) or role(column.wording)
        if name in DIMENSIONS and name not in found and column.values:
            found[name] = _take(draft, column, 1.0)
    for column in _free(draft):
        name = dimension_within(column.heading)
        if name and name not in found and column.values and not column.free_text and column.numbers < 0.5:
            found[name] = _take(draft, column, 0.9)
    return {name: found[name] for name in DIMENSIONS if name in found}


def comments(draft: Draft) -> tuple[str, ...]:
    """Columns of what people wrote in their own words."""
    found = []
    labels = {key(heading) for heading in habits(draft.profile.sheet.tool).labels}
    for column in _free(draft):
        if key(column.heading) in labels:
            continue
        known = role(column.heading) == "comment"
        asked = says("comment", column.words)
        if column.numbers > 0.5 and column.values:
            continue
        if known or (asked and (column.free_text or _wordy(column) or _named(column))):
            found.append(_take(draft, column, 1.0 if known else 0.9))
        elif column.free_text:
            found.append(_take(draft, column, 0.85 if "?" in column.wording else 0.75))
    return tuple(found)


def _named(column: Column) -> bool:
    """Whether the heading begins by calling it a comment: then short ones that repeat are comments too."""
    words = plain(column.heading).split()
    return bool(words) and words[0] in _COMMENTS and _SORTED.isdisjoint(words)


def _wordy(column: Column) -> bool:
    return column.length >= 12 and column.distinct > 0.5 * len(column.values)


def further(draft: Draft) -> dict[str, str]:
    """Columns of few different texts: dimensions under their own headings."""
    likely = [column for column in _free(draft) if column.groups]
    counts = draft.profile.distincts(likely)
    fitting = [column for column in likely if 2 <= counts[column.place] <= MOST_VALUES]
    fitting.sort(key=lambda column: -len(column.values))
    kept = sorted(fitting[:MOST_FURTHER], key=lambda column: column.place)
    if len(fitting) > MOST_FURTHER:
        draft.problems.append(("dimensions_many", {"n": len(fitting), "kept": MOST_FURTHER}))
    return {column.heading: _take(draft, column, 0.85) for column in kept}


def is_long(draft: Draft) -> bool:
    """Whether each row is one answer to a question that another cell names; such a file is widened before."""
    plain = {key(column.heading): column for column in draft.profile.columns}
    asked = [c for name, c in plain.items() if says("long_question", name) or says("long_question", c.heading)]
    value = [c for name, c in plain.items() if says("long_value", name) or says("long_value", c.heading)]
    if not (asked and value and 0.02 < value[0].scores < 0.98):
        return False
    draft.problems.append(("long_file", {"question": asked[0].heading, "value": value[0].heading}))
    return True
