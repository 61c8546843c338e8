"""Windows, seasons and waiting."""

from datetime import date

import numpy as np
import polars as pl
import pytest
from statsmodels.api import SurvfuncRight

from cxdata.statistics import seasons, waiting, windows
from cxdata.statistics.tallies import estimated


def series(rows) -> pl.DataFrame:
    table = np.array(rows)
    n = table.sum(axis=1)
    return pl.DataFrame(
        {
            "period": [date(2022 + i // 12, i % 12 + 1, 1) for i in range(len(n))],
            "n": n,
            "n_eff": n.astype(float),
            **dict(zip(("positive", "neutral", "negative"), table.T, strict=True)),
        }
    )


MONTHS = series([(50, 30, 20), (48, 32, 20), (55, 25, 20), (40, 30, 30)])


def test_a_window_pools_counts():
    table = windows.rolling(MONTHS, 3)
    assert table["period"].to_list() == [date(2022, 3, 1), date(2022, 4, 1)]
    assert estimated(table, "nps").score.tolist() == pytest.approx([31, 24 + 1 / 3])
    assert table.schema["positive"] == pl.Int64
    assert windows.rolling(MONTHS, 5).height == 0


def test_what_moved_between_windows_is_the_month_that_left_and_the_one_that_came():
    left, came = windows.moved(MONTHS, 3)
    change = (estimated(came, "nps").score - estimated(left, "nps").score) / 3
    assert change.tolist() == pytest.approx([24 + 1 / 3 - 31])


@pytest.mark.parametrize("months", [24, 36, 48])
def test_a_season_is_found_and_taken_off(months):
    rng = np.random.default_rng(5)
    wave = 8 * np.sin(np.arange(months) * np.pi / 6)
    rows = [rng.multinomial(3000, [0.5 + x / 200, 0.3, 0.2 - x / 200]) for x in wave]
    effects = seasons.season(series(rows), "nps")
    truth = 8 * np.sin(np.arange(12) * np.pi / 6)
    assert np.abs(effects["effect"].to_numpy() - truth).max() < 3
    flat = seasons.adjusted(series(rows), "nps")
    assert flat["adjusted"].std() < 0.6 * flat["score"].std()


def test_without_a_season_little_is_taken_off_and_one_year_is_not_enough():
    rng = np.random.default_rng(6)
    rows = rng.multinomial(300, [0.5, 0.3, 0.2], 36)
    assert np.abs(seasons.season(series(rows), "nps")["effect"].to_numpy()).max() < 5
    assert seasons.season(series(rows[:23]), "nps") is None
    assert seasons.adjusted(series(rows[:23]), "nps") is None


def test_survival_with_its_interval_is_that_of_statsmodels():
    rng = np.random.default_rng(7)
    time, done = rng.integers(1, 40, 80).astype(float), rng.integers(0, 2, 80)
    table = waiting.survival(time, done)
    oracle = SurvfuncRight(time, done)
    assert np.allclose(table["survival"], oracle.surv_prob)
    last = table.filter(pl.col("low").is_not_null())
    greenwood = oracle.surv_prob_se[: last.height] / (last["survival"] * np.abs(np.log(last["survival"])))
    assert np.allclose(last["low"], last["survival"].to_numpy() ** np.exp(1.959964 * greenwood), atol=1e-6)


def test_open_cases_count_as_long_as_they_have_waited():
    hours = [4, 20, 26, 30, 47, 47, 52, 70, 90, 12, 36, 60, 5, 100]
    closed = [1] * 9 + [0] * 5
    found = waiting.within(hours, closed, 48)
    assert found.share == pytest.approx(0.517625, abs=1e-6)
    assert found.low < found.share < found.high
    assert waiting.median(hours, closed) == 47
    assert waiting.median([1, 2, 3], [0, 0, 1]) == 3
    assert waiting.median([1, 2, 3], [1, 0, 0]) is None


def test_what_nobody_has_waited_for_yet_is_not_known():
    assert waiting.within([1, 2, 30], [0, 1, 0], 48) == (None, None, None, 3)
    assert waiting.within([], [], 48) == (None, None, None, 0)
    assert waiting.within([1, 2], [1, 1], 48).share == 1.0
    assert waiting.within([50, 60], [0, 0], 48).share == 0.0


def test_open_cases_age_in_buckets():
    assert waiting.ageing([0, 2.9, 3, 14, 30, 31]).rows() == [
        ("0-2", 2),
        ("3-7", 1),
        ("8-14", 1),
        ("15-30", 1),
        (">30", 1),
    ]
