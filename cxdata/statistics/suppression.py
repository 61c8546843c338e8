"""What is too little to be shown, and what must go with it so that subtraction does not bring it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

FEW: Final = "few"
THIN: Final = "thin"
NONE: Final = "none"
COVER: Final = "cover"
FEW_BELOW: Final = 10.0
THIN_BELOW: Final = 30.0
NUMBERS: Final = ("positive", "neutral", "negative", "score", "low", "high", "mean", "sd", "share")


def tier(n: pl.Expr, effective: pl.Expr, few_below: float = FEW_BELOW, thin_below: float = THIN_BELOW) -> pl.Expr:
    """Why something is hidden: "none" without answers, "few" (nothing but n), "thin" (interval, no score), or null."""
    return (
        pl.when((n <= 0) | n.is_null())
        .then(pl.lit(NONE))
        .when((effective < few_below) | effective.is_null())
        .then(pl.lit(FEW))
        .when(effective < thin_below)
        .then(pl.lit(THIN))
        .otherwise(pl.lit(None, pl.String))
    )


def complementary(scores: pl.DataFrame, within: Sequence[str] = ()) -> pl.DataFrame:
    """The scores frame with one more part hidden wherever exactly one part of a shown total is.

    Rows of one `within` group are the parts of one total that is shown elsewhere. Where a single part is hidden for
    few answers, total minus the other parts would reveal it, so the next smallest part loses its numbers too and says
    `hidden` = "cover". Its n stays. Groups of one part are left alone: their total is that part.
    """
    keys = list(within)
    hidden = pl.col("hidden").eq_missing(FEW)
    alone = hidden.sum() == 1
    candidate = ~hidden & ~pl.col("hidden").eq_missing(NONE)
    size = pl.when(candidate).then(pl.col("n"))
    next_smallest = candidate & (size.rank("ordinal") == 1)
    pick = (alone & next_smallest).over(keys) if keys else alone & next_smallest
    marked = scores.with_columns(_pick=pick.fill_null(False))
    numbers = [name for name in NUMBERS if name in scores.columns]
    return marked.with_columns(
        *(pl.when(~pl.col("_pick")).then(pl.col(name)) for name in numbers),
        pl.when(pl.col("_pick")).then(pl.lit(COVER)).otherwise(pl.col("hidden")).alias("hidden"),
    ).drop("_pick")
