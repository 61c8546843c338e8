from __future__ import annotations

import polars as pl
import pytest

from cxdata.statistics.decomposition import change_by_group, change_within, mix_error


def counts(*rows: tuple[str, str, int, int, int]) -> pl.DataFrame:
    """touchpoint, channel, positive, neutral, negative"""
    frame = pl.DataFrame(rows, schema=["touchpoint", "channel", "positive", "neutral", "negative"], orient="row")
    n = pl.col("positive") + pl.col("neutral") + pl.col("negative")
    return frame.select(
        "touchpoint", "channel", n=n, n_eff=n.cast(pl.Float64), positive="positive", neutral="neutral",
        negative="negative",
    )  # fmt: skip


# Every channel of A gains 5 and A falls from 42 to 35: mix -12, rate +5. B has one channel: -20 to 0, all rate.
BEFORE = counts(("A", "x", 200, 80, 40), ("A", "y", 32, 24, 24), ("B", "x", 20, 40, 40))
AFTER = counts(("A", "x", 140, 30, 30), ("A", "y", 80, 70, 50), ("B", "x", 30, 40, 30))


def test_each_total_is_split_on_its_own() -> None:
    found = change_within(BEFORE, AFTER, "nps", ["touchpoint"])
    sums = found.group_by("touchpoint", maintain_order=True).agg(pl.col("mix", "rate").sum().round(6))
    assert sums.rows() == [("A", -12.0, 5.0), ("B", 0.0, 20.0)]
    totals = found.select("touchpoint", pl.col("total_before", "total_after").round(6)).unique(maintain_order=True)
    assert totals.rows() == [("A", 42.0, 35.0), ("B", -20.0, 0.0)]


def test_one_total_is_the_split_of_the_whole_frame() -> None:
    only = [side.filter(touchpoint="A") for side in (BEFORE, AFTER)]
    within = change_within(only[0], only[1], "nps", ["touchpoint"])
    whole = change_by_group(only[0].drop("touchpoint"), only[1].drop("touchpoint"), "nps")
    assert within.select(whole.columns).rows() == whole.rows()


def test_a_side_without_answers_has_no_split() -> None:
    found = change_within(BEFORE, AFTER.filter(touchpoint="A"), "nps", ["touchpoint"]).filter(touchpoint="B")
    assert found.select("mix", "rate", "total_after").row(0) == (None, None, None)


def test_the_error_of_a_mix_is_that_of_shares_of_answers() -> None:
    # Worths 1 and -1 with shares 0.8 and 0.2 of 100: variance (1 - 0.6^2) / 100; nothing from a side without answers.
    assert mix_error([0.8, 0.2], [0.8, 0.2], [1, -1], (100, 0)) == pytest.approx((0.64 / 100) ** 0.5)
