"""Counts and scores of every cell and margin of the map, with what would reveal a hidden cell hidden too.

Cells are known by `row` (code of a touchpoint; WHOLE; a stage's `stage_row`) and `col` (place of the column; TOTAL).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from cxdata.statistics import tallies
from cxdata.statistics.suppression import COVER, FEW, NONE
from cxdata.views.touchpoints.grid import Grid

WHOLE: Final = -1
TOTAL: Final = -1
_FIRST_STAGE: Final = -2
_MOST_PASSES: Final = 12
_SECRET: Final = (FEW, COVER)
_DEAR: Final = 1_000_000_000


def stage_row(stage: int) -> int:
    """The row of a stage as a whole."""
    return _FIRST_STAGE - stage


def counts(grid: Grid, frame: pl.DataFrame) -> pl.DataFrame:
    """`row, col, n, n_eff, positive, neutral, negative` of touchpoints, stages and the whole, by column and in total.

    Rows that pool touchpoints have their effective answers divided by the design effect of the pool.
    """
    sums = [name for name in tallies.SUMS if name in frame.columns]
    summed = frame.group_by("row", "stage", "col").agg(pl.col(sums).sum())
    within = summed.filter(pl.col("col").is_not_null())
    stage = pl.lit(_FIRST_STAGE, pl.Int64) - pl.col("stage")
    parts = [
        _counted(grid, within, ["row", "col"], pl.col("row"), pl.col("col")),
        _counted(grid, summed, ["row"], pl.col("row"), pl.lit(TOTAL)),
        _counted(grid, within, ["stage", "col"], stage, pl.col("col"), pooled=True),
        _counted(grid, summed, ["stage"], stage, pl.lit(TOTAL), pooled=True),
        _counted(grid, within, ["col"], pl.lit(WHOLE), pl.col("col"), pooled=True),
        _counted(grid, summed, [], pl.lit(WHOLE), pl.lit(TOTAL), pooled=True),
    ]
    return pl.concat(parts)


def _counted(
    grid: Grid, frame: pl.DataFrame, by: Sequence[str], row: pl.Expr, col: pl.Expr, *, pooled: bool = False
) -> pl.DataFrame:
    found = tallies.summed(frame, by)
    effect = grid.of.deff if pooled else 1.0
    classes = [pl.col(name).cast(pl.Float64) for name in ("positive", "neutral", "negative")]
    place = [row.cast(pl.Int64).alias("row"), col.cast(pl.Int64).alias("col")]
    return found.select(*place, pl.col("n").cast(pl.Int64), pl.col("n_eff") / effect, *classes)


def scores(grid: Grid, counted: pl.DataFrame, *, staged: bool) -> pl.DataFrame:
    """`row, col, n, score, low, high, hidden` of those counts; `staged`: the rows of stages are shown too."""
    found = tallies.scores(counted, grid.of.metric).select("row", "col", "n", "score", "low", "high", "hidden")
    own = pl.DataFrame(
        {"row": list(grid.stage_of), "stage": list(grid.stage_of.values())},
        schema={"row": pl.Int64, "stage": pl.Int64},
    )
    return _protected(found.join(own, on="row", how="left", maintain_order="left"), staged).drop("stage")


def _protected(found: pl.DataFrame, staged: bool) -> pl.DataFrame:
    """No shown total minus its shown parts gives a cell of few answers; repeated, since each cover is a part elsewhere.

    Totals: of a touchpoint over its columns; of a column (or of a stage within it) over its touchpoints; where stages
    are shown, also of a stage over its columns and of a column over its stages.
    """
    point, stage = pl.col("row") >= 0, pl.col("row") < WHOLE
    down = ["stage", "col"] if staged else ["col"]
    totals: list[tuple[pl.Expr, list[str], list[str]]] = [
        (point & (pl.col("col") >= 0), ["row"], down),
        (point, down, ["row"]),
    ]
    if staged:
        totals += [(stage & (pl.col("col") >= 0), ["row"], ["col"]), (stage, ["col"], ["row"])]
    for _ in range(_MOST_PASSES):
        before = _hidden(found)
        if not (found["hidden"] == FEW).any():
            break
        for parts, keys, across in totals:
            found = _covered(found, parts, keys, across)
        if _hidden(found) == before:
            break
    return found


def _hidden(found: pl.DataFrame) -> int:
    return int(found["hidden"].is_in(_SECRET).sum())


def _covered(found: pl.DataFrame, parts: pl.Expr, keys: list[str], across: list[str]) -> pl.DataFrame:
    """One more part hidden wherever a total of `keys` has a single hidden one.

    Preferred is the smallest that shares its other total with something hidden already: that needs no further cover.
    """
    own, others = found.filter(parts), found.filter(~parts)
    secret = pl.col("hidden").is_in(_SECRET).fill_null(False)
    candidate = ~secret & ~pl.col("hidden").eq_missing(NONE)
    costly = secret.sum().over(across) == 0
    cost = pl.when(candidate).then(pl.col("n") + pl.when(costly).then(_DEAR).otherwise(0))
    own = own.with_columns(_cost=cost).with_columns(
        _pick=((secret.sum() == 1).over(keys) & candidate & (pl.col("_cost").rank("ordinal").over(keys) == 1))
    )
    own = own.with_columns(
        *(pl.when(~pl.col("_pick")).then(pl.col(name)).alias(name) for name in ("score", "low", "high")),
        hidden=pl.when("_pick").then(pl.lit(COVER)).otherwise("hidden"),
    ).drop("_cost", "_pick")
    return pl.concat([own, others])
