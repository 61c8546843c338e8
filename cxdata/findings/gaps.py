"""What is missing to the goals where no operating department answers for it."""

from __future__ import annotations

from typing import Final

import polars as pl

from cxdata.findings.ground import TOUCHPOINT, Ground
from cxdata.governance import goals, ownership
from cxdata.scan.answers import NOW, Population
from cxdata.scan.family import ordinary
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

    change = sum of w (score - goal) over the touchpoints of the state, w = share of all touchpoint answers;
    score_before the goals' and score_after the scores' mean over them. The error holds sampling and each touchpoint's
    ordinary movement; touchpoints without a goal do not count.
    """
    held = states(ground)
    rows = [_row(ground, pool, state, labels) for pool in ground.pools() for state, labels in held.items()]
    return pl.DataFrame([row for row in rows if row], schema=_TESTS, orient="row")


def _row(ground: Ground, pool: Population, state: str, labels: list[str]) -> tuple[object, ...] | None:
    assert ground.tables is not None
    wanted = goals.targets(ground.tables["goals"].rows, pool.metric, ground.day, labels)
    target = dict(wanted.filter(pl.col("target").is_not_null()).select("touchpoint", "target").iter_rows())
    codes = {code: label for code, label in ground.labels.items() if label in target}
    counts = pool.counts([TOUCHPOINT], NOW).with_columns(pl.col(TOUCHPOINT).cast(pl.Int64))
    total = int(counts["n"].sum())
    mine = counts.filter(pl.col(TOUCHPOINT).is_in(list(codes)))
    n = int(mine["n"].sum())
    if not n:
        return None
    score = estimated(mine, pool.metric).score
    goal = mine[TOUCHPOINT].replace_strict(codes).replace_strict(target, return_dtype=pl.Float64).to_numpy()
    weight = mine["n"].to_numpy() / total
    moving = dict(ordinary(pool, TOUCHPOINT).select("code", "wobble").iter_rows()) if ground.timed else {}
    extra = mine[TOUCHPOINT].replace_strict(moving, default=0.0, return_dtype=pl.Float64).to_numpy()
    variance = (weight**2 * (sampling_variance(mine, pool.metric) + extra)).sum() * pool.deff
    change, error = float((weight * (score - goal)).sum()), float(variance) ** 0.5
    enough = float(mine["n_eff"].sum()) / pool.deff >= THIN_BELOW
    p = float(two_sided(change / max(error, 1e-9))) if enough else None
    share = weight / weight.sum()
    ends = (float((share * goal).sum()), float((share * score).sum()))
    place = ownership.STATES.index(state)
    return pool.metric, place, None, n, *ends, change, change - _Z * error, change + _Z * error, p, True
