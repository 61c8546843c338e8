"""Mappings that a workspace has met: the same headings come again next month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256

from cxdata.errors import CxError
from cxdata.reading import Mapping
from cxdata.store.workspace import Connection, Workspace


def fingerprint(headings: Sequence[str]) -> str:
    """The same for the same headings in the same order."""
    return sha256("\x1f".join(headings).encode()).hexdigest()[:16]


def remember(connection: Connection, headings: Sequence[str], mapping: str, file: str) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO mappings VALUES ($fingerprint, $headings, $mapping, $file, $now)",
        {
            "fingerprint": fingerprint(headings),
            "headings": list(headings),
            "mapping": mapping,
            "file": file,
            "now": datetime.now(UTC).replace(tzinfo=None),
        },
    )


def remembered(workspace: Workspace | None, headings: Sequence[str]) -> Mapping | None:
    """The mapping with which a file of the same headings was imported last."""
    if workspace is None or not workspace.exists:
        return None
    try:
        with workspace.connect() as connection:
            rows = connection.sql(
                "SELECT mapping FROM mappings WHERE fingerprint = $wanted", params={"wanted": fingerprint(headings)}
            ).fetchall()
        return Mapping.of_toml(str(rows[0][0])) if rows else None
    except CxError:
        return None
