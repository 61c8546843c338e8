"""A Sheet: one table as found in a file, on disk, with what was decided about reading it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np
import polars as pl

Container = Literal["text", "excel", "parquet"]


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
    problems: tuple[tuple[str, dict[str, object]], ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns of `relation()`: c0, c1, ...; headings never reach SQL."""
        return tuple(f"c{i}" for i in range(len(self.headings)))

    def relation(self) -> str:
        """SQL to stand after FROM: all data rows in file order, every column VARCHAR, named as in `columns`.

        A ragged row is padded with NULL; surplus cells are dropped and reported in `problems`.
        """
        raise NotImplementedError

    def line(self, row: int) -> int:
        """Line of the data row with that number (from 0), as a spreadsheet shows it."""
        return int(self.lines[row]) if self.lines is not None else self.data_start + row

    def head(self, rows: int = 20) -> pl.DataFrame:
        """The first data rows as text columns under their headings."""
        raise NotImplementedError

    @property
    def table(self) -> pl.DataFrame:
        """All data rows as text columns under their headings."""
        raise NotImplementedError
