"""Who answers for what on a day, how much of the contacts is covered, and a draft from who served."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from cxdata.governance.ownership import (
    accountable,
    at,
    coverage,
    draft,
    draft_departments,
    handed_over,
    monthly,
    placed,
    roles,
    weights,
)
from cxdata.governance.tables import OWNERSHIP
from cxdata.statistics.accountability import attributed
from cxdata.store import members
from cxdata.store.workspace import Workspace
from tests.governance.frames import day, departments, ownership

TEAMS = departments(("Sprzedaż", "operating"), ("IT", "operating"), ("Zespół CX", "cx_team"))


@pytest.mark.parametrize(
    ("on", "owner"),
    [
        # IT until 9 March 2026, Sprzedaż from 10 March to 31 May, then nobody.
        ("2026-02-28", "IT"),
        ("2026-03-01", "Sprzedaż"),  # the month of the handover belongs to the new owner from its first day
        ("2026-03-09", "Sprzedaż"),
        ("2026-05-31", "Sprzedaż"),
        ("2026-06-01", None),
        ("1999-01-01", "IT"),  # no first day: since ever
    ],
)
def test_ownership_counts_from_the_first_day_of_the_month(on: str, owner: str | None) -> None:
    table = ownership(
        ("Kasa", "IT", "A", None, day("2026-03-09")),
        ("Kasa", "Sprzedaż", "A", day("2026-03-10"), day("2026-05-31")),
    )
    assert at(table, day(on))["department"].to_list() == ([owner] if owner else [])


def test_a_department_has_the_first_of_its_roles() -> None:
    table = ownership(("Kasa", "IT", "R"), ("Kasa", "IT", "A"), ("Kasa", "Sprzedaż", "I"), ("Kasa", "Sprzedaż", "C"))
    assert roles(table, day("2026-01-01")).rows() == [("Kasa", "IT", "A"), ("Kasa", "Sprzedaż", "C")]


def test_a_touchpoint_is_owned_by_exactly_one_operating_department() -> None:
    table = ownership(
        ("Kasa", "Sprzedaż", "A"),
        ("Kasa", "IT", "R"),
        ("Zwrot", "Zespół CX", "A"),
        ("Dostawa", "IT", "A"),
        ("Dostawa", "Sprzedaż", "A"),
        ("Paczka", "IT", "R"),
        ("Strona", "Marketing", "A"),
    )
    found = accountable(table, TEAMS, day("2026-10-31"), ["Kasa", "Zwrot", "Dostawa", "Paczka", "Infolinia", "Strona"])
    assert found.rows() == [
        ("Kasa", "Sprzedaż", "owned"),
        ("Zwrot", "Zespół CX", "misplaced"),
        ("Dostawa", None, "several"),
        ("Paczka", None, "none"),
        ("Infolinia", None, "none"),
        ("Strona", "Marketing", "owned"),
    ]


def test_without_a_list_the_touchpoints_are_those_of_the_matrix() -> None:
    table = ownership(("Zwrot", "IT", "R"), ("Kasa", "IT", "A"), ("Dawna", "IT", "A", None, day("2020-01-31")))
    found = accountable(table, TEAMS, day("2026-10-31"))
    assert found.rows() == [("Kasa", "IT", "owned"), ("Zwrot", None, "none")]


def test_empty_tables_leave_everything_without_an_owner() -> None:
    found = accountable(ownership(), departments(), day("2026-10-31"), ["Kasa"])
    assert found.rows() == [("Kasa", None, "none")]
    assert len(accountable(ownership(), departments(), day("2026-10-31"))) == 0


def test_owners_are_known_month_by_month() -> None:
    table = ownership(("Kasa", "IT", "A", None, day("2026-03-09")), ("Kasa", "Sprzedaż", "A", day("2026-03-10")))
    found = monthly(table, TEAMS, [day("2026-02-10"), day("2026-03-05"), day("2026-02-01")], ["Kasa"])
    assert found.rows() == [
        (date(2026, 2, 1), "Kasa", "IT", "owned"),
        (date(2026, 3, 1), "Kasa", "Sprzedaż", "owned"),
    ]


def test_coverage_weighs_touchpoints_by_their_contacts() -> None:
    # Owned: 1500 + 500 of 3000 contacts = .6667; 2 of 5 touchpoints = .4. Nobody's 600, two owners 300, CX team 100.
    standing = pl.DataFrame(
        {"touchpoint": list("abcde"), "state": ["owned", "owned", "none", "several", "misplaced"]},
    )
    contacts = pl.DataFrame({"touchpoint": list("abcde"), "weight": [1500, 500, 600, 300, 100]})
    assert coverage(standing, contacts) == pytest.approx(2 / 3)
    assert coverage(standing) == pytest.approx(0.4)
    assert coverage(standing, contacts.with_columns(weight=pl.lit(None, pl.Int64))) is None
    assert coverage(standing.clear()) is None


def test_the_matrix_shares_a_gap_and_each_part_has_its_place() -> None:
    # Kasa 12: A Sprzedaż with one R shares 1/2 : 1/2. Zwrot 3: the CX team alone bears it. Paczka 5: nobody is A, so
    # with one R half stays with nobody: 2.5.
    table = ownership(
        ("Kasa", "Sprzedaż", "A"), ("Kasa", "IT", "R"), ("Zwrot", "Zespół CX", "A"), ("Paczka", "IT", "R")
    )
    amounts = pl.DataFrame({"touchpoint": ["Kasa", "Zwrot", "Paczka"], "amount": [12.0, 3.0, 5.0]})
    parts = attributed(amounts, roles(table, day("2026-10-31")))
    assert placed(parts, TEAMS).select("department", "amount", "place").rows() == [
        ("IT", 8.5, "department"),
        ("Sprzedaż", 6.0, "department"),
        ("Zespół CX", 3.0, "misplaced"),
        (None, 2.5, "nobody"),
    ]


def test_a_draft_names_who_served_most_and_who_served_a_tenth(workspace: Workspace) -> None:
    # Kasa: 12, 7, 1 of 20: Logistyka's 5 % is under a tenth. Dostawa: 6 and 6 of 12, the first in order stands first.
    # Infolinia's answers name no department.
    drafted = draft(workspace.snapshot())
    assert drafted.rows() == [
        ("Kasa", "Sprzedaż", "A", None, None, 0.6, 12),
        ("Kasa", "IT", "R", None, None, 0.35, 7),
        ("Dostawa", "Sprzedaż", "A", None, None, 0.5, 6),
        ("Dostawa", "Logistyka", "R", None, None, 0.5, 6),
    ]
    assert drafted.columns[:5] == OWNERSHIP.names
    assert len(draft(workspace.snapshot(), start=day("2026-11-01"))) == 0


def test_departments_are_drafted_with_the_cx_team_told_apart() -> None:
    drafted = draft_departments(["Sprzedaż", "Zespół CX", "Dział doświadczenia klienta", "Excel"])
    assert drafted["kind"].to_list() == ["operating", "cx_team", "cx_team", "operating"]


def test_touchpoints_weigh_their_contacts_once_all_have_them(workspace: Workspace) -> None:
    # Answers: Kasa 20, Dostawa 12, Infolinia 5.
    found = weights(workspace.snapshot())
    assert (found.frame.rows(), found.by) == ([("Kasa", 20), ("Dostawa", 12), ("Infolinia", 5)], "answers")
    for code, contacts in ((1, 900), (2, 500), (3, 100)):
        members.move(workspace, "touchpoint", code, contacts=contacts)
    found = weights(workspace.snapshot())
    assert (found.frame.rows(), found.by) == ([("Kasa", 900), ("Dostawa", 500), ("Infolinia", 100)], "contacts")
    members.move(workspace, "touchpoint", 3, contacts=None)
    assert weights(workspace.snapshot()).by == "answers"


def test_a_handover_ends_the_old_owner_and_the_new_ones_lesser_role_with_the_month_before() -> None:
    rows = ownership(
        ("Zwrot", "Zespół CX", "A"), ("Zwrot", "Sprzedaż", "R"), ("Zwrot", "Zespół CX", "A", day("2027-03-01")),
        ("Zwrot", "IT", "R"),
        ("Kasa", "Zespół CX", "A"), ("Dostawa", "IT", "A", day("2026-10-10")),
    )  # fmt: skip
    found = handed_over(rows, date(2026, 10, 31), {"Zwrot": "Sprzedaż", "Dostawa": "Logistyka"})
    assert set(found.drop("id").rows()) == {
        ("Zwrot", "Zespół CX", "A", None, date(2026, 9, 30)),
        ("Zwrot", "Sprzedaż", "R", None, date(2026, 9, 30)),
        ("Zwrot", "IT", "R", None, None),
        ("Zwrot", "Zespół CX", "A", date(2027, 3, 1), None),
        ("Zwrot", "Sprzedaż", "A", date(2026, 10, 1), date(2027, 2, 28)),
        ("Kasa", "Zespół CX", "A", None, None),
        ("Dostawa", "Logistyka", "A", date(2026, 10, 1), None),
    }
    named = accountable(found, TEAMS, date(2026, 10, 31), ["Zwrot", "Dostawa", "Kasa"])
    assert named["department"].to_list() == ["Sprzedaż", "Logistyka", "Zespół CX"]
    before = accountable(found, TEAMS, date(2026, 9, 15), ["Zwrot"])
    assert before["department"].to_list() == ["Zespół CX"]
