"""The tables of governance as they stand, read once per version of a workspace for everyone who looks."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from cxdata.errors import WorkspaceBusy
from cxdata.governance.known import Known, known
from cxdata.governance.records import Held, held
from cxdata.governance.tables import TABLES
from cxdata.store.workspace import PATIENCE, Version, Workspace

Tables = Mapping[str, Held]
"""Name of a table -> its rows and version."""

MOST = 64
"""Workspaces held at once; the one asked for longest ago is let go first."""

MOMENT = 0.3
"""Seconds to wait for a writer where older tables can answer in the meantime."""

_held: OrderedDict[Path, tuple[Version, Tables, Known]] = OrderedDict()
_guard = Lock()


def current(workspace: Workspace) -> Tables:
    """All tables of the workspace's present version; nobody may change the frames in place.

    While somebody writes, the tables from before answer; with none from before, raises WorkspaceBusy as `connect` does.
    """
    return _now(workspace)[1]


def names(workspace: Workspace) -> Known:
    """The names that references of all tables may hold, read along with them."""
    return _now(workspace)[2]


def _now(workspace: Workspace) -> tuple[Version, Tables, Known]:
    path, version = workspace.path.resolve(), workspace.version
    with _guard:
        found = _held.get(path)
        if found is not None:
            _held.move_to_end(path)
    if found is not None and found[0] == version:
        return found
    try:
        with workspace.connect(patience=PATIENCE if found is None else MOMENT) as connection:
            spelt = known(connection, *TABLES.values())
            tables = {name: held(connection, table, spelt) for name, table in TABLES.items()}
    except WorkspaceBusy:
        if found is None:
            raise
        return found
    read = version, tables, spelt
    with _guard:
        _held[path] = read
        _held.move_to_end(path)
        while len(_held) > MOST:
            _held.popitem(last=False)
    return read
