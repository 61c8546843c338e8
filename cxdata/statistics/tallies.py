"""From a tally (a histogram per group) to counts, scores, means and distributions.

A tally has `by..., measure, score, n` and, when answers are weighted, `w` (sum of weights) and `w2` (sum of their
squares). `cuts` says what each measure calls positive: `measure, metric, low, high, up, positive_from, negative_to`;
with `up` a score is positive from `positive_from` upwards and negative to `negative_to` downwards, without it the other
way round. Shares pool across measures of different scales; means never do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from cxdata.statistics import estimates
from cxdata.statistics.distributions import Array
from cxdata.statistics.suppression import FEW, FEW_BELOW, NONE, THIN_BELOW, tier

COUNTS: Final = ("n", "n_eff", "positive", "neutral", "negative")
SCORES: Final = ("n", "positive", "neutral", "negative", "score", "low", "high", "hidden")
MIXED: Final = "mixed"
_CLASSES: Final = {"positive": 1, "neutral": 0, "negative": -1}
SUMS: Final = ("n", "w", "w2", *_CLASSES)
"""What adds up in a tally told as classes."""


def counts(tally: pl.DataFrame, cuts: pl.DataFrame, by: Sequence[str] = ()) -> pl.DataFrame:
    """`by..., n, n_eff, positive, neutral, negative`, sorted by `by`.

    `n` is the plain number of answers. Unweighted, the three classes are whole numbers and n_eff = n. Weighted, they
    are the weighted shares times n, and n_eff is Kish's. Measures that `cuts` does not know are left out. Without `by`
    there is always one row.
    """
    return summed(_told(tally, cuts), by)


def classes(tally: pl.DataFrame, cuts: pl.DataFrame) -> pl.DataFrame:
    """The tally by metric, its scores told as three classes: `metric, ..., n, [w, w2], positive, neutral, negative`.

    Far fewer rows, for counting by this and by that. The classes are sums of weights where answers are weighted.
    """
    kept = [name for name in tally.columns if name not in ("metric", "measure", "score")]
    return together(_told(tally, cuts).select("metric", *kept, *_CLASSES))


def together(classes: pl.DataFrame) -> pl.DataFrame:
    """Rows of classes that are alike in all but their sums, as one; in the order in which they come."""
    sums = [name for name in classes.columns if name in SUMS]
    by = [name for name in classes.columns if name not in sums]
    return classes.group_by(by, maintain_order=True).agg(pl.col(sums).sum())


def summed(classes: pl.DataFrame, by: Sequence[str] = ()) -> pl.DataFrame:
    """`counts` of a tally that is told as classes already."""
    sums = [pl.col(name).sum() for name in ("n", *_CLASSES)]
    if "w" not in classes.columns:
        found = _summed(classes, by, [part.cast(pl.Int64) for part in sums])
        return found.select(*by, "n", pl.col("n").cast(pl.Float64).alias("n_eff"), *_CLASSES)
    table = _summed(classes, by, [*sums, pl.col("w").sum(), pl.col("w2").sum()])
    scale = pl.when(pl.col("w") > 0).then(pl.col("n") / pl.col("w")).otherwise(0.0)
    kish = pl.when(pl.col("w2") > 0).then(pl.col("w") ** 2 / pl.col("w2")).otherwise(0.0)
    return table.select(
        *by, pl.col("n").cast(pl.Int64), kish.alias("n_eff"), *(pl.col(name) * scale for name in _CLASSES)
    )


def scores(
    counts: pl.DataFrame,
    metric: str,
    deff: float | pl.Expr = 1.0,
    *,
    few_below: float = FEW_BELOW,
    thin_below: float = THIN_BELOW,
) -> pl.DataFrame:
    """`by..., n, positive, neutral, negative, score, low, high, hidden` of a counts frame.

    NPS in points with adjusted Wald; CSAT and CES as percent positive with Wilson. Intervals rest on n_eff / deff
    answers, and so does suppression: below `few_below` everything but n is null (`hidden` = "few"), below `thin_below`
    the score alone ("thin"); no answers at all is "none".
    """
    table = counts.with_columns(_effective=pl.col("n_eff") / deff).with_columns(
        hidden=tier(pl.col("n"), pl.col("_effective"), few_below, thin_below)
    )
    estimate = estimated(table, metric, "_effective")
    table = table.with_columns(
        score=pl.Series(estimate.score, nan_to_null=True),
        low=pl.Series(estimate.low, nan_to_null=True),
        high=pl.Series(estimate.high, nan_to_null=True),
    )
    shown = pl.col("hidden").is_null() | ~pl.col("hidden").is_in([FEW, NONE])
    return table.with_columns(
        *(pl.when(shown).then(pl.col(name)) for name in ("positive", "neutral", "negative", "low", "high")),
        pl.when(pl.col("hidden").is_null()).then(pl.col("score")),
    ).select(*_groups(counts), *SCORES)


def estimated(counts: pl.DataFrame, metric: str | None, effective: str = "n_eff") -> estimates.Estimate:
    """Score and interval of each row in points or percent, nothing suppressed; `effective` names the column of n.

    Without `metric` each row is of the one in its column `metric`.
    """
    if metric is None:
        both = zip(estimated(counts, "nps", effective), estimated(counts, "csat", effective), strict=True)
        return estimates.Estimate(*(np.where(of_nps(counts), *pair) for pair in both))
    positive, neutral, negative = scaled(counts, effective)
    if metric == "nps":
        return estimates.nps(positive, neutral, negative)
    share = estimates.share(positive, positive + neutral + negative)
    return estimates.Estimate(100.0 * share.score, 100.0 * share.low, 100.0 * share.high)


def of_nps(counts: pl.DataFrame) -> npt.NDArray[np.bool_]:
    """Which rows are of NPS by their column `metric`."""
    return (counts["metric"] == "nps").to_numpy()


def scaled(counts: pl.DataFrame, effective: str = "n_eff") -> tuple[Array, Array, Array]:
    """Positive, neutral and negative answers scaled from n to the effective n."""
    n = counts["n"].cast(pl.Float64).to_numpy()
    size = counts[effective].cast(pl.Float64).to_numpy()
    scale = np.divide(size, n, out=np.zeros(len(n)), where=n > 0)
    up, middle, down = (counts[name].cast(pl.Float64).to_numpy() * scale for name in _CLASSES)
    return up, middle, down


def means(tally: pl.DataFrame, cuts: pl.DataFrame, by: Sequence[str] = (), deff: float = 1.0) -> pl.DataFrame:
    """`by..., n, n_eff, mean, sd, low, high, hidden`: mean of the raw scores with the guarded t interval.

    Only answers of one measure have a mean: a group that pools several has hidden = "mixed" and no numbers.
    Suppression as for scores.
    """
    weighted = "w" in tally.columns
    mass = pl.col("w" if weighted else "n").cast(pl.Float64)
    sums = [
        pl.col("n").sum().cast(pl.Int64),
        mass.sum().alias("mass"),
        (mass * pl.col("score")).sum().alias("first"),
        (mass * pl.col("score").cast(pl.Float64) ** 2).sum().alias("second"),
        (pl.col("w2") if weighted else pl.col("n")).sum().cast(pl.Float64).alias("squares"),
        pl.col("low").min(),
        pl.col("high").max(),
        pl.col("measure").n_unique().alias("measures"),
    ]
    table = _summed(_classed(tally, cuts), by, sums)
    table = table.with_columns(n_eff=pl.Series(estimates.effective_n(table["mass"], table["squares"])))
    size = table["n_eff"].to_numpy() / deff
    mass_sum = table["mass"].to_numpy()
    scale = np.divide(size, mass_sum, out=np.zeros(len(size)), where=mass_sum > 0)
    mean = estimates.guarded(size, table["first"] * scale, table["second"] * scale, table["low"], table["high"])
    table = table.with_columns(
        *(pl.Series(name, values, nan_to_null=True) for name, values in mean._asdict().items()),
        hidden=pl.when(pl.col("measures") > 1)
        .then(pl.lit(MIXED))
        .otherwise(tier(pl.col("n"), pl.col("n_eff") / deff, FEW_BELOW, THIN_BELOW)),
    )
    shown = pl.col("hidden").is_null()
    interval = shown | ~pl.col("hidden").is_in([FEW, NONE, MIXED])
    return table.with_columns(
        pl.when(shown).then(pl.col("mean")), *(pl.when(interval).then(pl.col(name)) for name in ("sd", "low", "high"))
    ).select(*by, "n", "n_eff", "mean", "sd", "low", "high", "hidden")


def distribution(tally: pl.DataFrame, by: Sequence[str] = ()) -> pl.DataFrame:
    """`by..., measure, score, n, share`: answers per raw score, and their percent within group and measure."""
    keys = [*by, *(["measure"] if "measure" not in by else [])]
    mass = "w" if "w" in tally.columns else "n"
    table = tally.group_by(*keys, "score").agg(
        pl.col("n").sum().cast(pl.Int64), pl.col(mass).sum().cast(pl.Float64).alias("_mass")
    )
    total = pl.col("_mass").sum().over(keys)
    share = pl.when(total > 0).then(100.0 * pl.col("_mass") / total)
    return table.with_columns(share=share).select(*keys, "score", "n", "share").sort(*keys, "score")


def _groups(counts: pl.DataFrame) -> list[str]:
    return [name for name in counts.columns if name not in COUNTS]


def _told(tally: pl.DataFrame, cuts: pl.DataFrame) -> pl.DataFrame:
    """The tally with its answers, or the sum of their weights, in the class of their score, and 0 in the others."""
    mass = "w" if "w" in tally.columns else "n"
    parts = [pl.when(pl.col("class") == sign).then(mass).otherwise(0).alias(name) for name, sign in _CLASSES.items()]
    return _classed(tally, cuts).with_columns(parts)


def _classed(tally: pl.DataFrame, cuts: pl.DataFrame) -> pl.DataFrame:
    """The tally with its cuts and the class of each score: 1, 0 or -1."""
    up = pl.col("up")
    good = (
        pl.when(up)
        .then(pl.col("score") >= pl.col("positive_from"))
        .otherwise(pl.col("score") <= pl.col("positive_from"))
    )
    bad = pl.when(up).then(pl.col("score") <= pl.col("negative_to")).otherwise(pl.col("score") >= pl.col("negative_to"))
    held = cuts.with_columns(pl.col("measure").cast(tally.schema["measure"]))
    held = held.drop([name for name in ("metric",) if name in tally.columns])
    return tally.join(held, on="measure", how="inner").with_columns(
        pl.when(good).then(1).when(bad).then(-1).otherwise(0).cast(pl.Int8).alias("class")
    )


def _summed(table: pl.DataFrame, by: Sequence[str], sums: Sequence[pl.Expr]) -> pl.DataFrame:
    return table.group_by(*by).agg(*sums).sort(*by) if by else table.select(*sums)
