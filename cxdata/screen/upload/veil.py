"""What of a file's cells may be read before the import: personal data is covered as the import would cover it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from cxdata.reading.checking.masking import MARKS, masked
from cxdata.reading.checking.names import listed
from cxdata.reading.sheet import Sheet

_LOOKED_AT: Final = 200
_ALL_OF_IT: Final = ("comment", "ignored")
"""Roles whose columns are read for everything; elsewhere a long number is more likely to be somebody's order."""


@dataclass(frozen=True, slots=True)
class Veil:
    """`roles` of columns by heading, `known` people whose names the file lists; `lifted`: nothing is covered."""

    roles: Mapping[str, str] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    lifted: bool = False

    @property
    def covers(self) -> tuple[object, ...]:
        """Differs wherever two veils show different cells."""
        how = tuple((heading, role) for heading, role in self.roles.items() if role in (*_ALL_OF_IT, "names"))
        return (self.lifted, how)

    def over(self, heading: str, cell: str) -> str:
        role = self.roles.get(heading, "")
        if self.lifted:
            return cell
        if role == "names":
            return MARKS["person"] if cell.strip() else cell
        if role in _ALL_OF_IT:
            return masked(cell, self.known)
        return masked(cell) if "@" in cell else cell

    def over_all(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The frame of text, each cell as it may be read."""
        return frame.select(
            pl.Series(name, [cell if cell is None else self.over(name, cell) for cell in frame[name]], pl.String)
            for name in frame.columns
        )


def drawn(sheet: Sheet, roles: Mapping[str, str], lifted: bool) -> Veil:
    """The veil for a sheet whose columns play these roles."""
    people = [heading for heading, role in roles.items() if role == "names"]
    head = sheet.head(_LOOKED_AT)
    return Veil(roles, listed(cell for heading in people for cell in head[heading].drop_nulls()), lifted)
