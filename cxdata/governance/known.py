"""The names that references may hold: a workspace's touchpoints, and the rows of other tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cxdata.governance.spec import Reference, Row, Table
from cxdata.governance.values import alike
from cxdata.store.connection import quoted
from cxdata.store.workspace import Connection


@dataclass(frozen=True, slots=True)
class Known:
    """Per reference: name regardless of case -> its proper name, which for a merged or renamed member is the new one.

    A reference without any names is not checked: people may write down who owns what before the first answers come.
    """

    names: Mapping[Reference, Mapping[str, str]] = field(default_factory=dict)

    def proper(self, reference: Reference, name: str) -> str | None:
        """The name as it is spelt there; None where it is unknown."""
        listed = self.names.get(reference, {})
        return listed.get(alike(name)) if listed else name

    def resolved(self, table: Table, row: Row) -> Row:
        """The row with every known name in its proper spelling."""
        found = dict(row)
        for column in table.columns:
            name = row.get(column.name)
            if column.reference is not None and isinstance(name, str):
                found[column.name] = self.proper(column.reference, name) or name
        return found


NOTHING = Known()


def known(connection: Connection, *tables: Table) -> Known:
    """What the references of these tables may hold."""
    references = {column.reference for table in tables for column in table.columns if column.reference is not None}
    return Known({reference: _names(connection, reference) for reference in references})


def _names(connection: Connection, reference: Reference) -> dict[str, str]:
    if reference.kind == "table":
        return _entries(connection, reference.name)
    rows = connection.sql(
        "SELECT code, label, canonical FROM members WHERE dimension = $name ORDER BY code",
        params={"name": reference.name},
    ).fetchall()
    labels = {code: str(label) for code, label, _ in rows}
    found = {alike(str(label)): labels.get(canonical, str(label)) for _, label, canonical in rows}
    return found | {alike(str(label)): str(label) for code, label, canonical in rows if code == canonical}


def _entries(connection: Connection, table: str) -> dict[str, str]:
    from cxdata.governance.tables import TABLES  # the tables' checks stand on modules beside this one

    column = TABLES[table].key[0]
    if column not in stored_columns(connection, table):
        return {}
    rows = connection.sql(
        f"SELECT {quoted(column)}::VARCHAR FROM w.main.{quoted(table)} WHERE {quoted(column)} IS NOT NULL ORDER BY id"
    ).fetchall()
    return {alike(name): name for (name,) in rows}


def stored_columns(connection: Connection, table: str) -> set[str]:
    """The columns that the table has in the workspace's file; none where it has never been written."""
    rows = connection.sql(
        "SELECT column_name FROM duckdb_columns() WHERE database_name = 'w' AND schema_name = 'main' "
        "AND table_name = $table",
        params={"table": table},
    ).fetchall()
    return {str(name) for (name,) in rows}
