"""Loading an uploaded table: every row is accounted for."""

from __future__ import annotations

import polars as pl

from cxdata.governance.files import Reject
from cxdata.governance.records import rows, save
from cxdata.governance.tables import DEPARTMENTS, OWNERSHIP
from cxdata.governance.uploading import load
from cxdata.store.workspace import Workspace
from tests.governance.frames import day, new, ownership


def matrix(*lines: tuple[str | None, ...]) -> pl.DataFrame:
    headings = ["punkt styku", "dział", "rola", "od", "do"]
    return pl.DataFrame(lines, schema=dict.fromkeys(headings, pl.String), orient="row")


def test_rows_that_hold_are_loaded_and_the_others_come_back(staffed: Workspace) -> None:
    file = matrix(
        ("kasa", "Sprzedaż", "A", "2026-01-01", None),
        ("Kasa", "Kadry", "R", None, None),
        (None, None, None, None, None),
        ("Dostawa", "Logistyka", "A", "1.02.2026", "1.01.2026"),
    )
    loaded = load(staffed, OWNERSHIP, file, by="Ala")
    assert (loaded.rows, loaded.loaded, loaded.rejected, loaded.saved.added) == (3, 1, 2, 1)
    assert [(r.line, r.column, r.value, r.reason) for r in loaded.rejects] == [
        (3, "dział", "Kadry", "governance_unknown_departments"),
        (5, "do", "1.01.2026", "governance_order"),
    ]
    assert new(rows(staffed, OWNERSHIP)).equals(new(ownership(("Kasa", "Sprzedaż", "A", day("2026-01-01")))))


def test_loading_the_same_file_again_changes_nothing(staffed: Workspace) -> None:
    file = pl.DataFrame({"dział": ["Sprzedaż", "IT"], "rodzaj": ["operacyjny"] * 2, "liczba osób": ["12", "7"]})
    assert load(staffed, DEPARTMENTS, file).saved.added == 1
    saved = load(staffed, DEPARTMENTS, file).saved
    assert (saved.added, saved.changed, saved.removed) == (0, 0, 0)
    assert rows(staffed, DEPARTMENTS)["name"].to_list() == ["Sprzedaż", "Logistyka", "Zespół CX", "IT"]


def test_a_row_that_contradicts_the_table_is_rejected_unless_the_file_replaces_it(staffed: Workspace) -> None:
    save(staffed, OWNERSHIP, new(ownership(("Kasa", "Sprzedaż", "A", day("2026-01-01")))), by="Ala")
    file = matrix(("Kasa", "Sprzedaż", "A", "2026-06-01", None), ("Kasa", "Logistyka", "R", None, None))
    loaded = load(staffed, OWNERSHIP, file)
    assert loaded.rejects == (Reject(2, "od", "2026-06-01", "governance_contradicts", {"found": day("2026-06-01")}),)
    assert (loaded.rows, loaded.loaded, len(rows(staffed, OWNERSHIP))) == (2, 1, 2)
    replaced = load(staffed, OWNERSHIP, file, replace=True)
    assert (replaced.loaded, replaced.saved.removed, len(rows(staffed, OWNERSHIP))) == (2, 1, 2)
