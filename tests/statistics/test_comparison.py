import numpy as np
import polars as pl
import pytest

from cxdata.statistics import comparison

COLUMNS = ["n_before", "n_after", "score_before", "score_after", "change", "low", "high", "p", "verdict"]


def counts(*rows: tuple[str, int, int, int]) -> pl.DataFrame:
    table = pl.DataFrame(rows, schema=["g", "positive", "neutral", "negative"], orient="row")
    n = pl.sum_horizontal("positive", "neutral", "negative")
    return table.select("g", n=n, n_eff=n.cast(float), positive="positive", neutral="neutral", negative="negative")


def test_a_difference_has_scores_interval_p_and_a_verdict():
    table = comparison.difference(
        counts(("a", 250, 150, 100), ("b", 50, 30, 20), ("c", 5, 5, 10)),
        counts(("a", 290, 140, 70), ("b", 60, 25, 15), ("d", 50, 0, 0)),
        "nps",
    )
    assert table.columns == ["g", *COLUMNS]
    assert table["g"].to_list() == ["a", "b", "c", "d"]
    assert table["verdict"].to_list() == ["real", "chance", "few", "few"]
    assert table["n_after"].to_list() == [500, 100, 0, 50]
    assert table.row(1)[3:5] == pytest.approx((30, 45))
    assert table["p"].to_list()[:2] == pytest.approx([0.003443, 0.165909], abs=1e-6)
    assert table.row(2)[3:9] == (None,) * 6
    assert table.row(3)[3:9] == (None, 100.0, None, None, None, None)


def test_between_ten_and_thirty_the_change_has_an_interval_only():
    row = comparison.difference(counts(("a", 10, 6, 4)), counts(("a", 20, 10, 10)), "nps").row(0, named=True)
    assert (row["change"], row["p"], row["verdict"]) == (None, None, "few")
    assert row["low"] < 0 < row["high"]


def test_wobble_comes_as_a_number_or_per_group():
    before, after = counts(("a", 250, 150, 100), ("b", 250, 150, 100)), counts(("a", 290, 140, 70), ("b", 290, 140, 70))
    per_group = pl.DataFrame({"g": ["b", "a"], "wobble": [16.0, None]})
    assert comparison.difference(before, after, "nps", wobble=per_group)["verdict"].to_list() == ["real", "chance"]
    assert comparison.difference(before, after, "nps", wobble=16.0)["verdict"].to_list() == ["chance", "chance"]
    assert comparison.difference(before, after, "nps", wobble=None)["verdict"].to_list() == ["real", "real"]


def test_shares_are_compared_in_percentage_points():
    row = comparison.difference(counts(("a", 48, 0, 32)).drop("g"), counts(("a", 56, 0, 14)).drop("g"), "csat").row(
        0, named=True
    )
    assert (row["change"], row["low"], row["high"]) == (
        pytest.approx(20),
        pytest.approx(5.24, abs=5e-3),
        pytest.approx(33.39, abs=5e-3),
    )


def test_a_design_effect_can_leave_too_few():
    before, after = counts(("a", 25, 15, 10)), counts(("a", 29, 14, 7))
    assert comparison.difference(before, after, "nps", deff=2.0)["verdict"].to_list() == ["few"]


def test_the_rest_of_a_part_is_all_others():
    table = comparison.rest(counts(("a", 1, 2, 3), ("b", 10, 20, 30), ("c", 100, 200, 300)))
    assert table["positive"].to_list() == [110, 101, 11]
    assert table["n"].to_list() == [660, 606, 66]


def test_benjamini_hochberg_rejects_the_published_four():
    p = [.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .324, .4262, .5719, .6528, .759, 1]  # fmt: skip
    q = comparison.benjamini_hochberg(p)
    assert np.sum(q <= 0.05) == 4
    assert q[:5] == pytest.approx([0.0015, 0.003, 0.0095, 0.035625, 0.0603])
    assert comparison.benjamini_hochberg([np.nan, 0.02, np.nan]).tolist() == pytest.approx(
        [np.nan, 0.02, np.nan], nan_ok=True
    )
    assert comparison.benjamini_hochberg([]).tolist() == []


def test_a_family_takes_back_what_one_test_alone_would_claim():
    frame = pl.DataFrame({"p": [0.03, 0.5, 0.001, None, 0.9]}, schema={"p": pl.Float64})
    table = comparison.marked(frame)
    assert table["verdict"].to_list() == ["chance", "chance", "real", "few", "chance"]
    assert table["q"].to_list()[2:4] == [pytest.approx(0.004), None]


def test_verdicts_alone_are_the_same_without_intervals():
    before, after = counts(("a", 250, 150, 100), ("b", 50, 30, 20)), counts(("a", 290, 140, 70), ("b", 60, 25, 15))
    whole, fast = (comparison.difference(before, after, "nps", interval=wanted) for wanted in (True, False))
    assert fast.drop("low", "high").equals(whole.drop("low", "high"))
    assert fast["low"].null_count() == 2


def test_a_sentence_needs_the_family_beside_a_screen_to_agree():
    # Alone 0.01 has q = 0.02 of two. With eight p values of 0.5: q = 0.01 * 10 = 0.1. With eight of 0.001: 0.0111.
    alone = comparison.marked(pl.DataFrame({"p": [0.01, 0.2, None]}))
    assert alone["verdict"].to_list() == ["real", "chance", "few"]
    assert comparison.spoken(alone, pl.Series([0.5] * 8))["verdict"].to_list() == ["here", "chance", "few"]
    assert comparison.spoken(alone, pl.Series([0.001] * 8))["verdict"].to_list() == ["real", "chance", "few"]
    assert comparison.spoken(alone, pl.Series([None] * 8, dtype=pl.Float64))["verdict"].to_list() == [
        "real",
        "chance",
        "few",
    ]


def test_a_family_beside_a_screen_makes_nothing_real_that_the_screen_does_not():
    # 0.04 and 0.5 alone: q = 0.08. Among eight p values of 0.001 more 0.04 would have q = 0.0444.
    alone = comparison.marked(pl.DataFrame({"p": [0.04, 0.5]}))
    assert comparison.spoken(alone, pl.Series([0.001] * 8))["verdict"].to_list() == ["chance", "chance"]
