"""Checking a table: every problem with its place, and never an error, whatever the frame holds."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdata.governance.checking import check
from cxdata.governance.records import names
from cxdata.governance.spec import Problem
from cxdata.governance.tables import DEPARTMENTS, GOALS, OWNERSHIP, TABLES
from cxdata.store.workspace import Workspace
from cxdata.text import LANGS, Text
from tests.governance.frames import day, departments, goals, ownership


def found(problems: list[Problem]) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.column, problem.key) for problem in problems]


def test_a_table_that_holds_has_no_problems() -> None:
    assert check(DEPARTMENTS, departments(("Sprzedaż", "operating", 0), ("Zespół CX", "cx_team"))) == []


def test_what_is_needed_and_missing_is_named_by_row_and_column() -> None:
    frame = pl.DataFrame({"name": ["Sprzedaż", "", "IT"], "kind": ["operating", "operating", None]})
    assert check(DEPARTMENTS, frame) == [
        Problem(1, "name", "governance_required"),
        Problem(2, "kind", "governance_required"),
    ]


def test_a_needed_column_that_is_not_there_is_missing_in_every_row() -> None:
    frame = pl.DataFrame({"name": ["Sprzedaż", "IT"]})
    assert found(check(DEPARTMENTS, frame)) == [(0, "kind", "governance_required"), (1, "kind", "governance_required")]


def test_blank_rows_are_no_rows() -> None:
    assert check(DEPARTMENTS, pl.DataFrame({"name": [None, " "], "kind": ["", None], "headcount": ["", "\t"]})) == []


def test_names_that_differ_only_in_case_and_blanks_are_the_same_and_point_at_each_other() -> None:
    frame = departments(("Sprzedaż", "operating"), ("IT", "operating"), ("sprzedaż ", "cx_team"))
    assert check(DEPARTMENTS, frame) == [
        Problem(0, "name", "governance_duplicate", {"other": 3, "found": "Sprzedaż"}),
        Problem(2, "name", "governance_duplicate", {"other": 1, "found": "sprzedaż"}),
    ]


def test_rows_are_counted_with_the_blank_ones_between_them() -> None:
    frame = departments(("IT", "operating"), (None, None), ("it", "operating"))
    assert [problem.facts["other"] for problem in check(DEPARTMENTS, frame)] == [3, 1]


def test_names_with_different_signs_are_different_names() -> None:
    assert check(DEPARTMENTS, departments(("Region A", "operating"), ("Region A+", "operating"))) == []


def test_two_accountables_can_be_written_down_but_not_the_same_one_twice_at_a_time() -> None:
    # Rows 1 and 2: two A's, which hygiene shows. Row 3 repeats row 1 within its time; row 4 follows after it.
    frame = ownership(
        ("Kasa", "IT", "A", day("2026-01-01"), day("2026-06-30")),
        ("Kasa", "Sprzedaż", "A", day("2026-01-01")),
        ("Kasa", "IT", "A", day("2026-06-30"), day("2026-06-30")),
        ("Kasa", "IT", "A", day("2026-07-01")),
    )
    assert check(OWNERSHIP, frame) == [
        Problem(0, "valid_from", "governance_overlap", {"other": 3, "found": day("2026-01-01")}),
        Problem(2, "valid_from", "governance_overlap", {"other": 1, "found": day("2026-06-30")}),
    ]


def test_a_short_span_hides_no_overlap_with_a_long_one_before_it() -> None:
    frame = ownership(
        ("Kasa", "IT", "A", day("2020-01-01")),
        ("Kasa", "IT", "A", day("2021-01-01"), day("2021-02-01")),
        ("Kasa", "IT", "A", day("2025-01-01")),
    )
    assert {problem.row for problem in check(OWNERSHIP, frame)} == {0, 1, 2}


def test_an_end_before_the_start_is_a_problem_of_the_end() -> None:
    frame = ownership(("Kasa", "IT", "A", day("2026-05-01"), day("2026-04-30")))
    assert found(check(OWNERSHIP, frame)) == [(0, "valid_to", "governance_order")]


def test_a_goal_names_a_touchpoint_exactly_when_it_is_about_one() -> None:
    frame = goals(
        ("a", "nps", "touchpoint", None, None, 40.0, day("2026-12-31")),
        ("b", "nps", "relationship", "Kasa", None, 40.0, day("2026-12-31")),
        ("c", "nps", "touchpoints", None, None, 40.0, day("2026-12-31")),
    )
    assert check(GOALS, frame) == [
        Problem(0, "touchpoint", "governance_needed"),
        Problem(1, "touchpoint", "governance_needless", {"found": "Kasa"}),
    ]


def test_a_goal_lies_on_its_metrics_scale() -> None:
    frame = goals(
        ("a", "nps", "touchpoints", None, -100.5, 100.0, day("2026-12-31")),
        ("b", "csat", "touchpoints", None, -1.0, 80.0, day("2026-12-31")),
    )
    assert check(GOALS, frame) == [
        Problem(0, "baseline", "governance_range", {"found": "-100.5", "low": "-100", "high": "100"}),
        Problem(1, "baseline", "governance_range", {"found": "-1", "low": "0", "high": "100"}),
    ]


def test_the_same_goal_for_another_deadline_is_another_goal() -> None:
    row = ("a", "nps", "relationship", None, None, 40.0)
    assert check(GOALS, goals((*row, day("2026-12-31")), (*row, day("2027-12-31")))) == []
    twice = check(GOALS, goals((*row, day("2026-12-31")), (*row, day("2026-12-31"))))
    assert found(twice) == [(0, "metric", "governance_duplicate"), (1, "metric", "governance_duplicate")]


def test_unknown_names_are_problems_once_there_are_known_ones(workspace: Workspace, staffed: Workspace) -> None:
    frame = ownership(("Poczta", "Kadry", "A"), ("KASA", "logistyka", "R"))
    # The first workspace knows touchpoints from its answers, but nobody has listed departments yet.
    assert found(check(OWNERSHIP, frame, names(workspace, OWNERSHIP))) == [
        (0, "touchpoint", "governance_unknown_touchpoint"),
    ]
    assert found(check(OWNERSHIP, frame, names(staffed, OWNERSHIP))) == [
        (0, "touchpoint", "governance_unknown_touchpoint"),
        (0, "department", "governance_unknown_departments"),
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-10-31", date(2026, 10, 31)),
        ("2026-10-31 00:00:00", date(2026, 10, 31)),
        ("2026-10-31T12:30:00Z", date(2026, 10, 31)),
        ("31.10.2026", date(2026, 10, 31)),
        ("1.3.2026 r.", date(2026, 3, 1)),
        (datetime(2026, 10, 31, 9), date(2026, 10, 31)),
    ],
)
def test_days_are_read_as_people_and_spreadsheets_write_them(written: object, read: date) -> None:
    from cxdata.governance.checking import typed

    frame = pl.DataFrame({"touchpoint": ["Kasa"], "valid_from": [written]})
    ((entry,), problems) = typed(OWNERSHIP, frame)
    assert (entry.row["valid_from"], problems) == (read, [])


@pytest.mark.parametrize("written", ["31.02.2026", "10/11/2026", "2026-10", "wkrótce", "0026-01-01", "45000"])
def test_what_is_no_day_or_could_be_two_is_a_problem(written: str) -> None:
    frame = pl.DataFrame({"touchpoint": ["Kasa"], "department": ["IT"], "role": ["A"], "valid_to": [written]})
    assert check(OWNERSHIP, frame) == [Problem(0, "valid_to", "governance_date", {"found": written})]


@pytest.mark.parametrize(
    ("written", "read"),
    [("36,5", 36.5), ("−3", -3.0), ("+5", 5.0), ("80 %", 80.0), ("12.", 12.0), (True, None), ("1,234.5", None)],
)
def test_numbers_are_read_with_comma_or_point_and_a_true_minus(written: object, read: float | None) -> None:
    from cxdata.governance.checking import typed

    ((entry,), problems) = typed(GOALS, pl.DataFrame({"name": ["x"], "target": pl.Series([written], dtype=pl.Object)}))
    assert entry.row["target"] == read
    assert [problem.key for problem in problems] == ([] if read is not None else ["governance_number"])


@pytest.mark.parametrize("written", ["12,5", "-1", "dużo", "1e9", "99999999999999999999"])
def test_a_headcount_is_a_whole_number_from_nought(written: str) -> None:
    frame = pl.DataFrame({"name": ["IT"], "kind": ["operacyjny"], "headcount": [written]})
    (problem,) = check(DEPARTMENTS, frame)
    key = "governance_bounds" if written == "-1" else "governance_integer"
    assert problem == Problem(0, "headcount", key, {"found": written})


WILD = st.one_of(
    st.none(),
    st.text(max_size=10),
    st.sampled_from(["A", "Kasa", "nps", "touchpoint", "2026-01-01", "40", "x" * 300, "'=1"]),
    st.floats(),
    st.integers(-(2**70), 2**70),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.binary(max_size=3),
    st.just(timedelta(days=1)),
    st.lists(st.integers(), max_size=2),
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(TABLES)), st.data())
def test_checking_never_fails_and_every_problem_can_be_said_in_both_languages(name: str, data: st.DataObject) -> None:
    table = TABLES[name]
    columns = data.draw(st.lists(st.sampled_from([*table.names, "id", "obce"]), unique=True))
    height = data.draw(st.integers(0, 4))
    frame = pl.DataFrame(
        [
            pl.Series(column, data.draw(st.lists(WILD, min_size=height, max_size=height)), dtype=pl.Object)
            for column in columns
        ]
    )
    for problem in check(table, frame):
        assert 0 <= problem.row < height
        assert problem.column in table.names
        for lang in LANGS:
            assert Text(lang)(f"errors.{problem.key}", **problem.facts)


@pytest.mark.parametrize(
    "series",
    [
        pl.Series([2**31 - 1, -(2**31), 0], dtype=pl.Int32).cast(pl.Date),
        pl.Series([2**63 - 1, -(2**63) + 1, 0], dtype=pl.Int64).cast(pl.Datetime("ns")),
        pl.Series([2**63 - 1, -(2**63) + 1, 0], dtype=pl.Int64).cast(pl.Datetime("ms", "Europe/Warsaw")),
        pl.Series([[1], None, [2, 3]]),
        pl.Series([{"a": 1}, None, {"a": 2}]),
        pl.Series(["A", None, "R"], dtype=pl.Categorical),
    ],
)
def test_columns_of_any_type_can_be_checked(series: pl.Series) -> None:
    for table in TABLES.values():
        for column in table.names:
            frame = pl.DataFrame([series.alias(column)])
            assert {problem.row for problem in check(table, frame)} <= {0, 1, 2}
