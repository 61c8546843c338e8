"""Where a customer's journey changes hands, and how scores fare there."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import polars as pl

from cxdata.governance.ownership import accountable
from cxdata.governance.standing import Standing
from cxdata.scan.answers import NOW, Population
from cxdata.statistics import comparison, tallies
from cxdata.statistics.tallies import COUNTS
from cxdata.store.snapshot import Snapshot


@dataclass(frozen=True)
class Stage:
    """A journey stage: the owners it crosses in order (None: nobody), and the places where ownership changes hands.

    `joints`: from touchpoint, its owner, to touchpoint, its owner; the first may lie in the stage before.
    """

    name: str | None
    owners: tuple[str | None, ...]
    joints: tuple[tuple[str, str | None, str, str | None], ...]


@dataclass(frozen=True)
class Joints:
    """Scores of touchpoints right after a change of hands beside those whose owner is the one before.

    `n`, `score` of both (null when hidden), the difference with its interval and verdict, never "real", since it stands
    outside the family of tests; `points`: names after a change of hands.
    """

    points: tuple[str, ...]
    n_joint: int
    n_within: int
    joint: float | None
    within: float | None
    change: float | None
    low: float | None
    high: float | None
    verdict: str


def journey(snapshot: Snapshot) -> pl.DataFrame:
    """`touchpoint, stage` in the order of the journey; touchpoints without a place in it come last."""
    own = snapshot.members.filter(pl.col("code") == pl.col("canonical"), pl.col("dimension") == "touchpoint")
    return own.sort("position", nulls_last=True, maintain_order=True).select("stage", touchpoint="label")


def stages(standing: Standing, walk: pl.DataFrame) -> tuple[Stage, ...]:
    """Every stage with who owns it, in the order of the journey."""
    owners = _owners(standing, walk)
    before = {after: point for point, after in pairwise(walk["touchpoint"].to_list())}
    found = []
    for (name,), part in walk.group_by("stage", maintain_order=True):
        points = part["touchpoint"].to_list()
        crossed = tuple(dict.fromkeys(owners[point] for point in points))
        joints = tuple(
            (before[point], owners[before[point]], point, owners[point])
            for point in points
            if point in before and owners[before[point]] != owners[point]
        )
        found.append(Stage(str(name) if name is not None else None, crossed, joints))
    return tuple(found)


def _owners(standing: Standing, walk: pl.DataFrame) -> dict[str, str | None]:
    points = walk["touchpoint"].to_list()
    rows = accountable(standing.tables["ownership"].rows, standing.departments, standing.day, points)
    return dict(rows.select("touchpoint", "department").iter_rows())


def joints(standing: Standing, walk: pl.DataFrame, pool: Population, snapshot: Snapshot) -> Joints | None:
    """The scores at the joints; None where the journey never or always changes hands."""
    owners = _owners(standing, walk)
    points = walk["touchpoint"].to_list()
    after = [two for one, two in pairwise(points) if owners[one] != owners[two]]
    codes = {label: code for code, label in snapshot.labels("touchpoint").items()}
    crossed = {codes[point] for point in after if point in codes}
    ordered = {codes[point] for point in points[1:] if point in codes}
    if not crossed or crossed >= ordered:
        return None
    counts = pool.counts(["touchpoint"], NOW).with_columns(pl.col("touchpoint").cast(pl.Int64))
    sides = [
        counts.filter(pl.col("touchpoint").is_in(list(kept))).select(pl.col(name).sum() for name in COUNTS)
        for kept in (ordered - crossed, crossed)
    ]
    within, joint = (side.with_columns(pl.col("n_eff") / pool.deff) for side in sides)
    found = comparison.difference(within, joint, pool.metric).row(0, named=True)
    shown = [tallies.scores(side, pool.metric).row(0, named=True) for side in (within, joint)]
    return Joints(
        points=tuple(after), n_joint=shown[1]["n"], n_within=shown[0]["n"], joint=shown[1]["score"],
        within=shown[0]["score"], change=found["change"], low=found["low"], high=found["high"],
        verdict="sample" if found["verdict"] == "real" else found["verdict"],
    )  # fmt: skip
