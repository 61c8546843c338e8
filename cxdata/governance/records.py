"""The tables of a workspace as people see and save them: checked whole, merged with what others did, and audited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from cxdata.errors import EditRefused
from cxdata.governance import keeping, succession
from cxdata.governance.checking import Entry, broken, check, typed
from cxdata.governance.keeping import Change, Rows
from cxdata.governance.known import Known, known
from cxdata.governance.merging import merged
from cxdata.governance.spec import Problem, Row, Table
from cxdata.store.workspace import Connection, Workspace

__all__ = ["Change", "Held", "Refused", "Saved", "check", "held", "history", "names", "rows", "save"]


class Refused(EditRefused):
    """Rows that were to be saved do not hold; nothing was saved. `problems` say which and why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("governance_refused", n=len(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Held:
    """A table as it stands: `rows` (id and the table's columns) and the `version` to save edits against."""

    rows: pl.DataFrame
    version: int


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did. `meanwhile`: what others changed since the version that was edited, all of it kept.

    `followed` counts rows of other tables that were changed along with renamed or deleted rows, `shared` rows of which
    others had changed other fields.
    """

    version: int
    added: int
    changed: int
    removed: int
    followed: int = 0
    shared: int = 0
    meanwhile: tuple[Change, ...] = ()


def held(source: Workspace | Connection, table: Table, names: Known | None = None) -> Held:
    """The table and its version, with names in the spelling of today; `names`: those known already."""
    if isinstance(source, Workspace):
        with source.connect() as connection:
            return held(connection, table, names)
    found = keeping.stored(source, table, names or known(source, table))
    return Held(keeping.frame_of(table, found), keeping.version(source, table))


def rows(source: Workspace | Connection, table: Table) -> pl.DataFrame:
    """The table's columns and `id`, in the order in which rows were added; empty where nobody has written any."""
    return held(source, table).rows


def names(source: Workspace | Connection, table: Table) -> Known:
    """The names that the table's references may hold, for `check`."""
    if isinstance(source, Workspace):
        with source.connect() as connection:
            return names(connection, table)
    return known(source, table)


def history(workspace: Workspace, table: Table, id: int | None = None) -> list[Change]:
    """What changed in the table, or in one of its rows, newest first."""
    with workspace.connect() as connection:
        found = keeping.changes(connection, table)
    return [change for change in reversed(found) if id is None or change.id == id]


def save(
    workspace: Workspace,
    table: Table,
    frame: pl.DataFrame,
    *,
    by: str,
    base_version: int | None = None,
    heirs: Mapping[str, str] = succession.NOBODY,
) -> Saved:
    """Makes the table hold what the frame holds; all of it or nothing.

    `frame` is the whole table as edited: rows with an `id` of the base are edits, others are new, absent ones are
    deleted. `base_version` is the version that was edited (None: the present one); what others changed since is kept
    as long as it concerns other rows or other fields. A renamed row's name is changed wherever it is referred to; for
    a deleted row, `heirs` says which name takes its place there ("" for none). Only rows that differ from the base must
    hold. Raises Refused with the problems, Collided when somebody else changed the same fields, EditRefused when a
    deleted name is still in use, and what `Workspace.connect` raises.
    """
    with workspace.connect(write=True) as connection:
        names = known(connection, table)
        now = keeping.stored(connection, table, names)
        since = _since(connection, table, base_version)
        base = keeping.earlier(table, now, since, names)
        entries, unreadable = typed(table, frame, names)
        wanted = _numbered(entries, base, keeping.following(connection, table, base | now))
        edits = _edits(base, {id: entry.row for id, entry in wanted.items()})
        edits, shared = merged(table, edits, base, now, since, keeping.version(connection, table))
        wanted = {id: replace(entry, row=edits.get(id) or entry.row) for id, entry in wanted.items()}
        after = _applied(now, edits)
        _hold(table, wanted, after, edits, unreadable, names)
        with keeping.signed(connection, by) as sign:
            keeping.write(connection, table, now, after, sign)
            followed = succession.follow(connection, table, now, after, heirs, sign)
        version = keeping.version(connection, table)
        return Saved(version, *counted(now, after), followed, shared, tuple(since))


def counted(before: Rows, after: Rows) -> tuple[int, int, int]:
    """Rows added, changed and removed."""
    changed = sum(before[id] != after[id] for id in before.keys() & after.keys())
    return len(after.keys() - before.keys()), changed, len(before.keys() - after.keys())


def _since(connection: Connection, table: Table, base_version: int | None) -> list[Change]:
    present = keeping.version(connection, table)
    if base_version is None:
        return []
    if not 0 <= base_version <= present:
        raise EditRefused("governance_stale")
    return keeping.changes(connection, table, base_version)


def _numbered(entries: Sequence[Entry], base: Rows, first: int) -> dict[int, Entry]:
    """The frame's rows by id; those that edit no row of the base get new ids from `first` on."""
    found = {}
    for entry in entries:
        if entry.id in base:
            found[entry.id] = entry
        else:
            found[first], first = entry, first + 1
    return found


def _edits(base: Rows, wanted: Rows) -> dict[int, Row | None]:
    """What differs between the two, by id; None where the row is to go."""
    return {
        id: wanted.get(id) for id in [*base, *(id for id in wanted if id not in base)] if base.get(id) != wanted.get(id)
    }


def _applied(now: Rows, edits: Mapping[int, Row | None]) -> Rows:
    """The present rows with the edits; a new row that somebody else has added just so is not added again."""
    found = dict(now)
    for id, row in edits.items():
        if row is None:
            found.pop(id, None)
        elif id in now or row not in now.values():
            found[id] = row
    return found


def _hold(
    table: Table,
    wanted: Mapping[int, Entry],
    after: Rows,
    edits: Mapping[int, Row | None],
    unreadable: Sequence[Problem],
    names: Known,
) -> None:
    """Raises Refused where rows that differ from the base do not hold among all others."""
    others = [Entry(-1, id, row) for id, row in after.items() if id not in wanted]
    mine = [wanted[id] for id in wanted if id in after]
    edited = {wanted[id].at for id in edits if id in wanted}
    found = broken(table, [*others, *mine], names, {(p.row, p.column) for p in unreadable})
    problems = [*unreadable, *(problem for problem in found if problem.row in edited)]
    if problems:
        raise Refused(sorted(problems, key=lambda p: (p.row, table.names.index(p.column))))
