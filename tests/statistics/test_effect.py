import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import t as student
from scipy.stats import ttest_ind
from statsmodels.stats.weightstats import DescrStatsW

from cxdata.statistics import effect
from cxdata.statistics.two_groups import nps_difference


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


def test_level_and_slope_of_a_segmented_series_are_those_of_ordinary_least_squares():
    rng = np.random.default_rng(3)
    before, after = 30 + 0.3 * np.arange(14) + rng.normal(size=14), 38 - 0.2 * np.arange(12) + rng.normal(size=12)
    before[4] = np.nan
    time = np.arange(26.0) - 14
    later = (time >= 0).astype(float)
    x = np.column_stack([np.ones(26), time, later, later * time])
    oracle = sm.OLS(np.r_[before, after], x, missing="drop").fit()
    low, high = oracle.conf_int().T
    for found, i in zip(effect.segmented(before, after), (2, 3), strict=True):
        assert [float(value) for value in found] == pytest.approx(
            [oracle.params[i], oracle.bse[i], oracle.tvalues[i], oracle.pvalues[i], low[i], high[i]]
        )


def test_a_segmented_series_needs_a_year_on_each_side():
    assert effect.segmented(range(11), range(30)) is None
    assert effect.segmented(range(12), [*range(11), np.nan]) is None
    assert effect.segmented(range(12), range(12)) is not None


def test_pairs_are_tested_by_their_own_differences():
    pairs = np.array([[5, 9, 4], [2, 20, 12], [1, 3, 44]])
    differences = np.repeat([0, 1, 2, -1, 0, 1, -2, -1, 0], pairs.ravel()).astype(float)
    found = effect.paired(pairs)
    assert float(found.effect) == pytest.approx(100 * differences.mean())
    guarded = DescrStatsW(np.r_[differences, 1, -1], weights=[1.0] * 100 + [0.5, 0.5])
    error = np.sqrt(guarded.var * 101 / 100 / 101)
    assert float(found.error) == pytest.approx(100 * error)
    assert float(found.p) == pytest.approx(2 * student.sf(guarded.mean / error, 100))
    assert (float(found.low), float(found.high)) == pytest.approx(
        tuple(100 * (guarded.mean + sign * student.ppf(0.975, 100) * error) for sign in (-1, 1))
    )
    before, after = pairs.sum(axis=1)[::-1], pairs.sum(axis=0)[::-1]
    assert float(found.p) < 0.002 < 0.02 < float(nps_difference(tuple(before), tuple(after)).p)


def test_a_panel_in_which_nobody_moves_is_not_called_certain():
    still = np.zeros((2, 3, 3))
    still[0, 1, 1] = 8
    found = effect.paired(still)
    assert found.effect.tolist() == pytest.approx([0.0, np.nan], nan_ok=True)
    assert found.low[0] == -found.high[0] == pytest.approx(-100 * student.ppf(0.975, 8) * np.sqrt(1 / 8 / 9))
    assert np.isnan(found.p[1])


def test_intervals_of_pairs_hold_what_they_promise():
    rng = np.random.default_rng(11)
    for share in ([0.9, 0.05, 0.0, 0.05, 0, 0, 0, 0, 0], [0.1, 0.1, 0.1, 0.1, 0.2, 0.1, 0.1, 0.1, 0.1]):
        drawn = rng.multinomial(30, share, 4000).reshape(-1, 3, 3)
        truth = 100 * float(np.dot(share, [0, 1, 2, -1, 0, 1, -2, -1, 0]))
        found = effect.paired(drawn)
        assert ((found.low <= truth) & (truth <= found.high)).mean() > 0.94
