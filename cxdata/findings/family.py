"""All p values of a workspace that can become findings, judged as one family."""

from __future__ import annotations

from typing import Final

import polars as pl

from cxdata.findings import effects, gaps
from cxdata.findings.effects import EFFECT
from cxdata.findings.ground import Ground
from cxdata.scan import family
from cxdata.scan.family import CELL

MIX, GAP = "mix", "gap"
COLUMNS: Final = {
    "kind": pl.String(), "metric": pl.String(), "code": pl.Int64(), "n_before": pl.Int64(), "n_after": pl.Int64(),
    "score_before": pl.Float64(), "score_after": pl.Float64(), "change": pl.Float64(), "low": pl.Float64(),
    "high": pl.Float64(), "p": pl.Float64(), "known": pl.Boolean(),
}  # fmt: skip
_Z: Final = 1.959964


def judged(ground: Ground) -> pl.DataFrame:
    """`kind, metric, code, n_before, n_after, score_before, score_after, change, low, high, p, q, verdict`.

    Kinds: "whole" (code -1); "point", a touchpoint; "inside", a touchpoint in one member of the inner dimension (code
    of `inside`); "mix", what other shares of those members did to a touchpoint; "gap", what is missing to the goals
    where no operating department answers (code: the place of its state in `ownership.STATES`); "effect", what an
    initiative changed (code: its id). Whatever is added here makes the word "real" dearer for everything else.
    """
    parts = [
        ground.tests,
        *([_mixed(ground.mixes[1])] if ground.mixes else []),
        gaps.tested(ground).with_columns(kind=pl.lit(GAP)),
        effects.tested(ground).with_columns(kind=pl.lit(EFFECT)),
    ]
    every = [part.select(pl.col(name).cast(of) for name, of in COLUMNS.items()) for part in parts]
    return family.judged(pl.concat(every))


def inside(code: int) -> tuple[int, int]:
    """Touchpoint and member of the inner dimension that a code stands for."""
    return divmod(code, CELL)


def _mixed(found: pl.DataFrame) -> pl.DataFrame:
    """The mixes as tests."""
    return found.select(
        pl.lit(MIX).alias("kind"),
        "metric",
        pl.col("touchpoint").alias("code"),
        "n_before",
        "n_after",
        "score_before",
        "score_after",
        change="mix",
        low=pl.col("mix") - _Z * pl.col("error"),
        high=pl.col("mix") + _Z * pl.col("error"),
        p="p",
        known="known",
    )
