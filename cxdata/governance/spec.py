"""What a table of governance is. Storage, grids, templates, uploads, checks, audit and history follow from its spec."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import polars as pl

from cxdata.store.connection import quoted
from cxdata.text import Lang, Text

Kind = Literal["text", "choice", "date", "integer", "number", "reference"]
Value = str | date | int | float | None
Row = dict[str, Value]
"""Column -> value of the column's own type, None where nothing is given."""

LONGEST = 200
"""Characters of a text."""

_TYPES: Mapping[Kind, tuple[str, pl.DataType]] = {
    "text": ("VARCHAR", pl.String()),
    "choice": ("VARCHAR", pl.String()),
    "date": ("DATE", pl.Date()),
    "integer": ("BIGINT", pl.Int64()),
    "number": ("DOUBLE", pl.Float64()),
    "reference": ("VARCHAR", pl.String()),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What does not hold: `errors.<key>` filled with the facts, at a row (from 0) and column of the frame checked."""

    row: int
    column: str
    key: str
    facts: Mapping[str, object] = field(default_factory=dict)


Check = Callable[[Sequence[Row]], list[Problem]]
"""A rule over all rows of a table. It must bear missing values."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Where the names that a column may hold come from: a dimension's members, or another table's first column."""

    kind: Literal["dimension", "table"]
    name: str


@dataclass(frozen=True, slots=True)
class Column:
    """`low` and `high` bound numbers. `letters`: files carry the choices' own keys, not words of a language."""

    name: str
    kind: Kind
    required: bool = False
    choices: tuple[str, ...] = ()
    reference: Reference | None = None
    low: float | None = None
    high: float | None = None
    letters: bool = False

    @property
    def sql(self) -> str:
        return _TYPES[self.kind][0]

    @property
    def dtype(self) -> pl.DataType:
        return _TYPES[self.kind][1]


@dataclass(frozen=True, slots=True)
class Table:
    """`key`: columns that no two rows may share, regardless of case. `checks`: further rules over all rows.

    The words are in the catalogue: `governance_table.<table>`, `governance.<table>.<column>` (the heading) and
    `governance_choice.<table>.<column>.<choice>`; `governance_also...` and `governance_choice_also...` list, parted by
    "|", what uploads may say besides; `governance_example.<table>` holds a template's rows.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    checks: tuple[Check, ...] = ()

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    @property
    def schema(self) -> dict[str, pl.DataType]:
        """Columns of the table's frames, with `id` first."""
        return {"id": pl.Int64(), **{column.name: column.dtype for column in self.columns}}

    def ddl(self, there: Container[str] = ()) -> list[str]:
        """SQL that makes the table, or adds the columns that an older one lacks; `there`: the columns that it has."""
        table = f"w.main.{quoted(self.name)}"
        if "id" in there:
            missing = [c for c in self.columns if c.name not in there]
            return [f"ALTER TABLE {table} ADD COLUMN {quoted(c.name)} {c.sql}" for c in missing]
        columns = ", ".join(f"{quoted(c.name)} {c.sql}" for c in self.columns)
        return [f"DROP TABLE IF EXISTS {table}", f"CREATE TABLE {table} (id BIGINT, {columns})"]

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def heading(self, column: str, lang: Lang) -> str:
        return Text(lang)(f"governance.{self.name}.{column}")

    def word(self, column: str, choice: str, lang: Lang) -> str:
        """A choice in the reader's words."""
        return Text(lang)(f"governance_choice.{self.name}.{column}.{choice}")

    def empty(self) -> pl.DataFrame:
        return pl.DataFrame(schema=self.schema)
