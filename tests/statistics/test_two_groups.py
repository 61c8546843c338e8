import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from statsmodels.stats.proportion import confint_proportions_2indep
from statsmodels.stats.proportion import test_proportions_2indep as score_test

from cxdata.statistics import two_groups

MIX = st.tuples(*[st.integers(0, 200)] * 3).filter(any)


@pytest.mark.parametrize(
    ("before", "after", "z", "p", "low", "high"),
    [
        ((50, 30, 20), (60, 25, 15), 1.385471, 0.165909, -6.2801, 35.9276),
        ((250, 150, 100), (290, 140, 70), 2.925124, 0.003443, 4.6325, 23.3237),
        ((9, 1, 0), (5, 3, 2), -1.948343, 0.051374, -113.8252, 0.5346),
    ],
)
def test_the_score_test_gives_the_reference_values(before, after, z, p, low, high):
    found = two_groups.nps_difference(before, after)
    assert [float(found.z), float(found.p)] == pytest.approx([z, p], abs=1e-6)
    assert [float(found.low), float(found.high)] == pytest.approx([low, high], abs=1e-4)


def test_the_closed_form_variance_maximises_the_likelihood():
    group = two_groups._trinomial(14, 9, 5, 0.0)
    for d in (-0.4, 0.0, 0.3, 0.7):
        lost = minimize_scalar(
            lambda q, d=d: -(14 * np.log(q + d) + 9 * np.log(1 - 2 * q - d) + 5 * np.log(q)),
            bounds=(max(0.0, -d) + 1e-9, (1 - d) / 2 - 1e-9),
            method="bounded",
            options={"xatol": 1e-12},
        )
        assert float(group.variance(np.array(d))) == pytest.approx((2 * lost.x + d * (1 - d)) / 28, rel=1e-5)


@settings(max_examples=20, deadline=None)
@given(MIX, MIX)
def test_swapping_the_sides_turns_the_sign(before, after):
    one, two = two_groups.nps_difference(before, after), two_groups.nps_difference(after, before)
    assert np.allclose([one.change, one.low, one.high], [-two.change, -two.high, -two.low], atol=1e-4)
    assert float(one.p) == pytest.approx(float(two.p), abs=1e-6)
    assert one.low <= one.change <= one.high


@settings(max_examples=20, deadline=None)
@given(MIX, MIX)
def test_the_interval_leaves_zero_out_exactly_when_the_test_rejects(before, after):
    found = two_groups.nps_difference(before, after)
    if abs(float(found.p) - 0.05) > 1e-4:
        assert bool(found.p < 0.05) == bool(found.low > 0 or found.high < 0)


@settings(max_examples=20, deadline=None)
@given(MIX, MIX, st.floats(1, 400))
def test_wobble_only_takes_certainty_away(before, after, wobble):
    plain, wide = two_groups.nps_difference(before, after), two_groups.nps_difference(before, after, wobble)
    assert wide.p >= plain.p - 1e-9
    assert wide.high - wide.low >= plain.high - plain.low - 1e-6


def test_the_score_test_keeps_its_level_at_unequal_extreme_groups():
    rng = np.random.default_rng(7)
    one, two = rng.multinomial(30, [0.95, 0.04, 0.01], 4000), rng.multinomial(300, [0.95, 0.04, 0.01], 4000)
    found = two_groups.nps_difference(tuple(one.T), tuple(two.T), interval=False)
    assert np.mean(found.p < 0.05) < 0.065


def test_forty_eight_cells_take_milliseconds_and_agree_with_one_by_one():
    rng = np.random.default_rng(3)
    before, after = rng.integers(0, 60, (3, 48)), rng.integers(1, 60, (3, 48))
    found = two_groups.nps_difference(tuple(before), tuple(after))
    alone = two_groups.nps_difference(tuple(before[:, 5]), tuple(after[:, 5]))
    assert [float(x[5]) for x in found] == pytest.approx([float(x) for x in alone])


def test_shares_differ_by_newcombe_and_the_pooled_score_test():
    found = two_groups.share_difference(([48, 30, 3], [80, 60, 10]), ([56, 45, 9], [70, 60, 10]))
    assert [found.low[0], found.high[0]] == pytest.approx([0.0524, 0.3339], abs=5e-5)
    for i, (k1, n1, k2, n2) in enumerate([(48, 80, 56, 70), (30, 60, 45, 60), (3, 10, 9, 10)]):
        low, high = confint_proportions_2indep(k2, n2, k1, n1, method="newcomb")
        test = score_test(k2, n2, k1, n1, method="score", correction=False)
        assert [found.low[i], found.high[i], found.p[i]] == pytest.approx([low, high, test.pvalue], abs=1e-9)


def test_an_empty_side_gives_nan():
    assert all(np.isnan(value) for value in two_groups.nps_difference((0, 0, 0), (1, 2, 3)))
    assert all(np.isnan(value) for value in two_groups.nps_difference_wald((0, 0, 0), (1, 2, 3)))
    assert all(np.isnan(value) for value in two_groups.share_difference((0, 0), (1, 2)))
