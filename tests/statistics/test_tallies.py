import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from cxdata.statistics import tallies

CUTS = pl.DataFrame(
    {
        "measure": [1, 2, 3],
        "metric": ["nps", "ces", "ces"],
        "low": [0, 1, 1],
        "high": [10, 7, 5],
        "up": [True, True, False],
        "positive_from": [9, 5, 2],
        "negative_to": [6, 3, 4],
    }
)


def tally(**columns) -> pl.DataFrame:
    return pl.DataFrame(columns)


def test_scores_fall_into_classes_by_the_cuts_of_their_measure():
    both = tally(measure=[2, 2, 2, 3, 3, 3], score=[5, 4, 3, 2, 3, 4], n=[1, 2, 4, 8, 16, 32])
    assert tallies.counts(both, CUTS).row(0, named=True) == {
        "n": 63,
        "n_eff": 63.0,
        "positive": 9,
        "neutral": 18,
        "negative": 36,
    }


def test_counts_are_per_group_and_sorted():
    some = tally(month=[2, 1, 1], measure=[1, 1, 1], score=[0, 9, 8], n=[3, 2, 1])
    assert tallies.counts(some, CUTS, ["month"]).rows() == [(1, 3, 3.0, 2, 1, 0), (2, 3, 3.0, 0, 0, 3)]


def test_weights_shift_the_shares_and_shrink_the_effective_number():
    weighted = tally(measure=[1, 1], score=[10, 0], n=[2, 2], w=[6.0, 2.0], w2=[18.0, 2.0])
    assert tallies.counts(weighted, CUTS).row(0) == (4, 64 / 20, 3.0, 0.0, 1.0)


def test_nothing_in_gives_one_row_of_nothing_or_none_per_group():
    empty = tally(month=[1], measure=[1], score=[0], n=[3]).clear()
    assert tallies.counts(empty, CUTS).rows() == [(0, 0.0, 0, 0, 0)]
    assert tallies.scores(tallies.counts(empty, CUTS), "nps").rows() == [(0, *[None] * 6, "none")]
    assert tallies.counts(empty, CUTS, ["month"]).height == 0


def groups(*rows: tuple[int, int, int]) -> pl.DataFrame:
    up, middle, down = zip(*rows, strict=True)
    table = pl.DataFrame({"g": range(len(rows)), "positive": up, "neutral": middle, "negative": down})
    n = pl.sum_horizontal("positive", "neutral", "negative")
    return table.select("g", n=n, n_eff=n.cast(float), positive="positive", neutral="neutral", negative="negative")


def test_few_answers_hide_everything_and_thin_ones_the_score():
    table = tallies.scores(groups((5, 2, 2), (15, 9, 5), (15, 10, 5)), "nps")
    assert table.columns == ["g", *tallies.SCORES]
    few, thin, full = table.rows(named=True)
    assert few == {"g": 0, "n": 9, **dict.fromkeys(tallies.SCORES[1:-1]), "hidden": "few"}
    assert (thin["positive"], thin["score"], thin["hidden"]) == (15, None, "thin")
    assert thin["low"] < thin["high"]
    assert full["score"] == pytest.approx(100 / 3)
    assert (full["low"], full["high"], full["hidden"]) == (
        pytest.approx(4.778131, abs=1e-6),
        pytest.approx(55.82793, abs=1e-6),
        None,
    )


def test_a_design_effect_widens_and_can_hide():
    table = groups((15, 10, 5))
    assert tallies.scores(table, "nps", 2.0).row(0, named=True)["hidden"] == "thin"
    assert tallies.scores(table, "nps", 4.0).row(0, named=True)["hidden"] == "few"
    assert tallies.scores(table, "nps", few_below=31, thin_below=40).row(0, named=True)["hidden"] == "few"


def test_shares_are_percent_with_wilson():
    row = tallies.scores(groups((45, 5, 10)), "csat").row(0, named=True)
    assert (row["score"], row["low"], row["high"]) == (
        pytest.approx(75),
        pytest.approx(62.7679, abs=1e-4),
        pytest.approx(84.2235, abs=1e-4),
    )


def test_means_never_pool_measures():
    both = tally(measure=[2, 3], score=[5, 2], n=[40, 40])
    assert tallies.means(both, CUTS).row(0, named=True)["hidden"] == "mixed"
    assert tallies.means(both, CUTS).row(0, named=True)["mean"] is None
    one = tally(measure=[2] * 5, score=[1, 3, 5, 6, 7], n=[2, 2, 6, 6, 14])
    row = tallies.means(one, CUTS, ["measure"]).row(0, named=True)
    assert row["mean"] == pytest.approx((2 + 6 + 30 + 36 + 98) / 30)
    assert row["low"] < row["mean"] < row["high"] < 7


def test_a_distribution_is_percent_within_group_and_measure():
    some = tally(month=[1, 1, 2], measure=[1, 1, 1], score=[9, 0, 9], n=[3, 1, 5])
    assert tallies.distribution(some, ["month"]).rows() == [
        (1, 1, 0, 1, 25.0),
        (1, 1, 9, 3, 75.0),
        (2, 1, 9, 5, 100.0),
    ]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(0, 10), st.integers(1, 50)), min_size=1))
def test_coarser_counts_are_sums_of_finer_ones(rows):
    some = pl.DataFrame(rows, schema=["g", "measure", "score", "n"], orient="row")
    fine = tallies.counts(some, CUTS, ["g", "measure"])
    coarse = tallies.counts(some, CUTS)
    assert_frame_equal(fine.select(pl.col(tallies.COUNTS).sum()), coarse)
    unit = some.with_columns(w=pl.col("n").cast(float), w2=pl.col("n").cast(float))
    assert_frame_equal(tallies.counts(unit, CUTS).cast(pl.Float64), coarse.cast(pl.Float64))
