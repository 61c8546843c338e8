"""Did the initiative work: against a control group, or against its own past when there is none."""

from __future__ import annotations

from typing import Final, NamedTuple, TypeAlias

import numpy as np

from cxdata.statistics.distributions import Z95, Array, Numbers, floats, student_quantile, student_two_sided, two_sided
from cxdata.statistics.estimates import adjusted

Three: TypeAlias = tuple[Numbers, Numbers, Numbers]

SEGMENT_LEAST: Final = 12


class Effect(NamedTuple):
    """An effect in points with standard error, 95 % interval, its z or t and the two-sided p value."""

    effect: Array
    error: Array
    statistic: Array
    p: Array
    low: Array
    high: Array


def difference_in_differences(
    treated_before: Three, treated_after: Three, control_before: Three, control_after: Three, wobble: Numbers = 0.0
) -> Effect:
    """(T2 - T1) - (C2 - C1) of four NPS, in points, on adjusted Wald centres; the variances of the cells add up.

    Assumes that without the initiative both would have moved alike: look at four periods before it and more. `wobble`
    (points squared) is the ordinary movement of a period, added to each of the four cells.
    """
    cells = [adjusted(*cell) for cell in (treated_before, treated_after, control_before, control_after)]
    effect = (cells[1].centre - cells[0].centre) - (cells[3].centre - cells[2].centre)
    (extra,) = floats(wobble)
    error = np.sqrt(sum((cell.variance for cell in cells), start=np.zeros(1)[0]) + 4.0 * extra / 1e4)
    effect, error = np.asarray(100.0 * effect), np.asarray(100.0 * error)
    z = effect / error
    return Effect(effect, error, z, two_sided(z), effect - Z95 * error, effect + Z95 * error)


def placebo_p(effect: float, placebos: Numbers) -> tuple[float, float]:
    """p = (1 + untreated units with at least this effect) / (J + 1), and the least that J units can reach.

    With J < 19 it can never reach .05. Never part of a family of p values.
    """
    others = np.abs(np.asarray(placebos, dtype=np.float64))
    units = len(others) + 1
    return (1 + int((others >= abs(effect)).sum())) / units, 1 / units


def level_change(before: Numbers, after: Numbers) -> Effect:
    """Mean after minus mean before of one series, each period one observation: the pooled t test (= OLS dummy).

    Not each answer: periods differ by more than sampling. Autocorrelation of .3 lifts its 5 % to 6-7 %; Newey-West is
    far worse under some 24 periods. With fewer than three periods in all, or none on a side, everything is nan.
    """
    one, two = (np.asarray(side, dtype=np.float64) for side in (before, after))
    one, two = one[~np.isnan(one)], two[~np.isnan(two)]
    df = len(one) + len(two) - 2
    if df < 1 or not len(one) or not len(two):
        return Effect(*(np.array(np.nan) for _ in range(6)))
    squares = ((one - one.mean()) ** 2).sum() + ((two - two.mean()) ** 2).sum()
    error = np.sqrt(squares / df * (1 / len(one) + 1 / len(two)))
    return _student(two.mean() - one.mean(), error, df)


def segmented(before: Numbers, after: Numbers) -> tuple[Effect, Effect] | None:
    """Change of level at the break and change of slope per period, of one series; None under 12 + 12 periods.

    Ordinary least squares on 1, time, after, and time after the break (Wagner et al. 2002, J. Clin. Pharm. Ther.
    27:299), the first period after it having time 0 there; t with n - 4 degrees of freedom. Assumes a straight course
    on each side and independent periods; has far less power than `level_change` where the slope does not change.
    """
    one, two = (np.asarray(side, dtype=np.float64) for side in (before, after))
    time = np.concatenate([np.arange(-len(one), 0.0), np.arange(0.0, len(two))])
    y = np.concatenate([one, two])
    known = ~np.isnan(y)
    if (known & (time < 0)).sum() < SEGMENT_LEAST or (known & (time >= 0)).sum() < SEGMENT_LEAST:
        return None
    after_break = (time >= 0).astype(np.float64)
    x = np.column_stack([np.ones(len(y)), time, after_break, after_break * time])[known]
    inverse = np.linalg.inv(x.T @ x)
    found = inverse @ x.T @ y[known]
    df = len(x) - x.shape[1]
    error = np.sqrt(np.diag(inverse) * ((y[known] - x @ found) ** 2).sum() / df)
    return _student(found[2], error[2], df), _student(found[3], error[3], df)


def paired(pairs: Numbers) -> Effect:
    """Mean change in points of the same customers asked twice: the paired difference of their -1, 0 and 1.

    `pairs`: counts on the last two axes, class before (negative, neutral, positive) by class after. The effect is the
    raw mean; its interval and t are those after half a pair more at +1 and half at -1 (n + 1 pairs, n degrees of
    freedom, as `estimates.guarded` does at the ends of a scale), so that a panel in which nobody moves is not called
    certain. Assumes one pair a customer. The tests for two groups are too cautious here: they ignore that a customer
    resembles himself. nan without pairs; counts may be fractional.
    """
    (table,) = floats(pairs)
    moved = np.array([[0.0, 1.0, 2.0], [-1.0, 0.0, 1.0], [-2.0, -1.0, 0.0]])
    n = table.sum(axis=(-2, -1))
    size = np.where(n > 0.0, n, np.nan)
    total, squares = (table * moved).sum(axis=(-2, -1)), (table * moved**2).sum(axis=(-2, -1))
    centre = total / (size + 1.0)
    variance = (squares + 1.0 - (size + 1.0) * centre**2) / size
    found = _student(100.0 * total / size, 100.0 * np.sqrt(variance / (size + 1.0)), size, 100.0 * centre)
    return found._replace(low=np.maximum(-200.0, found.low), high=np.minimum(200.0, found.high))


def _student(effect: Numbers, error: Numbers, df: Numbers, centre: Numbers | None = None) -> Effect:
    value, se, free, middle = floats(effect, error, df, effect if centre is None else centre)
    t = np.divide(middle, se, out=np.full(se.shape, np.nan), where=se > 0)
    half = student_quantile(0.975, free) * se
    return Effect(value, se, t, student_two_sided(t, free), middle - half, middle + half)
