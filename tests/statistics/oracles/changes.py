"""Reference values of charts over time, causes, drivers and weights, computed apart from the product.

Brute force, exact fractions, scipy and statsmodels: nothing of cxdata is used. Each function takes a vector's input.
"""

from __future__ import annotations

import itertools
import math
import statistics
from fractions import Fraction
from typing import Any

import numpy as np
import statsmodels.api as sm
from scipy import integrate, optimize, stats
from statsmodels.stats.meta_analysis import combine_effects
from statsmodels.stats.multitest import multipletests

Input = dict[str, Any]
Z = stats.norm.ppf(0.975)


def anhoj(v: Input) -> object:
    n = v["n_useful"]
    crossings = next(
        k for k in range(n + 1) if sum(math.comb(n - 1, i) for i in range(k + 1)) / 2 ** (n - 1) >= 0.05 - 1e-15
    )
    return {"longest_run_max": round(math.log2(n)) + 3, "crossings_min": crossings}


def bh(v: Input) -> object:
    p, level = v["p"], v.get("q", 0.05)
    q = multipletests(p, level, "fdr_bh")[1]
    return {
        "q_values": list(q),
        "n_rejected": int(sum(q <= level)),
        "n_bonferroni": int(sum(multipletests(p, level, "bonferroni")[0])),
    }


def change_point(v: Input) -> object:
    x = v["values"]

    def squares(part: list[float]) -> float:
        return sum((value - statistics.fmean(part)) ** 2 for value in part)

    at = min(range(1, len(x)), key=lambda k: squares(x[:k]) + squares(x[k:]))
    return {"n_before": at, "mean_before": statistics.fmean(x[:at]), "mean_after": statistics.fmean(x[at:])}


def dasgupta(v: Input) -> object:
    names = {name.rstrip("0123456789_"): pair for name, pair in v.items()}
    orders = list(itertools.permutations(names))

    def total(after: set[str]) -> float:
        return float(
            sum(math.prod(row) for row in zip(*(np.atleast_1d(p[n in after]) for n, p in names.items()), strict=True))
        )

    effect = dict.fromkeys(names, 0.0)
    for order in orders:
        for i, name in enumerate(order):
            effect[name] += (total({*order[: i + 1]}) - total({*order[:i]})) / len(orders)
    if np.ndim(next(iter(names.values()))) == 1:
        return {f"{name}_effect": value for name, value in effect.items()}
    return {**effect, "total": total({*names}) - total(set())}


def decomp(v: Input) -> object:
    known = list(zip(v["w1"], v["nps1"], v["w2"], v["nps2"], strict=True))
    rows = [
        tuple(Fraction(str(x)) for x in (w1, r2 if r1 is None else r1, w2, r1 if r2 is None else r2))
        for w1, r1, w2, r2 in known
    ]
    before, after = sum(w1 * r1 for w1, r1, _, _ in rows), sum(w2 * r2 for _, _, w2, r2 in rows)
    middle = (before + after) / 2
    mix = [((w2 - w1) * (r1 - middle) + (w2 - w1) * (r2 - middle)) / 2 for w1, r1, w2, r2 in rows]
    rate = [(w1 * (r2 - r1) + w2 * (r2 - r1)) / 2 for w1, r1, w2, r2 in rows]
    return {
        "R1": float(before),
        "R2": float(after),
        "change": float(after - before),
        "mix": [float(x) for x in mix],
        "rate": [float(x) for x in rate],
        "mix_total": float(sum(mix)),
        "rate_total": float(sum(rate)),
    }


def did(v: Input) -> object:
    """A saturated regression of 4 x the answers, with 3, 6 and 3 more in each cell: HC0 errors."""
    rows, weights = [], []
    for who, when in itertools.product(("treated", "control"), ("before", "after")):
        for score, count, extra in zip((1, 0, -1), v[f"{who}_{when}"], (3, 6, 3), strict=True):
            rows.append((score, who == "treated", when == "after"))
            weights.append(4 * count + extra)
    table = np.array(rows, dtype=float)
    x = np.column_stack([np.ones(len(table)), table[:, 1], table[:, 2], table[:, 1] * table[:, 2]])
    x, y = (np.repeat(part, np.array(weights, dtype=int), axis=0) for part in (x, table[:, 0]))
    fit = sm.OLS(y, x).fit(cov_type="HC0")
    effect, se = 100 * fit.params[3], 200 * fit.bse[3]
    z = effect / se
    return {
        "did_adj": effect, "se": se, "z": z, "p": 2 * stats.norm.sf(abs(z)), "lo": effect - Z * se,
        "hi": effect + Z * se,
    }  # fmt: skip


def eb(v: Input) -> object:
    score, error = np.array(v["nps"], dtype=float), np.array(v["se"], dtype=float)
    found = combine_effects(score, error**2, method_re="chi2")
    tau2, mean = max(0.0, float(found.tau2)), float(found.mean_effect_re)
    if tau2 == 0.0:
        mean = float(found.mean_effect_fe)
    part = tau2 / (tau2 + error**2)
    return {"tau2": tau2, "mu": mean, "shrunk": list(part * score + (1 - part) * mean)}


def its(v: Input) -> object:
    y = [*v["pre"], *v["post"]]
    x = sm.add_constant(np.array([0.0] * len(v["pre"]) + [1.0] * len(v["post"])))
    fit = sm.OLS(y, x).fit()
    return {"effect": fit.params[1], "t": fit.tvalues[1], "p": fit.pvalues[1]}


def _columns(v: Input) -> tuple[np.ndarray, np.ndarray]:
    return np.column_stack([v["rows"][name] for name in v["x"]]).astype(float), np.array(v["rows"][v["y"]], dtype=float)


def _r2(x: np.ndarray, y: np.ndarray) -> float:
    return float(sm.OLS(y, sm.add_constant(x)).fit().rsquared) if x.shape[1] else 0.0


def johnson(v: Input) -> object:
    """By the singular value decomposition of the standardised data, not by the correlation matrix."""
    x, y = _columns(v)
    x, y = (x - x.mean(0)) / x.std(0), (y - y.mean()) / y.std()
    left, _, right = np.linalg.svd(x, full_matrices=False)
    nearest = left @ right * math.sqrt(len(y))
    loading = nearest.T @ x / len(y)
    beta = nearest.T @ y / len(y)
    return {"weights": list((loading.T**2) @ beta**2)}


def lmg(v: Input) -> object:
    x, y = _columns(v)
    p = x.shape[1]
    known = {s: _r2(x[:, list(s)], y) for k in range(p + 1) for s in itertools.combinations(range(p), k)}
    shares = [0.0] * p
    for order in itertools.permutations(range(p)):
        for i, j in enumerate(order):
            shares[j] += known[tuple(sorted(order[: i + 1]))] - known[tuple(sorted(order[:i]))]
    shares = [share / math.factorial(p) for share in shares]
    return {"shares": shares, "r2": known[tuple(range(p))]}


def nps_laney(v: Input) -> object:
    months = v["baseline_months_P_Pa_D"]
    n = [sum(month) for month in months]
    centre = sum(p - d for p, _, d in months) / sum(n)
    spread = sum(p + d for p, _, d in months) / sum(n) - centre**2
    z = [((p - d) / k - centre) / math.sqrt(spread / k) for (p, _, d), k in zip(months, n, strict=True)]
    raw = statistics.fmean(abs(b - a) for a, b in itertools.pairwise(z)) / 1.128
    limits = []
    for p, a, d in v["new_months"]:
        k = p + a + d
        half = 3 * max(1.0, raw) * math.sqrt(spread / k)
        low, high, score = max(-1.0, centre - half), min(1.0, centre + half), (p - d) / k
        limits.append(
            {"nps": 100 * score, "lcl": 100 * low, "ucl": 100 * high, "signal": int(not low <= score <= high)}
        )
    return {"cl": 100 * centre, "sigma_z_raw": raw, "sigma_z_used": max(1.0, raw), "limits": limits}


def raking(v: Input) -> object:
    """The root of the log-linear equations: row and column effects that meet the margins."""
    counts = np.array(v["counts"], dtype=float)
    start = counts / counts.sum()
    rows, cols = (np.array(v[k], dtype=float) / sum(v[k]) for k in ("row_targets", "col_targets"))

    def cells(effects: np.ndarray) -> np.ndarray:
        return start * np.exp(effects[: len(rows), None] + np.r_[0.0, effects[len(rows) :]][None, :])

    def miss(effects: np.ndarray) -> np.ndarray:
        found = cells(effects)
        return np.r_[found.sum(1) - rows, (found.sum(0) - cols)[1:]]

    found = cells(optimize.fsolve(miss, np.zeros(len(rows) + len(cols) - 1), xtol=1e-13))
    weights = np.divide(found, start, out=np.zeros_like(found), where=start > 0)
    return {"cells": found.tolist(), "weights": weights.tolist()}


def r_indicator(v: Input) -> object:
    rates = [r / i if i else 0.0 for i, r in zip(v["invited"], v["responded"], strict=True)]
    people = np.repeat(rates, v["invited"])
    return {"R": 1 - 2 * people.std(ddof=1), "response_rate": sum(v["responded"]) / sum(v["invited"])}


def rolling(v: Input) -> object:
    width = v.get("window", 3)
    scores = {}
    for i in range(len(v["months"]) - width + 1):
        p, a, d = (sum(Fraction(str(n)) for n in part) for part in zip(*v["months"][i : i + width], strict=True))
        scores[f"window_{i + 1}_{i + width}"] = float(100 * (p - d) / (p + a + d))
    last = list(scores.values())
    return {**scores, "change": last[-1] - last[-2]}


def rtm(v: Input) -> object:
    k = v["k"]
    least = integrate.quad(lambda u: stats.norm.ppf(u) * k * (1 - u) ** (k - 1), 0, 1, limit=400)[0]
    up, down = v["promoters"], v["detractors"]
    se = 100 * math.sqrt((up + down - (up - down) ** 2) / v["n_each"])
    return {
        "e_min": least, "se_points": se, "expected_worst": v["true_nps"] + least * se, "expected_rebound": -least * se,
    }  # fmt: skip


def tipping(v: Input) -> object:
    score, rate = v["nps_respondents"], v["response_rate"]
    ends = [rate * score + (1 - rate) * end for end in (-100, 100)]
    if rate == 1:
        return {"nonrespondents_nps_needed": None, "bound_lo": ends[0], "bound_hi": ends[1]}
    needed = optimize.brentq(lambda x: rate * score + (1 - rate) * x - v["threshold"], -1e6, 1e6, xtol=1e-10)
    return {"nonrespondents_nps_needed": needed, "bound_lo": ends[0], "bound_hi": ends[1]}


def xmr(v: Input) -> object:
    centre = statistics.fmean(v["x"])
    moving = statistics.fmean(abs(b - a) for a, b in itertools.pairwise(v["x"]))
    return {
        "cl": centre, "mr_bar": moving, "lcl": centre - 2.66 * moving, "ucl": centre + 2.66 * moving,
        "mr_ucl": 3.267 * moving,
    }  # fmt: skip


FAMILIES = {
    "anhoj": anhoj,
    "bh": bh,
    "changepoint": change_point,
    "dasgupta": dasgupta,
    "decomp": decomp,
    "did": did,
    "eb": eb,
    "its": its,
    "johnson": johnson,
    "lmg": lmg,
    "nps_laney": nps_laney,
    "r_indicator": r_indicator,
    "raking": raking,
    "rolling": rolling,
    "rtm": rtm,
    "tipping": tipping,
    "xmr": xmr,
}
