"""One family of tests a page: what takes part, and what the wobble does to it."""

from __future__ import annotations

import polars as pl
import pytest

from cxdata.choice import Choice
from cxdata.scan.answers import Answers, measured
from cxdata.scan.family import WHOLE, family
from tests.views.company import LAST, answers, month, moved, opened


def judged(choice: Choice = Choice(preset="month")) -> pl.DataFrame:  # noqa: B008
    found = Answers.of(moved()[1], choice)
    wholes = [found.population(metric) for metric in found.snapshot.metrics]
    return family(found, wholes, [found.scoped("nps", "touchpoints")], "touchpoint")


def test_the_family_holds_every_whole_and_every_member_of_the_metric() -> None:
    found = judged()
    assert found.filter(pl.col("code") == WHOLE)["metric"].to_list() == ["nps", "csat"]
    assert found.filter(pl.col("code") != WHOLE).height == 4
    assert found["q"].null_count() == 1


def test_q_values_are_those_of_one_family() -> None:
    found = judged().filter(pl.col("p").is_not_null()).sort("p")
    smallest = found.row(0, named=True)
    assert smallest["q"] == pytest.approx(smallest["p"] * found.height, rel=1e-6)
    assert found["verdict"].to_list()[:2] == ["real", "real"]


def test_too_few_answers_take_no_part() -> None:
    row = judged().filter(pl.col("n_after") == 8).row(0, named=True)
    assert (row["p"], row["q"], row["change"], row["verdict"]) == (None, None, None, "few")


def test_ordinary_movement_widens_the_interval() -> None:
    """The same two months, once after a calm history and once after one that swings."""

    def change(swing: int) -> tuple[float, float]:
        rows = []
        for back in range(24):
            tilt = swing * (1 if back * 7 % 5 > 2 else -1) if 0 < back < 12 or back > 12 else 0
            rows += answers(month(back).replace(day=10), 400 + tilt, 300, 300 - tilt)
        found = Answers.of(opened(rows)[1], Choice(preset="month"))
        row = family(found, [found.population("nps")], [], "touchpoint").row(0, named=True)
        return row["low"], row["high"]

    calm, swinging = change(0), change(60)
    assert swinging[0] < calm[0] < 0 < calm[1] < swinging[1]


def test_the_rest_never_holds_the_member_itself() -> None:
    row = judged(Choice(preset="month", compare="rest")).filter(pl.col("score_after") < -40).row(0, named=True)
    assert (row["n_after"], row["n_before"]) == (120, 248)


def test_a_metric_that_nobody_was_asked_for_gives_way() -> None:
    snapshot = opened(answers(LAST, 30, 5, 5, "Kasa", None, "ces"))[1]
    assert measured(Choice(preset="month", metric="nps"), snapshot).metric == "ces"
    assert measured(Choice(preset="month", metric="csat"), moved()[1]).metric == "csat"
