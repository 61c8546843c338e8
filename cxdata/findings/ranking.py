"""Everything that deserves a sentence, the weightiest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Final

import polars as pl

from cxdata.choice import Choice
from cxdata.findings import changes, deeds, family, ownerless, promises, quality, signals
from cxdata.findings.finding import RANKS, Finding
from cxdata.findings.ground import Ground
from cxdata.findings.signals import Shift
from cxdata.governance.current import Tables
from cxdata.scan.family import WHOLE
from cxdata.statistics import comparison
from cxdata.store.remembered import Latest
from cxdata.store.snapshot import Snapshot

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


class _Families(Latest[pl.DataFrame]):
    MOST = 32


class _Findings(Latest[Findings]):
    """They hold their scan too. Who opens the page that somebody has just opened waits for nothing."""

    MOST = 2

    def __init__(self) -> None:
        super().__init__()
        self.making = Lock()


def family_of(snapshot: Snapshot, choice: Choice, tables: Tables | None = None) -> pl.DataFrame:
    """The family of the findings of a choice, as `family.judged` gives it: for the word "real" in other pages'
    sentences. Remembered with the snapshot, so that a reader who comes from the overview does not wait for it."""
    asked = _asked(choice, tables)
    return snapshot.borne(_Families).of(asked, lambda: family.judged(Ground.scanned(snapshot, choice, tables)))


def spoken(tests: pl.DataFrame, snapshot: Snapshot, choice: Choice, tables: Tables | None = None) -> pl.DataFrame:
    """The tests of a page (`p, verdict`) as its sentences may tell them: "here" where only the page calls them real."""
    if not (tests["verdict"] == comparison.REAL).any():
        return tests
    return comparison.spoken(tests, family_of(snapshot, choice, tables)["p"])


def _asked(choice: Choice, tables: Tables | None) -> tuple[object, ...]:
    return choice, tuple(sorted((name, table.version) for name, table in tables.items())) if tables else ()


def findings(snapshot: Snapshot, choice: Choice, tables: Tables | None = None) -> Findings:
    """The findings of a choice, from a scan of their own; those asked for last are remembered with the snapshot."""

    def made() -> Findings:
        ground = Ground.scanned(snapshot, choice, tables)
        judged = snapshot.borne(_Families).of(_asked(ground.choice, tables), lambda: family.judged(ground))
        return on(ground, judged)

    held = snapshot.borne(_Findings)
    with held.making:
        return held.of(_asked(choice, tables), made)


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
