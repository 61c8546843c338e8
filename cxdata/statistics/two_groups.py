"""Two groups: the difference of their scores, its interval and its p value.

Array functions take counts and give points for NPS, fractions for shares. `wobble` is the variance, in points squared,
of a period's true score round its level; it is added to each side's sampling variance.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple, TypeAlias

import numpy as np

from cxdata.statistics.distributions import Z95, Array, Numbers, floats, two_sided, z_of
from cxdata.statistics.estimates import adjusted, raw_nps, share

Three: TypeAlias = tuple[Numbers, Numbers, Numbers]

_STEPS: Final = 40
_EXACT: Final = 1e-9
"""How near to 1.96 the statistic at a bound has to be."""


class Difference(NamedTuple):
    """after - before with its 95 % interval, the test statistic and its two-sided p value."""

    change: Array
    low: Array
    high: Array
    z: Array
    p: Array


class Group(NamedTuple):
    """One side of a comparison: its score, its squared sampling error under a true score, and its wobble."""

    score: Array
    variance: Callable[[Array], Array]
    wobble: Array


def nps_difference_wald(
    before: tuple[Numbers, Numbers, Numbers], after: tuple[Numbers, Numbers, Numbers]
) -> Difference:
    """Difference of two NPS, adjusted Wald, in points: for one simple comparison with its closed form.

    z and interval stand on the adjusted centres, `change` on the raw scores (measuringu.com, NPS significance test).
    Its p values break the false discovery rate when many small cells are tested; use `nps_difference` there.
    """
    first, second = adjusted(*before), adjusted(*after)
    se = np.sqrt(first.variance + second.variance)
    centre = second.centre - first.centre
    z = centre / se
    change = raw_nps(*after) - raw_nps(*before)
    return _known(change, 100.0 * (centre - Z95 * se), 100.0 * (centre + Z95 * se), z)


def nps_difference(
    before: Three,
    after: Three,
    wobble: Numbers = 0.0,
    *,
    interval: bool = True,
) -> Difference:
    """Difference of two NPS by the constrained score test for two trinomials, in points.

    The idea of Miettinen and Nurminen (1985) and Tango (1998) carried to two trinomials with free shape: under
    NPS = d the variance of one side is V(d) = 2q + d(1 - d), q the constrained maximum-likelihood share of negative
    answers. The interval is the set of differences that the test does not reject. Keeps its level at small n and at
    extreme mixes, where Wald and pooled tests do not.
    """
    one, two = _trinomial(*before, wobble), _trinomial(*after, wobble)
    return _score_difference(one, two, interval=interval, ends=(-1.0, 1.0))


def share_difference(
    before: tuple[Numbers, Numbers], after: tuple[Numbers, Numbers], wobble: Numbers = 0.0
) -> Difference:
    """Difference of two shares given as (positive, n), as a fraction.

    p: the score test (pooled under equality). Interval: Newcombe's hybrid of two Wilson intervals (1998, Stat. Med.
    17:873, method 10), with the wobble of both sides added under the roots. `wobble` in percentage points squared.
    """
    one, two = _binomial(*before, wobble), _binomial(*after, wobble)
    z = _score_z(one, two, np.zeros_like(one.score), (0.0, 1.0))
    first, second = share(*before), share(*after)
    extra = Z95**2 * (one.wobble + two.wobble)
    change = second.score - first.score
    down = np.sqrt((second.score - second.low) ** 2 + (first.high - first.score) ** 2 + extra)
    up = np.sqrt((second.high - second.score) ** 2 + (first.score - first.low) ** 2 + extra)
    return _known(change, change - down, change + up, z)


def nps_score_interval(
    positive: Numbers, neutral: Numbers, negative: Numbers, *, level: float = 0.95
) -> tuple[Array, Array]:
    """Score interval of one NPS in points: every true score d with n (e - d)^2 < z^2 V(d)."""
    group = _trinomial(positive, neutral, negative, 0.0)

    def distance(d: Array) -> Array:
        return (group.score - d) ** 2 - z_of(level) ** 2 * group.variance(d)

    bounds = []
    for end in (-1.0, 1.0):
        inner, outer = group.score.copy(), np.full_like(group.score, end)
        for _ in range(_STEPS):
            middle = (inner + outer) / 2.0
            inside = distance(middle) < 0.0
            inner, outer = np.where(inside, middle, inner), np.where(inside, outer, middle)
        bounds.append(100.0 * (inner + outer) / 2.0)
    return bounds[0], bounds[1]


def variance_at(score: Numbers, positive: Numbers, neutral: Numbers, negative: Numbers) -> Array:
    """The squared sampling error of each NPS if its true score were `score`; score and root of the result in points.

    The constrained variance of the score test: across many small groups it is not tied to the observed score as the
    own variance is, so that sums of squares over it are neither too large nor too small.
    """
    (level,) = floats(score)
    return 1e4 * _trinomial(positive, neutral, negative, 0.0).variance(level / 100.0)


def _trinomial(positive: Numbers, neutral: Numbers, negative: Numbers, wobble: Numbers) -> Group:
    up, middle, down, extra = floats(positive, neutral, negative, wobble)
    n = np.where(up + middle + down > 0.0, up + middle + down, np.nan)

    def variance(d: Array) -> Array:
        b = (2.0 * n - up + down) * d - up - down
        root = np.sqrt(np.maximum(0.0, b * b + 8.0 * n * down * d * (1.0 - d)))
        q = np.maximum((root - b) / (4.0 * n), np.maximum(0.0, -d))
        return np.maximum(0.0, 2.0 * q + d * (1.0 - d)) / n

    return Group((up - down) / n, variance, extra / 1e4)


def _binomial(positive: Numbers, total: Numbers, wobble: Numbers) -> Group:
    count, n, extra = floats(positive, total, wobble)
    n = np.where(n > 0.0, n, np.nan)
    return Group(count / n, lambda d: np.maximum(0.0, d * (1.0 - d)) / n, extra / 1e4)


def _score_z(one: Group, two: Group, shift: Array, ends: tuple[float, float]) -> Array:
    """z of the hypothesis that the second score is the first plus `shift`.

    The common level lies between the two scores (the second moved back by `shift`) and solves
    (e1 - d) / s1(d) + (e2 - d - shift) / s2(d + shift) = 0; it is found by bisection on the product form, whose sign
    at the ends is known, so that a variance of zero at an end does no harm.
    """
    moved = np.clip(two.score - shift, ends[0], ends[1])
    low, high = np.minimum(one.score, moved), np.maximum(one.score, moved)
    low, high = np.maximum(low, ends[0] - np.minimum(shift, 0.0)), np.minimum(high, ends[1] - np.maximum(shift, 0.0))
    for _ in range(_STEPS):
        level = (low + high) / 2.0
        first = one.variance(level) + one.wobble
        second = two.variance(level + shift) + two.wobble
        above = (one.score - level) * second + (two.score - level - shift) * first > 0.0
        low, high = np.where(above, level, low), np.where(above, high, level)
    level = (low + high) / 2.0
    variance = one.variance(level) + one.wobble + two.variance(level + shift) + two.wobble
    gap = two.score - one.score - shift
    size = np.sqrt(np.maximum(variance, np.finfo(float).tiny))
    return np.where(np.abs(gap) < 1e-12, np.where(np.isnan(gap), np.nan, 0.0), gap / size)


def _score_difference(one: Group, two: Group, *, interval: bool, ends: tuple[float, float]) -> Difference:
    gap = two.score - one.score
    z = _score_z(one, two, np.zeros_like(gap), ends)
    if not interval:
        empty = np.full_like(gap, np.nan)
        return _known(100.0 * gap, empty, empty, z)
    low, high = 100.0 * _bounds(one, two, ends)
    return _known(100.0 * gap, low, high, z)


def _bounds(one: Group, two: Group, ends: tuple[float, float]) -> Array:
    """The shifts below and above the observed difference at which |z| reaches 1.96 (Illinois false position)."""
    gap = two.score - one.score
    sides = (2,) + (1,) * gap.ndim
    sign = np.reshape([1.0, -1.0], sides)
    inner, outer = np.broadcast_arrays(gap, np.reshape([-2.0, 2.0], sides))
    end = outer
    at_inner = np.full(inner.shape, -Z95)
    at_outer = np.minimum(sign * _score_z(one, two, outer, ends), 10.0) - Z95
    never = at_outer <= 0.0
    shift, last = inner, np.zeros(inner.shape)
    for _ in range(16):
        shift = np.where(never, end, (inner * at_outer - outer * at_inner) / np.where(never, 1.0, at_outer - at_inner))
        value = np.minimum(sign * _score_z(one, two, shift, ends), 10.0) - Z95
        inside = value < 0.0
        again = np.where(inside == (last < 0.0), np.where(last == 0.0, 1.0, 0.5), 1.0)
        inner, outer = np.where(inside, shift, inner), np.where(inside, outer, shift)
        at_inner, at_outer = np.where(inside, value, at_inner * again), np.where(inside, at_outer * again, value)
        last = np.where(inside, -1.0, 1.0)
        if np.all(never | np.isnan(value) | (np.abs(value) < _EXACT)):
            break
    return np.where(never, end, shift)


def _known(change: Array, low: Array, high: Array, z: Array) -> Difference:
    """The difference, nan throughout where one side has no answers."""
    known = ~np.isnan(change)
    return Difference(
        change,
        np.where(known, low, np.nan),
        np.where(known, high, np.nan),
        np.where(known, z, np.nan),
        np.where(known, two_sided(z), np.nan),
    )
