"""Who rated the relationship and which touchpoints beside it: what drivers are correlated from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from cxdata.schema import Metric
from cxdata.store.clustering import WORTH
from cxdata.store.snapshot import Snapshot, Where
from cxdata.store.tally import Scan

MOST: Final = 200_000
"""Replies that are looked at; of more, every second, third, ... one, which changes no share by more than chance."""

_VALUE = "(CASE WHEN up THEN score - low ELSE high - score END)::DOUBLE / (high - low)"


@dataclass(frozen=True)
class Ratings:
    """One row a reply. `outcome`: 1, 0, -1 (NPS) or 1, 0 (satisfied, easy). `values`: replies x touchpoints, the
    rating as a fraction of its scale with good at 1, nan where a touchpoint was not rated. `codes` name the columns.
    `every`: each how many-th reply was looked at.
    """

    outcome: NDArray[np.float64]
    values: NDArray[np.float64]
    codes: tuple[int, ...]
    every: int


def ratings(snapshot: Snapshot, metric: Metric, where: Where, start: date, end: date) -> Ratings:
    """Replies with a score of the relationship on these days, and how each rated touchpoints on any scale.

    Filters on touchpoints are left out: they would leave nothing to compare. Raises ChoiceRefused as a tally does.
    """
    kept = {name: labels for name, labels in where.items() if name != "touchpoint"}
    scan = snapshot.chosen(metric, kept, start, end, "relationship")
    count = snapshot.frame(scan.sql({}, {"n": "count(DISTINCT resp)"}), scan.values)["n"][0]
    every = max(1, -(-count // MOST))
    if every > 1:
        scan.conditions.append(f"hash(resp) % {scan.bound(every)} = 0")
    found = snapshot.frame(_sql(scan), scan.values)
    labels = snapshot.labels("touchpoint")
    canonical = snapshot.canonical("touchpoint")
    found = found.with_columns(pl.col("touchpoint").cast(pl.Int64).replace(canonical))
    wide = found.pivot("touchpoint", index=["resp", "outcome"], values="value", aggregate_function="mean").sort("resp")
    codes = tuple(code for code in labels if str(code) in wide.columns)
    values = wide.select(str(code) for code in codes).cast(pl.Float64).to_numpy()
    filled = np.where(np.isnan(values), np.nan, values) if values.size else np.empty((wide.height, len(codes)))
    return Ratings(wide["outcome"].cast(pl.Float64).to_numpy(), filled, codes, every)


def _sql(scan: Scan) -> str:
    conditions = " AND ".join(scan.conditions)
    return f"""
        WITH judged AS (
            SELECT resp, avg({WORTH}) AS outcome FROM answers JOIN measures ON answers.measure = measures.id
            WHERE {conditions} GROUP BY resp
        ), rated AS (
            SELECT resp, touchpoint, {_VALUE} AS value
            FROM answers JOIN measures ON answers.measure = measures.id
            WHERE touchpoint <> 0 AND resp IN (SELECT resp FROM judged)
        )
        SELECT judged.resp, outcome, coalesce(touchpoint, 0) AS touchpoint, value
        FROM judged LEFT JOIN rated ON judged.resp = rated.resp
    """
