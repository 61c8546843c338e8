"""One person who rates several touchpoints is not several people: the design effect of pooling them."""

from __future__ import annotations

import numpy as np
import polars as pl

from cxdata.statistics.distributions import Array, Numbers, floats

SUMS = ("pairs", "products", "sums", "squares")


def design_effect(k: Numbers, r: Numbers) -> Array:
    """1 + (k - 1) r: how much wider the variance of a pool is when each response holds k ratings that correlate by r.

    Never below 1: a negative correlation is not used to claim more answers than there are (Kish 1965, section 5.4).
    """
    ratings, correlation = floats(k, r)
    return np.maximum(1.0, 1.0 + (np.maximum(ratings, 1.0) - 1.0) * np.nan_to_num(correlation))


def pair_correlation(sums: pl.DataFrame) -> pl.Series:
    """The correlation r of two ratings of one response, per row of a frame of additive sums, as a Float64 series.

    For a response with k ratings x (what is averaged: -1, 0, 1 for NPS, 0 or 1 for shares), S = sum of x and
    Q = sum of x^2, the columns add up over responses
        pairs = k (k - 1) / 2,  products = (S^2 - Q) / 2,  sums = (k - 1) S,  squares = (k - 1) Q.
    With m = sums / (2 pairs):  r = (products / pairs - m^2) / (squares / (2 pairs) - m^2),
    Fisher's intraclass correlation over all pairs (each pair once, both ways round). Null without pairs or without
    any spread.
    """
    pairs = pl.col("pairs").cast(pl.Float64)
    mean = pl.col("sums") / (2.0 * pairs)
    spread = pl.col("squares") / (2.0 * pairs) - mean**2
    ratio = (pl.col("products") / pairs - mean**2) / spread
    return sums.select(r=pl.when((pairs > 0) & (spread > 1e-12)).then(ratio))["r"]
