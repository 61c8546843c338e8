"""A Sheet: one table as found in a file, on disk, with what was decided about reading it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

import duckdb
import numpy as np
import polars as pl

_SEEN = 200
"""First rows that are kept with a sheet."""
_FEW = 1 << 22
"""Bytes of text that DuckDB takes at a time for first rows alone: twice the longest line that it takes."""

Container = Literal["text", "excel", "parquet"]
Problem = tuple[str, dict[str, object]]
"""Something to know about a file: `problems.<key>` in the catalogue, filled with the facts."""


@dataclass(frozen=True)
class Sheet:
    """`headings` are unique and never empty; `questions` hold the full wording where several header rows exist.

    `path` is a file that DuckDB scans without decoding: UTF-8 text (the upload itself when it is UTF-8 already), or
    Parquet of text columns made from another container. `data_start` is the physical line (text) of the first data
    row. `lines` gives each data row's line as a spreadsheet shows it, or None when row i simply stands on line
    `data_start + i`. `rows` counts data rows; wholly blank lines are no rows.
    """

    name: str
    path: Path
    container: Container
    headings: tuple[str, ...]
    questions: tuple[str, ...]
    rows: int
    encoding: str = "utf-8"
    separator: str = ","
    quote: str = '"'
    header_rows: int = 1
    skipped: int = 0
    data_start: int = 2
    lines: np.ndarray | None = field(default=None, compare=False, repr=False)
    tool: str = ""
    confidence: float = 1.0
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    digest: str = ""
    problems: tuple[Problem, ...] = ()
    stored: Literal["csv", "parquet"] = "csv"
    leading: int = 1
    """Records of `path` before its first data row, where it is text."""
    after: int = 0
    """Records of `path` behind its last data row: totals and footnotes."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns of `relation()`: c0, c1, ...; headings never reach SQL."""
        return tuple(f"c{i}" for i in range(len(self.headings)))

    def relation(self) -> str:
        """SQL to stand after FROM: all data rows in file order, every column VARCHAR, named as in `columns`.

        An empty cell is NULL. A ragged row is padded with NULL; surplus cells are dropped and reported in `problems`.
        """
        return f"(SELECT * FROM {self._scan()} LIMIT {self.rows})" if self.after else self._scan()

    def first(self, rows: int) -> str:
        """The same of the first rows; of text, DuckDB reads little beyond them."""
        return f"(SELECT * FROM {self._scan(f', buffer_size={_FEW}')} LIMIT {min(rows, self.rows)})"

    def _scan(self, more: str = "") -> str:
        path = literal(str(self.path))
        if self.stored == "parquet":
            return f"read_parquet({path}, hive_partitioning=false)"
        columns = ", ".join(f"'{column}': 'VARCHAR'" for column in self.columns)
        return (
            f"read_csv({path}, auto_detect=false, header=false, skip={self.leading}, delim={literal(self.separator)}, "
            f"quote={literal(self.quote)}, escape={literal(self.quote)}, nullstr='', compression='none', "
            f"hive_partitioning=false, columns={{{columns}}}{more})"
        )

    def line(self, row: int) -> int:
        """Line of the data row with that number (from 0), as a spreadsheet shows it."""
        return int(self.lines[row]) if self.lines is not None else self.data_start + row

    def head(self, rows: int = 20) -> pl.DataFrame:
        """The first data rows as text columns under their headings."""
        return self._first.head(rows) if rows <= _SEEN else self._rows(self.first(rows))

    @cached_property
    def _first(self) -> pl.DataFrame:
        """Read once: a screen that shows the file looks at them again with every click."""
        return self._rows(self.first(_SEEN))

    @property
    def table(self) -> pl.DataFrame:
        """All data rows as text columns under their headings."""
        return self._rows(self.relation())

    def _rows(self, relation: str) -> pl.DataFrame:
        with duckdb.connect(config=ALONE) as connection:
            found: pl.DataFrame = connection.sql(f"SELECT * FROM {relation}").pl()
        return found.rename(dict(zip(self.columns, self.headings, strict=True)))


ALONE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
}


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
