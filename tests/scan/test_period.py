"""Periods: what is compared with what, and how time is cut."""

from __future__ import annotations

from datetime import date

import pytest

from cxdata.choice import Choice
from cxdata.scan import period
from cxdata.scan.period import Compared, compared
from tests.views.company import moved

YEAR = (date(2025, 11, 1), date(2026, 10, 31))


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        (
            Choice(preset="month"),
            Compared((date(2026, 10, 1), date(2026, 10, 31)), (date(2025, 10, 1), date(2025, 10, 31)), "year"),
        ),
        (
            Choice(preset="month", compare="previous"),
            Compared((date(2026, 10, 1), date(2026, 10, 31)), (date(2026, 9, 1), date(2026, 9, 30)), "month"),
        ),
        (
            Choice(preset="half", compare="previous"),
            Compared((date(2026, 5, 1), date(2026, 10, 31)), (date(2025, 11, 1), date(2026, 4, 30)), "half"),
        ),
        (Choice(preset="year", compare="year"), Compared(YEAR, (date(2024, 11, 1), date(2025, 10, 31)), "year")),
        (Choice(preset="month", compare="rest"), Compared((date(2026, 10, 1), date(2026, 10, 31)), None, "rest")),
        (
            Choice(preset="free", start=date(2026, 10, 5), end=date(2026, 10, 11), compare="previous"),
            Compared((date(2026, 10, 5), date(2026, 10, 11)), (date(2026, 9, 28), date(2026, 10, 4)), "previous"),
        ),
    ],
)
def test_a_choice_names_two_periods(choice: Choice, found: Compared) -> None:
    assert compared(choice, moved()[1]) == found


def test_periods_that_would_overlap_give_way_to_the_time_just_before() -> None:
    found = compared(Choice(preset="two_years"), moved()[1])
    assert found.earlier == (date(2022, 11, 1), date(2024, 10, 31))
    assert found.kind == "previous"


def test_a_trend_shows_two_years_or_the_whole_period() -> None:
    first = date(2020, 1, 5)
    assert period.window((date(2026, 10, 1), date(2026, 10, 31)), first) == (date(2024, 11, 1), date(2026, 10, 31))
    assert period.window((date(2023, 1, 1), date(2026, 10, 31)), first) == (date(2023, 1, 1), date(2026, 10, 31))
    assert period.window((date(2026, 10, 1), date(2026, 10, 31)), date(2026, 3, 4))[0] == date(2026, 3, 4)


@pytest.mark.parametrize(
    ("grain", "start", "end"),
    [
        ("day", date(2026, 5, 13), date(2026, 5, 13)),
        ("week", date(2026, 5, 11), date(2026, 5, 17)),
        ("month", date(2026, 5, 1), date(2026, 5, 31)),
        ("quarter", date(2026, 4, 1), date(2026, 6, 30)),
        ("year", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_day_lies_in_one_period_of_every_grain(grain: str, start: date, end: date) -> None:
    day = date(2026, 5, 13)
    assert period.calendar((day, day), grain)["period"].to_list() == [start]  # type: ignore[arg-type]
    assert period.last_day(start, grain) == end  # type: ignore[arg-type]


def test_a_calendar_has_no_gaps() -> None:
    months = period.calendar((date(2025, 11, 20), date(2026, 2, 3)), "month")["period"].to_list()
    assert months == [date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]


def test_few_days_are_told_by_day_and_half_a_year_by_week() -> None:
    assert period.first_grain((date(2026, 5, 1), date(2026, 5, 20))) == "day"
    assert period.first_grain((date(2026, 5, 1), date(2026, 7, 20))) == "week"
    assert period.first_grain((date(2026, 1, 1), date(2026, 10, 20))) == "month"
