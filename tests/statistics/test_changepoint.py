import numpy as np
import pytest

from cxdata.statistics.changepoint import change_point


def test_it_finds_the_month_of_a_shift_with_its_range():
    values = np.array([30, 32, 29, 31, 33, 30, 31, 30, 32, 29, 20, 22, 19, 21, 20, 21, 18, 20.0])
    found = change_point(values, permutations=2000)
    assert found.split.before == 10
    assert found.split.mean_after - found.split.mean_before == pytest.approx(-10.575)
    assert found.p == pytest.approx(1 / 2001)
    assert (found.earliest, found.latest) == (9, 11)


def test_noise_alone_is_significant_at_its_level():
    rng = np.random.default_rng(9)
    p = [change_point(rng.normal(size=24), permutations=400).p for _ in range(200)]
    assert np.mean(np.array(p) <= 0.05) < 0.09


def test_under_eight_periods_it_says_nothing_and_a_flat_line_is_no_change():
    assert change_point([1, 2, 3, 4, 5, 6, np.nan, 7]) is None
    assert change_point([5.0] * 10, permutations=100).p == 1.0
