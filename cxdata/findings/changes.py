"""Findings that a test of the family stands behind: what changed, what the mix did, and metrics that part ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from math import sqrt
from typing import Any, Final

import polars as pl

from cxdata.choice import Choice
from cxdata.findings import family
from cxdata.findings.finding import Evidence, Finding, Kind, Link, Word
from cxdata.findings.ground import INSIDE, POINT, TOUCHPOINT, WHOLE, Ground
from cxdata.schema import Metric

Row = dict[str, Any]
_SHARE_IN_POINTS: Final = 1.5
"""What a percentage point of CSAT or CES counts for beside a point of NPS, whose scale is twice as long."""

_MOVED: Final = (WHOLE, POINT, INSIDE, family.MIX)
"""Tests of the family whose code stands for a place; those of gaps and initiatives have findings of their own."""

_OWN: Final = 1.5
"""How much larger a channel's change must be than its touchpoint's to be a finding of its own."""


def found(ground: Ground, judged: pl.DataFrame) -> list[Finding]:
    """Changes of the whole, of touchpoints and within them, mixes, and contradictions, in no order."""
    firm = judged.filter(pl.col("verdict").is_in(["real", "sample"]))
    moved = [one for row in firm.filter(pl.col("kind").is_in(_MOVED)).to_dicts() if (one := _told(ground, row))]
    changes = [one for one in moved if one.kind == "change"]
    told = _own(changes)
    pairs = list(_parted(told))
    rest = [one for one in told if not any(one in pair for pair in pairs)]
    mixed = [one for one in moved if one.kind == "mix"]
    return [*_together(ground, rest), *_together(ground, mixed), *(_contradiction(*pair) for pair in pairs)]


def weight(change: float, metric: Metric, reach: float) -> float:
    """Size of a change times the root of its reach, so that small places with large changes are not lost."""
    return abs(change) * (1.0 if metric == "nps" else _SHARE_IN_POINTS) * sqrt(max(0.0, min(1.0, reach)))


def _told(ground: Ground, row: Row) -> Finding | None:
    labels = named(ground, row)
    if labels is None or (row["kind"] == WHOLE and _single(ground, row["metric"])):
        return None
    kind: Kind = "mix" if row["kind"] == family.MIX else "change"
    evidence = Evidence(
        "mix" if kind == "mix" else "difference", row["n_after"], row["n_before"], row["score_after"],
        row["score_before"], row["change"], row["low"], row["high"], row["p"], row["q"],
    )  # fmt: skip
    link = Link("departments", at(ground, row["metric"]), {"split": labels[0]}) if kind == "mix" else seen(ground, row)
    size = weight(row["change"], row["metric"], _reach(ground, row))
    facts = _mix(ground, row) if kind == "mix" else {}
    return Finding(kind, row["verdict"], row["metric"], labels, evidence, size, link, facts)


def _single(ground: Ground, metric: Metric) -> bool:
    """Whether the whole is a pool of one touchpoint, of which the same is said by name."""
    pooled = ground.coarse.population(metric).scope == "touchpoints"
    return pooled and sum(n > 0 for (of, _), n in ground.sizes.items() if of == metric) == 1


def _mix(ground: Ground, row: Row) -> dict[str, Any]:
    """Whether every member turned against the whole, and whose share grew most."""
    assert ground.mixes is not None
    split, mixes = ground.mixes
    of = (pl.col("metric") == row["metric"]) & (pl.col(TOUCHPOINT) == row["code"])
    grown = split.filter(of).with_columns(by=pl.col("weight_after") - pl.col("weight_before")).sort("by")[-1:]
    code, before, after = grown.select(ground.inner or TOUCHPOINT, "weight_before", "weight_after").row(0)
    told: dict[str, Any] = {"turned": mixes.filter(of)["turned"][0]}
    return told | ({"grown": (ground.members[code], before, after)} if code in ground.members else {})


def named(ground: Ground, row: Row) -> tuple[str, ...] | None:
    """The names that a row of the family is about; None where a member has none."""
    if row["kind"] == WHOLE:
        return ()
    if row["kind"] != INSIDE:
        label = ground.labels.get(row["code"])
        return None if label is None else (label,)
    point, member = family.inside(row["code"])
    names = ground.labels.get(point), ground.members.get(member)
    return None if None in names else names  # type: ignore[return-value]


def at(ground: Ground, metric: Metric, label: str | None = None) -> Choice:
    """The choice with that metric, and a touchpoint kept."""
    choice = replace(ground.choice, metric=metric)
    return choice.kept(TOUCHPOINT, (label,)) if label is not None else choice


def seen(ground: Ground, row: Row) -> Link:
    """The trend of whom the row is about; a touchpoint's members side by side where it is about one of them."""
    if row["kind"] == WHOLE:
        return Link("trends", at(ground, row["metric"]))
    code = family.inside(row["code"])[0] if row["kind"] == INSIDE else row["code"]
    own = {"by": ground.inner} if row["kind"] == INSIDE and ground.inner else {}
    return Link("trends", at(ground, row["metric"], ground.labels[code]), own)


def _reach(ground: Ground, row: Row) -> float:
    """The share of the metric's touchpoint answers that the row is about; all of them for the whole."""
    if row["kind"] == WHOLE:
        return 1.0
    code = family.inside(row["code"])[0] if row["kind"] == INSIDE else row["code"]
    return ground.reach(row["metric"], code) * (
        row["n_after"] / ground.sizes[row["metric"], code] if row["kind"] == INSIDE else 1.0
    )


def _own(changes: list[Finding]) -> list[Finding]:
    """Without those of channels that only repeat what their touchpoint does."""
    points = {(one.metric, one.labels[0], one.worse): one for one in changes if len(one.labels) == 1}

    def repeats(one: Finding) -> bool:
        whole = points.get((one.metric, one.labels[0], one.worse)) if len(one.labels) == 2 else None
        return whole is not None and _size(one) < _OWN * _size(whole)

    return [one for one in changes if not repeats(one)]


def _size(one: Finding) -> float:
    return abs(one.evidence.change or 0.0)


def _together(ground: Ground, changes: Iterable[Finding]) -> list[Finding]:
    """One finding of those that say the same of the same place by several metrics: the chosen metric names the others,
    or else the weightiest."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for one in changes:
        groups.setdefault((one.labels, one.worse, one.word), []).append(one)
    told = []
    for group in groups.values():
        first, *others = sorted(group, key=lambda one: (one.metric != ground.choice.metric, -one.weight))
        told.append(first.told(also=tuple(one.metric for one in others)) if others else first)
    return told


def _parted(changes: list[Finding]) -> Iterator[tuple[Finding, Finding]]:
    """Pairs of changes of one place, by different metrics, of which one rose and the other fell."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for one in changes:
        groups.setdefault(one.labels, []).append(one)
    for group in groups.values():
        ordered = sorted(group, key=lambda one: -one.weight)
        pairs = [(one, other) for one, other in combinations(ordered, 2) if one.worse != other.worse]
        yield from ((other, one) if one.worse else (one, other) for one, other in pairs[:1])


def _contradiction(up: Finding, down: Finding) -> Finding:
    """As sure as the less sure of both."""
    word: Word = "real" if (up.word, down.word) == ("real", "real") else "sample"
    size = min(up.weight, down.weight) * sqrt(2.0)
    facts = {"up": up.metric, "rise": up.evidence}
    return Finding("contradiction", word, down.metric, down.labels, down.evidence, size, down.link, facts)
