"""Labels and numbers as charts show them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdata.charts import letters, words
from cxdata.text import Text

PL, EN = Text("pl"), Text("en")


def test_labels_cannot_speak_plotly() -> None:
    assert words.escaped("<b>A & B</b>\n") == "&lt;b&gt;A &amp; B&lt;/b&gt; "


@pytest.mark.parametrize(
    ("label", "most", "shown"),
    [
        ("Dostawa", 10, "Dostawa"),
        ("Potwierdzenie i śledzenie przesyłki", 26, "Potwierdzenie … przesyłki"),
        ("Potwierdzenie i śledzenie przesyłki", 20, "Potwierdz… przesyłki"),
        ("Donaudampfschifffahrtsgesellschaft", 14, "Donaudam…chaft"),
    ],
)
def test_a_long_name_loses_its_middle(label: str, most: int, shown: str) -> None:
    assert words.shortened(label, most) == shown


@given(st.text(min_size=1, max_size=80), st.integers(8, 40))
def test_a_shortened_name_is_never_too_long(label: str, most: int) -> None:
    assert len(words.shortened(label, most)) <= most


@pytest.mark.parametrize(
    ("low", "high", "unit", "pl", "en"),
    [
        (30.2, 39.4, "points", "30–39", "30–39"),
        (-12.0, 5.0, "points", "od −12 do 5", "−12 to 5"),
        (76.0, 81.0, "percent", "76–81%", "76–81%"),
        (None, None, "points", "–", "–"),
    ],
)
def test_intervals_are_said_so_that_a_minus_cannot_be_misread(
    low: float | None, high: float | None, unit: str, pl: str, en: str
) -> None:
    assert words.interval(low, high, unit, PL) == pl  # type: ignore[arg-type]
    assert words.interval(low, high, unit, EN) == en  # type: ignore[arg-type]


def test_a_change_has_its_sign_and_its_unit() -> None:
    assert words.change(-4.6, "percent", PL, 1) == "−4,6 p.p."
    assert words.change(7.2, "points", EN, 1) == "+7.2"
    assert words.change(0.2, "points", PL) == "0"
    assert words.change(None, "percent", PL) == "–"


@given(st.lists(st.floats(0, 200), min_size=1, max_size=5))
def test_labels_at_line_ends_never_overlap(places: list[float]) -> None:
    moved = words.apart(places, 19, 0, 150)
    order = sorted(range(len(places)), key=lambda i: (places[i], i))
    gaps = [moved[b] - moved[a] for a, b in pairwise(order)]
    assert all(gap >= 19 - 1e-6 for gap in gaps)


def test_labels_with_room_stay_where_they_are() -> None:
    assert words.apart([10, 60, 110], 19, 0, 150) == [10, 60, 110]


@pytest.mark.parametrize(
    ("room", "shown"),
    [
        (500, "Potwierdzenie zamówienia i przewidywanego terminu"),
        (240, "Potwierdzenie zamówienia i…"),
        (150, "Potwierdzenie…"),
        (60, "Potwier…"),
    ],
)
def test_a_name_may_lose_its_end(room: int, shown: str) -> None:
    found = words.begun("Potwierdzenie zamówienia i przewidywanego terminu", 13, room)
    assert found == shown
    assert letters.width(found, 13) <= room
