import numpy as np
import pytest

from cxdata.statistics import live


def test_naive_looks_pile_up_false_alarms():
    assert [live.peeking(k) for k in (1, 2, 3, 5)] == pytest.approx([0.05, 0.0831, 0.1073, 0.1417], abs=1e-4)


def test_the_band_is_published_wide_and_holds_over_a_year_of_looks():
    assert live.radius([50, 100, 400, 1000]).tolist() == pytest.approx(
        [0.517976, 0.326429, 0.15176, 0.097383], abs=1e-6
    )
    rng = np.random.default_rng(8)
    wrong = 0
    for _ in range(200):
        weeks = rng.multinomial(20, [0.5, 0.3, 0.2], 52).cumsum(axis=0)
        band = live.band(*weeks.T)
        wrong += bool(((band.low > 30) | (band.high < 30)).any())
    assert wrong / 200 <= 0.05


def test_without_answers_there_is_no_band():
    assert np.isnan(live.band(0, 0, 0).low)
