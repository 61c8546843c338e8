"""Everything that the departments page found out, its tests judged in two families: the level, and the change.

Gap and standing are a family by themselves so that a department has the same verdict wherever they are shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import polars as pl

from cxdata.card import MARKED, Verdict
from cxdata.choice import Choice
from cxdata.governance.current import Tables
from cxdata.statistics import comparison
from cxdata.store.snapshot import Snapshot
from cxdata.views.departments import fairness
from cxdata.views.departments.change import Change, Inside, change, channels, insides
from cxdata.views.departments.gap import Gap, gap
from cxdata.views.departments.owned import Owned, Weighing
from cxdata.views.departments.standing import Stand, stand


@dataclass(frozen=True)
class Facts:
    """What there is to say; the frames of gap, stand and change carry `verdict`.

    `whole`, `mix`, `channels`: verdicts of the pool against its goal, and of the change's two mixes. `inner`: by
    touchpoint, verdicts of what moved within its channels, and of their shares; the rows of `insides` carry those of
    the channels. "real" is what the workspace's family calls so too, "here" what only the page's own does; without a
    known wobble both are "sample" for a change.
    """

    owned: Owned
    by: Weighing
    gap: Gap | None
    stand: Stand
    change: Change | None
    insides: dict[str, Inside]
    whole: Verdict
    mix: Verdict
    channels: Verdict
    inner: dict[str, tuple[Verdict, Verdict]]

    @classmethod
    def of(cls, snapshot: Snapshot, tables: Tables, choice: Choice, by: Weighing = "answers") -> Facts:
        return cls.on(Owned.of(snapshot, tables, choice), by)

    @classmethod
    def brief(cls, owned: Owned) -> Facts:
        """Gap and standing alone, judged as on the departments page: what a page says that is not about departments."""
        return _held(owned, "answers")

    @classmethod
    def on(cls, owned: Owned, by: Weighing = "answers") -> Facts:
        """Everything about answers that were scanned with their channel."""
        found = _held(owned, by if owned.contacts is not None else "answers")
        if owned.answers.compared.earlier is None or not owned.present:
            return found
        within = channels(owned)
        moved, inner = change(owned, found.by, within), insides(owned, within)
        known = moved is None or moved.known
        tests = [
            [moved.mix.p, moved.channels.p] if moved else [None, None],
            moved.parts["p"].to_list() if moved else [],
            [p for one in inner.values() for p in (one.rate_p, one.mix_p)],
            *(one.rows["p"].to_list() for one in inner.values()),
        ]
        mixes, changes, pairs, *ways = judged(tests, owned)
        softened = [_soft(verdict, known) for verdict in changes]
        rates = [_soft(verdict, known) for verdict in pairs[0::2]]
        return replace(
            found,
            change=replace(moved, parts=_with(moved.parts, softened)) if moved else None,
            insides={
                label: replace(one, rows=_with(one.rows, [_soft(verdict, known) for verdict in verdicts]))
                for (label, one), verdicts in zip(inner.items(), ways, strict=True)
            },
            mix=mixes[0],
            channels=mixes[1],
            inner=dict(zip(inner, zip(rates, pairs[1::2], strict=True), strict=True)),
        )


def _held(owned: Owned, by: Weighing) -> Facts:
    """Gap and standing, one family wherever they are shown."""
    parted, standing = gap(owned, by), stand(owned)
    tests = [
        [parted.p if parted else None],
        parted.parts["p"].to_list() if parted else [],
        standing.rows["p"].to_list(),
    ]
    whole, parts, rows = judged(tests, owned)
    rows = fairness.judged(standing.rows, rows)
    return Facts(
        owned=owned,
        by=by,
        gap=replace(parted, parts=_with(parted.parts, parts)) if parted else None,
        stand=replace(standing, rows=_with(standing.rows, rows)),
        change=None,
        insides={},
        whole=whole[0],
        mix="few",
        channels="few",
        inner={},
    )


def _with(frame: pl.DataFrame, verdicts: Sequence[Verdict]) -> pl.DataFrame:
    return frame.with_columns(pl.Series("verdict", verdicts, dtype=pl.String))


def _soft(verdict: Verdict, known: bool) -> Verdict:
    return "sample" if verdict in MARKED and not known else verdict


def judged(tests: Sequence[Sequence[float | None]], owned: Owned | None = None) -> Iterator[list[Verdict]]:
    """The verdicts of all these p values as one family; without p there were too few answers. `owned`: whose workspace
    has to call real what is to stay so."""
    flat = [p for group in tests for p in group]
    frame = comparison.marked(pl.DataFrame({"p": flat}, schema={"p": pl.Float64}))
    frame = frame if owned is None else owned.spoken(frame)
    verdicts: list[Verdict] = frame["verdict"].to_list()
    at = 0
    for group in tests:
        yield verdicts[at : at + len(group)]
        at += len(group)
