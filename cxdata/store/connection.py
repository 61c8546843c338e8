"""Opening DuckDB: no network, no files but the workspace's own folder, and errors told apart."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

import duckdb

from cxdata.errors import WorkspaceBusy, WorkspaceError, WorkspaceMissing, WorkspaceRefused

THREADS = 2
LEAN = 24 << 20
"""Bytes a column of the file that an import is first tried with: what it has staged beyond that waits on disk.

With fewer, DuckDB lets only one thread stage."""
_FEW_COLUMNS = 12
_NEVER = "1TB"
"""A workspace is checkpointed as it is let go of; in between, that would only pack temporary tables."""


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str) -> str:
    """A text as an SQL literal, for the few statements that take no parameters."""
    return "'" + value.replace("'", "''") + "'"


def memory() -> int:
    """Bytes that one connection may use: half of the machine's memory, at least 1 GB."""
    try:
        return max(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2, 1 << 30)
    except (AttributeError, ValueError, OSError):
        return 2 << 30


def lean(columns: int) -> int:
    """Bytes that suffice for importing a file of so many columns, however long, in all likelihood."""
    return min(memory(), max(columns, _FEW_COLUMNS) * LEAN)


def opened(scratch: Path, folders: Iterable[Path] = (), most: int = 0) -> duckdb.DuckDBPyConnection:
    """A fresh in-memory database that can reach nothing but `folders` and spills to `scratch` (made when needed).

    `most`: bytes that it may use, if not `memory()`.
    """
    connection = duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
            "threads": THREADS,
            "memory_limit": f"{(most or memory()) >> 20}MiB",
            "temp_directory": str(scratch),
            "checkpoint_threshold": _NEVER,
        },
    )
    allowed = ", ".join(literal(str(folder.resolve())) for folder in folders)
    connection.execute(f"SET allowed_directories = [{allowed}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


_HELD = re.compile(r"Could not set lock|handle conflict|being used by another process", re.IGNORECASE)
_HOLDER = re.compile(r"\(PID (\d+)\)")
_REFUSALS = tuple(
    (re.compile(pattern, re.IGNORECASE), key)
    for pattern, key in (
        ("not a valid DuckDB database", "workspace_foreign"),
        ("No space left|There is not enough space|Disk quota", "workspace_disk_full"),
        ("Permission denied|Read-only file system", "workspace_readonly_file"),
        ("corrupt|checksum|Could not read enough bytes|deserializ", "workspace_damaged"),
        ("version number|newer version|storage version", "workspace_newer"),
    )
)


def held(problem: duckdb.Error) -> bool:
    """Whether another holder of the file is in the way, so that waiting helps."""
    return bool(_HELD.search(str(problem)))


# Complaints about data may quote a person's text, so only those about files are read.
_ABOUT_FILES = (duckdb.Error, duckdb.IOException, duckdb.FatalException, duckdb.InternalException)


def refusal(problem: duckdb.Error, name: str) -> WorkspaceError | None:
    """What DuckDB's complaint about a file means for a person; None when it is not about the file."""
    said = str(problem)
    if held(problem):
        if holder := _HOLDER.search(said):
            return WorkspaceBusy("workspace_busy_pid", name=name, pid=holder.group(1))
        return WorkspaceBusy("workspace_busy", name=name)
    if type(problem) not in _ABOUT_FILES:
        return None
    if "database does not exist" in said:
        return WorkspaceMissing("workspace_missing", name=name)
    for pattern, key in _REFUSALS:
        if pattern.search(said):
            return WorkspaceRefused(key, name=name)
    return None
