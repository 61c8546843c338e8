"""Workspaces of an older format, lifted after a copy; customers as keyed hashes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import duckdb
import pytest

from cxdata.errors import WorkspaceRefused
from cxdata.store import customers, tables
from cxdata.store.answers import every
from cxdata.store.tables import TABLES
from cxdata.store.workspace import Workspace

FIRST = TABLES.split("CREATE TABLE IF NOT EXISTS kept")[0].replace(", mended INTEGER", "")
FIRST = FIRST.replace("customer UBIGINT", "customer VARCHAR")
"""The tables of format 1."""


def of_format_1(file: Path) -> Workspace:
    """A workspace as format 1 left it: customers as written, a mapping among the settings, one answer each."""
    with duckdb.connect(str(file)) as connection:
        connection.execute(FIRST)
        connection.execute(
            "INSERT INTO settings VALUES ('format', '1'), ('zone', 'Europe/Warsaw'), ('mapping.0f', 'id = 1');"
            "INSERT INTO dimensions VALUES ('touchpoint', 'touchpoint', 0);"
            "INSERT INTO measures VALUES (1, 'nps', 0, 10, TRUE, 9, 6, 'q');"
            "INSERT INTO responses SELECT i, i, 1, '2026-01-05', '2026-01-05', 24312, NULL, "
            "'KLIENT-' || (i % 3), i FROM range(9) AS r(i);"
            "INSERT INTO previous_responses SELECT 2, 10 + resp, * EXCLUDE resp FROM responses LIMIT 1;"
            "INSERT INTO answers SELECT i, 1, 9, '2026-01-05', 24312, 0, 0, 0, 0, 0, NULL FROM range(9) AS r(i)"
        )
    return Workspace.at(file)


def test_customers_of_an_older_format_become_hashes_and_nothing_else_is_left_of_them(tmp_path: Path) -> None:
    workspace = of_format_1(tmp_path / "stara.duckdb")
    assert workspace.snapshot().answers == 9
    assert workspace.setting("format") == str(tables.FORMAT)
    with workspace.connect() as connection:
        (by,) = connection.sql("SELECT list(customer ORDER BY resp) FROM responses").fetchall()[0]
        (earlier,) = connection.sql("SELECT customer FROM previous_responses").fetchall()[0]
        (known,) = connection.sql("SELECT mapping FROM mappings WHERE fingerprint = '0f'").fetchall()[0]
    assert [by[place] == by[place % 3] for place in range(9)] == [True] * 9
    assert (len(set(by)), {type(each) for each in by}, earlier in by, known) == (3, {int}, True, "id = 1")
    assert b"KLIENT" not in workspace.path.read_bytes()
    with duckdb.connect(f"{workspace.path}.format1") as backup:
        assert backup.sql("SELECT min(customer) FROM responses").fetchall() == [("KLIENT-0",)]


def test_an_upgrade_that_somebody_else_has_done_is_not_done_again(tmp_path: Path) -> None:
    workspace = of_format_1(tmp_path / "stara.duckdb")
    with ThreadPoolExecutor(4) as readers:
        found = list(readers.map(lambda _: workspace.setting(customers.SETTING), range(4)))
    assert len(set(found)) == 1
    with duckdb.connect(f"{workspace.path}.format1") as backup:
        assert backup.sql("SELECT value FROM settings WHERE name = 'format'").fetchall() == [("1",)]


def test_the_same_customer_is_the_same_hash_in_one_workspace_and_another_in_the_next(tmp_path: Path) -> None:
    hashes = []
    for name in ("a", "b"):
        with Workspace.at(tmp_path / f"{name}.duckdb").create().connect() as connection:
            ((made, key),) = connection.sql(
                f"SELECT {customers.hashed(connection, 'customer')}, value FROM (SELECT 'Kż1' AS customer), settings "
                "WHERE name = 'customer_key'"
            ).fetchall()
            assert made == int.from_bytes(sha256(bytes.fromhex(key) + "Kż1".encode()).digest()[:8], "big")
            hashes.append(made)
    assert hashes[0] != hashes[1]


def test_answers_of_format_2_stay_as_they_are_and_new_ones_may_stand_beside_one_another(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "stara.duckdb")) as connection:
        connection.execute(TABLES.removesuffix(tables.SINCE_3))
        connection.execute(
            "ALTER TABLE answers ADD COLUMN x1 SMALLINT DEFAULT 0;"
            "ALTER TABLE previous_answers ADD COLUMN x1 SMALLINT DEFAULT 0;"
            "INSERT INTO settings VALUES ('format', '2'), ('zone', 'Europe/Warsaw'), ('customer_key', '00');"
            "INSERT INTO dimensions VALUES ('touchpoint', 'touchpoint', 0), ('kraj', 'x1', 5);"
            "INSERT INTO measures VALUES (1, 'nps', 0, 10, TRUE, 9, 6, 'q'), (2, 'csat', 1, 5, TRUE, 4, 2, 'r');"
            "INSERT INTO answers SELECT i, 1, 9, '2026-01-05', 24312, 0, 0, 0, 0, 0, NULL, 7 FROM range(9) AS r(i)"
        )
    workspace = Workspace.at(tmp_path / "stara.duckdb")
    assert workspace.snapshot().answers == 9
    with workspace.connect(write=True) as connection:
        connection.execute(
            "ALTER TABLE scores ADD COLUMN m1 SMALLINT; ALTER TABLE scores ADD COLUMN m2 SMALLINT;"
            "INSERT INTO scores BY NAME SELECT 9 AS resp, DATE '2026-01-06' AS day, 24312 AS month, 0 AS touchpoint, "
            "0 AS channel, 0 AS department, 0 AS segment, 0 AS region, 8 AS m1, 5 AS m2"
        )
    assert workspace.snapshot().answers == 11
    with workspace.connect() as connection:
        later = connection.sql(f"SELECT measure, score, x1 FROM {every(connection)} WHERE resp = 9").fetchall()
    assert later == [(1, 8, 0), (2, 5, 0)]


def test_a_file_that_only_says_it_is_of_an_older_format_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "inne.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute(
            "CREATE TABLE settings (name VARCHAR, value VARCHAR); INSERT INTO settings VALUES ('format', '1')"
        )
    with pytest.raises(WorkspaceRefused) as refused:
        Workspace.at(file).snapshot()
    assert refused.value.key == "workspace_foreign"
