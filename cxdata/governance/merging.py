"""Two people changed the same table: what of it goes together, and which fields both changed differently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

import polars as pl

from cxdata.errors import EditRefused
from cxdata.governance import keeping
from cxdata.governance.keeping import Change, Rows
from cxdata.governance.spec import Row, Table, Value

Edits = Mapping[int, Row | None]
"""id -> the row as somebody wants it, None where it is to go."""

Side = Literal["mine", "theirs"]


@dataclass(frozen=True, slots=True)
class Clash:
    """A field of a row that both changed, differently; `column` "" where one deleted the row that the other changed.

    `row` is the row as it stood before both. `theirs` and `mine` are the field's values; of a row they are None where
    it was deleted. `by` and `at` say who saved first, and when (UTC).
    """

    id: int
    row: Row
    column: str
    theirs: Value | Row
    mine: Value | Row
    by: str
    at: datetime


class Collided(EditRefused):
    """Somebody else has changed the same fields in the meantime; nothing was saved. `clashes` say which.

    `resolved` gives the table to save against `version` once it is said whose value stays where. `meanwhile`: all that
    others changed since.
    """

    def __init__(
        self, table: Table, clashes: Sequence[Clash], now: Rows, edits: Edits, version: int, meanwhile: Sequence[Change]
    ) -> None:
        first = clashes[0]
        name = " / ".join(str(first.row[c]) for c in table.key if first.row.get(c) is not None)
        n = len({clash.id for clash in clashes})
        super().__init__("governance_collision", n=n, row=name, by=first.by or "–", at=first.at)
        self.clashes, self.version, self.meanwhile = tuple(clashes), version, tuple(meanwhile)
        self._table, self._now, self._edits = table, now, edits

    def resolved(self, sides: Mapping[tuple[int, str], Side]) -> pl.DataFrame:
        """The whole table with all edits, where (id, column) of each clash says whose side stays; theirs if unsaid."""
        found = {**self._now}
        for id, row in self._edits.items():
            mine = None if row is None else dict(row)
            clashing = [clash for clash in self.clashes if clash.id == id]
            for clash in clashing:
                if sides.get((id, clash.column), "theirs") == "theirs":
                    if clash.column == "":
                        mine = self._now.get(id)
                    elif mine is not None:
                        mine[clash.column] = clash.theirs  # type: ignore[assignment]
            if mine is None:
                found.pop(id, None)
            else:
                found[id] = mine
        return keeping.frame_of(self._table, found)


def merged(
    table: Table, edits: Edits, base: Rows, now: Rows, since: Sequence[Change], version: int
) -> tuple[dict[int, Row | None], int]:
    """The edits with what others changed in other fields of the same rows, and the number of such rows.

    Raises Collided where both changed the same field to something else, or one deleted what the other changed.
    """
    together: dict[int, Row | None] = {}
    clashes: list[Clash] = []
    shared = 0
    for id, mine in edits.items():
        was, theirs = base.get(id), now.get(id)
        if was is None or theirs in (was, mine):
            together[id] = mine
            continue
        last = [change for change in since if change.id == id][-1]
        if mine is None or theirs is None:
            clashes.append(Clash(id, was, "", theirs, mine, last.by, last.at))
            together[id] = mine
            continue
        both, found = _fields(Clash(id, was, "", theirs, mine, last.by, last.at))
        together[id], shared = both, shared + 1
        clashes += found
    if clashes:
        raise Collided(table, clashes, now, together, version, since)
    return together, shared


def _fields(whole: Clash) -> tuple[Row, list[Clash]]:
    """A row with what either changed, mine where both did, and a clash for each such field."""
    was, theirs, mine = whole.row, whole.theirs, whole.mine
    assert isinstance(theirs, dict)
    assert isinstance(mine, dict)
    both, clashes = dict(mine), []
    for name, before in was.items():
        if mine[name] == before:
            both[name] = theirs[name]
        elif theirs[name] not in (before, mine[name]):
            clashes.append(replace(whole, column=name, theirs=theirs[name], mine=mine[name]))
    return both, clashes
