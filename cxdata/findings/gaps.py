"""What is missing to the goals where no operating department answers for it."""

from __future__ import annotations

from math import sqrt
from typing import Final

import polars as pl

from cxdata.findings.ground import TOUCHPOINT, Ground
from cxdata.governance import goals, ownership
from cxdata.governance.tables import CX_TEAM
from cxdata.scan import composition
from cxdata.scan.answers import NOW, Population
from cxdata.statistics import accountability
from cxdata.statistics.distributions import two_sided
from cxdata.statistics.suppression import THIN_BELOW
from cxdata.statistics.tallies import estimated
from cxdata.statistics.variances import sampling_variance

_Z: Final = 1.959964
_TESTS: Final = {
    "metric": pl.String(), "code": pl.Int64(), "n_before": pl.Int64(), "n_after": pl.Int64(),
    "score_before": pl.Float64(), "score_after": pl.Float64(), "change": pl.Float64(), "low": pl.Float64(),
    "high": pl.Float64(), "p": pl.Float64(), "known": pl.Boolean(),
}  # fmt: skip


def states(ground: Ground) -> dict[str, list[str]]:
    """State of ownership ("none", "several", "misplaced") -> the touchpoints in it, in journey order.

    Nothing where nobody has been named for anything: then owners are yet to be entered.
    """
    if ground.tables is None or ground.tables["ownership"].rows.is_empty():
        return {}
    rows, departments = ground.tables["ownership"].rows, ground.tables["departments"].rows
    standing = ownership.accountable(rows, departments, ground.day, ground.labels.values())
    named = {state: standing.filter(state=state)["touchpoint"].to_list() for state in ownership.STATES[1:]}
    return {state: labels for state, labels in named.items() if labels}


def tested(ground: Ground) -> pl.DataFrame:
    """Per metric and state the points of the company's score that are missing there to the goals, and p.

    change: what of w (score - goal) falls by role to nobody, or to a CX team, over all touchpoints, w = share of the
    touchpoint answers; score_before and score_after: the mean goal and score of the touchpoints behind it. The interval
    covers both rules of sharing and p is the larger; sampling and each touchpoint's ordinary movement are in the error.
    """
    held = states(ground)
    if ground.tables is None or not held.keys() & {ownership.NONE, ownership.MISPLACED}:
        return pl.DataFrame(schema=_TESTS)
    raci = ownership.roles(ground.tables["ownership"].rows, ground.day)
    teams = ground.tables["departments"].rows.filter(kind=CX_TEAM)["name"].to_list()
    bears = {ownership.NONE: pl.col("department").is_null(), ownership.MISPLACED: pl.col("department").is_in(teams)}
    rows = []
    for pool in ground.pools():
        losses = _losses(ground, pool)
        rows += [_row(pool, state, losses, raci, bears[state]) for state in held if state in bears]
    return pl.DataFrame([row for row in rows if row], schema=_TESTS, orient="row")


def _losses(ground: Ground, pool: Population) -> pl.DataFrame:
    """`touchpoint, n, n_eff, weight, score, target, amount, error` of touchpoints with a goal; losses are positive."""
    assert ground.tables is not None
    counts = composition.counted(pool.inside.filter(pl.col("span") == NOW), [TOUCHPOINT]).with_columns(
        pl.col(TOUCHPOINT).cast(pl.Int64)
    )
    moving = ground.ordinary.get(pool.metric, {})
    wanted = goals.targets(ground.tables["goals"].rows, pool.metric, ground.day, ground.labels.values())
    extra = pl.col(TOUCHPOINT).replace_strict(moving, default=0.0, return_dtype=pl.Float64)
    table = counts.with_columns(
        pl.Series("score", estimated(counts, pool.metric).score),
        pl.Series("variance", sampling_variance(counts, pool.metric)) + extra,
        weight=pl.col(composition.MASS) / pl.col(composition.MASS).sum(),
        touchpoint=pl.col(TOUCHPOINT).replace_strict(ground.labels, default=None, return_dtype=pl.String),
    )
    table = table.join(wanted.select("touchpoint", "target"), on="touchpoint").filter(pl.col("target").is_not_null())
    amounts = accountability.gaps(table)
    return table.select("touchpoint", "n", "n_eff", "weight", "score", "target").join(amounts, on="touchpoint")


def _row(
    pool: Population, state: str, losses: pl.DataFrame, raci: pl.DataFrame, bears: pl.Expr
) -> tuple[object, ...] | None:
    parts = [
        accountability.ownership_shares(losses["touchpoint"], raci, rule).filter(bears).join(losses, on="touchpoint")
        for rule in accountability.RULES
    ]
    mine = parts[0].unique("touchpoint", maintain_order=True)
    n = int(mine["n"].sum())
    if not n:
        return None
    lost = [float((part["share"] * part["amount"]).sum()) for part in parts]
    errors = [sqrt(float(((part["share"] * part["error"]) ** 2).sum()) * pool.deff) for part in parts]
    p = max(float(two_sided(value / max(error, 1e-9))) for value, error in zip(lost, errors, strict=True))
    enough = float(mine["n_eff"].sum()) / pool.deff >= THIN_BELOW
    ends = [-value + side * _Z * error for value, error in zip(lost, errors, strict=True) for side in (-1, 1)]
    share = mine["weight"] / mine["weight"].sum()
    means = (float((share * mine["target"]).sum()), float((share * mine["score"]).sum()))
    place = ownership.STATES.index(state)
    return pool.metric, place, None, n, *means, -lost[0], min(ends), max(ends), p if enough else None, True
