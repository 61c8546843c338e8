"""How accountability is spread over departments, and where customers would need it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, NamedTuple

import polars as pl

from cxdata.governance.hygiene import MOST_CONSULTED
from cxdata.governance.ownership import Weights, accountable, coverage
from cxdata.governance.standing import Standing
from cxdata.governance.tables import CX_TEAM, RUNNING
from cxdata.statistics import accountability
from cxdata.statistics.concentration import Concentration, concentration, misallocation

LATELY: Final = timedelta(days=90)


class Covered(NamedTuple):
    """Shares of contacts, and of touchpoints, with exactly one Accountable who operates; share with clean roles."""

    weighted: float | None
    plain: float | None
    clean: float | None


def covered(standing: Standing, weights: Weights) -> Covered:
    """Coverage of the touchpoints that `weights` lists; clean: one A, at least one R, at most four C.

    Guard against owners on paper: `acted`.
    """
    points = weights.frame["touchpoint"].to_list()
    found = accountable(standing.tables["ownership"].rows, standing.departments, standing.day, points)
    held = standing.ownership.group_by("touchpoint").agg(
        clean=((pl.col("role") == "A").sum() == 1)
        & ((pl.col("role") == "R").sum() >= 1)
        & ((pl.col("role") == "C").sum() <= MOST_CONSULTED)
    )
    clean = weights.frame.join(held, on="touchpoint", how="left")["clean"].fill_null(False).mean()
    return Covered(coverage(found, weights.frame), coverage(found), None if not points else float(clean))  # type: ignore[arg-type]


def shares(standing: Standing, weights: Weights) -> pl.DataFrame:
    """`department, kind, share`: each department's share of accountability, weighted by contacts; they sum to 1.

    s_d = sum v_k a_kd / sum v_k with the shares a of `statistics.accountability` (the Accountable leads, the
    Responsible carry out). Every department of the table has a row; department null is accountability that nobody has.
    """
    points = weights.frame.filter(pl.col("weight").fill_null(0) > 0)
    split = accountability.ownership_shares(points["touchpoint"], standing.ownership)
    total = points["weight"].sum()
    borne = (
        split.join(points, on="touchpoint")
        .group_by("department", maintain_order=True)
        .agg(share=(pl.col("share") * pl.col("weight")).sum() / total)
    )
    listed = standing.departments.select(department="name", kind="kind")
    found = listed.join(borne, on="department", how="left", maintain_order="left").with_columns(
        pl.col("share").fill_null(0.0)
    )
    others = borne.join(listed, on="department", how="anti").with_columns(kind=pl.lit(None, pl.String))
    return pl.concat([found, others.select("department", "kind", "share")])


def dump(shares: pl.DataFrame) -> float | None:
    """The CX-dump index: the share of accountability that rests on a CX team, which should operate nothing (0)."""
    return None if shares.is_empty() else float(shares.filter(kind=CX_TEAM)["share"].sum())


def spread(shares: pl.DataFrame) -> Concentration | None:
    """Concentration over the departments that are named; `effective_n`: "as if so many carried it".

    Equal is not ideal: lead with `misallocated`.
    """
    named = shares.filter(pl.col("department").is_not_null())["share"]
    return concentration(named.to_numpy()) if named.sum() > 0 else None


class Misallocated(NamedTuple):
    """`share`: accountability (0..1) that would have to change hands; `moves`: department, actual, expected, surplus.

    The largest surplus first; department null: accountability that nobody has.
    """

    share: float
    moves: pl.DataFrame


def misallocated(shares: pl.DataFrame, expected: pl.DataFrame) -> Misallocated | None:
    """Total variation between `department, share` as it is and as expected (see `served`); None without either.

    The choice of what to expect is the council's; show it beside the number.
    """
    table = shares.select("department", actual="share").join(
        expected.select("department", expected="share"), on="department", how="full", coalesce=True, nulls_equal=True
    )
    table = table.with_columns(pl.col("actual", "expected").fill_null(0.0))
    if not (table["actual"].sum() > 0 and table["expected"].sum() > 0):
        return None
    table = table.with_columns(pl.col("actual", "expected") / pl.col("actual", "expected").sum())
    table = table.with_columns(surplus=pl.col("actual") - pl.col("expected"))
    value = misallocation(table["actual"].to_numpy(), table["expected"].to_numpy())
    return Misallocated(value, table.sort("surplus", descending=True, maintain_order=True))


def served(tally: pl.DataFrame, weights: Weights) -> pl.DataFrame:
    """`department, share` expected from contacts: who serves a touchpoint's customers, weighted by its contacts.

    `tally`: touchpoint, department (names, null where not given), n. Answers without a department do not count, and
    neither do touchpoints where no answer names one.
    """
    known = tally.filter(pl.col("department").is_not_null(), pl.col("n") > 0)
    part = known.group_by("touchpoint", "department", maintain_order=True).agg(pl.col("n").sum())
    part = part.with_columns(part=pl.col("n") / pl.col("n").sum().over("touchpoint"))
    found = (
        part.join(weights.frame, on="touchpoint")
        .group_by("department", maintain_order=True)
        .agg(share=(pl.col("part") * pl.col("weight").fill_null(0)).sum())
    )
    total = found["share"].sum()
    return found.with_columns(pl.col("share") / total) if total > 0 else found.clear()


def acted(standing: Standing, within: timedelta = LATELY) -> pl.DataFrame:
    """`department, last, lately` of every operating department: the last day on which it left a trace.

    A trace is a decision taken for it or done by it, an initiative that it owns begun, ended or still running, or an
    ambassador's action there. `lately`: within so many days. An owner without any is one on paper.
    """
    decisions, work = standing.decisions, standing.initiatives.filter(pl.col("owner").is_not_null())
    running = pl.when(pl.col("status") == RUNNING).then(pl.lit(standing.day))
    traces = pl.concat(
        [
            decisions.select(department="owner", day="decided"),
            decisions.select(department="owner", day="done"),
            work.select(department="owner", day="start"),
            work.select(department="owner", day="finish"),
            work.filter(pl.col("start") <= standing.day).select(department="owner", day=running),
            standing.actions.select("department", "day"),
        ]
    ).filter(pl.col("day") <= standing.day)
    last = traces.group_by("department").agg(last=pl.col("day").max())
    listed = pl.DataFrame({"department": standing.operating}, schema={"department": pl.String()})
    found = listed.join(last, on="department", how="left", maintain_order="left")
    since: date = standing.day - within
    return found.with_columns(lately=(pl.col("last") >= since).fill_null(False))
