"""Reference values of accountability, waiting and governance, computed apart from the product.

Brute force, exact fractions, scipy and statsmodels: nothing of cxdata is used. Each function takes a vector's input.
"""

from __future__ import annotations

import itertools
import math
import statistics
from collections.abc import Callable
from datetime import date
from typing import Any

from scipy import stats
from statsmodels.stats.proportion import proportion_confint

Input = dict[str, Any]
Z = stats.norm.ppf(0.975)


def commitments(v: Input) -> object:
    now = date.fromisoformat(v["as_of"])
    counted = {"due": 0, "kept": 0, "late": 0, "open_overdue": 0}
    for row in v["decisions"]:
        due, done = (date.fromisoformat(row[k]) if row[k] else None for k in ("original_due", "done"))
        if due is None or due > now:
            continue
        counted["due"] += 1
        if done is None or done > now:
            counted["open_overdue"] += 1
        else:
            counted["kept" if done <= due else "late"] += 1
    n = counted["due"]
    if not n:
        return {**counted, "rate": None, "wilson_lo": None, "wilson_hi": None}
    low, high = proportion_confint(counted["kept"], n, method="wilson")
    return {**counted, "rate": counted["kept"] / n, "wilson_lo": low, "wilson_hi": high}


def concentration(v: Input) -> object:
    s = sorted(v["shares"])
    d, hhi = len(s), math.fsum(x * x for x in s)
    entropy = float(stats.entropy(s)) if d > 1 else 0.0
    gini = sum((2 * i - d - 1) * x for i, x in enumerate(s, 1)) / d
    return {
        "hhi": hhi,
        "hhi_norm": (hhi - 1 / d) / (1 - 1 / d) if d > 1 else 1.0,
        "effective_n": 1 / hhi,
        "entropy_norm": entropy / math.log(d) if d > 1 else 0.0,
        "gini": gini,
    }


def gap_to_target(v: Input) -> object:
    """The Shapley value of one game over all departments, coalition by coalition."""
    players = v["departments"]
    nobody, whole = 0.0, 0.0
    worth = dict.fromkeys(players, 0.0)
    for point in v["touchpoints"].values():
        gap = point["weight"] * (point["target"] - point["nps"])
        whole += gap
        lead, helpers = point.get("A"), [name for name in point.get("R") or [] if name != point.get("A")]
        team = [lead or "", *helpers]

        def reached(who: tuple[str, ...], lead: str = lead or "", helpers: list[str] = helpers) -> bool:
            return lead in who and (not helpers or any(name in who for name in helpers))

        for order in itertools.permutations(team):
            for i, name in enumerate(order):
                if reached(order[: i + 1]) and not reached(order[:i]):
                    share = gap / math.factorial(len(team))
                    if name:
                        worth[name] += share
                    else:
                        nobody += share
    return {**worth, "(no owner)": nobody, "TOTAL gap": whole}


def km(v: Input) -> object:
    time, event = (v["hours"], v["closed"]) if "hours" in v else (v["time"], v["event"])
    steps, open_share = [], 1.0
    for t in sorted({t for t, done in zip(time, event, strict=True) if done}):
        at_risk = sum(1 for other in time if other >= t)
        open_share *= 1 - sum(1 for other, done in zip(time, event, strict=True) if done and other == t) / at_risk
        steps.append([t, open_share])
    if "hours" not in v:
        return {"steps": steps}
    within = [share for t, share in steps if t <= 48]
    half = [t for t, share in steps if share <= 0.5 + 1e-12]
    return {"closed_within_48h_km": 1 - (within[-1] if within else 1.0), "median_hours": half[0] if half else None}


def krippendorff(v: Input) -> object:
    """Over all ordered pairs of ratings of one unit, and of all units."""
    units = [[r for r in unit if r is not None] for unit in v["units_by_raters"]]
    units = [unit for unit in units if len(unit) > 1]
    pool = [r for unit in units for r in unit]
    n = {r: pool.count(r) for r in set(pool)}

    def ordinal(a: float, b: float) -> float:
        low, high = min(a, b), max(a, b)
        return (sum(k for r, k in n.items() if low <= r <= high) - (n[a] + n[b]) / 2) ** 2

    levels: dict[str, Callable[[float, float], float]] = {
        "nominal": lambda a, b: float(a != b),
        "ordinal": ordinal,
        "interval": lambda a, b: (a - b) ** 2,
    }
    found = {}
    for name, distance in levels.items():
        seen = sum(
            sum(distance(a, b) for i, a in enumerate(u) for j, b in enumerate(u) if i != j) / (len(u) - 1)
            for u in units
        )
        chance = sum(distance(a, b) for i, a in enumerate(pool) for j, b in enumerate(pool) if i != j)
        found[name] = 1 - (len(pool) - 1) * seen / chance if chance else 1.0
    return found


def maturity(v: Input) -> object:
    by: dict[str, list[float]] = {}
    for name, rating in v["items"]:
        by.setdefault(name, []).append(rating)
    medians = [statistics.median(ratings) for ratings in by.values()]
    return {"mean": statistics.fmean(medians), "weakest": min(medians), "range": max(medians) - min(medians)}


def misallocation(v: Input) -> object:
    return {"tv": sum(max(0.0, a - e) for a, e in zip(v["actual"], v["expected"], strict=True))}


def ownership(v: Input) -> object:
    def covered(point: Input) -> bool:
        owner = point["owner"]
        return point["n_accountable"] == 1 and bool(owner) and "cx" not in owner.lower().split()

    points = v["touchpoints"]
    volume = sum(point["volume"] for point in points)
    return {
        "coverage": sum(point["volume"] for point in points if covered(point)) / volume,
        "coverage_unweighted": sum(map(covered, points)) / len(points),
    }


def raci(v: Input) -> object:
    m = v["R"]
    games: dict[str, Callable[[set[int]], bool]] = {
        "lead": lambda who: 0 in who and (m == 0 or len(who) > 1),
        "all": lambda who: len(who) == m + 1,
        "any": bool,
    }
    value = {}
    for name, reached in games.items():
        shares = [0] * (m + 1)
        for order in itertools.permutations(range(m + 1)):
            first = next(i for i in range(m + 1) if reached({*order[: i + 1]}))
            shares[order[first]] += 1
        value[name] = [share / math.factorial(m + 1) for share in shares]
    helper = value["lead"][1] if m else 0.0
    return {
        "lead_A": value["lead"][0], "lead_each_R": helper, "all_each": value["all"][0], "any_each": value["any"][0],
    }  # fmt: skip


FAMILIES = {
    "commitments": commitments,
    "concentration": concentration,
    "gap_to_target": gap_to_target,
    "km": km,
    "krippendorff": krippendorff,
    "maturity": maturity,
    "misallocation": misallocation,
    "ownership": ownership,
    "raci": raci,
}
