"""Rolling windows over pooled counts, and what really changed between two of them."""

from __future__ import annotations

import polars as pl

from cxdata.statistics.tallies import COUNTS


def rolling(series: pl.DataFrame, width: int) -> pl.DataFrame:
    """The counts frame `period, n, n_eff, positive, neutral, negative` summed over `width` periods, dated by the last.

    Counts are pooled; monthly scores are never averaged. One row per full window. Windows that share periods must not
    be compared with a test: compare the periods that differ (`moved`).
    """
    held = series.sort("period")
    sums = [pl.col(name).cast(pl.Float64).rolling_sum(width).alias(name) for name in COUNTS]
    table = held.select("period", *sums).slice(width - 1)
    return table.with_columns(
        pl.col(name).round().cast(pl.Int64) for name in COUNTS if series.schema[name].is_integer()
    )


def moved(series: pl.DataFrame, width: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The two periods that tell the last window from the one before: (the one that left, the one that came), one row
    each without `period`. The change between the windows is their difference / width when periods are equally large."""
    held = series.sort("period")
    return held[-width - 1 : held.height - width].drop("period"), held[-1:].drop("period")
