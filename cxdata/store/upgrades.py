"""Lifting a workspace of an older format to the present one, after a copy of it as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from cxdata.store import connection as duck
from cxdata.store import customers
from cxdata.store.tables import FORMAT, SINCE_2, SINCE_3

if TYPE_CHECKING:
    from cxdata.store.workspace import Connection


def lifted(connection: Connection, path: Path, found: int, draft: Path) -> None:
    """Raises the file attached as `w`, of format `found`, in one transaction, and rewrites it by way of `draft`.

    A database keeps what was overwritten in it until the space is needed; the rewritten file holds nothing of that.
    """
    # Closing any other handle on the file would end DuckDB's lock on it, so DuckDB itself makes the copies.
    backup = path.with_name(f"{path.name}.format{found}")
    backup.unlink(missing_ok=True)
    _copied(connection, backup)
    connection.execute("BEGIN")
    for step in range(found, FORMAT):
        UPGRADES[step](connection)
    connection.execute("UPDATE settings SET value = $now WHERE name = 'format'", {"now": str(FORMAT)})
    connection.execute("COMMIT")
    connection.execute("CHECKPOINT w")
    try:
        _copied(connection, draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _copied(connection: Connection, to: Path) -> None:
    connection.execute(f"ATTACH {duck.literal(str(to.resolve()))} AS copied")
    connection.execute("COPY FROM DATABASE w TO copied")
    connection.execute("CHECKPOINT copied; DETACH copied")


def _keyed(connection: Connection) -> None:
    """1 to 2: customers become hashes; refused rows can be mended; mappings are known with their headings."""
    connection.execute(SINCE_2)
    connection.execute("ALTER TABLE rejects ADD COLUMN IF NOT EXISTS mended INTEGER")
    connection.execute(
        "INSERT INTO mappings SELECT name[9:], [], value, '', now() AT TIME ZONE 'UTC' FROM settings "
        "WHERE name LIKE 'mapping.%'"
    )
    connection.execute("DELETE FROM settings WHERE name LIKE 'mapping.%'")
    values = {"name": customers.SETTING, "key": customers.key()}
    fresh = connection.execute("INSERT OR IGNORE INTO settings VALUES ($name, $key)", values).fetchall()[0][0]
    for table in ("responses", "previous_responses") if fresh else ():
        sql = customers.hashed(connection, "trim(customer)")
        connection.execute(f"ALTER TABLE {table} ALTER customer TYPE UBIGINT USING {sql}")


def _beside(connection: Connection) -> None:
    """2 to 3: answers of one reply may stand side by side; those that are there stay as they are."""
    connection.execute(SINCE_3)
    further = connection.sql('SELECT "column" FROM dimensions WHERE "column" <> name ORDER BY position').fetchall()
    for (column,) in further:
        for table in ("scores", "previous_scores"):
            connection.execute(f"ALTER TABLE {table} ADD COLUMN {duck.quoted(str(column))} SMALLINT DEFAULT 0")


UPGRADES: dict[int, Callable[[Connection], None]] = {1: _keyed, 2: _beside}
"""What lifts a workspace of that format to the next one, in the transaction that raises the number."""
