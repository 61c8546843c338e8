"""Private workspaces: one for each visitor's token, in no list, gone after an idle limit."""

from __future__ import annotations

import hashlib
import os
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from cxdata.errors import WorkspaceBusy, WorkspaceMissing
from cxdata.store import folders, moving
from cxdata.store.workspace import SUFFIX, Workspace

PRIVATE = ".private"
NAME = "private"
IDLE = timedelta(hours=24)
"""How long a private workspace outlives its last use."""

_USED = ".used"
_OFTEN = 60.0


def private(token: str) -> Workspace:
    """The workspace that belongs to a visitor's secret token; its file comes into being with the first write.

    Asking for it counts as using it. The file's name is a digest, so that it tells nobody the token.
    """
    if not token:
        raise ValueError("an empty token would be everybody's")
    digest = hashlib.sha256(token.encode()).hexdigest()
    workspace = Workspace(folders.home() / PRIVATE / f"{digest}{SUFFIX}", NAME, private=True)
    if workspace.exists:
        _touch(workspace.path)
    return workspace


def keep(token: str, name: str) -> Workspace:
    """Moves the private workspace to a named one, which everybody can open.

    Raises WorkspaceMissing when nothing was written to it, WorkspaceRefused where the name is taken or not allowed.
    """
    source = private(token)
    if not source.exists:
        raise WorkspaceMissing("workspace_empty")
    target = Workspace(folders.vacant(name), name)
    moving.moved(source, target)
    moving.remove(source.path)
    return target


def expire(idle: timedelta = IDLE) -> int:
    """Removes private workspaces that nobody used for so long, and what killed programs left; the number removed."""
    folder, removed = folders.home() / PRIVATE, 0
    before = time.time() - idle.total_seconds()
    for path in folder.glob(f"[!.]*{SUFFIX}"):
        if last_use(path) < before:
            with suppress(WorkspaceBusy):
                moving.deleted(Workspace(path, NAME, private=True), patience=0.0)
                removed += 1
    for place in (folder, folders.home()):
        for path in moving.leftovers(place, idle.total_seconds()):
            path.unlink(missing_ok=True)
    return removed


def last_use(path: Path) -> float:
    """When a private workspace was last asked for or written, in seconds since 1970."""
    moments = [0.0]
    for file in (path, _mark(path)):
        with suppress(OSError):
            moments.append(file.stat().st_mtime)
    return max(moments)


def _mark(path: Path) -> Path:
    return path.with_name(path.name + _USED)


def _touch(path: Path) -> None:
    if time.time() - last_use(path) < _OFTEN:
        return
    mark = _mark(path)
    mark.touch()
    os.utime(mark)
