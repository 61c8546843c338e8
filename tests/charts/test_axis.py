"""Ticks and ranges."""

from __future__ import annotations

from datetime import date

import pytest

from cxdata.charts import axis
from cxdata.choice import months_later
from cxdata.text import Text

MONTHS = [months_later(date(2024, 11, 1), i) for i in range(24)]


def test_months_are_named_in_the_reader_s_language_back_from_the_last() -> None:
    places, names = axis.periods(MONTHS, "month", Text("pl"), 4)
    assert places == [5, 11, 17, 23]
    assert names == ["kwi\u00a02025", "paź\u00a02025", "kwi\u00a02026", "paź\u00a02026"]
    assert axis.periods(MONTHS, "month", Text("en"), 4)[1][-1] == "Oct\u00a02026"


@pytest.mark.parametrize(
    ("grain", "pl", "en"),
    [
        ("day", "12\u00a0maj", "12\u00a0May"),
        ("quarter", "II\u00a0kw.\u00a02026", "Q2\u00a02026"),
        ("year", "2026", "2026"),
    ],
)
def test_other_periods_have_names_too(grain: str, pl: str, en: str) -> None:
    day = [date(2026, 5, 12)]
    assert axis.periods(day, grain, Text("pl"), 4) == ([0], [pl])  # type: ignore[arg-type]
    assert axis.periods(day, grain, Text("en"), 4) == ([0], [en])  # type: ignore[arg-type]


def test_ticks_are_round_and_few() -> None:
    assert axis.ticks(8, 44) == [10, 20, 30, 40]
    assert axis.ticks(-60, 55) == [-50, 0, 50]
    assert axis.ticks(0, 0.4) == [0]


def test_the_axis_holds_what_is_inside_and_cuts_what_is_far_out() -> None:
    low, high = axis.span([20, 40], [-90], "points")
    assert (low, high) == (pytest.approx(8.5), pytest.approx(41.5))


def test_the_axis_never_leaves_the_scale_by_more_than_its_edge() -> None:
    low, high = axis.span([0, 100], [], "percent")
    assert (low, high) == (-5, 105)


def test_a_flat_line_gets_room() -> None:
    low, high = axis.span([30, 30], [], "points")
    assert high - low >= 12
