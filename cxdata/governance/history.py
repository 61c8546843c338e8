"""What changed in a table, in the words of its grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cxdata.governance.keeping import Change
from cxdata.governance.sheets import written
from cxdata.governance.spec import Row, Table
from cxdata.text import NOTHING, Text

Deed = Literal["added", "changed", "removed"]


@dataclass(frozen=True, slots=True)
class Told:
    """A change of a row: which one, what was done to it, and its fields before and after, each "heading: value".

    `moved`: both in one, "heading: before → after".
    """

    row: str
    deed: Deed
    before: str
    after: str
    moved: str


def told(table: Table, change: Change, text: Text) -> Told:
    """The change in words; of a changed row only the fields that differ."""
    before, after = change.before, change.after
    deed: Deed = "added" if before is None else "removed" if after is None else "changed"
    names = [name for name in table.names if before is None or after is None or before[name] != after[name]]
    row = label(table, after or before or {}, text)
    moved = [
        f"{table.heading(name, text.lang)}: {_value(table, before, name, text)} → {_value(table, after, name, text)}"
        for name in names
        if before is not None and after is not None
    ]
    return Told(row, deed, _fields(table, before, names, text), _fields(table, after, names, text), "; ".join(moved))


def label(table: Table, row: Row, text: Text) -> str:
    """What names a row: the values of its key."""
    values = [written(table, table.column(name), row.get(name), text.lang) for name in table.key]
    return " / ".join(value for value in values if value) or NOTHING


def _fields(table: Table, row: Row | None, names: list[str], text: Text) -> str:
    if row is None:
        return NOTHING
    said = [
        f"{table.heading(name, text.lang)}: {_value(table, row, name, text)}"
        for name in names
        if row[name] is not None or len(names) < len(table.names)
    ]
    return "; ".join(said)


def _value(table: Table, row: Row | None, name: str, text: Text) -> str:
    return written(table, table.column(name), (row or {}).get(name), text.lang) or NOTHING
