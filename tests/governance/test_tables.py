"""What holds and does not hold in the tables of roles, council, decisions, initiatives and vision."""

from __future__ import annotations

import polars as pl
import pytest

from cxdata.errors import EditRefused
from cxdata.governance.checking import check
from cxdata.governance.known import Known, known
from cxdata.governance.records import Refused, history, names, rows, save
from cxdata.governance.spec import Problem, Table, Value
from cxdata.governance.tables import (
    ACTIONS,
    ATTENDANCE,
    CX_ROLES,
    DECISIONS,
    DEPARTMENTS,
    GOALS,
    INITIATIVES,
    MEETINGS,
    PEOPLE,
    VISION,
)
from cxdata.store.workspace import Workspace
from tests.governance.frames import day, frame, new


def rowed(table: Table, **values: Value) -> pl.DataFrame:
    """One row of the table; columns that are not named are empty."""
    return frame(table, tuple(values.get(name) for name in table.names)).drop("id")


def put(workspace: Workspace, table: Table, *lines: tuple[Value, ...]) -> None:
    save(workspace, table, new(frame(table, *lines)), by="Ala")


@pytest.fixture
def council(staffed: Workspace) -> Workspace:
    """Two people of the council, and one meeting."""
    put(staffed, PEOPLE, ("Anna Nowak", "Sprzedaż"), ("Jan Wilk", "Logistyka"))
    put(staffed, MEETINGS, (day("2026-01-13"), "Cele", "Anna Nowak"))
    put(staffed, ATTENDANCE, (day("2026-01-13"), "Jan Wilk", "present"))
    put(staffed, DECISIONS, ("D1", day("2026-01-13"), "Zmienić trasę", "Logistyka", "Dostawa", day("2026-03-01")))
    return staffed


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"due": day("2026-01-01")}, ("due", "governance_order_due")),
        ({"redated": day("2026-01-01")}, ("redated", "governance_order_redated")),
        ({"done": day("2026-01-01")}, ("done", "governance_order_done")),
    ],
)
def test_dates_of_a_decision_come_after_it(values: dict[str, Value], problem: tuple[str, str]) -> None:
    made = rowed(DECISIONS, number="D1", decided=day("2026-01-13"), decision="Zmienić trasę", **values)
    facts = {"start": day("2026-01-13"), "end": day("2026-01-01")}
    assert check(DECISIONS, made) == [Problem(0, *problem, facts)]


def test_checkpoints_lie_within_a_goals_time() -> None:
    goal = {"metric": "nps", "scope": "relationship", "target": 40.0, "deadline": day("2026-12-31")}
    outside = (day("2026-01-01"), day("2026-06-30"), day("2027-01-31"))
    assert check(GOALS, rowed(GOALS, **goal, start=day("2026-01-01"), checkpoints=outside)) == [
        Problem(
            0,
            "checkpoints",
            "governance_checkpoints",
            {"found": "2026-01-01, 2027-01-31", "start": day("2026-01-01"), "end": day("2026-12-31")},
        )
    ]
    late = rowed(GOALS, **goal, start=day("2027-01-01"))
    assert [problem.key for problem in check(GOALS, late)] == ["governance_order_goal"]


def test_a_company_has_one_vision_and_many_strategic_goals() -> None:
    one, two, three = ("Wizja", "statement"), ("Słowo", "strategic"), ("Druga wizja", "statement")
    assert check(VISION, new(frame(VISION, one, two))) == []
    assert check(VISION, new(frame(VISION, one, two, three))) == [
        Problem(0, "kind", "governance_one_vision", {"other": 3, "found": "statement"}),
        Problem(2, "kind", "governance_one_vision", {"other": 1, "found": "statement"}),
    ]


def test_a_goal_serves_a_strategic_goal_not_the_vision_itself(staffed: Workspace) -> None:
    put(staffed, VISION, ("Wizja", "statement"), ("Słowo dotrzymane", "strategic"))
    goal = {"metric": "nps", "scope": "relationship", "target": 40.0, "deadline": day("2026-12-31")}
    known = names(staffed, GOALS)
    assert check(GOALS, rowed(GOALS, **goal, vision="słowo DOTRZYMANE"), known) == []
    assert check(GOALS, rowed(GOALS, **goal, vision="Wizja"), known) == [
        Problem(0, "vision", "governance_unknown_vision", {"found": "Wizja"})
    ]


def test_an_initiative_that_has_begun_has_a_start() -> None:
    assert check(INITIATIVES, rowed(INITIATIVES, name="Trasa", status="planned")) == []
    for status in ("running", "done", "stopped"):
        problems = check(INITIATIVES, rowed(INITIATIVES, name="Trasa", status=status))
        assert problems == [Problem(0, "start", "governance_needs_start")]


def test_what_is_treated_is_not_compared_with() -> None:
    initiative = {"name": "Trasa", "status": "planned", "touchpoints": ("Dostawa", "Kasa")}
    same = rowed(INITIATIVES, **initiative, compared=("Infolinia", "Kasa"))
    assert check(INITIATIVES, same) == [Problem(0, "compared", "governance_compared", {"found": "Kasa"})]
    apart = rowed(INITIATIVES, **initiative, compare_by="channel", treated=("Kasa",), compared=("Telefon",))
    assert check(INITIATIVES, apart) == []
    silent = rowed(INITIATIVES, **initiative, compare_by="channel", compared=("Telefon",))
    assert check(INITIATIVES, silent) == [Problem(0, "treated", "governance_needs_treated")]


def test_groups_of_an_initiative_are_values_of_the_dimension_that_the_row_names(staffed: Workspace) -> None:
    known = names(staffed, INITIATIVES)
    initiative = {"name": "Trasa", "status": "planned", "touchpoints": ("kasa",)}
    assert check(INITIATIVES, rowed(INITIATIVES, **initiative, compared=("dostawa",)), known) == []
    served = {"compare_by": "Obsługujący dział", "treated": ("it",)}
    assert check(INITIATIVES, rowed(INITIATIVES, **initiative, **served, compared=("Sprzedaż",)), known) == []
    assert check(INITIATIVES, rowed(INITIATIVES, **initiative, **served, compared=("Kasa", "Dostawa")), known) == [
        Problem(0, "compared", "governance_unknown_member", {"found": "Kasa, Dostawa"})
    ]
    assert check(INITIATIVES, rowed(INITIATIVES, **initiative, compare_by="pogoda", treated=("x",)), known) == [
        Problem(0, "compare_by", "governance_unknown_dimensions", {"found": "pogoda"})
    ]


def test_many_values_come_back_as_saved_in_their_proper_spelling(staffed: Workspace) -> None:
    typed = pl.DataFrame(
        {
            "name": ["Trasa"],
            "status": ["trwa"],
            "start": ["1.03.2026"],
            "touchpoints": ["kasa | Dostawa |kasa"],
            "departments": ["sprzedaż\nLogistyka"],
            "compare_by": ["obsługujący dział"],
            "treated": ["IT"],
        }
    )
    save(staffed, INITIATIVES, typed, by="Ala")
    (row,) = rows(staffed, INITIATIVES).rows(named=True)
    assert (row["touchpoints"], row["departments"]) == (["Kasa", "Dostawa"], ["Sprzedaż", "Logistyka"])
    assert (row["compare_by"], row["treated"], row["compared"]) == ("department", ["IT"], None)
    assert save(staffed, INITIATIVES, rows(staffed, INITIATIVES), by="Ala").version == 1
    (change,) = history(staffed, INITIATIVES)
    assert change.after is not None
    assert (change.after["touchpoints"], change.after["compared"]) == (("Kasa", "Dostawa"), None)


def test_days_of_many_come_back_as_days(staffed: Workspace) -> None:
    goal = {"metric": ["nps"], "scope": ["relationship"], "target": ["40"], "deadline": ["2026-12-31"]}
    save(staffed, GOALS, pl.DataFrame(goal | {"checkpoints": ["2026-06-30, 30.09.2026"]}), by="Ala")
    assert rows(staffed, GOALS)["checkpoints"].to_list() == [[day("2026-06-30"), day("2026-09-30")]]
    (change,) = history(staffed, GOALS)
    assert change.after is not None
    assert change.after["checkpoints"] == (day("2026-06-30"), day("2026-09-30"))
    bad = pl.DataFrame(goal | {"checkpoints": ["2026-06-31"]})
    with pytest.raises(Refused) as caught:
        save(staffed, GOALS, bad, by="Ala")
    assert caught.value.problems == (Problem(0, "checkpoints", "governance_date", {"found": "2026-06-31"}),)


def test_attendance_is_noted_for_days_on_which_the_council_met(council: Workspace) -> None:
    known = names(council, ATTENDANCE)
    there = frame(ATTENDANCE, (day("2026-01-13"), "anna nowak", "absent"), (day("2026-01-14"), "Ktoś", "present"))
    assert check(ATTENDANCE, new(there), known) == [
        Problem(1, "meeting", "governance_unknown_meetings", {"found": "2026-01-14"}),
        Problem(1, "person", "governance_unknown_people", {"found": "Ktoś"}),
    ]


def test_a_meeting_on_another_day_takes_its_attendance_along(council: Workspace) -> None:
    moved = rows(council, MEETINGS).with_columns(day=pl.lit(day("2026-01-20")))
    assert save(council, MEETINGS, moved, by="Ala").followed == 1
    assert rows(council, ATTENDANCE)["meeting"].to_list() == [day("2026-01-20")]


def test_a_person_who_leaves_hands_over_or_leaves_nothing_behind(council: Workspace) -> None:
    put(council, CX_ROLES, ("Jan Wilk", "council", "Logistyka"))
    put(council, ACTIONS, (day("2026-02-01"), "Jan Wilk", "Rozmowa ze zmianą"))
    left = rows(council, PEOPLE).head(1)
    with pytest.raises(EditRefused, match="governance_used"):
        save(council, PEOPLE, left, by="Ala")
    assert save(council, PEOPLE, left, by="Ala", heirs={"Jan Wilk": "Anna Nowak"}).followed == 3
    assert rows(council, CX_ROLES)["person"].to_list() == ["Anna Nowak"]
    assert rows(council, ATTENDANCE)["person"].to_list() == ["Anna Nowak"]


def test_a_department_is_replaced_also_where_it_stands_among_many(council: Workspace) -> None:
    both = ("Sprzedaż", "Logistyka")
    save(
        council,
        INITIATIVES,
        rowed(INITIATIVES, name="Trasa", status="planned", owner="Logistyka", departments=both),
        by="Ala",
    )
    left = rows(council, DEPARTMENTS).filter(pl.col("name") != "Logistyka")
    save(council, DEPARTMENTS, left, by="Ala", heirs={"Logistyka": "Sprzedaż"})
    initiative = rows(council, INITIATIVES).row(0, named=True)
    assert (initiative["owner"], initiative["departments"]) == ("Sprzedaż", ["Sprzedaż"])
    assert rows(council, DECISIONS)["owner"].to_list() == ["Sprzedaż"]
    save(council, DEPARTMENTS, rows(council, DEPARTMENTS).tail(1), by="Ala", heirs={"Sprzedaż": ""})
    initiative = rows(council, INITIATIVES).row(0, named=True)
    assert (initiative["owner"], initiative["departments"]) == (None, None)
    assert rows(council, PEOPLE)["department"].to_list() == [None, None]


def test_names_of_dimensions_are_known_in_both_languages(staffed: Workspace) -> None:
    column = INITIATIVES.column("compare_by").reference
    assert column is not None
    with staffed.connect() as connection:
        found = known(connection, INITIATIVES)
    assert [found.proper(column, word) for word in ("kanał", "Channel", "channel", "pogoda")] == [
        "channel",
        "channel",
        "channel",
        None,
    ]
    assert Known().proper(column, "pogoda") == "pogoda"
