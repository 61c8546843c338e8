"""Taking back the last save of a table, with everything that was changed along with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cxdata.errors import EditRefused
from cxdata.governance import keeping, succession
from cxdata.governance.checking import Entry, broken
from cxdata.governance.keeping import Change, Rows
from cxdata.governance.known import Known, known
from cxdata.governance.records import Refused, Saved, counted
from cxdata.governance.spec import Row, Table
from cxdata.governance.tables import TABLES
from cxdata.store.workspace import Connection, Workspace


@dataclass(frozen=True, slots=True)
class Batch:
    """One save: who, when (UTC), and the changes of each table that it touched, by the table's name."""

    by: str
    at: datetime
    changes: dict[str, list[Change]]


def last(workspace: Workspace, table: Table) -> Batch | None:
    """The last save that touched the table; None where nobody has saved any."""
    with workspace.connect() as connection:
        return _last(connection, table)


def undo(workspace: Workspace, table: Table, *, by: str, of: datetime | None = None) -> Saved:
    """Takes the last save that touched the table back, in all tables that it changed; all of it or nothing.

    `of`: the moment of the save that is meant. What was undone stays in the history, and can itself be taken back.
    Raises EditRefused where there is nothing to take back, where another save has come meanwhile, where one of its rows
    has been changed since, or where a name that would go is in use by now; Refused where rows would no longer hold.
    """
    with workspace.connect(write=True) as connection:
        batch = _last(connection, table)
        if batch is None:
            raise EditRefused("governance_nothing")
        if of is not None and batch.at != of:
            raise EditRefused("governance_later", by=batch.by or "–", at=batch.at)
        names = known(connection, *TABLES.values())
        now = {name: keeping.stored(connection, TABLES[name], names) for name in batch.changes}
        then = {name: _before(TABLES[name], now[name], changes, names) for name, changes in batch.changes.items()}
        with keeping.signed(connection, by) as sign:
            for name, rows in then.items():
                keeping.write(connection, TABLES[name], now[name], rows, sign)
            names = known(connection, *TABLES.values())
            for name, rows in then.items():
                _hold(TABLES[name], rows, {change.id for change in batch.changes[name]}, names)
            for name, rows in then.items():
                succession.follow(connection, TABLES[name], now[name], rows, succession.NOBODY, sign)
        others = sum(len(changes) for name, changes in batch.changes.items() if name != table.name)
        version = keeping.version(connection, table)
        return Saved(version, *counted(now[table.name], then[table.name]), others)


def _last(connection: Connection, table: Table) -> Batch | None:
    rows = connection.sql('SELECT max("at") FROM audit WHERE "table" = $table', params={"table": table.name}).fetchall()
    if not rows or rows[0][0] is None:
        return None
    at: datetime = rows[0][0]
    changes = {name: keeping.changes_at(connection, each, at) for name, each in TABLES.items()}
    changes = {name: found for name, found in changes.items() if found}
    return Batch(changes[table.name][0].by, at, changes)


def _before(table: Table, now: Rows, changes: list[Change], names: Known) -> Rows:
    """The rows without those changes."""

    def spelt(row: Row | None) -> Row | None:
        return None if row is None else names.resolved(table, row)

    found = dict(now)
    for change in changes:
        if now.get(change.id) != spelt(change.after):
            raise EditRefused("governance_changed_since", n=1)
        row = spelt(change.before)
        if row is None:
            found.pop(change.id, None)
        else:
            found[change.id] = row
    return found


def _hold(table: Table, rows: Rows, back: set[int], names: Known) -> None:
    """Raises Refused where rows that come back do not hold among the others."""
    entries = [Entry(at, id, row) for at, (id, row) in enumerate(rows.items())]
    places = {entry.at for entry in entries if entry.id in back}
    problems = [problem for problem in broken(table, entries, names) if problem.row in places]
    if problems:
        raise Refused(problems)
