"""Columns alike in name and range: ratings, though no heading says of what; and one scale for all of a battery."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cxdata.reading.mapping import Question
from cxdata.reading.meaning.codes import as_written, said_missing
from cxdata.reading.meaning.metrics import DOUBTFUL, Measured
from cxdata.reading.meaning.profiles import Column
from cxdata.reading.meaning.scales import Way, scale_of, scored, worded_scale
from cxdata.reading.meaning.vocabulary import says

MOST = 60
_FEWEST = 4
_STEPS = 4
_RARE = 0.005
_STEM = re.compile(r"^(.*?[^\W\d_])(?=[\d_.]|$)")


def unnamed(columns: list[Column]) -> dict[int, Measured]:
    """Place -> the rating that it seems to be, of four and more columns alike. Never sure."""
    stems: dict[str, list[Column]] = defaultdict(list)
    for column in columns:
        stem = _STEM.match(column.heading)
        if stem and column.scores > 0.95 and not says("ranked", column.wording) and _graded(scored(column)):
            stems[stem[1] + re.sub(r"\D.*$", "", column.heading[len(stem[1]) :])].append(column)
    kept = [column for group in stems.values() if len(group) >= _FEWEST for column in group[:MOST]]
    if not kept:
        return {}
    found = {column.place: _rating(column) for column in kept}
    found = shared({column.place: column for column in kept}, found)
    scales = Counter((claim.question.low, claim.question.high) for claim in found.values())
    low, high = max(scales, key=lambda scale: scales[scale])
    listed = [column.heading for column in kept]
    problem = "ratings_unnamed", {"n": len(kept), "column": listed[0], "columns": listed, "low": low, "high": high}
    first = min(found)
    return {place: replace(c, doubts=(("metric", problem),) * (place == first)) for place, c in found.items()}


def _graded(counts: Counter[int]) -> bool:
    """Whether people graded with these numbers: four steps at least are used by more than a few, up to 4..10."""
    total = sum(counts.values())
    used = [n for n, times in counts.items() if times >= _RARE * total and n > 0]
    return bool(counts) and min(counts) >= 0 and 4 <= max(used, default=0) <= 10 and len(used) >= _STEPS


def _rating(column: Column) -> Measured:
    scale = scale_of(column, "csat", scored(column))
    missing = (*as_written(column, scale.missing), *said_missing(column))
    question = Question(column.heading, "csat", scale.low, scale.high, "up", missing)
    return Measured(question, min(DOUBTFUL, scale.confidence), scale=scale)


def shared(columns: Mapping[int, Column], found: Mapping[int, Measured]) -> dict[int, Measured]:
    """One scale for columns whose own are in doubt or apart: the way to read them that fits most of them.

    Columns that state their scale are left as they are, and so are those that measure another metric.
    """
    settled = dict(found)
    for metric in {claim.question.metric for claim in found.values()}:
        group = {
            place: claim.scale
            for place, claim in found.items()
            if claim.scale and claim.question.metric == metric and worded_scale(columns[place].words) is None
        }
        if len(group) < 2 or metric == "nps":
            continue
        ways = Counter((s.low, s.high, s.missing) for s in group.values() if len(s.ways) > 1)
        if not ways:
            continue
        way = max(ways, key=lambda each: (ways[each], len(each[2])))
        for place, scale in group.items():
            if _fits(scored(columns[place]), way) and scale.high <= max([way[1], *way[2]]):
                settled[place] = _read(columns[place], found[place], way)
    return settled


def _fits(counts: Counter[int], way: Way) -> bool:
    low, high, missing = way
    out = sum(times for n, times in counts.items() if not low <= n <= high and n not in missing)
    return out <= _RARE * sum(counts.values())


def _read(column: Column, claim: Measured, way: Way) -> Measured:
    """The claim with its scale read that way, which is the first of those that are asked about."""
    low, high, codes = way
    present = [code for code in codes if code in scored(column)]
    missing = (*as_written(column, present), *said_missing(column))
    question = replace(claim.question, low=low, high=high, missing=missing)
    doubts = tuple((kind, (name, _first(facts, way))) for kind, (name, facts) in claim.doubts)
    return replace(claim, question=question, doubts=doubts)


def _first(facts: dict[str, object], way: Way) -> dict[str, object]:
    ways, chosen = facts.get("ways"), [way[0], way[1], list(way[2])]
    return facts | {"ways": [chosen, *(each for each in ways if each != chosen)]} if isinstance(ways, list) else facts


def one_question(columns: Mapping[int, Column], found: Mapping[int, Measured]) -> dict[int, Measured]:
    """Questions that are alike are asked once: about a scale in the same ways, or about agreement."""
    first: dict[object, tuple[int, dict[str, object]]] = {}
    merged = dict(found)
    for place, claim in found.items():
        kept = []
        for kind, (name, facts) in claim.doubts:
            alike = (name, str([facts.get("ways"), facts.get("nps")]))
            if name not in ("scale_unsure", "agreement") or alike not in first:
                told = dict(facts)
                first.setdefault(alike, (place, told))
                kept.append((kind, (name, told)))
                continue
            told = first[alike][1]
            listed = told["columns"]
            assert isinstance(listed, list)
            told |= {"columns": [*listed, columns[place].heading], "n": len(listed) + 1}
            if name == "scale_unsure":
                told |= {"lowest": min(_int(told, facts, "lowest")), "highest": max(_int(told, facts, "highest"))}
                told["written"] = _united(told["written"], facts["written"])
        merged[place] = replace(claim, doubts=tuple(kept))
    return merged


def _united(one: Any, other: Any) -> dict[int, list[str]]:
    return {code: list(dict.fromkeys([*one.get(code, []), *other.get(code, [])])) for code in {**one, **other}}


def _int(one: Mapping[str, object], other: Mapping[str, object], name: str) -> tuple[int, int]:
    return int(str(one[name])), int(str(other[name]))
