"""The tables as they stand are read once per version, and answer while somebody writes."""

from __future__ import annotations

from cxdata.governance.current import current
from cxdata.governance.records import rows, save
from cxdata.governance.tables import DEPARTMENTS, TABLES
from cxdata.store.workspace import Workspace


def test_everyone_gets_the_same_tables_until_somebody_writes(staffed: Workspace) -> None:
    before = current(staffed)
    assert list(before) == list(TABLES)
    assert current(staffed) is before
    save(staffed, DEPARTMENTS, rows(staffed, DEPARTMENTS).head(2), by="Ala")
    after = current(staffed)
    assert (len(before["departments"].rows), len(after["departments"].rows)) == (3, 2)
    assert after["departments"].version == before["departments"].version + 1


def test_while_somebody_writes_the_tables_from_before_answer(staffed: Workspace) -> None:
    from threading import Thread

    before = current(staffed)
    found = []
    with staffed.connect(write=True) as connection:
        connection.execute("INSERT OR REPLACE INTO settings VALUES ('x', 'y')")
        connection.execute("CHECKPOINT w")
        reader = Thread(target=lambda: found.append(current(staffed)))
        reader.start()
        reader.join()
    assert found == [before]


def test_a_private_workspace_without_a_file_has_empty_tables(staffed: Workspace) -> None:
    nothing = Workspace(staffed.path.with_name("nic.duckdb"), "nic", private=True)
    assert [len(table.rows) for table in current(nothing).values()] == [0] * len(TABLES)
