"""Whole workspace files: copied while consistent, checked before they are trusted, put in place in one step."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from cxdata.errors import WorkspaceBusy, WorkspaceRefused
from cxdata.store import cache
from cxdata.store import connection as duck
from cxdata.store.locks import turn
from cxdata.store.workspace import PATIENCE, SCRATCH, SUFFIX, Connection, Workspace, drafted, empty


@contextmanager
def draft(folder: Path) -> Iterator[Path]:
    """A hidden path in that folder for a workspace in the making; whatever is left of it is removed at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    path = drafted(folder)
    try:
        yield path
    finally:
        remove(path)


def copied(source: Workspace, target: Path) -> None:
    """Writes a whole, consistent copy of the workspace to `target` (a new file in any folder)."""
    with source.connect(folders=[target.parent]) as connection:
        connection.execute(f"ATTACH {duck.literal(str(target.resolve()))} AS target")
        connection.execute("COPY FROM DATABASE w TO target")
        connection.execute("CHECKPOINT target")
        connection.execute("DETACH target")


def checked(candidate: Workspace) -> None:
    """Opens a file from outside and compares its tables with this format's. Raises WorkspaceRefused."""
    with candidate.connect() as connection:
        found = _tables(connection)
        strange = connection.sql("SELECT count(*) FROM duckdb_views() WHERE NOT internal AND database_name = 'w'")
        views = strange.fetchall()[0][0]
    for table, columns in _expected().items():
        if not columns <= found.get(table, frozenset()):
            raise WorkspaceRefused("workspace_foreign", name=candidate.name)
    if views:
        raise WorkspaceRefused("workspace_foreign", name=candidate.name)


def _tables(connection: Connection) -> dict[str, frozenset[str]]:
    rows = connection.sql(
        "SELECT table_name, list(column_name || ' ' || data_type) FROM duckdb_columns() "
        "WHERE database_name = 'w' AND NOT internal GROUP BY 1"
    ).fetchall()
    return {str(table): frozenset(columns) for table, columns in rows}


def _expected() -> dict[str, frozenset[str]]:
    with empty() as connection:
        return _tables(connection)


def settled(made: Path, target: Workspace, replace: bool = False) -> None:
    """Moves a finished file to the workspace's place in one step. Raises WorkspaceRefused where one stands already."""
    with turn(target.path).held(True, PATIENCE) as free:
        if not free:
            raise WorkspaceBusy("workspace_busy", name=target.name)
        if target.path.exists():
            if not replace:
                raise WorkspaceRefused("workspace_exists", name=target.name)
            unused(target)
            remove_log(target.path)
        made.replace(target.path)


def unused(workspace: Workspace) -> None:
    """Raises WorkspaceBusy when another program holds the file; the caller holds its turn. A damaged file passes."""
    connection = duck.opened(workspace.scratch, [workspace.path.parent])
    try:
        connection.execute(f"ATTACH {duck.literal(str(workspace.path.resolve()))} AS w")
        connection.execute("DETACH w")
    except duckdb.Error as problem:
        refused = duck.refusal(problem, workspace.name)
        if isinstance(refused, WorkspaceBusy):
            raise refused from problem
    finally:
        connection.close()


def moved(source: Workspace, target: Workspace) -> None:
    """Gives the file another place.

    Raises WorkspaceBusy while anyone works on it, and WorkspaceRefused where a workspace stands already.
    """
    with turn(source.path).held(True, PATIENCE) as free:
        if not free:
            raise WorkspaceBusy("workspace_busy", name=source.name)
        unused(source)
        settled(source.path, target)
        for copy in source.path.parent.glob(f"{source.path.name}.format*"):
            copy.replace(target.path.with_name(target.path.name + copy.suffix))
    cache.forget(source)


def deleted(workspace: Workspace, patience: float = PATIENCE) -> None:
    """Removes the file and all that stands beside it. Raises WorkspaceBusy while anyone works on it."""
    with turn(workspace.path).held(True, patience) as free:
        if not free:
            raise WorkspaceBusy("workspace_busy", name=workspace.name)
        unused(workspace)
        remove(workspace.path)
    cache.forget(workspace)


def remove_log(path: Path) -> None:
    path.with_name(path.name + ".wal").unlink(missing_ok=True)


def remove(path: Path) -> None:
    """Removes a workspace file, its log, its mark of use and its copies from before an upgrade."""
    for companion in path.parent.glob(f"{path.name}.*"):
        companion.unlink(missing_ok=True)
    path.unlink(missing_ok=True)


def leftovers(folder: Path, older_than: float) -> list[Path]:
    """Drafts, and rows of an import on their way, that a killed program left behind, at least so many seconds ago."""
    before = time.time() - older_than
    found = [*folder.glob(f".*{SUFFIX}*"), *folder.glob(f"{SCRATCH}/*")]
    return [path for path in found if path.is_file() and path.stat().st_mtime < before]
