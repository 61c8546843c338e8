from itertools import combinations_with_replacement

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta
from statsmodels.stats.proportion import proportion_confint

from cxdata.statistics import estimates


def mixes(n: int) -> np.ndarray:
    """All (positive, neutral, negative) with n answers, one row each."""
    cuts = np.array(list(combinations_with_replacement(range(n + 1), 2)))
    return np.stack([cuts[:, 0], cuts[:, 1] - cuts[:, 0], n - cuts[:, 1]], axis=1)


@pytest.mark.parametrize(
    ("counts", "score", "low", "high"),
    [
        ((5, 0, 0), 100.0, 17.4915, 100.0),
        ((0, 5, 0), 0.0, -30.0057, 30.0057),
        ((15, 10, 5), 33.3333, 4.7781, 55.8279),
        ((50, 30, 20), 30.0, 14.0511, 44.2013),
        ((990, 5, 5), 98.5, 97.1499, 99.2609),
    ],
)
def test_nps_has_the_published_adjusted_wald_interval(counts, score, low, high):
    found = estimates.nps(*counts)
    assert [float(value) for value in found] == pytest.approx([score, low, high], abs=1e-4)


def test_the_adjusted_wald_interval_covers_where_plain_wald_does_not():
    for n in (5, 10, 20):
        table = mixes(n).astype(float)
        good, plain = estimates.nps(*table.T), estimates.wald(*table.T)
        for truth in ((0.95, 0.04, 0.01), (0.6, 0.25, 0.15), (0.02, 0.96, 0.02), (0.2, 0.3, 0.5)):
            chance = np.exp(_log_multinomial(table, truth))
            value = 100 * (truth[0] - truth[2])
            assert chance.sum() == pytest.approx(1)
            assert chance[(good.low <= value) & (value <= good.high)].sum() > 0.9
        chance = np.exp(_log_multinomial(table, (0.95, 0.04, 0.01)))
        assert chance[(plain.low <= 94) & (plain.high >= 94)].sum() < 0.7


def _log_multinomial(table, truth):
    from scipy.special import gammaln

    return gammaln(table.sum(axis=1) + 1) - gammaln(table + 1).sum(axis=1) + table @ np.log(truth)


@pytest.mark.parametrize("n", [5, 10, 30, 50])
def test_every_interval_contains_its_raw_score(n):
    found = estimates.nps(*mixes(n).T)
    assert np.all((found.low <= found.score + 1e-9) & (found.score <= found.high + 1e-9))
    assert np.all((found.low >= -100) & (found.high <= 100))


@settings(max_examples=50, deadline=None)
@given(*[st.floats(0, 1e6, allow_subnormal=False)] * 3)
def test_swapping_praise_and_blame_mirrors_the_interval(up, middle, down):
    one, two = estimates.nps(up, middle, down), estimates.nps(down, middle, up)
    assert np.allclose([one.score, one.low, one.high], [-two.score, -two.high, -two.low], equal_nan=True)


def test_no_answers_give_nan_and_no_error():
    assert all(np.isnan(value) for value in estimates.nps(0, 0, 0))
    assert all(np.isnan(value) for value in estimates.share(0, 0))
    assert all(np.isnan(value) for value in estimates.guarded_mean(range(1, 8), [0] * 7, 1, 7))
    assert np.isnan(estimates.at_least(0, 0, 0, 10))


def test_a_finite_population_narrows_and_a_census_closes_the_interval():
    whole, part = estimates.nps(50, 30, 20), estimates.nps(50, 30, 20, population=200)
    width = (part.high - part.low) / (whole.high - whole.low)
    assert width == pytest.approx(np.sqrt(100 / 199))
    census = estimates.nps(50, 30, 20, population=100)
    assert census.high == pytest.approx(float(census.low))


def test_shares_have_wilson_intervals():
    count, total = np.array([0, 1, 8, 10, 81, 15]), np.array([10, 29, 10, 10, 263, 148])
    found = estimates.share(count, total)
    low, high = proportion_confint(count, total, method="wilson")
    assert np.allclose(found.low, low, atol=1e-12)
    assert np.allclose(found.high, high, atol=1e-12)
    assert (found.low[0], found.high[3]) == (0.0, 1.0)


def test_the_guarded_mean_stays_open_at_a_ceiling():
    values = np.arange(1, 8)
    mean = estimates.guarded_mean(values, [[1, 0, 1, 2, 3, 5, 8], [0, 0, 0, 0, 0, 0, 10]], 1, 7)
    assert mean.mean.tolist() == pytest.approx([5.65, 7])
    assert mean.low.tolist() == pytest.approx([4.769053, 5.846669], abs=1e-6)
    assert mean.high.tolist() == pytest.approx([6.373804, 7.0], abs=1e-6)
    plain = estimates.plain_mean(values, [1, 0, 1, 2, 3, 5, 8])
    assert [float(plain.low), float(plain.high)] == pytest.approx([4.886616, 6.413384], abs=1e-6)


def test_top_boxes_follow_the_direction_of_the_scale():
    counts = [1, 0, 1, 2, 3, 5, 8]
    assert float(estimates.top_box(counts, 2).score) == pytest.approx(0.65)
    assert float(estimates.top_box(counts, 2, high_is_good=False).score) == pytest.approx(0.05)


@pytest.mark.parametrize(
    ("counts", "target", "chance"),
    [((60, 25, 15), 40, 0.728682), ((18, 7, 5), 30, 0.8009), ((9, 1, 0), 70, 0.762405), ((10, 0, 0), -100, 1.0)],
)
def test_the_chance_of_being_at_target_is_the_posterior_tail(counts, target, chance):
    assert float(estimates.at_least(*counts, target)) == pytest.approx(chance, abs=5e-5)


@settings(max_examples=50, deadline=None)
@given(st.tuples(*[st.integers(0, 3000)] * 3).filter(any), st.floats(-100, 100))
def test_the_chance_of_being_at_target_mirrors(counts, target):
    up, middle, down = counts
    here, mirrored = estimates.at_least(up, middle, down, target), estimates.at_least(down, middle, up, -target)
    assert float(here + mirrored) == pytest.approx(1, abs=2e-3)


def test_kish_counts_weights():
    weights = np.array([0.5, 0.5, 1, 1, 1, 2, 2, 4])
    assert float(estimates.effective_n(weights.sum(), (weights**2).sum())) == pytest.approx(5.236364, abs=1e-6)
    assert float(estimates.effective_n(0, 0)) == 0.0


def test_the_chance_that_a_share_is_at_its_target_is_jeffreys():
    found = estimates.share_at_least([48, 0, 0], [60, 5, 0], [0.8, 0.0, 0.5])
    assert found.tolist() == pytest.approx([beta.sf(0.8, 48.5, 12.5), 1.0, np.nan], nan_ok=True)
