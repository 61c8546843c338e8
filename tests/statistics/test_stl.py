import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.tsa.seasonal import STL

from cxdata.statistics.stl import stl


def made(size: int, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    time = np.arange(size)
    return 30 + 0.2 * time + 5 * np.sin(time * np.pi / 6) + 3 * rng.normal(size=size)


@given(st.integers(24, 90), st.sampled_from([7, 11, 13, 35]), st.integers(0, 5))
@settings(max_examples=25, deadline=None)
def test_the_parts_are_those_of_statsmodels(size, seasonal, seed):
    y = made(size, seed)
    oracle, found = STL(y, period=12, seasonal=seasonal).fit(), stl(y, 12, seasonal=seasonal)
    assert np.allclose(found.trend, oracle.trend, atol=1e-10)
    assert np.allclose(found.season, oracle.seasonal, atol=1e-10)
    assert np.allclose(found.rest, oracle.resid, atol=1e-10)


@pytest.mark.parametrize("size", [36, 41, 60])
def test_a_constant_season_is_the_mean_of_each_month_over_a_season_without_slope(size):
    y = made(size, 9)
    oracle, found = STL(y, period=12, seasonal=10 * size + 1, seasonal_deg=0).fit(), stl(y, 12)
    by_month = [oracle.seasonal[np.arange(size) % 12 == month].mean() for month in range(12)]
    assert np.allclose(found.trend, oracle.trend, atol=1e-10)
    assert np.allclose(found.season[:24], np.tile(by_month, 2), atol=1e-10)


def test_other_periods_are_taken_apart_too():
    y = made(50, 4)
    oracle, found = STL(y, period=7, seasonal=9).fit(), stl(y, 7, seasonal=9)
    assert np.allclose(found.trend, oracle.trend, atol=1e-10)
