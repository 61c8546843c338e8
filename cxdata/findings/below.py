"""Which touchpoints are really below their goal: one rule for the findings and for the page of initiatives."""

from __future__ import annotations

from collections.abc import Mapping
from math import nan

import polars as pl

from cxdata.findings.ground import TOUCHPOINT
from cxdata.scan.answers import NOW, Population
from cxdata.statistics import comparison
from cxdata.statistics.comparison import REAL
from cxdata.statistics.level import against


def below(
    pool: Population, labels: Mapping[int, str], wanted: Mapping[str, float | None], family: pl.DataFrame
) -> pl.DataFrame:
    """`label, n, change` of those really below, the furthest first; `wanted`: touchpoint -> goal, or None.

    The score test of each against its goal, judged among them all and again with the p of the workspace's `family`.
    """
    counts = pool.counts([TOUCHPOINT], NOW)
    named = [labels.get(code) for code in counts[TOUCHPOINT].to_list()]
    levels = [wanted.get(label) if label else None for label in named]
    tests = against(counts, [nan if level is None else level for level in levels], pool.metric)
    judged = comparison.spoken(comparison.marked(tests.select("n", "change", "p")), family["p"])
    rows = judged.with_columns(label=pl.Series(named, dtype=pl.String))
    return rows.filter(pl.col("verdict") == REAL, pl.col("change") < 0).sort("change").select("label", "n", "change")
