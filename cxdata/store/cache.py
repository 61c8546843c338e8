"""The snapshots that this process holds: the latest of each of a few workspaces, shared by everyone."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from threading import Lock

from cxdata.errors import WorkspaceBusy
from cxdata.store.snapshot import Snapshot
from cxdata.store.workspace import PATIENCE, Workspace

MOST = 32
"""Workspaces held at once; the one asked for longest ago is let go first."""

MOST_ANSWERS = 30_000_000
"""Answers held at once over all workspaces, unless one alone has more."""

MOMENT = 0.3
"""Seconds to wait for a writer where an older snapshot can answer in the meantime."""

_held: OrderedDict[Path, Snapshot] = OrderedDict()
_making: dict[Path, Lock] = {}
_guard = Lock()


def current(workspace: Workspace) -> Snapshot:
    """The snapshot of the workspace's present version.

    While somebody writes, the one before it answers; with none before it, waits and then raises WorkspaceBusy. A
    snapshot let go ends when the last query on it is done.
    """
    path = workspace.path.resolve()
    with _guard:
        making = _making.setdefault(path, Lock())
    if (found := _fresh(workspace, path)) is not None:
        return found
    with making:
        if (found := _fresh(workspace, path)) is not None:
            return found
        with _guard:
            older = _held.get(path)
        try:
            made = Snapshot(workspace, PATIENCE if older is None else MOMENT)
        except WorkspaceBusy:
            if older is None:
                raise
            return older
        with _guard:
            _held[path] = made
            _held.move_to_end(path)
            while len(_held) > 1 and (len(_held) > MOST or sum(s.answers for s in _held.values()) > MOST_ANSWERS):
                _held.popitem(last=False)
        return made


def _fresh(workspace: Workspace, path: Path) -> Snapshot | None:
    with _guard:
        found = _held.get(path)
        if found is None or found.version != workspace.version:
            return None
        _held.move_to_end(path)
        return found


def forget(workspace: Workspace) -> None:
    """Lets go of a workspace's snapshot, as when it is deleted."""
    with _guard:
        _held.pop(workspace.path.resolve(), None)
