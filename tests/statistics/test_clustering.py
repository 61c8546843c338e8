import numpy as np
import polars as pl
import pytest

from cxdata.statistics.clustering import design_effect, pair_correlation


def sums(responses: list[np.ndarray]) -> pl.DataFrame:
    k = np.array([len(x) for x in responses])
    total = np.array([x.sum() for x in responses])
    square = np.array([(x**2).sum() for x in responses])
    return pl.DataFrame(
        {
            "pairs": [(k * (k - 1) / 2).sum()],
            "products": [((total**2 - square) / 2).sum()],
            "sums": [((k - 1) * total).sum()],
            "squares": [((k - 1) * square).sum()],
        }
    )


def test_the_pair_correlation_is_pearson_over_all_pairs_both_ways():
    rng = np.random.default_rng(2)
    responses = [rng.integers(-1, 2, rng.integers(1, 6)).astype(float) for _ in range(200)]
    pairs = [(a, b) for x in responses for i, a in enumerate(x) for j, b in enumerate(x) if i != j]
    expected = np.corrcoef(np.array(pairs).T)[0, 1]
    assert pair_correlation(sums(responses))[0] == pytest.approx(expected)


def test_it_finds_the_planted_correlation():
    rng = np.random.default_rng(3)
    responses = [rng.normal(0, np.sqrt(0.4)) + rng.normal(0, np.sqrt(0.6), 5) for _ in range(4000)]
    assert pair_correlation(sums(responses))[0] == pytest.approx(0.4, abs=0.03)


def test_without_pairs_or_spread_there_is_no_correlation():
    assert pair_correlation(sums([np.array([1.0]), np.array([0.0])]))[0] is None
    assert pair_correlation(sums([np.array([1.0, 1.0])]))[0] is None


def test_the_design_effect_never_claims_more_answers_than_there_are():
    assert design_effect([3, 1, 4, 0], [0.4, 0.9, -0.2, np.nan]).tolist() == pytest.approx([1.8, 1, 1, 1])
