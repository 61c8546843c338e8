"""The chance that a score reaches a level: worked out by hand, and held against many simulated futures."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from cxdata.statistics.forecast import staying, trending


def test_a_level_that_stays_misses_by_its_own_error_and_the_readings() -> None:
    # Nine months of 30, variance 4, wobble 5: weight 1/9 each, error of the mean 9/9 = 1; a reading of three months
    # adds (5 + 4) / 3 = 3; error = sqrt(4) = 2. The target 32 lies one error above: t with 8 degrees, P(T < -1).
    found = staying([30.0] * 9, [4.0] * 9, 32.0, wobble=5.0)
    assert found[:3] == pytest.approx((30.0, 2.0, 9))
    assert found.chance == pytest.approx(stats.t.cdf(-1.0, 8))


def test_a_line_that_goes_on_is_extended_with_its_error() -> None:
    # 13 months on the line 20 + x (x from -12 to 0), variance 1, no wobble: mean of x -6, sum of squares 182.
    # Two months ahead: 22; error^2 = 1/13 + (2 + 6)^2 / 182 + 1/3.
    found = trending(np.arange(13) + 8.0, np.ones(13), 22.0, wobble=0.0, ahead=2.0)
    assert found.expected == pytest.approx(22.0)
    assert found.error == pytest.approx((1 / 13 + 64 / 182 + 1 / 3) ** 0.5)
    assert found.chance == pytest.approx(0.5)


def test_months_without_a_score_do_not_count_and_too_few_say_nothing() -> None:
    gaps = [30.0, float("nan")] * 6
    assert staying(gaps, [4.0] * 12, 32.0, wobble=0.0).months == 6
    assert np.isnan(staying([30.0] * 5, [4.0] * 5, 32.0, wobble=0.0).chance)
    assert np.isnan(trending([30.0] * 11, [4.0] * 11, 32.0, wobble=0.0, ahead=1.0).chance)
    assert np.isnan(trending([30.0] * 24, [4.0] * 24, 32.0, wobble=0.0, ahead=13.0).chance)


def test_of_futures_called_likely_as_many_come_true() -> None:
    rng = np.random.default_rng(4)
    chances, reached = [], []
    for _ in range(3000):
        level, wobble, variance = 30.0, 4.0, 9.0
        months = level + rng.normal(0, wobble**0.5, 15) + rng.normal(0, variance**0.5, 15)
        target = level + rng.normal(0, 3)
        chances.append(staying(months[:12], [variance] * 12, target, wobble=wobble).chance)
        reached.append(months[12:].mean() >= target)
    told, came = np.array(chances), np.array(reached)
    for low, high in ((0.05, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.95)):
        mine = (told >= low) & (told < high)
        assert came[mine].mean() == pytest.approx(told[mine].mean(), abs=0.06)
