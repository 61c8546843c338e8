"""Case mix: what a group would score if it served its own customers as everybody on average serves them."""

from __future__ import annotations

import polars as pl

from cxdata.statistics.tallies import estimated


def case_mix(counts: pl.DataFrame, unit: str, stratum: str, metric: str) -> pl.DataFrame:
    """`unit, n, score, expected, difference` in points or percent, by indirect standardisation.

    expected_d = sum over s of w_ds r_s: the unit's own shares of the strata times each stratum's score over all units.
    `counts` has one row per unit and stratum.
    """
    classes = ["positive", "neutral", "negative"]
    sums = [pl.col(name).sum() for name in ("n", *classes)]
    overall = _scored(counts.group_by(stratum).agg(sums), metric).select(stratum, expected="score")
    units = _scored(counts.group_by(unit).agg(sums), metric).select(unit, "n", "score")
    parts = counts.join(overall, on=stratum, nulls_equal=True)
    weight = pl.col("n") / pl.col("n").sum()
    expected = parts.group_by(unit).agg(expected=(weight * pl.col("expected")).sum())
    joined = units.join(expected, on=unit, nulls_equal=True).sort(unit)
    return joined.with_columns(difference=pl.col("score") - pl.col("expected"))


def _scored(counts: pl.DataFrame, metric: str) -> pl.DataFrame:
    table = counts.filter(pl.col("n") > 0)
    return table.with_columns(pl.Series("score", estimated(table, metric, "n").score))
