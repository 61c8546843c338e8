"""How far the touchpoints stand from their goal, and in whose touchpoints the distance lies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from typing import Final

import polars as pl

from cxdata.scan.answers import NOW
from cxdata.statistics import accountability
from cxdata.statistics.accountability import RULES
from cxdata.statistics.distributions import two_sided
from cxdata.statistics.level import against
from cxdata.statistics.suppression import FEW_BELOW, THIN_BELOW
from cxdata.text import rounded
from cxdata.text.adding import adding
from cxdata.views.departments.owned import Owned, Row, Weighing

Z: Final = 1.959964
NOBODY, MISPLACED, DEPARTMENT, FOLDED, MISMATCH = "nobody", "misplaced", "department", "folded", "mismatch"
LEAST: Final = 0.05
"""An amount that would be written as 0.0 is left unsaid."""
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

    @cached_property
    def size(self) -> float:
        """The whole as it is printed: the difference of the printed ends."""
        return rounded(rounded(self.score, 1) - rounded(self.goal, 1), 1)

    @property
    def side(self) -> str:
        """Where the whole lies as it is printed: "below" the goal, "above" it, or "at" it."""
        return "below" if self.size < 0 else "above" if self.size > 0 else "at"

    @cached_property
    def printed(self) -> pl.DataFrame:
        """The parts with their values as they are printed, which sum to `size`; inconsistent goals as a part of their
        own, or in the last part where they are not worth one."""
        values = self.parts["value"].to_list()
        apart = abs(self.mismatch) >= LEAST
        if apart:
            values.append(self.mismatch)
        else:
            values[-1] += self.mismatch
        kept = self.parts
        if apart:
            row = pl.DataFrame({"label": [""], "kind": [MISMATCH], "n": [0], "names": [[]]}, schema_overrides=PARTS)
            kept = pl.concat([kept, row], how="diagonal")
        return kept.with_columns(pl.Series("value", adding(values, self.size), dtype=pl.Float64))

    def of(self, *kinds: str) -> float:
        """Sum of the parts of these kinds."""
        return float(self.parts.filter(pl.col("kind").is_in(kinds))["value"].sum())


def gap(owned: Owned, by: Weighing) -> Gap | None:
    """The gap of the period; None without answers or without a goal that says where they should be."""
    table = owned.units.weighed(by, owned.contacts)
    aimed = _aimed(owned, table)
    if aimed is None:
        return None
    goal, mismatch = aimed
    score = float((table["weight"] * table["score"]).sum())
    losses = accountability.gaps(table.drop("touchpoint").rename({"unit": "touchpoint"}))
    behind = table.select("unit", "touchpoint", "n", "n_eff")
    parts = shared(owned, losses.with_columns(pl.col("amount") * -1), behind, owned.units.raci)
    half = Z * sqrt(float((table["weight"] ** 2 * table["variance"]).sum()) * owned.pool.deff)
    n, change, p, low, high = _whole(owned, by, goal, score, half)
    return Gap(by, goal, score, low, high, n, mismatch, parts, change, p)


def aimed(owned: Owned) -> tuple[float, float] | None:
    """`goal` and `mismatch` of the gap by answers, without taking it apart; None where there is no gap."""
    return _aimed(owned, owned.units.weighed("answers", owned.contacts))


def _aimed(owned: Owned, table: pl.DataFrame) -> tuple[float, float] | None:
    filtered = bool(owned.answers.choice.where.get("touchpoint"))
    if table.is_empty() or (table["target"].null_count() > 0) or (owned.goal is None and not filtered):
        return None
    meant = float((table["weight"] * table["target"]).sum())
    goal = meant if filtered or owned.goal is None else owned.goal.target
    return goal, meant - goal


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
    places = _places(owned, behind)
    place = pl.DataFrame(
        [(name, at) for at, (_, names) in enumerate(places) for name in names],
        schema={"department": pl.String, "place": pl.Int64}, orient="row",
    )  # fmt: skip
    placed = behind.join(place, on="department", nulls_equal=True)
    split = pl.concat(part.with_columns(rule=pl.lit(rule)) for rule, part in rules.items())
    sums = _summed(split.join(place, on="department", nulls_equal=True), amounts)
    bearing, points = _bearing(placed), _points(placed, amounts)
    rows = [
        _part(owned, kind, names, bearing[at], sums[at], points.get(at, [])) for at, (kind, names) in enumerate(places)
    ]
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


def _summed(split: pl.DataFrame, amounts: pl.DataFrame) -> dict[int, list[tuple[float, float]]]:
    """By place, the amount and its error under each rule of sharing."""
    share = split.group_by("place", "rule", "touchpoint", maintain_order=True).agg(pl.col("share").sum())
    found = (
        share.join(amounts, on="touchpoint", maintain_order="left")
        .group_by("place", "rule", maintain_order=True)
        .agg(
            value=(pl.col("share") * pl.col("amount")).sum(),
            error=((pl.col("share") * pl.col("error")) ** 2).sum().sqrt(),
        )
    )
    sums: dict[int, list[tuple[float, float]]] = {}
    for place, value, error in found.select("place", "value", "error").iter_rows():
        sums.setdefault(place, []).append((value, error))
    return sums


def _bearing(placed: pl.DataFrame) -> dict[int, tuple[int, float, list[str]]]:
    """By place, n and n_eff of the units that bear on it, and their touchpoints."""
    once = placed.unique(["place", "touchpoint"], maintain_order=True)
    sums = once.group_by("place").agg(pl.col("n", "n_eff").sum(), pl.col("label").unique(maintain_order=True))
    return {place: (n, effective, labels) for place, n, effective, labels in sums.iter_rows()}


def _part(
    owned: Owned,
    kind: str,
    names: list[str | None],
    bearing: tuple[int, float, list[str]],
    sums: list[tuple[float, float]],
    points: list[str],
) -> Row:
    n, answers, labels = bearing
    deff = owned.deff(labels)
    values, errors = [value for value, _ in sums], [error * sqrt(deff) for _, error in sums]
    low = min(value - Z * error for value, error in zip(values, errors, strict=True))
    high = max(value + Z * error for value, error in zip(values, errors, strict=True))
    p = max(float(two_sided(v / max(e, 1e-9))) for v, e in zip(values, errors, strict=True))
    known = kind != FOLDED and answers / deff >= THIN_BELOW
    same_sign = all(v < 0 for v in values) or all(v > 0 for v in values)
    label = ", ".join(name for name in names if name is not None) if kind in (DEPARTMENT, FOLDED) else ""
    return {
        "label": label, "kind": kind, "value": values[0], "least": min(values), "most": max(values),
        "low": low, "high": high, "n": n, "p": (p if same_sign else 1.0) if known else None, "names": points,
    }  # fmt: skip


def _points(placed: pl.DataFrame, amounts: pl.DataFrame) -> dict[int, list[str]]:
    """By place, the touchpoints behind it, the largest loss first."""
    value = (pl.col("share") * pl.col("amount")).sum()
    held = placed.join(amounts, on="touchpoint").group_by("place", "label").agg(value.alias("value"))
    labels = held.sort("place", "value", "label").group_by("place", maintain_order=True).agg("label")
    return dict(labels.iter_rows())
