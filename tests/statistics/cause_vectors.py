"""Reference vectors of attribution, drivers, effects, waiting and governance: from an input to the product's answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from cxdata.statistics import (
    accountability,
    agreement,
    commitments,
    concentration,
    decomposition,
    drivers,
    effect,
    maturity,
    shrinkage,
    waiting,
)

Input = dict[str, Any]


def commitments_kept(v: Input) -> object:
    rows = [{k: date.fromisoformat(d[k]) if d[k] else None for k in ("original_due", "done")} for d in v["decisions"]]
    frame = pl.DataFrame(rows, schema={"original_due": pl.Date, "done": pl.Date})
    found = commitments.kept(frame, date.fromisoformat(v["as_of"]))
    return named(found, "due", "kept", "late", "open_overdue", "rate", "wilson_lo", "wilson_hi")


def dasgupta(v: Input) -> object:
    pairs = {re.sub(r"(_\d+)+$", "", name): value for name, value in v.items()}
    found = decomposition.factors(
        {name: pair[0] for name, pair in pairs.items()},
        {name: pair[1] for name, pair in pairs.items()},
        decomposition.product,
    )
    if np.ndim(next(iter(pairs.values()))) == 1:
        return {f"{name}_effect": value for name, value in found.items()}
    return {**found, "total": sum(found.values())}


def decomp(v: Input) -> object:
    found = decomposition.mix_rate(*(np.array(v[name], dtype=float) for name in ("w1", "nps1", "w2", "nps2")))
    return {
        "R1": found.before,
        "R2": found.after,
        "change": found.after - found.before,
        "mix": found.mix,
        "rate": found.rate,
        "mix_total": found.mix.sum(),
        "rate_total": found.rate.sum(),
    }


def did(v: Input) -> object:
    cells = [tuple(v[f"{who}_{when}"]) for who in ("treated", "control") for when in ("before", "after")]
    return named(effect.difference_in_differences(*cells), "did_adj", "se", "z", "p", "lo", "hi")


def eb_shrinkage(v: Input) -> object:
    return named(shrinkage.shrunk(v["nps"], v["se"])[:3], "tau2", "mu", "shrunk")


def gap_to_target_raci(v: Input) -> object:
    points, roles = [], []
    for name, point in v["touchpoints"].items():
        numbers = {
            key: float(value) for key, value in zip(("score", "target"), (point["nps"], point["target"]), strict=True)
        }
        points.append({"touchpoint": name, "weight": float(point["weight"]), **numbers})
        for role in ("A", "R"):
            people = point.get(role) or []
            roles += [(name, who, role) for who in ([people] if isinstance(people, str) else people)]
    raci = pl.DataFrame(roles, schema=dict.fromkeys(("touchpoint", "department", "role"), pl.String), orient="row")
    amounts = accountability.gaps(pl.DataFrame(points))
    departments = v.get("departments") or list(dict.fromkeys(name for _, name, _ in roles))
    found = dict(accountability.by_department(amounts, raci, departments).select("department", "amount").rows())
    nobody = found.pop(None, 0.0)
    ordered = {name: found[name] for name in departments}
    return {**ordered, "(no owner)": nobody, "TOTAL gap": amounts["amount"].sum()}


def its_level(v: Input) -> object:
    found = effect.level_change(v["pre"], v["post"])
    return {"effect": found.effect, "t": found.statistic, "p": found.p}


def correlations(v: Input) -> tuple[np.ndarray, np.ndarray]:
    rows = v["rows"]
    return drivers.correlation_with(np.column_stack([rows[name] for name in v["x"]]), rows[v["y"]])


def lmg(v: Input) -> object:
    shares = drivers.lmg(*correlations(v))
    return {"shares": shares, "r2": shares.sum()}


def kaplan_meier(v: Input) -> object:
    if "hours" not in v:
        return {"steps": waiting.survival(v["time"], v["event"]).select("time", "survival").rows()}
    steps = waiting.survival(v["hours"], v["closed"]).filter(pl.col("time") <= 48)["survival"]
    closed = 1.0 - steps[-1] if len(steps) else 0.0
    return {"closed_within_48h_km": closed, "median_hours": waiting.median(v["hours"], v["closed"])}


def krippendorff(v: Input) -> object:
    table = np.array(v["units_by_raters"], dtype=float)
    return {level: agreement.alpha(table, level) for level in ("nominal", "ordinal", "interval")}


def maturity_summary(v: Input) -> object:
    frame = pl.DataFrame(v["items"], schema={"component": pl.String, "rating": pl.Float64}, orient="row")
    return named(maturity.summary(frame), "mean", "weakest", "range")


def ownership_coverage(v: Input) -> object:
    frame = pl.DataFrame(
        [
            {
                "volume": float(point["volume"]),
                "accountable": point["n_accountable"],
                "operating": bool(point["owner"]) and "cx" not in point["owner"].lower().split(),
            }
            for point in v["touchpoints"]
        ]
    )
    return concentration.ownership_coverage(frame)._asdict()


def raci_shapley(v: Input) -> object:
    lead, equal = (accountability.shares(v["R"], rule) for rule in accountability.RULES)
    return {
        "lead_A": lead.accountable,
        "lead_each_R": lead.responsible,
        "all_each": equal.accountable,
        "any_each": equal.accountable,
    }


def named(values: Any, *names: str) -> dict[str, Any]:
    return dict(zip(names, values, strict=True))


FAMILIES: dict[str, Callable[[Input], object]] = {
    "commitments": commitments_kept,
    "concentration": lambda v: concentration.concentration(v["shares"])._asdict(),
    "dasgupta": dasgupta,
    "decomp": decomp,
    "did": did,
    "eb": eb_shrinkage,
    "gap_to_target": gap_to_target_raci,
    "its": its_level,
    "johnson": lambda v: {"weights": drivers.johnson(*correlations(v))},
    "km": kaplan_meier,
    "krippendorff": krippendorff,
    "lmg": lmg,
    "maturity": maturity_summary,
    "misallocation": lambda v: {"tv": concentration.misallocation(v["actual"], v["expected"])},
    "ownership": ownership_coverage,
    "raci": raci_shapley,
}
