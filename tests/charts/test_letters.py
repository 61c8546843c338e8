"""Words measured and broken into lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cxdata.charts import letters


def test_width_follows_size_and_weight() -> None:
    assert letters.width("Ład", 100) == 59.5 + 56.2 + 61.2
    assert letters.width("Ład", 200) == 2 * letters.width("Ład", 100)
    assert letters.width("Ład", 100, bold=True) > letters.width("Ład", 100)


def test_an_accent_takes_no_room_of_its_own() -> None:
    assert letters.width("ąćęńóśźż", 20) == letters.width("acenoszz", 20)
    assert letters.width("o\u0301", 20) == letters.width("ó", 20)


def test_an_unknown_letter_counts_as_the_widest() -> None:
    assert letters.width("漢", 20) == 21


def test_lines_break_at_spaces_only_where_a_word_fits() -> None:
    room = letters.width("raz dwa", 20) + 1
    assert letters.wrapped("raz dwa trzy", 20, room) == ["raz dwa", "trzy"]


def test_a_word_wider_than_a_line_is_broken_not_cut() -> None:
    found = letters.wrapped("a" * 50, 20, 100)
    assert "".join(found) == "a" * 50
    assert all(letters.width(line, 20) <= 100 for line in found)


def test_balanced_lines_are_of_about_one_width() -> None:
    words = "Dostawa kurierem od lipca wypada poniżej zwykłych wahań"
    wide, narrow = letters.wrapped(words, 20, 500), letters.balanced(words, 20, 500)
    assert len(wide) == len(narrow) == 2
    assert letters.width(narrow[1], 20) > letters.width(wide[1], 20)


def test_fitting_takes_the_largest_size_that_holds() -> None:
    assert letters.fitting("krótko", (30, 20), 500, 1) == (30, ["krótko"])
    assert letters.fitting("o wiele dłuższe zdanie", (30, 20), 250, 1) == (20, ["o wiele dłuższe zdanie"])


def test_a_polish_word_of_one_letter_does_not_end_a_line() -> None:
    assert letters.held("w dół i w górę, a potem") == "w\u00a0dół i\u00a0w\u00a0górę, a\u00a0potem"


def test_parts_break_between_one_another_first() -> None:
    room = letters.width("źródło: a.csv · filtry: B", 13) + 1
    found = letters.joined(["źródło: a.csv", "filtry: B", "z dziś"], " · ", 13, room)
    assert found == ["źródło: a.csv\u00a0· filtry: B", "z dziś"]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=120), st.floats(40, 600))
def test_no_letter_is_lost_and_no_line_is_too_wide(words: str, room: float) -> None:
    found = letters.wrapped(words, 16, room)
    assert "".join(found).replace(" ", "") == words.replace(" ", "")
    assert all(letters.width(line, 16) <= room or len(line) == 1 for line in found)


def test_a_semicolon_stays_where_a_line_ends() -> None:
    lines = letters.joined(["pasmo: przedział 95%", "porównano październik"], "; ", 16, 300)
    assert lines == ["pasmo: przedział 95%;", "porównano październik"]
