"""Rows of a table in a workspace's file: reading them, writing changes with their audit, and going back in time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import polars as pl

from cxdata.governance.known import Known, stored_columns
from cxdata.governance.spec import Row, Table, Value
from cxdata.store.connection import quoted
from cxdata.store.workspace import Connection

Rows = dict[int, Row]
"""id -> row."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one row: when (UTC), who as stated, the row's id, and what it held before and after."""

    at: datetime
    by: str
    id: int
    before: Row | None
    after: Row | None


def frame_of(table: Table, rows: Mapping[int, Row]) -> pl.DataFrame:
    """The rows as a frame of the table's schema."""
    values = [[id, *(_listed(row[name]) for name in table.names)] for id, row in rows.items()]
    return pl.DataFrame(values, schema=table.schema, orient="row")


def _listed(value: Value) -> object:
    return list(value) if isinstance(value, tuple) else value


def stored(connection: Connection, table: Table, known: Known) -> Rows:
    """The table's rows by id, in the order in which they were added; none where it has never been written.

    Whatever a foreign file holds in these columns is brought to their types, or left out.
    """
    there = stored_columns(connection, table.name)
    if "id" not in there:
        return {}
    columns = ", ".join(
        f"TRY_CAST({quoted(c.name) if c.name in there else 'NULL'} AS {c.sql}) AS {quoted(c.name)}"
        for c in table.columns
    )
    rows = connection.sql(
        f"SELECT TRY_CAST(id AS BIGINT) AS id, {columns} FROM w.main.{quoted(table.name)} "
        "WHERE TRY_CAST(id AS BIGINT) IS NOT NULL ORDER BY 1"
    ).fetchall()
    return {
        id: known.resolved(table, {name: _bare(value) for name, value in zip(table.names, values, strict=True)})
        for id, *values in rows
    }


def version(connection: Connection, table: Table) -> int:
    """Grows with each changed row of the table."""
    rows = connection.sql('SELECT count(*) FROM audit WHERE "table" = $table', params={"table": table.name}).fetchall()
    return int(rows[0][0])


def changes(connection: Connection, table: Table, since: int = 0) -> list[Change]:
    """What changed in the table after that version, oldest first."""
    rows = connection.sql(
        'SELECT "at", "by", key, before, after FROM audit WHERE "table" = $table ORDER BY rowid OFFSET $since',
        params={"table": table.name, "since": since},
    ).fetchall()
    return [_change(table, row) for row in rows if row[2].isdecimal()]


def changes_at(connection: Connection, table: Table, at: datetime) -> list[Change]:
    """What one save changed in the table."""
    rows = connection.sql(
        'SELECT "at", "by", key, before, after FROM audit WHERE "table" = $table AND "at" = $at ORDER BY rowid',
        params={"table": table.name, "at": at},
    ).fetchall()
    return [_change(table, row) for row in rows if row[2].isdecimal()]


def _change(table: Table, row: tuple[Any, ...]) -> Change:
    at, by, key, before, after = row
    return Change(at, by, int(key), row_of(table, before), row_of(table, after))


def earlier(table: Table, now: Rows, since: Sequence[Change], known: Known) -> Rows:
    """The rows as they were before these changes."""
    found = dict(now)
    for change in reversed(since):
        if change.before is None:
            found.pop(change.id, None)
        else:
            found[change.id] = known.resolved(table, change.before)
    return found


def following(connection: Connection, table: Table, rows: Rows) -> int:
    """An id that no row of the table has or ever had."""
    used = connection.sql(
        'SELECT max(TRY_CAST(key AS BIGINT)) FROM audit WHERE "table" = $table', params={"table": table.name}
    ).fetchall()
    return max([0, *rows, used[0][0] or 0]) + 1


@dataclass(frozen=True, slots=True)
class Sign:
    """Who saves, and when (UTC): what belongs together carries one moment, and no two saves have the same."""

    by: str
    at: datetime


@contextmanager
def signed(connection: Connection, by: str) -> Iterator[Sign]:
    """A transaction under one signature; it is rolled back by the connection's end where an error leaves the block."""
    last = connection.sql('SELECT max("at") FROM audit').fetchall()[0][0]
    now = datetime.now(UTC).replace(tzinfo=None)
    connection.execute("BEGIN")
    yield Sign(by, max(now, last + timedelta(microseconds=1)) if last else now)
    connection.execute("COMMIT")


def write(connection: Connection, table: Table, before: Rows, after: Rows, sign: Sign) -> int:
    """Writes what differs, with its audit, in the transaction that is open; the number of rows that differ."""
    changed = sorted(id for id in before.keys() | after.keys() if before.get(id) != after.get(id))
    if not changed:
        return 0
    for statement in table.ddl(stored_columns(connection, table.name)):
        connection.execute(statement)
    connection.execute(
        f"DELETE FROM w.main.{quoted(table.name)} WHERE id IN (SELECT unnest($ids::BIGINT[]))", {"ids": changed}
    )
    kept = {id: after[id] for id in changed if id in after}
    connection.register("governance_rows", frame_of(table, kept))
    connection.execute(f"INSERT INTO w.main.{quoted(table.name)} BY NAME FROM governance_rows")
    connection.unregister("governance_rows")
    connection.execute(
        "INSERT INTO audit SELECT $now, $by, $table, unnest($keys::VARCHAR[]), unnest($before::VARCHAR[]), "
        "unnest($after::VARCHAR[])",
        {
            "now": sign.at,
            "by": sign.by,
            "table": table.name,
            "keys": [str(id) for id in changed],
            "before": [_json(before.get(id)) for id in changed],
            "after": [_json(after.get(id)) for id in changed],
        },
    )
    return len(changed)


def _json(row: Row | None) -> str:
    """A row as JSON, days in ISO notation; {} where there is none."""
    return json.dumps(row or {}, ensure_ascii=False, default=str)


def row_of(table: Table, text: str) -> Row | None:
    """A row from the JSON of its audit; None where there is none."""
    found = json.loads(text)
    if not found:
        return None
    return {column.name: _value(column.kind, found.get(column.name)) for column in table.columns}


def _value(kind: str, value: Any) -> Value:
    if isinstance(value, list):
        return _bare([_value(kind, one) for one in value])
    return date.fromisoformat(value) if kind == "date" and isinstance(value, str) else value


def _bare(value: Any) -> Value:
    """A cell as rows hold it: several values in a tuple, none of them missing."""
    if not isinstance(value, list):
        return value  # type: ignore[no-any-return]
    return tuple(one for one in value if one is not None) or None
