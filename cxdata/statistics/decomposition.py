"""Why a total changed: the part that is nobody's doing (the mix) and the part that is (the rates), exactly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import permutations
from math import factorial
from typing import NamedTuple

import numpy as np
import polars as pl

from cxdata.statistics.distributions import Array, Numbers, floats
from cxdata.statistics.tallies import COUNTS, estimated
from cxdata.statistics.variances import sampling_variance


class Split(NamedTuple):
    """Per group its share of the change through mix and through rate; the totals before and after."""

    mix: Array
    rate: Array
    before: float
    after: float


def mix_rate(weight_before: Numbers, score_before: Numbers, weight_after: Numbers, score_after: Numbers) -> Split:
    """Kitagawa's (1955) symmetric split of a change of R = sum of w r, exact to the last point.

    rate_k = mean w_k (r_k2 - r_k1); mix_k = (w_k2 - w_k1)(mean r_k - mean R), bars being means of the two periods. Also
    the Shapley value over {mix, rate}; swapping the periods turns the signs. A group that is new or gone has no score
    on one side (nan): it takes the known one, so that all of it is mix. The weights of each period must sum to 1.
    """
    w1, r1, w2, r2 = floats(weight_before, score_before, weight_after, score_after)
    first, second = _filled(r1, r2)
    before, after = float((w1 * first).sum()), float((w2 * second).sum())
    rate = (w1 + w2) / 2.0 * (second - first)
    mix = (w2 - w1) * ((first + second) / 2.0 - (before + after) / 2.0)
    return Split(mix, rate, before, after)


def change_by_group(before: pl.DataFrame, after: pl.DataFrame, metric: str, weight: str = "n") -> pl.DataFrame:
    """`by..., n_before, n_after, weight_before, weight_after, score_before, score_after, mix, rate, rate_error`.

    Of two counts frames with the same groups, in points or percent. `weight` names the column whose shares weigh the
    groups (n; a sum of weights where answers are weighted). sum(mix) + sum(rate) is the change of the total; a group
    without a label must be a group of its own, or the sum breaks. rate_error is the standard error
    sqrt(mean w^2 (V1 + V2) + (r2 - r1)^2 / 4 (Var w1 + Var w2)), Var w = w (1 - w) / n.
    """
    by = [name for name in before.columns if name not in {*COUNTS, weight}]
    table = before.join(after, on=by, how="full", coalesce=True, nulls_equal=True, suffix="_after").sort(by)
    names = list(dict.fromkeys([*COUNTS, weight]))
    sides = [
        table.select(*(pl.col(f"{name}{suffix}").fill_null(0).alias(name) for name in names))
        for suffix in ("", "_after")
    ]
    sizes = [side[weight].cast(pl.Float64).to_numpy() for side in sides]
    if not all(size.sum() > 0 for size in sizes):
        return table.clear().select(by).with_columns(pl.lit(None, pl.Float64).alias(name) for name in _COLUMNS)
    w1, w2 = (size / size.sum() for size in sizes)
    r1, r2 = (estimated(side, metric).score for side in sides)
    split = mix_rate(w1, r1, w2, r2)
    v1, v2 = (sampling_variance(side, metric) for side in sides)
    first, second = _filled(r1, r2)
    spread = w1 * (1 - w1) / sizes[0].sum() + w2 * (1 - w2) / sizes[1].sum()
    error = np.sqrt(((w1 + w2) / 2) ** 2 * (np.nan_to_num(v1) + np.nan_to_num(v2)) + (second - first) ** 2 / 4 * spread)
    values = (w1, w2, r1, r2, split.mix, split.rate, error)
    return table.select(by).with_columns(
        sides[0]["n"].alias("n_before"),
        sides[1]["n"].alias("n_after"),
        *(
            pl.Series(name, value, dtype=pl.Float64, nan_to_null=True)
            for name, value in zip(_COLUMNS, values, strict=True)
        ),
    )


def change_within(
    before: pl.DataFrame, after: pl.DataFrame, metric: str, within: str, weight: str = "n"
) -> pl.DataFrame:
    """`change_by_group` for each value of the column `within` as a total of its own, in one frame.

    Besides its columns: total_before, total_after (of the group's `within`) and mix_error, the standard error of the
    sum of its mix: sqrt(sum over both periods of the multinomial variance of sum w c, c = mean r - mean R, plus
    sum (w2 - w1)^2 (V1 + V2) / 4). Null where one side of a total has no answers.
    """
    by = [name for name in before.columns if name not in {*COUNTS, weight}]
    names = list(dict.fromkeys([*COUNTS, weight]))
    table = before.join(after, on=by, how="full", coalesce=True, nulls_equal=True, suffix="_after")
    table = table.sort(within, *(name for name in by if name != within))
    sides = [
        table.select(*(pl.col(f"{name}{suffix}").fill_null(0).alias(name) for name in names))
        for suffix in ("", "_after")
    ]
    sizes = [side[weight].cast(pl.Float64).to_numpy() for side in sides]
    rates = [estimated(side, metric).score for side in sides]
    variances = [np.nan_to_num(sampling_variance(side, metric)) for side in sides]
    found = {name: np.full(table.height, np.nan) for name in (*_COLUMNS, "total_before", "total_after", "mix_error")}
    codes = table[within].rank("dense").to_numpy() if table.height else np.zeros(0)
    for code in np.unique(codes):
        at = codes == code
        if all(size[at].sum() > 0 for size in sizes):
            parts = _within(*(size[at] for size in sizes), *(r[at] for r in rates), *(v[at] for v in variances))
            for name, values in parts.items():
                found[name][at] = values
    return table.select(by).with_columns(
        sides[0]["n"].alias("n_before"),
        sides[1]["n"].alias("n_after"),
        *(pl.Series(name, values, dtype=pl.Float64, nan_to_null=True) for name, values in found.items()),
    )


def mix_error(weight_before: Numbers, weight_after: Numbers, worth: Numbers, sizes: tuple[float, float]) -> float:
    """Standard error of the sum over groups of (w2 - w1) c for fixed worths c, weights being shares of n answers."""
    w1, w2, c = floats(weight_before, weight_after, worth)
    variances = [((w * c**2).sum() - (w * c).sum() ** 2) / n for w, n in ((w1, sizes[0]), (w2, sizes[1])) if n > 0]
    return float(np.sqrt(max(0.0, sum(variances))))


def _within(size1: Array, size2: Array, r1: Array, r2: Array, v1: Array, v2: Array) -> dict[str, Array | float]:
    """The columns of one total."""
    w1, w2 = size1 / size1.sum(), size2 / size2.sum()
    split = mix_rate(w1, r1, w2, r2)
    first, second = _filled(r1, r2)
    spread = w1 * (1 - w1) / size1.sum() + w2 * (1 - w2) / size2.sum()
    error = np.sqrt(((w1 + w2) / 2) ** 2 * (v1 + v2) + (second - first) ** 2 / 4 * spread)
    worth = (first + second) / 2 - (split.before + split.after) / 2
    mixed = mix_error(w1, w2, worth, (size1.sum(), size2.sum())) ** 2 + float(((w2 - w1) ** 2 * (v1 + v2)).sum()) / 4
    values: tuple[Array, ...] = (w1, w2, r1, r2, split.mix, split.rate, error)
    totals: dict[str, Array | float] = {"total_before": split.before, "total_after": split.after}
    return dict(zip(_COLUMNS, values, strict=True)) | totals | {"mix_error": float(np.sqrt(mixed))}


def factors(
    before: Mapping[str, Numbers], after: Mapping[str, Numbers], total: Callable[[Mapping[str, Array]], float]
) -> dict[str, float]:
    """The change of `total` split over named factors by their Shapley value: the mean over all orders of replacing
    them one by one (Das Gupta 1993). For up to about five factors; sums exactly."""
    start = {name: np.asarray(value, dtype=np.float64) for name, value in before.items()}
    end = {name: np.asarray(after[name], dtype=np.float64) for name in start}
    known: dict[frozenset[str], float] = {}

    def value(replaced: frozenset[str]) -> float:
        if replaced not in known:
            known[replaced] = total({name: end[name] if name in replaced else start[name] for name in start})
        return known[replaced]

    effect = dict.fromkeys(start, 0.0)
    for order in permutations(start):
        done: frozenset[str] = frozenset()
        for name in order:
            effect[name] += value(done | {name}) - value(done)
            done |= {name}
    return {name: value_ / factorial(len(start)) for name, value_ in effect.items()}


def product(parts: Mapping[str, Array]) -> float:
    """The sum over groups of the product of all factors: the total of a Das Gupta decomposition."""
    whole = np.ones(1)
    for part in parts.values():
        whole = whole * part
    return float(whole.sum())


def two_factor(
    weight_before: Numbers, score_before: Numbers, weight_after: Numbers, score_after: Numbers
) -> dict[str, float]:
    """A change over a table of first factor (rows) by second factor (columns): `first, second, rate`, summing exactly.

    R = sum over a, b of w(a) w(b | a) r(a, b); the Shapley value over the mix of the first, the mix of the second
    within the first, and the rates. Weights sum to 1 over the table; a cell without answers has weight 0 and score
    nan. What one period does not know (a row's inner mix, a cell's score) is taken from the other.
    """
    w1, r1, w2, r2 = floats(weight_before, score_before, weight_after, score_after)
    first, second = _filled(r1, r2)
    rows = [w.sum(axis=1, keepdims=True) for w in (w1, w2)]
    inner = [
        np.divide(w, row, out=np.full(w.shape, np.nan), where=row > 0) for w, row in zip((w1, w2), rows, strict=True)
    ]
    within = _filled(*inner)
    return factors(
        {"first": rows[0], "second": within[0], "rate": first},
        {"first": rows[1], "second": within[1], "rate": second},
        product,
    )


_COLUMNS = ("weight_before", "weight_after", "score_before", "score_after", "mix", "rate", "rate_error")


def _filled(one: Array, two: Array) -> tuple[Array, Array]:
    """Each side with its gaps taken from the other; what neither knows is 0."""
    return np.nan_to_num(np.where(np.isnan(one), two, one)), np.nan_to_num(np.where(np.isnan(two), one, two))
