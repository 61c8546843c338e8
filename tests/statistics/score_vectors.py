"""Reference vectors of scores, comparisons, charts, power and weights: from an input to the product's answer."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np

from cxdata.statistics import (
    changepoint,
    comparison,
    control,
    estimates,
    live,
    power,
    response,
    shrinkage,
    two_groups,
    weighting,
)

Input = dict[str, Any]


def anhoj(v: Input) -> object:
    return dict(zip(("longest_run_max", "crossings_min"), control.run_limits(v["n_useful"]), strict=True))


def benjamini_hochberg(v: Input) -> object:
    q, p = comparison.benjamini_hochberg(v["p"]), np.array(v["p"])
    level = v.get("q", 0.05)
    return {"q_values": q, "n_rejected": int((q <= level).sum()), "n_bonferroni": int((p <= level / len(p)).sum())}


def ces(v: Input) -> object:
    key = next(iter(v))
    low, high = (int(end) for end in re.findall(r"\d+", key))
    scale = np.arange(low, high + 1)
    plain, guarded = estimates.plain_mean(scale, v[key]), estimates.guarded_mean(scale, v[key], low, high)
    boxes = {}
    for k in (2, 3):
        boxes |= named(estimates.top_box(v[key], k), f"top{k}", f"top{k}_lo", f"top{k}_hi")
    return {
        **named(plain, "mean", "sd", "t_lo", "t_hi"),
        "guarded_lo": guarded.low,
        "guarded_hi": guarded.high,
        **boxes,
    }


def csat_diff(v: Input) -> object:
    found = two_groups.share_difference((v["k2"], v["n2"]), (v["k1"], v["n1"]))
    return named(found[:3], "diff", "lo", "hi")


def kish(v: Input) -> object:
    w = np.array(v["weights"], dtype=float)
    n_eff = estimates.effective_n(w.sum(), (w**2).sum())
    return {"n_eff": n_eff, "deff": len(w) / n_eff}


def three(v: Input) -> tuple[float, float, float]:
    return v["promoters"], v["passives"], v["detractors"]


def nps_ci(v: Input) -> object:
    level = v.get("conf", 0.95)
    centre, variance = estimates.adjusted(*three(v))
    wald = estimates.wald(*three(v), level=level)
    return {
        "nps": estimates.raw_nps(*three(v)),
        "aw_center": 100 * centre,
        "aw_se": 100 * np.sqrt(variance),
        **named(estimates.nps(*three(v), level=level)[1:], "aw_lo", "aw_hi"),
        **named(wald[1:], "wald_lo", "wald_hi"),
    }


def nps_diff_aw(v: Input) -> object:
    before, after = estimates.adjusted(*v["before"]), estimates.adjusted(*v["after"])
    found = two_groups.nps_difference_wald(tuple(v["before"]), tuple(v["after"]))
    return {
        "diff": found.change,
        "aw_diff": 100 * (after.centre - before.centre),
        "aw_se": 100 * np.sqrt(after.variance + before.variance),
        "aw_z": found.z,
        "aw_p": found.p,
        "aw_lo": found.low,
        "aw_hi": found.high,
    }


def nps_diff_score(v: Input) -> object:
    found = two_groups.nps_difference(tuple(v["before"]), tuple(v["after"]))
    return {"z": found.z, "p": found.p, "lo": found.low, "hi": found.high}


def nps_laney(v: Input) -> object:
    baseline = control.nps_baseline(*np.array(v["baseline_months_P_Pa_D"]).T)
    months = []
    for month in v["new_months"]:
        low, high = (100 * float(end) for end in control.limits(baseline, sum(month)))
        score = float(estimates.raw_nps(*month))
        months.append({"nps": score, "lcl": low, "ucl": high, "signal": int(not low <= score <= high)})
    return {
        "cl": 100 * baseline.centre,
        "sigma_z_raw": baseline.sigma_z,
        "sigma_z_used": baseline.sigma,
        "limits": months,
    }


def change_point(v: Input) -> object:
    return named(changepoint.best_split(v["values"])[:3], "n_before", "mean_before", "mean_after")


def rolling(v: Input) -> object:
    months, width = np.array(v["months"], dtype=float), int(v.get("window", 3))
    starts = range(len(months) - width + 1)
    scores = [float(estimates.raw_nps(*months[i : i + width].sum(axis=0))) for i in starts]
    windows = {f"window_{i + 1}_{i + width}": score for i, score in zip(starts, scores, strict=True)}
    return {**windows, "change": scores[-1] - scores[-2] if len(scores) > 1 else None}


def regression_to_the_mean(v: Input) -> object:
    se = 100 * math.sqrt(float(power.nps_spread(v["promoters"], v["detractors"])) / v["n_each"])
    worst, rebound = shrinkage.worst_of(v["k"], v["true_nps"], se)
    e_min = shrinkage.least_of(v["k"])
    return {"e_min": e_min, "se_points": se, "expected_worst": worst, "expected_rebound": rebound}


def tipping(v: Input) -> object:
    score, rate = v["nps_respondents"], v["response_rate"]
    needed = response.tipping_point(score, rate, v["threshold"])
    return {"nonrespondents_nps_needed": needed, **named(response.bounds(score, rate), "bound_lo", "bound_hi")}


def r_indicator(v: Input) -> object:
    rate = sum(v["responded"]) / sum(v["invited"])
    return {"R": response.r_indicator(v["invited"], v["responded"]), "response_rate": rate}


def raking(v: Input) -> object:
    found = weighting.rake(v["counts"], [v["row_targets"], v["col_targets"]])
    return {"cells": found.cells, "weights": found.weights}


def mde(v: Input) -> object:
    spread = power.nps_spread(v["promoters"], v["detractors"])
    one, two = (power.detectable_change(spread, v["n"], differences=k) for k in (1, 2))
    return {"mde_points": one, "mde_did_points": two}


def n_per_group(v: Input) -> object:
    n = float(power.answers_needed(power.nps_spread(v["promoters"], v["detractors"]), v["change_points"]))
    return {"n_exact": n, "n_ceil": math.ceil(n)}


def named(values: Any, *names: str) -> dict[str, Any]:
    return dict(zip(names, values, strict=True))


FAMILIES: dict[str, Callable[[Input], object]] = {
    "anhoj": anhoj,
    "bh": benjamini_hochberg,
    "ces": ces,
    "changepoint": change_point,
    "confseq": lambda v: {"radius": live.radius(v["n"], v["alpha"], v["t_star"])},
    "csat_diff": csat_diff,
    "kish": kish,
    "mde": mde,
    "n_per_group": n_per_group,
    "nile": change_point,
    "nps_ci": nps_ci,
    "nps_diff_aw": nps_diff_aw,
    "nps_diff_score": nps_diff_score,
    "nps_laney": nps_laney,
    "nps_score_ci": lambda v: named(two_groups.nps_score_interval(*three(v), level=v.get("conf", 0.95)), "lo", "hi"),
    "peeking": lambda v: {"prob": live.peeking(v["looks"])},
    "prob_at_least": lambda v: {
        "prob": estimates.at_least(v["promoters"], v.get("passives", 0), v["detractors"], v["target"])
    },
    "r_indicator": r_indicator,
    "raking": raking,
    "rolling": rolling,
    "rtm": regression_to_the_mean,
    "tipping": tipping,
    "wilson": lambda v: named(estimates.share(v["k"], v["n"], level=v.get("conf", 0.95)), "p", "lo", "hi"),
    "xmr": lambda v: named(control.xmr(v["x"]), "cl", "mr_bar", "lcl", "ucl", "mr_ucl"),
}
