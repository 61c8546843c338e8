"""What part of a touchpoint's change comes from other shares of its channels rather than from other scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from cxdata.scan.answers import BEFORE, NOW, Population
from cxdata.scan.period import floored
from cxdata.statistics import decomposition, tallies
from cxdata.statistics.distributions import two_sided
from cxdata.statistics.suppression import FEW_BELOW, THIN_BELOW
from cxdata.statistics.wobble import movements

OTHERS: Final = -1
"""Stands for the code of several channels taken together because each has too few answers."""

MASS: Final = "mass"
_HOLDER: Final = ["metric", "touchpoint"]


def counted(classes: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Counts and the `mass` of answers: their number, or the sum of their weights."""
    counts = tallies.summed(classes, by)
    if "w" not in classes.columns:
        return counts.with_columns(pl.col("n").cast(pl.Float64).alias(MASS))
    mass = classes.group_by(by).agg(pl.col("w").sum().cast(pl.Float64).alias(MASS))
    return counts.join(mass, on=by, maintain_order="left")


def within(pools: Sequence[Population], dimension: str) -> pl.DataFrame:
    """Each touchpoint's change split over the members of a dimension: metric, touchpoint, dimension (codes), and
    `change_within`'s columns. Members with under ten answers on a side stand together as OTHERS."""
    keys = [*_HOLDER, dimension]
    coded = _coded(pools, dimension)
    sides = [counted(coded.filter(pl.col("span") == span), keys) for span in (BEFORE, NOW)]
    first, second = _folded(sides, dimension)
    return decomposition.change_within(first, second, None, _HOLDER, MASS)


def _coded(pools: Sequence[Population], dimension: str) -> pl.DataFrame:
    """Their answers with wide codes."""
    return pl.concat([pool.inside for pool in pools]).with_columns(pl.col("touchpoint", dimension).cast(pl.Int64))


def _folded(sides: list[pl.DataFrame], dimension: str) -> list[pl.DataFrame]:
    """Members with a few answers on either side counted together, with the next smallest where they are alone."""
    keys = [*_HOLDER, dimension]
    both = sides[0].select(*keys, "n").join(sides[1].select(*keys, "n"), on=keys, how="full", coalesce=True)
    both = both.with_columns(pl.col("n", "n_right").fill_null(0))
    few = pl.any_horizontal(pl.col(name).is_between(1, FEW_BELOW - 1) for name in ("n", "n_right"))
    both = both.with_columns(few=few, size=pl.min_horizontal("n", "n_right"))
    both = both.sort(*_HOLDER, ~pl.col("few"), "size", dimension)
    alone = pl.col("few").sum().over(_HOLDER) == 1
    second = pl.int_range(pl.len()).over(_HOLDER) == 1
    fold = both.filter(pl.col("few") | (alone & second)).select(keys)
    if fold.is_empty():
        return sides
    found = []
    for side in sides:
        marked = side.join(fold.with_columns(_fold=True), on=keys, how="left")
        folded = pl.col("_fold").fill_null(False)
        code = pl.when(folded).then(pl.lit(OTHERS, pl.Int64)).otherwise(dimension).alias(dimension)
        summed = marked.with_columns(code).group_by(keys).agg(pl.exclude(*keys, "_fold").sum())
        found.append(summed.sort(keys))
    return found


_MIXES: Final = {
    "metric": pl.String(), "touchpoint": pl.Int64(), "n_before": pl.Int64(), "n_after": pl.Int64(),
    "score_before": pl.Float64(), "score_after": pl.Float64(), "mix": pl.Float64(), "error": pl.Float64(),
    "p": pl.Float64(), "known": pl.Boolean(), "turned": pl.Boolean(),
}  # fmt: skip


def mixes(pools: Sequence[Population], dimension: str, split: pl.DataFrame) -> pl.DataFrame:
    """`metric, touchpoint, n_before, n_after, score_before, score_after, mix, error, p, known, turned`.

    `split`: of `within`. One row a touchpoint with 30 answers on both sides in two members or more. mix: points that
    other shares moved the touchpoint's score by. Its error holds sampling and the ordinary wandering of shares from
    month to month, which `known` says whether a year of months has shown. turned: every member with a score moved one
    way and the whole the other.
    """
    moved = pl.col("score_after") - pl.col("score_before")
    total = pl.col("total_after") - pl.col("total_before")
    shown = pl.min_horizontal("n_before", "n_after") >= THIN_BELOW
    against = (moved * total < 0).filter(shown)
    found = split.group_by(_HOLDER, maintain_order=True).agg(
        pl.col("n_before", "n_after").sum(),
        pl.col("total_before", "total_after", "mix_error").first(),
        pl.col("mix").sum(),
        several=pl.len() > 1,
        turned=(against.len() > 1) & against.all() & (pl.col("rate").sum() * total.first() < 0),
    )
    found = found.filter("several", pl.min_horizontal("n_before", "n_after") >= THIN_BELOW)
    worn = found.join(_wandering(pools, dimension, split), on=_HOLDER, how="left", maintain_order="left")
    variance = pl.col("mix_error") ** 2 + pl.col("wandering").fill_null(0.0)
    worn = worn.with_columns(error=variance.sqrt(), known=pl.col("wandering").is_not_null())
    p = two_sided((worn["mix"] / worn["error"].clip(1e-9)).to_numpy())
    named = {"score_before": "total_before", "score_after": "total_after"}
    return worn.with_columns(pl.Series("p", p), **{name: pl.col(column) for name, column in named.items()}).select(
        pl.col(name).cast(kind) for name, kind in _MIXES.items()
    )


def _wandering(pools: Sequence[Population], dimension: str, split: pl.DataFrame) -> pl.DataFrame:
    """`metric, touchpoint, wandering`: variance that a difference of mixes has from the ordinary movement of shares.

    Each month's mix is worth M = sum w c, with the members' scores c held fixed; what M moves by beyond sampling is
    estimated as the wobble of a score is.
    """
    keys = [*_HOLDER, dimension]
    middle = pl.mean_horizontal("score_before", "score_after")
    worth = split.select(*keys, c=(middle - pl.mean_horizontal("total_before", "total_after")).fill_null(0.0))
    coded = _coded(pools, dimension)
    months = coded.group_by(*keys, floored(pools[0].time, "month").alias("period"), "span").agg(
        pl.col("n").sum().cast(pl.Float64),
        pl.col("w" if "w" in coded.columns else "n").sum().cast(pl.Float64).alias(MASS),
    )
    months = months.join(worth, on=keys, how="left")
    others = worth.filter(pl.col(dimension) == OTHERS).select(*_HOLDER, folded="c")
    months = months.join(others, on=_HOLDER, how="left").with_columns(pl.coalesce("c", "folded"))
    months = months.filter(pl.col("c").is_not_null())
    share = pl.col(MASS) / pl.col(MASS).sum()
    spread = ((share * pl.col("c") ** 2).sum() - (share * pl.col("c")).sum() ** 2).alias("spread")
    series = months.group_by(*_HOLDER, "period").agg((share * pl.col("c")).sum().alias("score"), pl.col("n").sum())
    series = series.join(months.group_by(_HOLDER).agg(spread), on=_HOLDER)
    series = series.with_columns(variance=(pl.col("spread") / pl.col("n")).clip(1e-9))
    moving = movements(series, _HOLDER).select(*_HOLDER, "wobble")
    return moving.join(_left(months), on=_HOLDER).select(*_HOLDER, wandering=pl.col("wobble") * pl.col("left"))


def _left(months: pl.DataFrame) -> pl.DataFrame:
    """`metric, touchpoint, left`: what is left of a month's variance in the difference of both periods' means."""
    cut = months.filter(pl.col("span").is_in([NOW, BEFORE])).group_by(*_HOLDER, "span", "period").agg(pl.col("n").sum())
    share = (pl.col("n") / pl.col("n").sum()) ** 2
    sides = cut.group_by(*_HOLDER, "span").agg(left=share.sum())
    return sides.group_by(_HOLDER).agg(pl.col("left").sum())
