from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdata.choice import COMPARISONS, PRESETS, Choice, year_earlier
from cxdata.schema import METRICS

AS_OF = date(2026, 10, 31)


@pytest.mark.parametrize(
    ("preset", "start", "end"),
    [
        ("month", date(2026, 10, 1), AS_OF),
        ("quarter", date(2026, 8, 1), AS_OF),
        ("half", date(2026, 5, 1), AS_OF),
        ("year", date(2025, 11, 1), AS_OF),
        ("ytd", date(2026, 1, 1), AS_OF),
        ("two_years", date(2024, 11, 1), AS_OF),
    ],
)
def test_a_preset_counts_back_from_the_workspaces_now(preset: str, start: date, end: date) -> None:
    assert Choice(preset=preset).span(AS_OF) == (start, end)  # type: ignore[arg-type]


def test_everything_starts_at_the_first_answer() -> None:
    assert Choice(preset="all").span(AS_OF, date(2023, 11, 4)) == (date(2023, 11, 4), AS_OF)


@pytest.mark.parametrize(
    ("choice", "earlier"),
    [
        (Choice(preset="month", compare="previous"), (date(2026, 9, 1), date(2026, 9, 30))),
        (Choice(preset="month", compare="year"), (date(2025, 10, 1), date(2025, 10, 31))),
        (Choice(preset="quarter", compare="previous"), (date(2026, 5, 1), date(2026, 7, 31))),
        (
            Choice(preset="free", start=date(2026, 3, 10), end=date(2026, 3, 19), compare="previous"),
            (date(2026, 2, 28), date(2026, 3, 9)),
        ),
        (
            Choice(preset="free", start=date(2024, 2, 29), end=date(2024, 2, 29), compare="year"),
            (date(2023, 2, 28), date(2023, 2, 28)),
        ),
        (Choice(compare="rest"), None),
    ],
)
def test_the_earlier_period_is_as_long_and_touches_or_lies_a_year_before(
    choice: Choice, earlier: tuple[date, date] | None
) -> None:
    assert choice.earlier(AS_OF) == earlier


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_a_year_earlier_never_fails_and_keeps_the_month(day: date) -> None:
    earlier = year_earlier(day)
    assert (earlier.year, earlier.month) == (day.year - 1, day.month)


labels = st.text(min_size=1, max_size=12)
days = st.dates(date(2020, 1, 1), date(2026, 12, 31))


@st.composite
def choices(draw: st.DrawFn) -> Choice:
    preset = draw(st.sampled_from(PRESETS))
    start, end = (None, None)
    if preset == "free":
        start = draw(days)
        end = start + timedelta(days=draw(st.integers(0, 400)))
    where = draw(st.dictionaries(labels, st.lists(labels, min_size=1, max_size=3).map(tuple), max_size=3))
    return Choice(draw(st.sampled_from(METRICS)), preset, draw(st.sampled_from(COMPARISONS)), start, end, where)


@given(choices())
def test_a_link_reopens_exactly_the_choice(choice: Choice) -> None:
    assert Choice.of(choice.query()) == (choice, [])


def test_the_plain_choice_needs_no_parameters() -> None:
    assert Choice().query() == {}


def test_what_a_link_asks_for_in_vain_is_named() -> None:
    choice, wrong = Choice.of({"metric": "mood", "period": "free", "from": "2026-13-01", "to": "2026-01-01"})
    assert choice == Choice()
    assert [(w.key, w.facts) for w in wrong] == [
        ("link_value", {"name": "metric", "found": "mood", "expected": "nps, csat, ces"}),
        ("link_period", {"found": "2026-13-01 – 2026-01-01"}),
    ]
