"""Everything that deserves a sentence, the weightiest first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Final, TypeVar
from weakref import WeakKeyDictionary

import polars as pl

from cxdata.choice import Choice
from cxdata.findings import changes, deeds, family, ownerless, promises, quality, signals
from cxdata.findings.finding import RANKS, Finding
from cxdata.findings.ground import Ground
from cxdata.findings.signals import Shift
from cxdata.governance.current import Tables
from cxdata.scan.family import WHOLE
from cxdata.statistics import comparison
from cxdata.store.snapshot import Snapshot

T = TypeVar("T")

_CHOSEN: Final = 1.5
"""What a finding on the metric that the reader has chosen weighs more."""

_LOSS: Final = 1.25
"""What a loss weighs more than a gain of the same size."""


@dataclass(frozen=True)
class Findings:
    """`ranked`: all findings in order. `family`: every test behind them, as `family.judged` gives it."""

    ground: Ground
    family: pl.DataFrame
    ranked: tuple[Finding, ...]


class _Held:
    """What is known of one snapshot: the families of some choices, and all findings of the latest."""

    def __init__(self) -> None:
        self.making = Lock()
        self.families: OrderedDict[tuple[object, ...], pl.DataFrame] = OrderedDict()
        self.findings: OrderedDict[tuple[object, ...], Findings] = OrderedDict()


_known: WeakKeyDictionary[Snapshot, _Held] = WeakKeyDictionary()
_FAMILIES: Final = 32
_FINDINGS: Final = 2
"""Findings held of one snapshot: they hold their scan too. Who opens the page that somebody has just opened waits for
nothing."""


def family_of(snapshot: Snapshot, choice: Choice, tables: Tables | None = None) -> pl.DataFrame:
    """The family of the findings of a choice, as `family.judged` gives it: for the word "real" in other pages'
    sentences. Remembered with the snapshot, so that a reader who comes from the overview does not wait for it."""
    held, asked = _known.setdefault(snapshot, _Held()), _asked(choice, tables)
    if asked not in held.families:
        ground = Ground.scanned(snapshot, choice, tables)
        _keep(held.families, asked, family.judged(ground), _FAMILIES)
    return held.families[asked]


def spoken(tests: pl.DataFrame, snapshot: Snapshot, choice: Choice, tables: Tables | None = None) -> pl.DataFrame:
    """The tests of a page (`p, verdict`) as its sentences may tell them: "here" where only the page calls them real."""
    if not (tests["verdict"] == comparison.REAL).any():
        return tests
    return comparison.spoken(tests, family_of(snapshot, choice, tables)["p"])


def _keep(held: OrderedDict[tuple[object, ...], T], asked: tuple[object, ...], found: T, most: int) -> None:
    held[asked] = found
    while len(held) > most:
        held.popitem(last=False)


def _asked(choice: Choice, tables: Tables | None) -> tuple[object, ...]:
    where = tuple(sorted((name, tuple(labels)) for name, labels in choice.where.items()))
    versions = tuple(sorted((name, table.version) for name, table in tables.items())) if tables else ()
    return choice.metric, choice.preset, choice.compare, choice.start, choice.end, where, versions


def findings(snapshot: Snapshot, choice: Choice, tables: Tables | None = None) -> Findings:
    """The findings of a choice, from a scan of their own; those asked for last are remembered with the snapshot."""
    held, asked = _known.setdefault(snapshot, _Held()), _asked(choice, tables)
    with held.making:
        if asked not in held.findings:
            ground = Ground.scanned(snapshot, choice, tables)
            of = _asked(ground.choice, tables)
            judged = held.families[of] if of in held.families else family.judged(ground)
            _keep(held.families, of, judged, _FAMILIES)
            _keep(held.findings, asked, on(ground, judged), _FINDINGS)
        return held.findings[asked]


def on(ground: Ground, judged: pl.DataFrame) -> Findings:
    """The findings of what was scanned and judged."""
    changed = changes.found(ground, judged)
    shifted = signals.shifts(ground) if ground.timed else []
    dated = [_since(ground, one, shifted) for one in changed]
    told = _new(signals.found(ground, shifted), changed) if ground.timed else []
    others = [
        *ownerless.found(ground, judged),
        *promises.found(ground),
        *deeds.found(ground, judged),
        *quality.found(ground, changed),
    ]
    return Findings(ground, judged, ranked(ground, [*dated, *told, *others]))


def ranked(ground: Ground, told: Iterable[Finding]) -> tuple[Finding, ...]:
    """What a test stands behind before facts, signals, and what is to be checked; within these by weight."""

    def place(one: Finding) -> tuple[int, float, str, tuple[str, ...]]:
        mine = _CHOSEN if one.metric == ground.choice.metric else 1.0
        loss = _LOSS if one.worse else 1.0
        return RANKS[one.word], -mine * loss * one.weight, one.kind, one.labels

    return tuple(sorted(told, key=place))


def _since(ground: Ground, one: Finding, shifted: list[Shift]) -> Finding:
    """A change with the month in which its level shifted, where there is such a signal between the periods."""
    earlier = ground.answers.compared.earlier
    if one.kind != "change" or len(one.labels) > 1 or earlier is None:
        return one
    for shift in shifted:
        label = () if shift.code == WHOLE else (ground.labels.get(shift.code),)
        same = shift.metric == one.metric and label == one.labels and (shift.after < shift.before) == one.worse
        if same and earlier[1] < shift.start <= ground.day:
            return one.told(since=shift.start)
    return one


def _new(told: list[Finding], changed: list[Finding]) -> list[Finding]:
    """Signals of places of which nothing is said yet: the limits only where no shift tells of it either."""
    said = {(one.labels[:1], one.worse) for one in changed if one.kind == "change"}
    kept: dict[tuple[object, ...], Finding] = {}
    for one in sorted(told, key=lambda one: (one.kind != "shift", -one.weight)):
        key = (one.labels, one.worse)
        if key not in said and key not in kept:
            kept[key] = one
    return list(kept.values())
