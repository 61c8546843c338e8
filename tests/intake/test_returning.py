"""The original file after a corrected one, and what the history of the workspace says of imports."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from cxdata.errors import FileRefused, MappingRefused
from cxdata.intake import importing, invitations, touchpoints, undoing
from cxdata.reading import Mapping, Sheet
from cxdata.store import members
from cxdata.store.answers import every
from cxdata.store.workspace import Workspace

Written = Callable[..., Sheet]

ORIGINAL = ["1;2026-01-05;2;;Dostawa;;", "2;2026-01-06;9;;Dostawa;;", "3;2026-01-07;9;;Dostawa;;"]
CORRECTED = ["1;2026-01-05;10;;Dostawa;;", *ORIGINAL[1:]]


def scores(workspace: Workspace) -> list[int]:
    with workspace.connect() as connection:
        return [
            row[0] for row in connection.sql(f"SELECT score FROM {every(connection)} ORDER BY day, score").fetchall()
        ]


def history(workspace: Workspace) -> list[tuple[str, str, str, object, object]]:
    """by, table, key, before, after: oldest first."""
    rows = members.history(workspace).select("by", "table", "key", "before", "after").rows()
    return [(by, table, key, json.loads(before), json.loads(after)) for by, table, key, before, after in rows[::-1]]


def counts(file: str, rows: int, loaded: int, updated: int = 0, duplicates: int = 0) -> dict[str, object]:
    return {
        "file": file, "kind": "answers", "rows": rows, "loaded": loaded, "updated": updated, "duplicates": duplicates,
        "rejected": 0,
    }  # fmt: skip


@pytest.fixture
def returned(workspace: Workspace, written: Written, mapping: Mapping, headings: str) -> Sheet:
    """The original, then a corrected file; what comes back is the original."""
    original = written("a.csv", headings, *ORIGINAL)
    importing.load(workspace, original, mapping)
    importing.load(workspace, written("b.csv", headings, *CORRECTED), mapping)
    assert scores(workspace) == [10, 9, 9]
    return original


def test_the_original_after_a_corrected_file_brings_its_answers_back(
    workspace: Workspace, returned: Sheet, mapping: Mapping
) -> None:
    receipt = importing.load(workspace, returned, mapping)
    assert (receipt.import_id, receipt.updated, receipt.duplicates, receipt.repeated) == (3, 1, 2, False)
    assert receipt.replaced is None
    assert scores(workspace) == [2, 9, 9]
    assert importing.load(workspace, returned, mapping).repeated
    undoing.undo(workspace, 3)
    assert scores(workspace) == [10, 9, 9]


def test_the_original_is_a_repetition_again_once_the_corrected_file_is_undone(
    workspace: Workspace, returned: Sheet, mapping: Mapping
) -> None:
    undoing.undo(workspace, 2)
    assert importing.load(workspace, returned, mapping).repeated
    assert scores(workspace) == [2, 9, 9]


def test_another_mapping_replaces_every_import_of_the_same_bytes(
    workspace: Workspace, returned: Sheet, mapping: Mapping
) -> None:
    importing.load(workspace, returned, mapping)
    nameless = replace(mapping, id="")
    with pytest.raises(MappingRefused):
        importing.load(workspace, returned, nameless)
    importing.load(workspace, returned, nameless, replace=True)
    assert scores(workspace) == [2, 10, 9, 9]
    assert undoing.imports(workspace)["id"].to_list() == [4, 2]


INVITED = "miesiąc;punkt styku;kanał;wysłano"
TOUCHED = "punkt styku;etap;kolejność;kontakty"


def test_an_original_template_after_a_corrected_one_brings_its_numbers_back(
    workspace: Workspace, written: Written
) -> None:
    original = written("a.csv", INVITED, "2026-09;Kasa;Czat;10", "2026-10;Kasa;Czat;20")
    invitations.load(workspace, original)
    invitations.load(workspace, written("b.csv", INVITED, "2026-09;Kasa;Czat;11"))
    receipt = invitations.load(workspace, original)
    assert (receipt.import_id, receipt.updated, receipt.duplicates, receipt.repeated) == (3, 1, 1, False)
    assert invitations.load(workspace, original).repeated
    touched = written("c.csv", TOUCHED, "Kasa;Zakup;1;100")
    touchpoints.load(workspace, touched)
    touchpoints.load(workspace, written("d.csv", TOUCHED, "Kasa;Zakup;1;200"))
    assert (touchpoints.load(workspace, touched).updated, touchpoints.load(workspace, touched).repeated) == (1, True)
    with workspace.connect() as connection:
        assert connection.sql("SELECT sent FROM invitations ORDER BY month").fetchall() == [(10,), (20,)]
        assert connection.sql("SELECT contacts FROM members WHERE label = 'Kasa'").fetchall() == [(100,)]


def test_a_file_of_headings_alone_is_refused_before_any_workspace_is_made(
    workspace: Workspace, written: Written, mapping: Mapping, headings: str
) -> None:
    for load, sheet in (
        (lambda sheet: importing.load(workspace, sheet, mapping), written("a.csv", headings)),
        (lambda sheet: invitations.load(workspace, sheet), written("z.csv", INVITED)),
        (lambda sheet: touchpoints.load(workspace, sheet), written("p.csv", TOUCHED)),
    ):
        with pytest.raises(FileRefused) as refused:
            load(sheet)
        assert (refused.value.key, refused.value.facts) == ("file_no_rows", {"file": sheet.name})
    assert not workspace.exists


def test_imports_replacements_and_undoings_are_noted_with_who_did_them(
    workspace: Workspace, written: Written, mapping: Mapping, headings: str
) -> None:
    sheet, other = written("a.csv", headings, *ORIGINAL), replace(mapping, comments=())
    importing.load(workspace, sheet, mapping, by="Ola")
    importing.load(workspace, sheet, mapping, by="Jan")
    importing.load(workspace, sheet, other, by="Ewa", replace=True)
    importing.load(workspace, written("b.csv", headings, *CORRECTED), other)
    undoing.undo(workspace, 3, by="Iga")
    first, second = counts("a.csv", 3, 3), counts("b.csv", 3, 0, updated=1, duplicates=2)
    assert history(workspace) == [
        ("Ola", "imports", "1", {}, first),
        ("Ewa", "imports", "2", first, first),
        ("", "imports", "3", {}, second),
        ("Iga", "imports", "3", second, {}),
    ]


def test_a_refused_import_leaves_no_trace_in_the_history(
    workspace: Workspace, written: Written, mapping: Mapping, headings: str
) -> None:
    sheet = written("a.csv", headings, *ORIGINAL)
    importing.load(workspace, sheet, mapping)
    with pytest.raises(MappingRefused):
        importing.load(workspace, sheet, replace(mapping, comments=()))
    with pytest.raises(MappingRefused):
        undoing.undo(workspace, 7)
    assert [key for _, _, key, _, _ in history(workspace)] == ["1"]
