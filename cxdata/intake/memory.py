"""Mappings that a workspace has met: the same headings come again next month."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from cxdata.errors import CxError
from cxdata.reading import Mapping
from cxdata.store.workspace import Connection, Workspace

_NAME = "mapping."


def fingerprint(headings: Sequence[str]) -> str:
    """The same for the same headings in the same order."""
    return sha256("\x1f".join(headings).encode()).hexdigest()[:16]


def remember(connection: Connection, headings: Sequence[str], mapping: str) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO settings VALUES ($name, $mapping)",
        {"name": _NAME + fingerprint(headings), "mapping": mapping},
    )


def remembered(workspace: Workspace | None, headings: Sequence[str]) -> Mapping | None:
    """The mapping with which a file of the same headings was imported last."""
    if workspace is None or not workspace.exists:
        return None
    try:
        written = workspace.setting(_NAME + fingerprint(headings))
        return Mapping.of_toml(written) if written else None
    except CxError:
        return None
