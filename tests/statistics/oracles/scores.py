"""Reference values of scores, intervals, comparisons and power, computed apart from the product.

Brute force, exact fractions, scipy and statsmodels: nothing of cxdata is used. Each function takes a vector's input.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
from scipy import integrate, optimize, stats
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

Input = dict[str, Any]
Z = stats.norm.ppf(0.975)


def _sigma(v: Input) -> float:
    p, d = v["promoters"], v["detractors"]
    return math.sqrt(p * (1 - p) + d * (1 - d) + 2 * p * d)


def ces(v: Input) -> object:
    (key, counts), *_ = v.items()
    low, high = (int(part) for part in key.split("_") if part.isdigit())
    answers = np.repeat(np.arange(low, high + 1, dtype=float), counts)
    found = DescrStatsW(answers)
    plain = found.tconfint_mean() if len(answers) > 1 else (None, None)
    guard = DescrStatsW(np.array([*answers, low, high]), weights=[1.0] * len(answers) + [0.5, 0.5])
    centre, spread = float(guard.mean), float(guard.demeaned @ (guard.weights * guard.demeaned))
    n = len(answers)
    half = stats.t.ppf(0.975, n) * math.sqrt(spread / n / (n + 1))
    boxes = {}
    for k in (2, 3):
        best = int((answers > high - k).sum())
        lo, hi = proportion_confint(best, n, method="wilson")
        boxes |= {f"top{k}": best / n, f"top{k}_lo": lo, f"top{k}_hi": hi}
    return {
        "mean": float(found.mean),
        "sd": statistics.stdev(answers) if n > 1 else None,
        "t_lo": plain[0],
        "t_hi": plain[1],
        "guarded_lo": max(low, centre - half),
        "guarded_hi": min(high, centre + half),
        **boxes,
    }


def confseq(v: Input) -> object:
    """The root of the mixture supermartingale = 1 / alpha, as a bound on the mean of n standard answers."""
    n, alpha = v["n"], v["alpha"]
    log = -2 * math.log(alpha)
    rho = (log + math.log(log + 1)) / v["t_star"]

    def excess(radius: float) -> float:
        total = radius * n
        return rho * total**2 / (2 * (n * rho + 1)) - 0.5 * math.log(n * rho + 1) + math.log(alpha)

    return {"radius": optimize.brentq(excess, 1e-9, 1e3, xtol=1e-14)}


def csat_diff(v: Input) -> object:
    low, high = confint_proportions_2indep(v["k1"], v["n1"], v["k2"], v["n2"], method="newcomb")
    return {"diff": v["k1"] / v["n1"] - v["k2"] / v["n2"], "lo": low, "hi": high}


def kish(v: Input) -> object:
    w = np.array(v["weights"], dtype=float)
    deff = 1 + w.var() / w.mean() ** 2
    return {"n_eff": len(w) / deff, "deff": deff}


def mde(v: Input) -> object:
    size = NormalIndPower().solve_power(nobs1=v["n"], alpha=0.05, power=0.8, ratio=1)
    points = 100 * _sigma(v) * float(size)
    return {"mde_points": points, "mde_did_points": points * math.sqrt(2)}


def n_per_group(v: Input) -> object:
    n = float(NormalIndPower().solve_power(v["change_points"] / 100 / _sigma(v), alpha=0.05, power=0.8, ratio=1))
    return {"n_exact": n, "n_ceil": math.ceil(n)}


def nps_ci(v: Input) -> object:
    p, a, d = (Fraction(str(v[k])) for k in ("promoters", "passives", "detractors"))
    z = stats.norm.ppf(0.5 + v.get("conf", 0.95) / 2)
    n = p + a + d

    def ends(up: Fraction, down: Fraction, size: Fraction) -> tuple[float, float, float, float]:
        centre = (up - down) / size
        se = math.sqrt(((up + down) / size - centre**2) / size)
        return float(centre), se, max(-1, float(centre) - z * se), min(1, float(centre) + z * se)

    adjusted = ends(p + Fraction(3, 4), d + Fraction(3, 4), n + 3)
    wald = ends(p, d, n)
    names = ("nps", "aw_center", "aw_se", "aw_lo", "aw_hi", "wald_lo", "wald_hi")
    return dict(zip(names, (100 * x for x in (wald[0], *adjusted, *wald[2:])), strict=True))


def nps_diff_aw(v: Input) -> object:
    one, two = (
        nps_ci(dict(zip(("promoters", "passives", "detractors"), v[side], strict=True))) for side in ("before", "after")
    )
    diff, se = two["aw_center"] - one["aw_center"], math.hypot(one["aw_se"], two["aw_se"])
    z = diff / se
    return {
        "diff": two["nps"] - one["nps"], "aw_diff": diff, "aw_se": se, "aw_z": z, "aw_p": 2 * stats.norm.sf(abs(z)),
        "aw_lo": diff - Z * se, "aw_hi": diff + Z * se,
    }  # fmt: skip


def _maximum(f: Callable[[float], float], low: float, high: float) -> float:
    """Where a concave function is largest: golden section down to the last digits."""
    ratio = (math.sqrt(5) - 1) / 2
    a, b = low, high
    c, d = b - ratio * (b - a), a + ratio * (b - a)
    at_c, at_d = f(c), f(d)
    for _ in range(55):
        if at_c >= at_d:
            b, d, at_d = d, c, at_c
            c = b - ratio * (b - a)
            at_c = f(c)
        else:
            a, c, at_c = c, d, at_d
            d = a + ratio * (b - a)
            at_d = f(d)
    return (a + b) / 2


def _constrained(counts: list[float], score: float) -> tuple[float, float]:
    """Largest log likelihood of (P, A, D) under NPS = score (a fraction), and the variance of one answer there."""
    up, middle, down = counts

    def likelihood(d: float) -> float:
        parts = ((up, d + score), (middle, 1 - 2 * d - score), (down, d))
        return sum(n * math.log(max(share, 1e-300)) for n, share in parts if n)

    low, high = max(0.0, -score), (1 - score) / 2
    best = max((low, high, _maximum(likelihood, low, high)), key=likelihood)
    return likelihood(best), 2 * best + score - score**2


def _score_z(before: list[float], after: list[float], shift: float) -> float:
    low, high = max(-1.0, -1.0 - shift), min(1.0, 1.0 - shift)
    level = _maximum(lambda d: _constrained(before, d)[0] + _constrained(after, d + shift)[0], low, high)
    gap = (after[0] - after[2]) / sum(after) - (before[0] - before[2]) / sum(before) - shift
    variance = _constrained(before, level)[1] / sum(before) + _constrained(after, level + shift)[1] / sum(after)
    return gap / math.sqrt(variance)


def nps_diff_score(v: Input) -> object:
    before, after = ([float(n) for n in v[side]] for side in ("before", "after"))
    z = _score_z(before, after, 0.0)
    gap = (after[0] - after[2]) / sum(after) - (before[0] - before[2]) / sum(before)
    ends = []
    for sign in (1, -1):
        edge = -2.0 if sign == 1 else 2.0

        def excess(shift: float, sign: int = sign) -> float:
            return sign * _score_z(before, after, shift) - Z

        near = edge + sign * 1e-6
        ends.append(100 * (optimize.brentq(excess, near, gap, xtol=1e-7) if excess(near) > 0 else edge))
    return {"z": z, "p": 2 * stats.norm.sf(abs(z)), "lo": ends[0], "hi": ends[1]}


def nps_score_ci(v: Input) -> object:
    counts = [float(v[k]) for k in ("promoters", "passives", "detractors")]
    n, z = sum(counts), stats.norm.ppf(0.5 + v.get("conf", 0.95) / 2)
    score = (counts[0] - counts[2]) / n

    def excess(level: float) -> float:
        return n * (score - level) ** 2 - z**2 * _constrained(counts, level)[1]

    ends = []
    for edge in (-1.0, 1.0):
        near, inner = edge * (1 - 1e-12), score + 1e-9 * edge
        ends.append(100 * (edge if excess(near) <= 0 else optimize.brentq(excess, near, inner, xtol=1e-13)))
    return {"lo": ends[0], "hi": ends[1]}


def peeking(v: Input) -> object:
    """The box probability of the correlated looks."""
    looks = v["looks"]
    times = np.arange(1, looks + 1)
    correlation = np.sqrt(np.minimum.outer(times, times) / np.maximum.outer(times, times))
    box = stats.multivariate_normal(np.zeros(looks), correlation, allow_singular=True)
    options = {"maxpts": 4_000_000, "abseps": 1e-6, "releps": 1e-6}
    box.maxpts, box.abseps, box.releps = options.values()
    inside = box.cdf(np.full(looks, Z), lower_limit=np.full(looks, -Z))
    return {"prob": 1 - float(inside)}


def prob_at_least(v: Input) -> object:
    """The Dirichlet density integrated over the share of negative answers, then of positive ones."""
    p, a, d = (v.get(k, 0) + 0.5 for k in ("promoters", "passives", "detractors"))
    target = v["target"] / 100

    def given(down: float) -> float:
        need = (target + down) / (1 - down)
        return float(stats.beta.sf(need, p, a) * stats.beta.pdf(down, d, p + a))

    top = (1 - target) / 2
    mode = min(top, d / (p + a + d))
    found = sum(integrate.quad(given, *ends, limit=400, epsabs=1e-11)[0] for ends in ((0, mode), (mode, top)))
    return {"prob": found}


def wilson(v: Input) -> object:
    low, high = proportion_confint(v["k"], v["n"], alpha=1 - v.get("conf", 0.95), method="wilson")
    return {"p": v["k"] / v["n"], "lo": max(0.0, low), "hi": min(1.0, high)}


FAMILIES = {
    "ces": ces,
    "confseq": confseq,
    "csat_diff": csat_diff,
    "kish": kish,
    "mde": mde,
    "n_per_group": n_per_group,
    "nps_ci": nps_ci,
    "nps_diff_aw": nps_diff_aw,
    "nps_diff_score": nps_diff_score,
    "nps_score_ci": nps_score_ci,
    "peeking": peeking,
    "prob_at_least": prob_at_least,
    "wilson": wilson,
}
