"""The names that references may hold: a workspace's touchpoints, and the rows of other tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cxdata.governance.spec import Reference, Row, Table, Value
from cxdata.governance.values import alike, spellings
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
        """The row with every known name in its proper spelling, none of them twice in one cell."""
        found = dict(row)
        for column in table.columns:
            if column.reference is not None:
                found[column.name] = self._spelt(column.reference.of(found), row.get(column.name))
        return found

    def _spelt(self, reference: Reference, value: Value) -> Value:
        if isinstance(value, str):
            return self.proper(reference, value) or value
        if isinstance(value, tuple):
            return tuple(dict.fromkeys(self.proper(reference, str(name)) or str(name) for name in value))
        return value


NOTHING = Known()


def named(value: Value) -> list[str]:
    """The names in a cell of a column with a reference; days are named in ISO notation."""
    if value is None:
        return []
    return [str(name) for name in value] if isinstance(value, tuple) else [str(value)]


def known(connection: Connection, *tables: Table) -> Known:
    """What the references of these tables may hold."""
    references = {column.reference for table in tables for column in table.columns if column.reference is not None}
    if any(reference.by for reference in references):
        references |= {Reference("dimension", name) for name in _dimensions(connection)}
    return Known({reference: _names(connection, reference) for reference in references if not reference.by})


def _names(connection: Connection, reference: Reference) -> dict[str, str]:
    if reference.kind == "table":
        return _entries(connection, reference)
    if reference.kind == "dimensions":
        return _spoken(_dimensions(connection))
    rows = connection.sql(
        "SELECT code, label, canonical FROM members WHERE dimension = $name ORDER BY code",
        params={"name": reference.name},
    ).fetchall()
    labels = {code: str(label) for code, label, _ in rows}
    found = {alike(str(label)): labels.get(canonical, str(label)) for _, label, canonical in rows}
    return found | {alike(str(label)): str(label) for code, label, canonical in rows if code == canonical}


def _dimensions(connection: Connection) -> list[str]:
    return [str(name) for (name,) in connection.sql("SELECT name FROM dimensions ORDER BY position").fetchall()]


def _spoken(dimensions: Iterable[str]) -> dict[str, str]:
    """Each dimension under its own name and under what it is called in any language."""
    listed = list(dimensions)
    words = {alike(word): name for name in listed for word in spellings(f"dimension.{name}")}
    return words | {alike(name): name for name in listed}


def _entries(connection: Connection, reference: Reference) -> dict[str, str]:
    from cxdata.governance.tables import TABLES  # the tables' checks stand on modules beside this one

    table = TABLES[reference.name]
    column, there = table.key[0], stored_columns(connection, table.name)
    if column not in there:
        return {}
    only, value = reference.only or ("id", None)
    kept = f"AND {quoted(only)} = $value" if value is not None and only in there else "AND $value IS NULL"
    rows = connection.sql(
        f"SELECT {quoted(column)}::VARCHAR FROM w.main.{quoted(table.name)} "
        f"WHERE {quoted(column)} IS NOT NULL {kept} ORDER BY id",
        params={"value": value},
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
