"""Mappings that a workspace has met: the same headings come again next month, or nearly the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from cxdata.errors import CxError
from cxdata.reading import Mapping
from cxdata.store.workspace import Connection, Workspace

_ALIKE = 0.5
"""Share of headings, of all those in either file, from which on another file of the same survey is told apart."""


@dataclass(frozen=True)
class Known:
    """A mapping that was used before, with the file that it was used for; how the headings of now differ from that."""

    mapping: Mapping
    file: str
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        return not self.added and not self.gone


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


def remembered(workspace: Workspace | None, headings: Sequence[str]) -> Known | None:
    """The mapping of the last file with these headings, in any order; else of the one whose headings come nearest."""
    if workspace is None or not workspace.exists:
        return None
    try:
        with workspace.connect() as connection:
            rows = connection.sql(
                'SELECT fingerprint, headings, mapping, file FROM mappings ORDER BY "at" DESC, rowid DESC'
            ).fetchall()
        exact = next((row for row in rows if row[0] == fingerprint(headings)), None)
        if exact:
            return Known(Mapping.of_toml(str(exact[2])), str(exact[3]))
        now, best = set(headings), None
        for _, before, mapping, file in rows:
            share = len(now & set(before)) / len(now | set(before))
            if share >= _ALIKE and (best is None or share > best[0]):
                best = share, before, mapping, file
        if best is None:
            return None
        _, before, mapping, file = best
        added = tuple(heading for heading in headings if heading not in before)
        return Known(Mapping.of_toml(str(mapping)), str(file), added, tuple(each for each in before if each not in now))
    except CxError:
        return None
