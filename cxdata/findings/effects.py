"""What initiatives changed, as tests of the workspace's one family."""

from __future__ import annotations

from typing import Any, Final
from weakref import WeakKeyDictionary

import polars as pl

from cxdata.findings.ground import Ground
from cxdata.governance.measures import work
from cxdata.governance.measures.effects import Found, effect
from cxdata.governance.standing import Standing
from cxdata.store.snapshot import Snapshot

EFFECT: Final = "effect"
PARALLEL: Final = 0.05
"""p under which the treated and the compared did not move alike before the start: nothing may be concluded then."""

_TESTS: Final = {
    "metric": pl.String(), "code": pl.Int64(), "n_before": pl.Int64(), "n_after": pl.Int64(),
    "score_before": pl.Float64(), "score_after": pl.Float64(), "change": pl.Float64(), "low": pl.Float64(),
    "high": pl.Float64(), "p": pl.Float64(), "known": pl.Boolean(),
}  # fmt: skip
Row = dict[str, Any]
_known: WeakKeyDictionary[Snapshot, tuple[object, list[tuple[Row, Found]]]] = WeakKeyDictionary()


def effects(snapshot: Snapshot, then: Standing) -> list[tuple[Row, Found]]:
    """Every initiative (a row of `work.register`) with its effect, remembered while data and table stay the same."""
    key = (id(then.tables["initiatives"]), then.day)
    held = _known.get(snapshot)
    if held is None or held[0] != key:
        rows = work.register(then).to_dicts()
        held = _known[snapshot] = key, [(row, effect(snapshot, row, then.initiatives)) for row in rows]
    return held[1]


def broken(found: Found) -> bool:
    """Whether the comparison is no good, because both did not move alike before."""
    return found.parallel is not None and found.parallel < PARALLEL


def tested(ground: Ground) -> pl.DataFrame:
    """The effects that can be judged as tests; code: the initiative's id. None with filters, which effects ignore."""
    if ground.tables is None or ground.answers.filtered:
        return pl.DataFrame(schema=_TESTS)
    rows = [
        (row["metric"] or "nps", row["id"], found.n[0], found.n[1], None, None, found.effect, found.low, found.high,
         found.p, True)
        for row, found in effects(ground.answers.snapshot, standing(ground))
        if found.effect is not None and not broken(found)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=_TESTS, orient="row")


def standing(ground: Ground) -> Standing:
    """The tables on the workspace's day; only where there are tables."""
    assert ground.tables is not None
    return Standing(ground.tables, ground.answers.snapshot.as_of)
