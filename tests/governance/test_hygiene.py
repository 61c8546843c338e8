"""What is wrong with a matrix, touchpoint by touchpoint."""

from __future__ import annotations

import polars as pl
import pytest

from cxdata.governance.hygiene import PROBLEMS, clean_share, hygiene
from cxdata.text import LANGS, Text
from tests.governance.frames import day, departments, ownership

TEAMS = departments(
    *((name, "operating") for name in ("Sprzedaż", "IT", "Logistyka", "Finanse", "Serwis", "Zakupy")),
    ("Zespół CX", "cx_team"),
)
NOW = day("2026-10-31")


def problems(*rows: tuple[str | None, ...], touchpoints: tuple[str, ...] = ("Kasa",)) -> list[tuple[object, ...]]:
    return hygiene(ownership(*rows), touchpoints, TEAMS, NOW).rows()


def test_one_a_and_an_r_is_clean() -> None:
    assert problems(("Kasa", "Sprzedaż", "A"), ("Kasa", "IT", "R"), ("Kasa", "Finanse", "C")) == []


def test_a_touchpoint_without_any_role_lacks_its_owner() -> None:
    assert problems() == [("Kasa", "no_a", 0, [])]


def test_two_owners_and_no_doer() -> None:
    assert problems(("Kasa", "Sprzedaż", "A"), ("Kasa", "IT", "A")) == [
        ("Kasa", "two_a", 2, ["Sprzedaż", "IT"]),
        ("Kasa", "no_r", 0, []),
    ]


def test_an_accountable_cx_team_is_misplaced() -> None:
    assert problems(("Kasa", "Zespół CX", "A"), ("Kasa", "IT", "R")) == [("Kasa", "misplaced", 1, ["Zespół CX"])]


def test_more_than_four_consulted_are_many_and_all_others_are_everybody() -> None:
    start = (("Kasa", "Sprzedaż", "A"), ("Kasa", "IT", "R"))
    four = [("Kasa", name, "C") for name in ("Logistyka", "Finanse", "Serwis", "Zespół CX")]
    assert problems(*start, *four) == []
    # Without an R there is one more operating department that could be asked, so five are not yet everybody.
    five = [*four, ("Kasa", "Zakupy", "C")]
    assert problems(start[0], *five) == [
        ("Kasa", "no_r", 0, []),
        ("Kasa", "many_c", 5, ["Logistyka", "Finanse", "Serwis", "Zespół CX", "Zakupy"]),
    ]
    # Besides A and R there are four operating departments; all of them are consulted.
    assert problems(*start, *five) == [
        ("Kasa", "everybody_c", 5, ["Logistyka", "Finanse", "Serwis", "Zespół CX", "Zakupy"]),
    ]


def test_a_department_with_two_roles_and_one_that_nobody_knows_are_named() -> None:
    assert problems(("Kasa", "Sprzedaż", "A"), ("Kasa", "Sprzedaż", "R"), ("Kasa", "Kadry", "R")) == [
        ("Kasa", "two_roles", 1, ["Sprzedaż"]),
        ("Kasa", "unknown_department", 1, ["Kadry"]),
    ]


def test_touchpoints_come_in_the_order_given_and_unknown_ones_last() -> None:
    found = problems(("Poczta", "IT", "R"), ("Kasa", "IT", "A"), touchpoints=("Zwrot", "Kasa"))
    assert [row[:2] for row in found] == [
        ("Zwrot", "no_a"),
        ("Kasa", "no_r"),
        ("Poczta", "unknown_touchpoint"),
        ("Poczta", "no_a"),
    ]


def test_roles_that_are_over_do_not_count() -> None:
    table = ownership(("Kasa", "IT", "A", None, day("2025-12-31")), ("Kasa", "Sprzedaż", "A"), ("Kasa", "IT", "R"))
    assert len(hygiene(table, ["Kasa"], TEAMS, NOW)) == 0


def test_the_share_of_clean_touchpoints_counts_every_touchpoint() -> None:
    # a is clean; b has two A; c has no R; d five C; e nothing: 1 of 5.
    table = ownership(
        ("a", "IT", "A"),
        ("a", "Serwis", "R"),
        *(("b", name, "A") for name in ("IT", "Serwis")),
        ("b", "Zakupy", "R"),
        ("c", "IT", "A"),
        ("d", "IT", "A"),
        ("d", "Serwis", "R"),
        *(("d", f"dział {n}", "C") for n in range(5)),
    )
    assert clean_share(table, list("abcde"), NOW) == pytest.approx(0.2)
    assert clean_share(table, [], NOW) is None


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("problem", PROBLEMS)
def test_every_problem_has_a_sentence_for_any_number(problem: str, lang: str) -> None:
    text = Text("pl" if lang == "pl" else "en")
    for n in (0, 1, 2, 5, 22):
        assert "Kasa" in text(f"hygiene.{problem}", n=n, touchpoint="Kasa", who="IT")


def test_forty_departments_at_two_hundred_touchpoints_are_checked_at_once() -> None:
    rows = [(f"t{t}", f"d{d}", "A" if d == 0 else "I") for t in range(200) for d in range(40)]
    table = departments(*((f"d{d}", "operating") for d in range(40)))
    found = hygiene(ownership(*rows), [f"t{t}" for t in range(200)], table, NOW)
    assert found.group_by("problem").len().rows() == [("no_r", 200)]
    assert isinstance(found.schema["departments"], pl.List)
