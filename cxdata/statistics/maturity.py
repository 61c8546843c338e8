"""A self-assessment as a profile with its weakest link; the mean hides what it averages."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl


class Maturity(NamedTuple):
    """Mean of the components' medians, the smallest of them, and largest minus smallest."""

    mean: float
    weakest: float
    range: float


def profile(ratings: pl.DataFrame) -> pl.DataFrame:
    """`component, rating, raters`: the median rating of each component, in the order first seen."""
    return ratings.group_by("component", maintain_order=True).agg(
        pl.col("rating").median(), raters=pl.col("rating").count()
    )


def summary(ratings: pl.DataFrame) -> Maturity | None:
    """Mean, weakest and range of the profile of `component, rating`; None without ratings."""
    medians = profile(ratings)["rating"].drop_nulls().to_list()
    if not medians:
        return None
    return Maturity(sum(medians) / len(medians), min(medians), max(medians) - min(medians))
