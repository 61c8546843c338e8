"""The list of imports in a workspace: how every kind of import is entered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from cxdata.errors import FileRefused, WorkspaceRefused
from cxdata.intake.receipt import Receipt
from cxdata.reading import Sheet
from cxdata.store.workspace import Connection, Workspace

_COUNTS = ("rows", "loaded", "updated", "duplicates", "rejected")


@dataclass(frozen=True, slots=True)
class Earlier:
    """An import of the same bytes that still stands."""

    number: int
    mapping: str
    receipt: Receipt


def earlier(connection: Connection, digest: str) -> Earlier | None:
    rows = connection.sql(
        "SELECT id, mapping, receipt FROM imports WHERE digest = $digest AND undone IS NULL ORDER BY id DESC LIMIT 1",
        params={"digest": digest},
    ).fetchall()
    return Earlier(int(rows[0][0]), str(rows[0][1]), Receipt.of_json(str(rows[0][2]))) if rows else None


def filled(sheet: Sheet) -> Sheet:
    """The sheet. Raises FileRefused ("file_no_rows") where it holds headings alone."""
    if not sheet.rows:
        raise FileRefused("file_no_rows", file=sheet.name)
    return sheet


def standing(connection: Connection, digest: str) -> list[int]:
    """Imports of these bytes that are not undone, newest first, with their corrections: several where a later file had
    changed some of them."""
    rows = connection.sql(
        "WITH own AS (SELECT id FROM imports WHERE digest = $digest AND undone IS NULL) FROM own UNION "
        "SELECT id FROM imports JOIN repeats ON import = id WHERE kind = 'corrections' AND undone IS NULL "
        "AND of IN (FROM own) ORDER BY id DESC",
        params={"digest": digest},
    ).fetchall()
    return [int(row[0]) for row in rows]


def overtaken(connection: Connection, number: int) -> bool:
    """Whether a later import has replaced responses of this one, so that its file says something else again."""
    return bool(
        connection.sql(
            "SELECT 1 FROM previous_responses WHERE import = $number LIMIT 1", params={"number": number}
        ).fetchall()
    )


def made(workspace: Workspace, connection: Connection | None = None) -> None:
    """Makes the workspace where there is none. Raises WorkspaceRefused where it may only be read."""
    if workspace.readonly:
        raise WorkspaceRefused("workspace_readonly", name=workspace.name)
    if not workspace.exists:
        try:
            workspace.create(connection)
        except WorkspaceRefused as refused:  # somebody was faster
            if refused.key != "workspace_exists":
                raise


def next_number(connection: Connection) -> int:
    return int(connection.sql("SELECT coalesce(max(id), 0) + 1 FROM imports").fetchall()[0][0])


def enter(
    connection: Connection,
    receipt: Receipt,
    digest: str,
    mapping: str,
    by: str,
    replaced: Receipt | None = None,
) -> None:
    """Lists the import, and notes it in the history with the one that it replaced."""
    noted(connection, receipt.import_id, by, replaced, receipt)
    connection.execute(
        "INSERT INTO imports VALUES ($id, $now, $file, $digest, $mapping, $by, $kind, $receipt, NULL)",
        {
            "id": receipt.import_id,
            "now": datetime.now(UTC).replace(tzinfo=None),
            "file": receipt.file,
            "digest": digest,
            "mapping": mapping,
            "by": by,
            "kind": receipt.kind,
            "receipt": receipt.to_json(),
        },
    )


def noted(connection: Connection, number: int, by: str, before: Receipt | None, after: Receipt | None) -> None:
    """Writes an import, its replacement or its undoing to `audit`, with its file and counts."""
    connection.execute(
        "INSERT INTO audit VALUES ($now, $by, 'imports', $key, $before, $after)",
        {
            "now": datetime.now(UTC).replace(tzinfo=None),
            "by": by,
            "key": str(number),
            "before": json.dumps(_account(before), ensure_ascii=False),
            "after": json.dumps(_account(after), ensure_ascii=False),
        },
    )


def _account(receipt: Receipt | None) -> Mapping[str, object]:
    if receipt is None:
        return {}
    return {"file": receipt.file, "kind": receipt.kind} | {name: getattr(receipt, name) for name in _COUNTS}
