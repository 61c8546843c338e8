"""Do raters agree: Krippendorff's alpha."""

from __future__ import annotations

from typing import Final

import numpy as np

from cxdata.statistics.distributions import Array, Numbers

ENOUGH: Final = 0.667


def alpha(ratings: Numbers, level: str = "ordinal") -> float:
    """Krippendorff's alpha of a table of units by raters, nan where a rater gave none.

    `level`: "nominal", "ordinal" or "interval". alpha = 1 - (n - 1) sum o d^2 / sum n_c n_k d^2 over the coincidence
    matrix (Krippendorff 2011); units with one rating do not count. 1 when everybody always says the same; nan without
    a pair of ratings. Under .667 say "raters disagree".
    """
    table = np.asarray(ratings, dtype=np.float64)
    values = np.unique(table[~np.isnan(table)])
    counts = np.stack([(table == value).sum(axis=1) for value in values], axis=1).astype(np.float64)
    counts = counts[counts.sum(axis=1) >= 2]
    if not len(counts):
        return float("nan")
    size = counts.sum(axis=1, keepdims=True)
    coincidence = (counts / (size - 1.0)).T @ counts - np.diag((counts / (size - 1.0)).sum(axis=0))
    total = coincidence.sum(axis=1)
    distance = _distance(values, total, level)
    expected = (np.outer(total, total) * distance).sum()
    if expected == 0.0:
        return 1.0
    return float(1.0 - (total.sum() - 1.0) * (coincidence * distance).sum() / expected)


def _distance(values: Array, total: Array, level: str) -> Array:
    if level == "nominal":
        return 1.0 - np.eye(len(values))
    if level == "interval":
        return np.asarray((values[:, None] - values[None, :]) ** 2)
    place = np.cumsum(total) - total / 2.0
    return np.asarray((place[:, None] - place[None, :]) ** 2)
