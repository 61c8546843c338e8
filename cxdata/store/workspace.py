"""A workspace: one DuckDB file, opened for moments, so that other programs can work on it beside us."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import duckdb

from cxdata.errors import WorkspaceBusy, WorkspaceMissing, WorkspaceRefused
from cxdata.schema import DIMENSIONS
from cxdata.store import connection as duck
from cxdata.store import customers, upgrades
from cxdata.store.locks import turn
from cxdata.store.tables import FORMAT, TABLES

if TYPE_CHECKING:
    from cxdata.store.snapshot import Snapshot

PATIENCE = 10.0
"""Seconds to wait for another holder of the file."""

ZONE = "Europe/Warsaw"
SUFFIX = ".duckdb"
SCRATCH = ".tmp"
_PAUSE = 0.05

Version = tuple[int, ...]
Connection = duckdb.DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace's file and name; `private` ones come into being with the first write."""

    path: Path
    name: str
    readonly: bool = False
    private: bool = False

    @classmethod
    def at(cls, path: str | Path) -> Workspace:
        """The workspace in that `.duckdb` file, which need not exist yet. Raises WorkspaceRefused for other names."""
        file = Path(path)
        if file.suffix != SUFFIX or not file.stem:
            raise WorkspaceRefused("workspace_path", found=str(path))
        return cls(file, file.stem)

    @property
    def exists(self) -> bool:
        return self.path.is_file()

    @property
    def version(self) -> Version:
        """Changes with each write, whoever writes; cheap."""
        found: list[int] = []
        for file in (self.path, self.path.with_name(self.path.name + ".wal")):
            with suppress(OSError):
                stat = file.stat()
                found += [stat.st_mtime_ns, stat.st_size, stat.st_ino]
        return tuple(found)

    @property
    def scratch(self) -> Path:
        """Where large work spills; on the same disk, made and removed as needed."""
        return self.path.parent / SCRATCH

    def create(self, connection: Connection | None = None) -> Workspace:
        """Writes the file with empty tables. Raises WorkspaceRefused where there is one already.

        `connection`: one of memory that may reach the file's folder, if there is one, since to open another takes time.
        """
        if self.readonly:
            raise WorkspaceRefused("workspace_readonly", name=self.name)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with turn(self.path).held(True, PATIENCE) as free:
            if not free:
                raise WorkspaceBusy("workspace_busy", name=self.name)
            if self.path.exists():
                raise WorkspaceRefused("workspace_exists", name=self.name)
            if connection is None:
                with _closing(duck.opened(self.scratch, [self.path.parent])) as connection:
                    self._write_empty(connection)
            else:
                self._write_empty(connection)
        return self

    def _create_unless_there(self) -> None:
        try:
            self.create()
        except WorkspaceRefused as refused:
            if refused.key != "workspace_exists":
                raise

    def _write_empty(self, connection: Connection) -> None:
        """Made beside its place and moved there whole, so that nobody meets half a workspace."""
        draft = drafted(self.path.parent)
        try:
            connection.execute(f"ATTACH {duck.literal(str(draft.resolve()))} AS w")
            _fill(connection)
            connection.execute("USE memory; DETACH w")
            draft.rename(self.path)
        except duckdb.Error as problem:
            raise duck.refusal(problem, self.name) or problem from None
        finally:
            for step in ("ROLLBACK", "USE memory", "DETACH w"):
                with suppress(duckdb.Error):
                    connection.execute(step)
            draft.unlink(missing_ok=True)

    @contextmanager
    def connect(
        self, write: bool = False, folders: Iterable[Path] = (), *, patience: float = PATIENCE
    ) -> Iterator[Connection]:
        """A DuckDB connection of its own with the file attached as `w` and in use; it reaches `folders` besides.

        To read, any number may be open at once. With `write` the caller has the file alone, says BEGIN and COMMIT,
        and what was not committed when an error leaves the block is rolled back. Raises WorkspaceBusy after
        `patience` seconds, WorkspaceMissing, or WorkspaceRefused (read-only, foreign, newer, damaged, disk full).
        """
        if write and self.readonly:
            raise WorkspaceRefused("workspace_readonly", name=self.name)
        if write and self.private and not self.exists:
            self._create_unless_there()
        with (
            _closing(duck.opened(self.scratch, [self.path.parent, *folders])) as connection,
            self.attached(connection, write, patience=patience),
        ):
            yield connection

    @contextmanager
    def attached(self, connection: Connection, write: bool = False, *, patience: float = PATIENCE) -> Iterator[None]:
        """Attaches the file as `w` to a connection that may reach its folder, and always lets go of it again."""
        until = time.monotonic() + patience
        with turn(self.path).held(write, patience) as free:
            if not free:
                raise WorkspaceBusy("workspace_busy", name=self.name)
            try:
                self._attach(connection, write, until)
                yield
                _let_go(connection, write)
            except duckdb.Error as problem:
                refused = duck.refusal(problem, self.name)
                if refused is None:
                    raise
                raise refused from problem
            finally:
                for step in ("ROLLBACK", "USE memory", "DETACH w"):
                    with suppress(duckdb.Error):
                        connection.execute(step)

    def _attach(self, connection: Connection, write: bool, until: float) -> None:
        if not self.exists:
            if write or not self.private:
                raise WorkspaceMissing("workspace_missing", name=self.name)
            connection.execute("ATTACH ':memory:' AS w")
            _fill(connection)
            return
        self._take(connection, write, until)
        found = _format(connection)
        if found is None:
            raise WorkspaceRefused("workspace_foreign", name=self.name)
        if found > FORMAT:
            raise WorkspaceRefused("workspace_newer", name=self.name)
        if found < FORMAT:
            connection.execute("USE memory; DETACH w")
            self._upgrade(connection, found, until)
            self._take(connection, write, until)

    def _take(self, connection: Connection, write: bool, until: float) -> None:
        """Attaches the file, trying again while another program holds it."""
        mode = "" if write else " (READ_ONLY)"
        while True:
            try:
                connection.execute(f"ATTACH {duck.literal(str(self.path.resolve()))} AS w{mode}")
                break
            except duckdb.Error as problem:
                if not duck.held(problem) or time.monotonic() + _PAUSE > until:
                    raise
            time.sleep(_PAUSE)
        connection.execute("USE w")

    def _upgrade(self, connection: Connection, found: int, until: float) -> None:
        """Lifts an older file to this format, unless somebody was faster."""
        self._take(connection, True, until)
        if _format(connection) == found:
            try:
                upgrades.lifted(connection, self.path, found, drafted(self.path.parent))
            except (duckdb.CatalogException, duckdb.BinderException):
                raise WorkspaceRefused("workspace_foreign", name=self.name) from None
        _let_go(connection, True)

    def setting(self, name: str, default: str = "") -> str:
        with self.connect() as connection:
            row = connection.sql("SELECT value FROM settings WHERE name = $name", params={"name": name}).fetchall()
        return str(row[0][0]) if row else default

    def set(self, name: str, value: str) -> None:
        with self.connect(write=True) as connection:
            connection.execute("INSERT OR REPLACE INTO settings VALUES ($name, $value)", {"name": name, "value": value})

    def snapshot(self) -> Snapshot:
        """All answers of the present version in memory; the same object for everyone until somebody writes."""
        from cxdata.store.cache import current  # snapshots are made from workspaces

        return current(self)


def drafted(folder: Path) -> Path:
    """A hidden path in that folder that nothing else uses."""
    return folder / f".{uuid4().hex}{SUFFIX}"


@contextmanager
def empty() -> Iterator[Connection]:
    """A connection with the empty tables of this format in memory, attached as `w` and in use."""
    with _closing(duck.opened(Path(SCRATCH))) as connection:
        connection.execute("ATTACH ':memory:' AS w")
        _fill(connection)
        yield connection


@contextmanager
def _closing(connection: Connection) -> Iterator[Connection]:
    try:
        yield connection
    finally:
        connection.close()


def _let_go(connection: Connection, write: bool) -> None:
    connection.execute("USE memory")
    if write:
        connection.execute("CHECKPOINT w")
    connection.execute("DETACH w")


def _fill(connection: Connection) -> None:
    """The empty tables of this format in the attached database `w`, which is in use afterwards."""
    connection.execute("USE w; BEGIN")
    connection.execute(TABLES)
    settings = {
        "format": str(FORMAT),
        "zone": ZONE,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        customers.SETTING: customers.key(),
    }
    connection.execute(
        "INSERT INTO settings SELECT unnest($names), unnest($values)",
        {"names": list(settings), "values": list(settings.values())},
    )
    for position, name in enumerate(DIMENSIONS):
        connection.execute("INSERT INTO dimensions VALUES ($name, $name, $at)", {"name": name, "at": position})
    connection.execute("COMMIT")


def _format(connection: Connection) -> int | None:
    """The format number that the attached file carries; None where it is no workspace."""
    try:
        rows = connection.sql("SELECT value FROM w.settings WHERE name = 'format'").fetchall()
        return int(rows[0][0]) if rows else None
    except (duckdb.CatalogException, duckdb.BinderException, ValueError):
        return None
