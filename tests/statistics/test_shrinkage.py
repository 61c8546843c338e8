import numpy as np
import pytest

from cxdata.statistics import shrinkage


def test_small_groups_are_drawn_further_and_unknown_ones_stay_unknown():
    found = shrinkage.shrunk([28, 35, 12, 41, 22, 30, np.nan], [8, 5, 11, 6, 9, 4, 5])
    assert found.tau2 == pytest.approx(20.49338, abs=1e-5)
    assert found.shrunk[:2].tolist() == pytest.approx([30.10696, 32.681876], abs=1e-5)
    assert np.isnan(found.shrunk[6])
    assert found.reliability[5] > found.reliability[2]


def test_groups_that_do_not_differ_all_stand_at_the_mean():
    found = shrinkage.shrunk([30, 31, 29], [8, 8, 8])
    assert (found.tau2, found.shrunk.tolist()) == (0.0, pytest.approx([30, 30, 30]))


def test_equal_departments_share_the_whole_span_of_ranks():
    best, worst = shrinkage.rank_spans([30, 34, 27, 90], [5, 5, 5, 5])
    assert best.tolist() == [2, 2, 2, 1]
    assert worst.tolist() == [4, 4, 4, 1]


def test_the_worst_of_equal_departments_recovers_by_itself():
    assert shrinkage.worst_of(20, 30, 11.0454) == pytest.approx((9.37, 20.63), abs=0.01)
    rng = np.random.default_rng(2)
    truth = rng.normal(30, 8, (3000, 10))
    seen = truth + rng.normal(0, 11, truth.shape)
    worst = seen.argmin(axis=1)
    rows = np.arange(len(seen))
    foretold = shrinkage.rebound(seen[rows, worst], 30, 64, 11).mean()
    assert foretold == pytest.approx((truth - seen)[rows, worst].mean(), abs=0.5)
