"""Taking the last save back: in every table that it touched, or not at all."""

from __future__ import annotations

import polars as pl
import pytest

from cxdata.errors import EditRefused
from cxdata.governance.records import Refused, Saved, history, rows, save
from cxdata.governance.tables import DEPARTMENTS, OWNERSHIP
from cxdata.governance.undoing import last, undo
from cxdata.governance.uploading import load
from cxdata.store.workspace import Workspace
from tests.governance.frames import departments, new, ownership


@pytest.fixture
def owned(staffed: Workspace) -> Workspace:
    save(staffed, OWNERSHIP, new(ownership(("Kasa", "Sprzedaż", "A"), ("Dostawa", "Logistyka", "A"))), by="Ala")
    return staffed


def test_the_last_save_is_taken_back_and_stays_in_the_history(owned: Workspace) -> None:
    before = rows(owned, OWNERSHIP)
    changed = before.with_columns(role=pl.lit("R")).head(1)
    save(owned, OWNERSHIP, changed, by="Olek")
    batch = last(owned, OWNERSHIP)
    assert batch is not None
    assert (batch.by, {name: len(changes) for name, changes in batch.changes.items()}) == ("Olek", {"ownership": 2})
    assert undo(owned, OWNERSHIP, by="Ewa", of=batch.at) == Saved(version=6, added=1, changed=1, removed=0)
    assert rows(owned, OWNERSHIP).equals(before)
    assert [change.by for change in history(owned, OWNERSHIP)] == ["Ewa", "Ewa", "Olek", "Olek", "Ala", "Ala"]


def test_taking_back_twice_does_it_again(owned: Workspace) -> None:
    save(owned, OWNERSHIP, rows(owned, OWNERSHIP).head(1), by="Olek")
    undo(owned, OWNERSHIP, by="Ewa")
    undo(owned, OWNERSHIP, by="Ewa")
    assert rows(owned, OWNERSHIP)["touchpoint"].to_list() == ["Kasa"]


def test_a_deleted_department_comes_back_with_all_that_it_owned(owned: Workspace) -> None:
    everything = rows(owned, DEPARTMENTS), rows(owned, OWNERSHIP)
    save(owned, DEPARTMENTS, everything[0].tail(2), by="Olek", heirs={"Sprzedaż": "Logistyka"})
    assert rows(owned, OWNERSHIP)["department"].to_list() == ["Logistyka", "Logistyka"]
    assert undo(owned, DEPARTMENTS, by="Ewa").followed == 1
    assert rows(owned, DEPARTMENTS).equals(everything[0])
    assert rows(owned, OWNERSHIP).equals(everything[1])


def test_what_was_changed_along_is_taken_back_from_either_side(owned: Workspace) -> None:
    renamed = rows(owned, DEPARTMENTS).with_columns(pl.col("name").replace("Sprzedaż", "Handel"))
    save(owned, DEPARTMENTS, renamed, by="Olek")
    undo(owned, OWNERSHIP, by="Ewa")
    assert rows(owned, DEPARTMENTS)["name"].to_list() == ["Sprzedaż", "Logistyka", "Zespół CX"]
    assert rows(owned, OWNERSHIP)["department"].to_list() == ["Sprzedaż", "Logistyka"]


def test_an_upload_is_taken_back_whole(owned: Workspace) -> None:
    before = rows(owned, DEPARTMENTS)
    load(owned, DEPARTMENTS, pl.DataFrame({"dział": ["Kadry", "IT"], "rodzaj": ["operacyjny"] * 2}), by="Olek")
    assert undo(owned, DEPARTMENTS, by="Ewa").removed == 2
    assert rows(owned, DEPARTMENTS).equals(before)


def test_a_new_name_that_is_in_use_by_now_cannot_go(owned: Workspace) -> None:
    more = pl.concat([rows(owned, DEPARTMENTS), departments(("Kadry", "operating")).with_columns(id=None)])
    save(owned, DEPARTMENTS, more, by="Olek")
    roles = pl.concat([rows(owned, OWNERSHIP), ownership(("Kasa", "Kadry", "R")).with_columns(id=None)])
    save(owned, OWNERSHIP, roles, by="Ala")
    with pytest.raises(EditRefused) as caught:
        undo(owned, DEPARTMENTS, by="Ewa")
    assert (caught.value.key, caught.value.facts) == ("governance_used", {"name": "Kadry", "n": 1})
    assert rows(owned, DEPARTMENTS).height == 4


def test_a_row_whose_department_is_gone_does_not_come_back(owned: Workspace) -> None:
    save(owned, OWNERSHIP, rows(owned, OWNERSHIP).tail(1), by="Olek")
    save(owned, DEPARTMENTS, rows(owned, DEPARTMENTS).tail(2), by="Ala")
    with pytest.raises(Refused) as caught:
        undo(owned, OWNERSHIP, by="Ewa")
    assert [problem.key for problem in caught.value.problems] == ["governance_unknown_departments"]
    assert rows(owned, OWNERSHIP).height == 1


def test_another_save_in_between_is_said(owned: Workspace) -> None:
    batch = last(owned, OWNERSHIP)
    assert batch is not None
    save(owned, OWNERSHIP, rows(owned, OWNERSHIP).head(1), by="Olek")
    with pytest.raises(EditRefused) as caught:
        undo(owned, OWNERSHIP, by="Ewa", of=batch.at)
    assert (caught.value.key, caught.value.facts["by"]) == ("governance_later", "Olek")


def test_a_save_of_several_tables_is_not_taken_back_once_one_of_them_went_on(owned: Workspace) -> None:
    renamed = rows(owned, DEPARTMENTS).with_columns(pl.col("name").replace("Sprzedaż", "Handel"))
    save(owned, DEPARTMENTS, renamed, by="Olek")
    save(owned, OWNERSHIP, rows(owned, OWNERSHIP).with_columns(role=pl.lit("R")), by="Ala")
    with pytest.raises(EditRefused, match="governance_changed_since"):
        undo(owned, DEPARTMENTS, by="Ewa")


def test_where_nobody_has_saved_there_is_nothing_to_take_back(workspace: Workspace) -> None:
    assert last(workspace, OWNERSHIP) is None
    with pytest.raises(EditRefused, match="governance_nothing"):
        undo(workspace, OWNERSHIP, by="Ewa")
