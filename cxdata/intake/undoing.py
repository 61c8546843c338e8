"""Imports of a workspace, and taking them back."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from cxdata.errors import MappingRefused
from cxdata.intake import ledger
from cxdata.intake.receipt import Receipt
from cxdata.store import undo as store_undo
from cxdata.store.workspace import Connection, Workspace


def imports(workspace: Workspace) -> pl.DataFrame:
    """id, at (UTC), file, kind, by, open, rows, loaded, updated, duplicates, rejected, cells_refused; newest first.

    `open`: entries of what it refused that nobody has corrected.
    """
    with workspace.connect() as connection:
        rows = connection.sql(
            'SELECT id, "at", file, kind, "by", receipt, '
            "(SELECT count(*) FROM rejects WHERE import = id AND mended IS NULL) "
            "FROM imports WHERE undone IS NULL ORDER BY id DESC"
        ).fetchall()
    counts = ("rows", "loaded", "updated", "duplicates", "rejected", "cells_refused")
    receipts = [Receipt.of_json(str(row[5])) for row in rows]
    return pl.DataFrame(
        {
            "id": pl.Series([row[0] for row in rows], dtype=pl.Int32),
            "at": pl.Series([row[1] for row in rows], dtype=pl.Datetime("us")),
            "file": pl.Series([row[2] for row in rows], dtype=pl.String),
            "kind": pl.Series([row[3] for row in rows], dtype=pl.String),
            "by": pl.Series([row[4] for row in rows], dtype=pl.String),
            "open": pl.Series([row[6] for row in rows], dtype=pl.Int64),
            **{name: pl.Series([getattr(receipt, name) for receipt in receipts], dtype=pl.Int64) for name in counts},
        }
    )


def receipt(workspace: Workspace, import_id: int) -> Receipt:
    """The receipt as it was given. Raises MappingRefused ("no_import") where there is no such import."""
    with workspace.connect() as connection:
        return _receipt(connection, import_id)


def mapping(workspace: Workspace, import_id: int) -> str:
    """What the columns of an import's file meant, as TOML. Raises MappingRefused ("no_import")."""
    with workspace.connect() as connection:
        _receipt(connection, import_id)
        rows = connection.sql("SELECT mapping FROM imports WHERE id = $number", params={"number": import_id}).fetchall()
    return str(rows[0][0])


def leaning(workspace: Workspace, import_id: int) -> tuple[Receipt, ...]:
    """Later imports that counted rows as duplicates of this one, newest first: they must be undone with it."""
    with workspace.connect() as connection:
        return tuple(_receipt(connection, number) for number in store_undo.later(connection, import_id))


def undo(workspace: Workspace, import_id: int, together: bool = False, by: str = "") -> tuple[Receipt, ...]:
    """Takes an import back, with all that lean on it when `together`; the receipts of what was undone.

    Raises MappingRefused ("undo_together", file, others) where others lean on it, and ("no_import") for a wrong number.
    """
    with workspace.connect(write=True) as connection:
        connection.execute("BEGIN")
        asked = _receipt(connection, import_id)
        others = [_receipt(connection, number) for number in store_undo.later(connection, import_id)]
        if others and not together:
            raise MappingRefused("undo_together", file=asked.file, others=_named(others))
        undone = (*others, asked)
        for each in undone:
            store_undo.undo(connection, each.import_id)
            ledger.noted(connection, each.import_id, by, each, None)
        connection.execute("COMMIT")
    return undone


def _receipt(connection: Connection, number: int) -> Receipt:
    rows = connection.sql(
        "SELECT receipt FROM imports WHERE id = $number AND undone IS NULL", params={"number": number}
    ).fetchall()
    if not rows:
        raise MappingRefused("no_import", found=number)
    return Receipt.of_json(str(rows[0][0]))


def _named(receipts: Sequence[Receipt]) -> str:
    return ", ".join(f"{each.file} ({each.import_id})" for each in receipts)
