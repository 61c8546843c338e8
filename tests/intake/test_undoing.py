"""Imports taken back: as if they had never been."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import polars as pl
import pytest

from cxdata.errors import MappingRefused
from cxdata.intake import importing, invitations, touchpoints, undoing
from cxdata.reading import Mapping, Sheet
from cxdata.store.workspace import Workspace

Written = Callable[..., Sheet]


def content(workspace: Workspace) -> dict[str, list[tuple[object, ...]]]:
    """Every table that holds what files brought, but not the list of imports."""
    tables = (
        "responses",
        "answers",
        "comments",
        "attributes",
        "invitations",
        "members",
        "measures",
        "rejects",
        "repeats",
    )
    with workspace.connect() as connection:
        return {table: connection.sql(f"FROM {table} ORDER BY ALL").fetchall() for table in tables}


@pytest.fixture
def first(
    workspace: Workspace, written: Written, mapping: Mapping, headings: str
) -> dict[str, list[tuple[object, ...]]]:
    rows = ["1;2026-01-05;2;1;Dostawa;czat;Źle", "2;2026-01-06;9;;Infolinia;;", "3;2026-01-07;x;5;;;"]
    importing.load(workspace, written("a.csv", headings, *rows), mapping)
    return content(workspace)


def test_undoing_the_newest_restores_what_it_replaced(
    workspace: Workspace, written: Written, mapping: Mapping, headings: str, first: object
) -> None:
    tally = workspace.snapshot().tally(["month", "touchpoint"], metric="nps")
    rows = ["1;2026-01-05;10;5;Kasa;www;Dobrze", "4;2026-02-01;7;;Kasa;;"]
    importing.load(workspace, written("b.csv", headings, *rows), mapping)
    assert not workspace.snapshot().tally(["month", "touchpoint"], metric="nps").equals(tally)
    (receipt,) = undoing.undo(workspace, 2)
    assert (receipt.file, receipt.updated, receipt.loaded) == ("b.csv", 1, 1)
    assert content(workspace) == first
    assert workspace.snapshot().tally(["month", "touchpoint"], metric="nps").equals(tally)


def test_undoing_all_leaves_nothing(workspace: Workspace, first: object) -> None:
    undoing.undo(workspace, 1)
    assert content(workspace) == {table: [] for table in content(workspace)}
    assert undoing.imports(workspace).is_empty()


def test_an_undone_file_can_be_imported_again(
    workspace: Workspace, written: Written, mapping: Mapping, headings: str, first: object
) -> None:
    undoing.undo(workspace, 1)
    rows = ["1;2026-01-05;2;1;Dostawa;czat;Źle", "2;2026-01-06;9;;Infolinia;;", "3;2026-01-07;x;5;;;"]
    receipt = importing.load(workspace, written("a.csv", headings, *rows), mapping)
    assert (receipt.import_id, receipt.loaded, receipt.repeated) == (2, 3, False)


def test_imports_that_counted_duplicates_are_named_and_undone_together(
    workspace: Workspace, written: Written, mapping: Mapping, headings: str, first: object
) -> None:
    importing.load(workspace, written("b.csv", headings, "2;2026-01-06;9;;Infolinia;;", "5;2026-02-01;7;;;;"), mapping)
    importing.load(workspace, written("c.csv", headings, "5;2026-02-01;7;;;;", "6;2026-03-01;7;;;;"), mapping)
    with pytest.raises(MappingRefused) as refused:
        undoing.undo(workspace, 1)
    assert (refused.value.key, refused.value.facts) == (
        "undo_together",
        {"file": "a.csv", "others": "c.csv (3), b.csv (2)"},
    )
    assert [receipt.file for receipt in undoing.leaning(workspace, 1)] == ["c.csv", "b.csv"]
    assert [receipt.file for receipt in undoing.undo(workspace, 1, together=True)] == ["c.csv", "b.csv", "a.csv"]
    assert workspace.snapshot().answers == 0


def test_undoing_a_file_whose_responses_were_replaced_keeps_the_newer_ones(
    workspace: Workspace, written: Written, mapping: Mapping, headings: str, first: object
) -> None:
    importing.load(workspace, written("b.csv", headings, "1;2026-01-05;10;5;Kasa;www;Dobrze"), mapping)
    undoing.undo(workspace, 1)
    assert workspace.snapshot().tally(["day"], metric="nps").rows() == [(date(2026, 1, 5), 1, 10, 1)]
    undoing.undo(workspace, 2)
    assert workspace.snapshot().answers == 0


def test_members_that_somebody_has_edited_stay(workspace: Workspace, first: object) -> None:
    with workspace.connect(write=True) as connection:
        connection.execute("UPDATE members SET stage = 'Zakup' WHERE label = 'Dostawa'")
    undoing.undo(workspace, 1)
    with workspace.connect() as connection:
        assert connection.sql("SELECT label FROM members").fetchall() == [("Dostawa",)]


def test_the_list_of_imports_is_newest_first(
    workspace: Workspace, written: Written, mapping: Mapping, headings: str, first: object
) -> None:
    importing.load(workspace, written("b.csv", headings, "1;2026-01-05;10;5;Kasa;www;Dobrze"), mapping, by="Ola")
    listed = undoing.imports(workspace)
    assert listed.select(pl.exclude("at")).rows() == [
        (2, "b.csv", "answers", "Ola", 0, 1, 0, 1, 0, 0, 0),
        (1, "a.csv", "answers", "", 1, 3, 3, 0, 0, 0, 1),
    ]


def test_an_import_that_is_not_there_cannot_be_undone(workspace: Workspace, first: object) -> None:
    with pytest.raises(MappingRefused) as refused:
        undoing.undo(workspace, 7)
    assert (refused.value.key, refused.value.facts) == ("no_import", {"found": 7})


def test_undoing_the_middle_of_three_versions_keeps_the_newest_and_gives_the_oldest_back_later(
    workspace: Workspace, written: Written, mapping: Mapping, headings: str
) -> None:
    for name, score in (("a.csv", 2), ("b.csv", 5), ("c.csv", 9)):
        importing.load(workspace, written(name, headings, f"1;2026-01-05;{score};;Kasa;;"), mapping)
    undoing.undo(workspace, 2)
    assert workspace.snapshot().tally(["day"], metric="nps").rows() == [(date(2026, 1, 5), 1, 9, 1)]
    undoing.undo(workspace, 3)
    assert workspace.snapshot().tally(["day"], metric="nps").rows() == [(date(2026, 1, 5), 1, 2, 1)]


def test_undoing_the_middle_of_three_templates_keeps_the_newest_numbers(workspace: Workspace, written: Written) -> None:
    invited, touched = "miesiąc;punkt styku;kanał;wysłano", "punkt styku;etap;kolejność;kontakty"
    for place in (1, 2, 3):
        invitations.load(workspace, written(f"z{place}.csv", invited, f"2026-09;Kasa;Czat;{place}0"))
        touchpoints.load(workspace, written(f"p{place}.csv", touched, f"Kasa;Zakup;1;{place}00"))

    def known() -> list[tuple[object, ...]]:
        with workspace.connect() as connection:
            return connection.sql(
                "SELECT sent, contacts FROM invitations JOIN members ON dimension = 'touchpoint' AND code = touchpoint"
            ).fetchall()

    for number in (3, 4):
        undoing.undo(workspace, number)
    assert known() == [(30, 300)]
    for number in (5, 6):
        undoing.undo(workspace, number)
    assert known() == [(10, 100)]
