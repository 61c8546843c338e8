"""What becomes of references to a row that is renamed or deleted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

import polars as pl

from cxdata.errors import EditRefused
from cxdata.governance import keeping
from cxdata.governance.keeping import Rows, Sign
from cxdata.governance.known import NOTHING, named
from cxdata.governance.rules import same
from cxdata.governance.spec import Column, Row, Table, Value
from cxdata.governance.tables import TABLES
from cxdata.governance.values import alike
from cxdata.store.workspace import Connection

NOBODY: Mapping[str, str] = MappingProxyType({})


def follow(
    connection: Connection, table: Table, before: Rows, after: Rows, heirs: Mapping[str, str], sign: Sign
) -> int:
    """Changes the rows of other tables that name what is gone from this one; the number of rows changed.

    A renamed row takes its references along. For a deleted one `heirs` says which name takes its place; "" empties the
    reference, and deletes the row where it may not be empty. Raises EditRefused where nothing is said.
    """
    column = table.key[0]
    were = {id: str(row[column]) for id, row in before.items() if row[column] is not None}
    are = {id: str(row[column]) for id, row in after.items() if row[column] is not None}
    left = {alike(name) for name in are.values()}
    chosen = {alike(name): heir for name, heir in heirs.items()}
    into = {alike(name): chosen.get(alike(name)) for name in were.values() if alike(name) not in left}
    into |= {alike(name): are[id] for id, name in were.items() if id in are and are[id] != name}
    for heir in heirs.values():
        if heir and alike(heir) not in left:
            raise EditRefused("governance_heir", found=heir)
    return sum(_moved(connection, other, name, into, sign) for other, name in _referring(table)) if into else 0


def uses(tables: Mapping[str, pl.DataFrame], table: Table, name: str) -> list[tuple[Table, str, int]]:
    """Tables and columns that name the row, with the number of their rows that do."""
    found = []
    for other, column in _referring(table):
        cells = tables[other.name][column].to_list()
        n = sum(alike(name) in map(alike, named(tuple(cell) if isinstance(cell, list) else cell)) for cell in cells)
        if n:
            found.append((other, column, n))
    return found


def _referring(table: Table) -> Iterator[tuple[Table, str]]:
    for other in TABLES.values():
        for column in other.columns:
            if column.reference and (column.reference.kind, column.reference.name) == ("table", table.name):
                yield other, column.name


def _moved(connection: Connection, table: Table, column: str, into: Mapping[str, str | None], sign: Sign) -> int:
    before = keeping.stored(connection, table, NOTHING)
    touched = {id: row for id, row in before.items() if any(alike(name) in into for name in named(row[column]))}
    stranded = [(id, name) for id in touched for name in named(before[id][column]) if _left(name, into)]
    if stranded:
        raise EditRefused("governance_used", name=stranded[0][1], n=len({id for id, _ in stranded}))
    after = {id: row for id, row in before.items() if id not in touched}
    taken = {same(row, table.key) for row in after.values()}
    for id, old in touched.items():
        row: Row = old | {column: _renamed(table.column(column), old[column], into)}
        if row[column] is None and table.column(column).required:
            continue
        if column not in table.key or same(row, table.key) not in taken:
            after[id] = row
            taken.add(same(row, table.key))
    return keeping.write(connection, table, before, after, sign)


def _left(name: str, into: Mapping[str, str | None]) -> bool:
    """Whether the name is gone and nothing is said about what takes its place."""
    return alike(name) in into and into[alike(name)] is None


def _renamed(column: Column, value: Value, into: Mapping[str, str | None]) -> Value:
    """The cell with what takes the place of the names in it."""
    names = dict.fromkeys(into.get(alike(name), name) or "" for name in named(value))
    kept = [date.fromisoformat(name) if column.kind == "date" else name for name in names if name]
    if column.many:
        return tuple(kept) or None  # type: ignore[return-value]
    return kept[0] if kept else None
