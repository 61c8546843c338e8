import numpy as np
import pytest
from scipy.stats import ttest_ind

from cxdata.statistics import effect


def test_the_control_group_is_taken_off():
    found = effect.difference_in_differences((120, 100, 80), (165, 85, 50), (300, 250, 200), (310, 245, 195))
    assert [float(x) for x in found] == pytest.approx(
        [22.760443, 7.578494, 3.003294, 0.002671, 7.906867, 37.614019], abs=1e-6
    )
    wide = effect.difference_in_differences((120, 100, 80), (165, 85, 50), (300, 250, 200), (310, 245, 195), 16.0)
    assert float(wide.error) == pytest.approx(np.sqrt(7.578494**2 + 64), abs=1e-5)


def test_few_comparable_units_cannot_prove_anything():
    assert effect.placebo_p(20.0, [1.0, -25.0, 3.0]) == (0.5, 0.25)


def test_each_month_is_one_observation():
    before, after = [31, 27, 33, 29, 30, 26, 32, 28], [36, 39, np.nan, 34, 38, 35, 40]
    oracle = ttest_ind([x for x in after if x == x], before)
    found = effect.level_change(before, after)
    assert (float(found.statistic), float(found.p)) == (pytest.approx(oracle.statistic), pytest.approx(oracle.pvalue))
    low, high = oracle.confidence_interval()
    assert (float(found.low), float(found.high)) == (pytest.approx(low), pytest.approx(high))


def test_too_few_months_give_nan():
    assert np.isnan(effect.level_change([1], [2]).p)
    assert np.isnan(effect.level_change([], [2, 3, 4]).effect)
