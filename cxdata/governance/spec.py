"""What a table of governance is. Storage, grids, templates, uploads, checks, audit and history follow from its spec."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

import polars as pl

from cxdata.store.connection import quoted
from cxdata.text import Lang, Text

Kind = Literal["text", "choice", "date", "integer", "number", "reference"]
Many = tuple[str, ...] | tuple[date, ...]
Value = str | date | int | float | Many | None
Row = dict[str, Value]
"""Column -> value of the column's own type, None where nothing is given, also for no values of many."""

LONGEST = 200
"""Characters of a text that says nothing else."""

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
    """Where the names that a column may hold come from: a dimension's members, the dimensions, another table's rows.

    A row of another table is named by the first column of its key. `only`: a column of that table and the value that
    it has in the rows meant. `by`: the column of the row itself that names the dimension instead of `name`.
    """

    kind: Literal["dimension", "dimensions", "table"]
    name: str
    only: tuple[str, str] | None = None
    by: str = ""

    def of(self, row: Row) -> Reference:
        """The reference as it stands in that row."""
        if not self.by:
            return self
        return Reference("dimension", str(row.get(self.by) or self.name))


@dataclass(frozen=True, slots=True)
class Column:
    """`low` and `high` bound numbers, `longest` texts. `letters`: files carry the choices' own keys, no words.

    `many`: several texts, references or dates in one cell, parted by "|" in files.
    """

    name: str
    kind: Kind
    required: bool = False
    choices: tuple[str, ...] = ()
    reference: Reference | None = None
    low: float | None = None
    high: float | None = None
    letters: bool = False
    longest: int = LONGEST
    many: bool = False

    @property
    def sql(self) -> str:
        return _TYPES[self.kind][0] + "[]" * self.many

    @property
    def dtype(self) -> pl.DataType:
        return pl.List(_TYPES[self.kind][1]) if self.many else _TYPES[self.kind][1]

    @property
    def one(self) -> Column:
        """The column as if it held one value a cell."""
        return replace(self, many=False)


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
