"""Imports behind the answers of a workspace, each with what was assumed when its file was read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from cxdata.intake import assumed
from cxdata.intake.receipt import Receipt
from cxdata.store.workspace import Workspace
from cxdata.text import Text


@dataclass(frozen=True, slots=True)
class Source:
    """One import, by its number; `assumed` in sentences, as on its receipt."""

    file: str
    number: int
    assumed: tuple[str, ...]

    def record(self) -> dict[str, Any]:
        return {"file": self.file, "import": self.number, "assumed": list(self.assumed)}


def behind(workspace: Workspace, text: Text, files: Collection[str] | None = None) -> list[Source]:
    """Imports that gave answers, oldest first; of these files only, where any are named."""
    with workspace.connect() as connection:
        rows = connection.sql(
            "SELECT id, file, receipt FROM imports WHERE undone IS NULL AND id IN (SELECT import FROM responses) "
            "ORDER BY id"
        ).fetchall()
    return [
        Source(str(file), int(number), tuple(assumed.said(Receipt.of_json(str(written)).assumed, text)))
        for number, file, written in rows
        if files is None or file in files
    ]
