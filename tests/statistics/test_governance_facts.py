"""Response, weights, funnels, concentration, agreement, maturity, commitments, case mix."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from cxdata.statistics import agreement, commitments, concentration, funnel, maturity, response, weighting
from cxdata.statistics.standardisation import case_mix


def test_the_tipping_point_solves_for_those_who_did_not_answer():
    needed = response.tipping_point(42, 0.18, 30)
    assert 0.18 * 42 + 0.82 * float(needed) == pytest.approx(30)
    assert [float(x) for x in response.bounds(42, 0.18)] == pytest.approx([-74.44, 89.56])
    assert np.isnan(response.tipping_point(42, 1.0, 30))


def test_equal_response_is_fully_representative():
    assert response.r_indicator([100, 200], [10, 20]) == pytest.approx(1)
    assert response.r_indicator([400, 300, 300], [80, 90, 30]) == pytest.approx(0.845003, abs=1e-6)
    assert np.isnan(response.r_indicator([0], [0]))


def test_raking_meets_every_margin_of_three_variables():
    rng = np.random.default_rng(1)
    counts = rng.integers(10, 60, (2, 3, 2))
    targets = [[0.4, 0.6], [0.2, 0.5, 0.3], [0.5, 0.5]]
    found = weighting.rake(counts, targets)
    assert found.converged
    assert not found.thin
    for axis, target in enumerate(targets):
        others = tuple(i for i in range(3) if i != axis)
        assert found.cells.sum(axis=others).tolist() == pytest.approx(target)
    assert (found.weights * counts).sum() == pytest.approx(counts.sum())
    assert found.n_eff < counts.sum()


def test_trimmed_weights_and_empty_categories_are_said():
    trimmed = weighting.rake([[5, 95], [60, 40]], [[0.9, 0.1], [0.9, 0.1]], trim=(0.3, 3.0))
    assert trimmed.thin
    assert trimmed.weights.max() / trimmed.weights.min() <= 10 + 1e-9
    assert not weighting.rake([[0, 0], [60, 40]], [[0.5, 0.5], [0.5, 0.5]], steps=50).converged


def test_a_funnel_widens_with_overdispersion_only():
    rng = np.random.default_rng(2)
    calm = funnel.nps_funnel(*rng.multinomial(100, [0.5, 0.3, 0.2], 40).T)
    assert 1.0 <= calm.overdispersion < 1.2
    level = rng.normal(0, 0.15, 40)
    wild = funnel.nps_funnel(
        *np.array([rng.multinomial(300, [0.45 + x, 0.3, 0.25 - x]) for x in level.clip(-0.2, 0.2)]).T
    )
    assert wild.overdispersion > 2
    low, high = funnel.limits(calm, [100, 400])
    assert (high - low)[0] == pytest.approx(2 * (high - low)[1])
    assert funnel.share_funnel([10, 20], [10, 20]).spread == 0.0


def test_one_owner_of_everything_is_full_concentration():
    one, even = concentration.concentration([3, 0, 0]), concentration.concentration([2, 2, 2, 2])
    assert one == pytest.approx((1, 1, 1, 0, 2 / 3))
    assert even == pytest.approx((0.25, 0, 4, 1, 0))
    assert np.isnan(concentration.concentration([0, 0]).hhi)
    assert concentration.misallocation([1, 0], [0, 1]) == 1.0


def test_only_one_operating_owner_covers_a_touchpoint():
    points = pl.DataFrame(
        {
            "volume": [1200, 800, 500, 300, 200],
            "accountable": [1, 1, 0, 2, 1],
            "operating": [True, True, None, True, False],
        }
    )
    assert concentration.ownership_coverage(points) == pytest.approx((2 / 3, 0.4))
    assert np.isnan(concentration.ownership_coverage(points.clear()).coverage)


def test_agreement_is_one_when_all_agree_and_about_nothing_by_chance():
    assert agreement.alpha([[1, 1, 1], [4, 4, np.nan]]) == 1.0
    assert agreement.alpha([[3, 3], [3, 3]]) == 1.0
    assert np.isnan(agreement.alpha([[1, np.nan], [np.nan, 2]]))
    assert abs(agreement.alpha(np.random.default_rng(0).integers(1, 6, (2000, 3)))) < 0.05


def test_a_maturity_profile_keeps_its_weakest_link():
    ratings = pl.DataFrame({"component": ["a", "a", "b", "b", "b"], "rating": [4, 5, 1, 2, 2]})
    assert maturity.profile(ratings).rows() == [("a", 4.5, 2), ("b", 2.0, 3)]
    assert maturity.summary(ratings) == (3.25, 2.0, 2.5)
    assert maturity.summary(ratings.clear()) is None


def test_a_commitment_counts_by_its_first_date():
    decisions = pl.DataFrame(
        {
            "original_due": [date(2026, 1, 31), date(2026, 2, 15), date(2026, 3, 31), date(2026, 7, 31)],
            "done": [date(2026, 1, 30), date(2026, 3, 1), None, None],
        }
    )
    found = commitments.kept(decisions, date(2026, 6, 15))
    assert found[:5] == (3, 1, 1, 1, pytest.approx(1 / 3))
    assert commitments.kept(decisions, date(2026, 2, 20))[:4] == (2, 1, 0, 1)
    assert commitments.kept(decisions.clear(), date(2026, 6, 15)) == (0, 0, 0, 0, None, None, None)


def test_case_mix_expects_of_a_unit_what_its_customers_say_elsewhere():
    counts = pl.DataFrame(
        {
            "unit": ["a", "a", "b", "b"],
            "stratum": ["easy", "hard", "easy", "hard"],
            "n": [10, 90, 90, 10],
            "n_eff": [10.0, 90.0, 90.0, 10.0],
            "positive": [6, 18, 54, 2],
            "neutral": [3, 36, 27, 4],
            "negative": [1, 36, 9, 4],
        }
    )
    table = case_mix(counts, "unit", "stratum", "nps")
    assert table["difference"].to_list() == pytest.approx([0, 0])
    assert table["score"].to_list() == pytest.approx([-13, 43])
