"""Why a total changed: the part that is nobody's doing (the mix) and the part that is (the rates), exactly."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import permutations
from math import factorial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
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
    found = change_within(before, after, metric, (), weight)
    return found.drop("total_before", "total_after", "mix_error").filter(pl.col("mix").is_not_null())


def change_within(
    before: pl.DataFrame, after: pl.DataFrame, metric: str | None, within: Sequence[str], weight: str = "n"
) -> pl.DataFrame:
    """`change_by_group` for each value of the columns `within` as a total of its own, in one frame.

    Besides its columns: total_before, total_after (of the group's `within`) and mix_error, the standard error of the
    sum of its mix: sqrt(sum over both periods of the multinomial variance of sum w c, c = mean r - mean R, plus
    sum (w2 - w1)^2 (V1 + V2) / 4). Null where one side of a total has no answers. Without `metric` one of the groups
    is that column.
    """
    by = [name for name in before.columns if name not in {*COUNTS, weight}]
    table = before.join(after, on=by, how="full", coalesce=True, nulls_equal=True, suffix="_after")
    table = table.sort(*within, *(name for name in by if name not in within))
    names = list(dict.fromkeys([*COUNTS, weight]))
    own = ["metric"] if metric is None else []
    sides = [
        table.select(*own, *(pl.col(f"{name}{suffix}").fill_null(0).alias(name) for name in names))
        for suffix in ("", "_after")
    ]
    place = table.select(pl.struct(within).rle_id()).to_series() if within else pl.repeat(0, table.height, eager=True)
    split = _split(
        place.to_numpy(),
        *(side[weight].cast(pl.Float64).to_numpy() for side in sides),
        *(estimated(side, metric).score for side in sides),
        *(np.nan_to_num(sampling_variance(side, metric)) for side in sides),
    )
    return table.select(by).with_columns(
        sides[0]["n"].alias("n_before"),
        sides[1]["n"].alias("n_after"),
        *(pl.Series(name, values, dtype=pl.Float64, nan_to_null=True) for name, values in split.items()),
    )


def _split(
    place: npt.NDArray[np.integer], size1: Array, size2: Array, r1: Array, r2: Array, v1: Array, v2: Array
) -> dict[str, Array]:
    """The columns of all totals, each row's at its `place`: `mix_rate` of many at once."""

    def total(values: Array) -> Array:
        return np.asarray(np.bincount(place, values, minlength=1)[place])

    n1, n2 = total(size1), total(size2)
    n1, n2 = np.where((n1 > 0) & (n2 > 0), n1, np.nan), np.where((n1 > 0) & (n2 > 0), n2, np.nan)
    w1, w2 = size1 / n1, size2 / n2
    first, second = _filled(r1, r2)
    before, after = total(w1 * first), total(w2 * second)
    worth = (first + second) / 2 - (before + after) / 2
    spread = w1 * (1 - w1) / n1 + w2 * (1 - w2) / n2
    mixed = sum((total(w * worth**2) - total(w * worth) ** 2) / n for w, n in ((w1, n1), (w2, n2)))
    mixed = np.maximum(0.0, mixed) + total((w2 - w1) ** 2 * (v1 + v2)) / 4
    known = ~np.isnan(w1)
    return {
        "weight_before": w1,
        "weight_after": w2,
        "score_before": np.where(known, r1, np.nan),
        "score_after": np.where(known, r2, np.nan),
        "mix": (w2 - w1) * worth,
        "rate": (w1 + w2) / 2 * (second - first),
        "rate_error": np.sqrt(((w1 + w2) / 2) ** 2 * (v1 + v2) + (second - first) ** 2 / 4 * spread),
        "total_before": before,
        "total_after": after,
        "mix_error": np.sqrt(mixed),
    }


def mix_error(weight_before: Numbers, weight_after: Numbers, worth: Numbers, sizes: tuple[float, float]) -> float:
    """Standard error of the sum over groups of (w2 - w1) c for fixed worths c, weights being shares of n answers."""
    w1, w2, c = floats(weight_before, weight_after, worth)
    variances = [((w * c**2).sum() - (w * c).sum() ** 2) / n for w, n in ((w1, sizes[0]), (w2, sizes[1])) if n > 0]
    return float(np.sqrt(max(0.0, sum(variances))))


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


def _filled(one: Array, two: Array) -> tuple[Array, Array]:
    """Each side with its gaps taken from the other; what neither knows is 0."""
    return np.nan_to_num(np.where(np.isnan(one), two, one)), np.nan_to_num(np.where(np.isnan(two), one, two))
