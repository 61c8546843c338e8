"""How far the touchpoints stand from their goal, and in whose touchpoints the distance lies."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Final

import polars as pl

from cxdata.scan.answers import NOW
from cxdata.statistics import accountability
from cxdata.statistics.accountability import RULES
from cxdata.statistics.distributions import two_sided
from cxdata.statistics.level import against
from cxdata.statistics.suppression import FEW_BELOW, THIN_BELOW
from cxdata.views.departments.owned import Owned, Row, Weighing

Z: Final = 1.959964
NOBODY, MISPLACED, DEPARTMENT, FOLDED = "nobody", "misplaced", "department", "folded"
PARTS: Final = {
    "label": pl.String(), "kind": pl.String(), "value": pl.Float64(), "least": pl.Float64(), "most": pl.Float64(),
    "low": pl.Float64(), "high": pl.Float64(), "n": pl.Int64(), "p": pl.Float64(), "names": pl.List(pl.String()),
}  # fmt: skip


@dataclass(frozen=True)
class Gap:
    """Score minus goal, in parts that sum to it exactly.

    `goal` is the pool's, or where touchpoints are filtered their weighted one; `mismatch`: touchpoints' goals minus
    the pool's. `parts`: label, kind, value (negative: a loss), least, most (over the rules of sharing), low, high (95 %
    interval under every rule), n, p, names (touchpoints that bear on it). `change`, `p`: of the whole against the goal.
    """

    by: Weighing
    goal: float
    score: float
    low: float
    high: float
    n: int
    mismatch: float
    parts: pl.DataFrame
    change: float
    p: float | None

    def of(self, *kinds: str) -> float:
        """Sum of the parts of these kinds."""
        return float(self.parts.filter(pl.col("kind").is_in(kinds))["value"].sum())


def gap(owned: Owned, by: Weighing) -> Gap | None:
    """The gap of the period; None without answers or without a goal that says where they should be."""
    table = owned.units.weighed(by, owned.contacts)
    filtered = bool(owned.answers.choice.where.get("touchpoint"))
    if table.is_empty() or (table["target"].null_count() > 0) or (owned.goal is None and not filtered):
        return None
    meant = float((table["weight"] * table["target"]).sum())
    goal = meant if filtered or owned.goal is None else owned.goal.target
    score = float((table["weight"] * table["score"]).sum())
    losses = accountability.gaps(table.drop("touchpoint").rename({"unit": "touchpoint"}))
    behind = table.select("unit", "touchpoint", "n", "n_eff")
    parts = shared(owned, losses.with_columns(pl.col("amount") * -1), behind, owned.units.raci)
    half = Z * sqrt(float((table["weight"] ** 2 * table["variance"]).sum()) * owned.pool.deff)
    n, change, p, low, high = _whole(owned, by, goal, score, half)
    return Gap(by, goal, score, low, high, n, meant - goal, parts, change, p)


def _whole(
    owned: Owned, by: Weighing, goal: float, score: float, half: float
) -> tuple[int, float, float | None, float, float]:
    """n, score minus goal, its p, and the interval of the score."""
    counts = owned.pool.counts(span=NOW)
    row = owned.pool.scores(span=NOW).row(0, named=True)
    if by == "contacts" and owned.contacts is not None:
        p = float(two_sided((score - goal) / max(half / Z, 1e-9))) if row["hidden"] is None else None
        return row["n"], score - goal, p, score - half, score + half
    tested = against(counts, goal, owned.pool.metric, owned.pool.deff).row(0, named=True)
    low, high = (score if row[name] is None else row[name] for name in ("low", "high"))
    return row["n"], score - goal, tested["p"], low, high


def shared(owned: Owned, amounts: pl.DataFrame, answers: pl.DataFrame, raci: pl.DataFrame) -> pl.DataFrame:
    """The amounts (touchpoint, amount, error) shared over departments: a frame of PARTS that sums to them.

    `answers`: unit (as in `touchpoint` of the amounts), touchpoint (its label), n, n_eff. Nobody first, then CX teams
    together, then departments, the largest loss first; departments behind whom there are too few answers are folded
    into one part.
    """
    rules = {rule: accountability.ownership_shares(amounts["touchpoint"], raci, rule) for rule in RULES}
    named = answers.rename({"touchpoint": "label"})
    behind = rules[RULES[0]].join(named, left_on="touchpoint", right_on="unit", nulls_equal=True)
    rows = [_part(owned, kind, names, amounts, rules, behind) for kind, names in _places(owned, behind)]
    frame = pl.DataFrame(rows, schema=PARTS, orient="row")
    rank = pl.col("kind").replace_strict({NOBODY: 0, MISPLACED: 1}, default=2, return_dtype=pl.Int8)
    return frame.sort(rank, "value", "label")


def _places(owned: Owned, behind: pl.DataFrame) -> list[tuple[str, list[str | None]]]:
    """Kind and members of each part."""
    held = behind.group_by("department").agg(pl.col("n_eff").sum())
    effective = {name: n / owned.pool.deff for name, n in held.iter_rows()}
    teams = [name for name in owned.teams if name in effective]
    found: list[tuple[str, list[str | None]]] = []
    if None in effective:
        found.append((NOBODY, [None]))
    if teams:
        found.append((MISPLACED, list(teams)))
    operating = sorted((n, name) for name, n in effective.items() if name is not None and name not in teams)
    few = [name for n, name in operating if n < FEW_BELOW]
    if len(few) == 1 and len(operating) > 1:
        few.append(operating[1][1])
    found += [(DEPARTMENT, [name]) for _, name in operating if name not in few]
    return [*found, (FOLDED, list(few))] if few else found


def _part(
    owned: Owned,
    kind: str,
    names: list[str | None],
    amounts: pl.DataFrame,
    rules: dict[str, pl.DataFrame],
    behind: pl.DataFrame,
) -> Row:
    mine = pl.col("department").is_null() if names == [None] else pl.col("department").is_in(names)
    bearing = behind.filter(mine).unique("touchpoint", maintain_order=True)
    deff = owned.deff(bearing["label"].unique().to_list())
    values, errors = [], []
    for split in rules.values():
        share = split.filter(mine).group_by("touchpoint").agg(pl.col("share").sum())
        held = share.join(amounts, on="touchpoint")
        values.append(float((held["share"] * held["amount"]).sum()))
        errors.append(sqrt(float(((held["share"] * held["error"]) ** 2).sum()) * deff))
    low = min(value - Z * error for value, error in zip(values, errors, strict=True))
    high = max(value + Z * error for value, error in zip(values, errors, strict=True))
    n, effective = int(bearing["n"].sum()), float(bearing["n_eff"].sum()) / deff
    p = max(float(two_sided(v / max(e, 1e-9))) for v, e in zip(values, errors, strict=True))
    known = kind != FOLDED and effective >= THIN_BELOW
    same_sign = all(v < 0 for v in values) or all(v > 0 for v in values)
    label = ", ".join(name for name in names if name is not None) if kind in (DEPARTMENT, FOLDED) else ""
    return {
        "label": label, "kind": kind, "value": values[0], "least": min(values), "most": max(values),
        "low": low, "high": high, "n": n, "p": (p if same_sign else 1.0) if known else None,
        "names": _points(bearing, amounts, rules[RULES[0]].filter(mine)),
    }  # fmt: skip


def _points(bearing: pl.DataFrame, amounts: pl.DataFrame, share: pl.DataFrame) -> list[str]:
    """The touchpoints behind a part, the largest loss first."""
    held = share.join(amounts, on="touchpoint").join(bearing.select("touchpoint", "label"), on="touchpoint")
    value = (pl.col("share") * pl.col("amount")).sum()
    labels: list[str] = held.group_by("label").agg(value.alias("value")).sort("value", "label")["label"].to_list()
    return labels
