"""What becomes of ownership and goals when a department is renamed or deleted."""

from __future__ import annotations

import polars as pl
import pytest

from cxdata.errors import EditRefused
from cxdata.governance.records import history, rows, save
from cxdata.governance.tables import DEPARTMENTS, GOALS, OWNERSHIP
from cxdata.store.workspace import Workspace
from tests.governance.frames import day, goals, new, ownership


@pytest.fixture
def owned(staffed: Workspace) -> Workspace:
    save(
        staffed,
        OWNERSHIP,
        new(ownership(("Kasa", "Sprzedaż", "A"), ("Dostawa", "Logistyka", "A"), ("Dostawa", "Sprzedaż", "R"))),
        by="Ala",
    )
    made = goals(("Cel", "nps", "relationship", None, None, 40.0, day("2026-12-31"), "Sprzedaż"))
    save(staffed, GOALS, new(made), by="Ala")
    return staffed


def without_sales(workspace: Workspace) -> pl.DataFrame:
    return rows(workspace, DEPARTMENTS).filter(pl.col("name") != "Sprzedaż")


def test_a_renamed_department_keeps_what_it_owns(owned: Workspace) -> None:
    renamed = rows(owned, DEPARTMENTS).with_columns(pl.col("name").replace("Sprzedaż", "Handel"))
    assert save(owned, DEPARTMENTS, renamed, by="Olek").followed == 3
    assert rows(owned, OWNERSHIP)["department"].to_list() == ["Handel", "Logistyka", "Handel"]
    assert rows(owned, GOALS)["owner"].to_list() == ["Handel"]
    assert [change.by for change in history(owned, GOALS)] == ["Olek", "Ala"]


def test_two_departments_that_swap_names_swap_what_they_own(owned: Workspace) -> None:
    swap = {"Sprzedaż": "Logistyka", "Logistyka": "Sprzedaż"}
    save(owned, DEPARTMENTS, rows(owned, DEPARTMENTS).with_columns(pl.col("name").replace(swap)), by="Olek")
    assert rows(owned, OWNERSHIP)["department"].to_list() == ["Logistyka", "Sprzedaż", "Logistyka"]


def test_a_department_in_use_is_not_deleted_without_saying_who_takes_over(owned: Workspace) -> None:
    with pytest.raises(EditRefused) as caught:
        save(owned, DEPARTMENTS, without_sales(owned), by="Olek")
    assert (caught.value.key, caught.value.facts) == ("governance_used", {"name": "Sprzedaż", "n": 2})
    assert len(rows(owned, DEPARTMENTS)) == 3


def test_the_heir_takes_over_and_what_it_had_already_is_not_doubled(owned: Workspace) -> None:
    both = pl.concat([rows(owned, OWNERSHIP), ownership(("Kasa", "Logistyka", "A")).with_columns(id=None)])
    save(owned, OWNERSHIP, both, by="Ala")
    save(owned, DEPARTMENTS, without_sales(owned), by="Olek", heirs={"Sprzedaż": "Logistyka"})
    assert rows(owned, OWNERSHIP).select("touchpoint", "department", "role").rows() == [
        ("Dostawa", "Logistyka", "A"),
        ("Dostawa", "Logistyka", "R"),
        ("Kasa", "Logistyka", "A"),
    ]
    assert rows(owned, GOALS)["owner"].to_list() == ["Logistyka"]


def test_without_an_heir_roles_end_and_goals_have_no_owner(owned: Workspace) -> None:
    assert save(owned, DEPARTMENTS, without_sales(owned), by="Olek", heirs={"Sprzedaż": ""}).followed == 3
    assert rows(owned, OWNERSHIP)["department"].to_list() == ["Logistyka"]
    assert rows(owned, GOALS)["owner"].to_list() == [None]


def test_an_heir_must_be_on_the_list(owned: Workspace) -> None:
    with pytest.raises(EditRefused, match="governance_heir"):
        save(owned, DEPARTMENTS, without_sales(owned), by="Olek", heirs={"Sprzedaż": "Kadry"})
