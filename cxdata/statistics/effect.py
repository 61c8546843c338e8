"""Did the initiative work: against a control group, or against its own past when there is none."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np

from cxdata.statistics.distributions import Z95, Array, Numbers, floats, student_quantile, student_two_sided, two_sided
from cxdata.statistics.estimates import adjusted

Three: TypeAlias = tuple[Numbers, Numbers, Numbers]


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
    effect = np.asarray(two.mean() - one.mean())
    squares = ((one - one.mean()) ** 2).sum() + ((two - two.mean()) ** 2).sum()
    error = np.asarray(np.sqrt(squares / df * (1 / len(one) + 1 / len(two))))
    t = np.asarray(np.divide(effect, error, out=np.array(np.nan), where=error > 0))
    half = student_quantile(0.975, df) * error
    return Effect(effect, error, t, student_two_sided(t, df), effect - half, effect + half)
