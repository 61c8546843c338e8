"""Text whose rows are uneven or oddly quoted -> Parquet of text columns, row by row and line by line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from cxdata.errors import FileRefused
from cxdata.reading.containers.dialect import LONGEST_CELL, Dialect, rows

_BATCH = 20_000

Row = tuple[int, list[str]]


@dataclass(frozen=True)
class Written:
    """`short` rows have fewer cells than there are columns; `long` ones have more that are not empty."""

    rows: int
    lines: NDArray[np.int32] | None
    short: int
    long: int


def rewritten(path: Path, start: int, first_line: int, width: int, how: Dialect, made: Path) -> Written:
    """The body of `path` from byte `start` (line `first_line`) written to `made`; empty cells are null."""
    schema = pa.schema([(f"c{i}", pa.string()) for i in range(width)])
    lines: list[NDArray[np.int32]] = [np.empty(0, np.int32)]
    short = long = 0
    with (
        path.open("rb") as raw,
        io.TextIOWrapper(raw, "utf-8", errors="replace", newline="") as text,
        pq.ParquetWriter(made, schema, compression="zstd", compression_level=1) as writer,
    ):
        raw.seek(start)
        body = rows(text, how)
        while batch := _batch(body):
            lines.append(np.array([line for line, _ in batch], np.int32) + (first_line - 1))
            cells = [row for _, row in batch]
            short += sum(len(row) < width for row in cells)
            long += sum(any(cell.strip() for cell in row[width:]) for row in cells if len(row) > width)
            writer.write_table(_table(cells, width, schema))
    every = np.concatenate(lines)
    simple = bool((every == np.arange(first_line, first_line + len(every))).all())
    return Written(len(every), None if simple else every, short, long)


def _batch(body: Iterator[Row]) -> list[Row]:
    try:
        return list(islice(body, _BATCH))
    except csv.Error as problem:
        raise FileRefused("file_cell_long", limit=LONGEST_CELL >> 20) from problem


def _table(cells: list[list[str]], width: int, schema: pa.Schema) -> pa.Table:
    columns = islice(zip_longest(*cells), width)
    arrays = [pa.array([cell or None for cell in column], pa.string()) for column in columns]
    arrays += [pa.nulls(len(cells), pa.string())] * (width - len(arrays))
    return pa.table(arrays, schema=schema)
