"""A workbook's sheet -> Sheet: cells become text as the shortest decimal, ISO date, true or false."""

from __future__ import annotations

import re

import fastexcel
import numpy as np
import polars as pl

from cxdata.errors import FileRefused
from cxdata.reading.containers.extent import MOST_CELLS
from cxdata.reading.containers.headers import MOST_COLUMNS, top
from cxdata.reading.containers.source import Source, digest
from cxdata.reading.sheet import Sheet

MOST_SHEETS = 40
_SAMPLE = 400
_MIDNIGHT = r"^(\d{4}-\d{2}-\d{2}) 00:00:00$"
_TIME_ONLY = r"^(?:1899-12-3[01]|1900-01-01) (\d{2}:\d{2}:\d{2})$"


def read_excel(
    source: Source,
    sheet: str | None = None,
    header_rows: int | None = None,
    skip: int | None = None,
    tool: str | None = None,
) -> Sheet:
    """The named sheet, or the first that holds a table. Raises FileRefused."""
    try:
        book = fastexcel.read_excel(source.path)
        names = tuple(book.sheet_names)
    except Exception as problem:
        raise FileRefused("file_damaged", looks="XLSX") from problem
    if sheet is not None and sheet not in names:
        raise FileRefused("sheet_unknown", found=sheet, expected=", ".join(names))
    chosen, cells = _cells(book, names if sheet is None else (sheet,))
    filled = np.flatnonzero(cells.select(pl.any_horizontal(pl.all().is_not_null())).to_series().to_numpy())
    if not len(filled):
        raise FileRefused("file_empty")
    rows = [[cell or "" for cell in row] for row in cells[filled[:_SAMPLE].tolist()].rows()]
    table = top(rows, None if skip is None else int(np.searchsorted(filled, skip)), header_rows, tool)
    data = filled[table.start + table.header_rows :]
    width = _used(cells, table.headings)
    made = source.made(".parquet")
    body = cells[data.tolist()].select(pl.nth(i).alias(f"c{i}") for i in range(width))
    body.write_parquet(made, compression="zstd", compression_level=1)
    start = int(data[0]) + 1 if len(data) else int(filled[-1]) + 2
    lines = (data + 1).astype(np.int32)
    skipped = int(filled[table.start])
    return Sheet(
        name=source.name,
        path=made,
        container="excel",
        headings=table.headings[:width],
        questions=table.questions[:width],
        rows=len(data),
        encoding="",
        separator="",
        quote="",
        header_rows=table.header_rows,
        skipped=skipped,
        data_start=start,
        lines=None if (np.diff(lines) == 1).all() else lines,
        tool=table.tool,
        confidence=table.confidence,
        sheet=chosen,
        sheets=names,
        digest=digest(source.path),
        problems=(("lines_skipped", {"n": skipped}),) if skipped else (),
        stored="parquet",
    )


def _cells(book: fastexcel.ExcelReader, names: tuple[str, ...]) -> tuple[str, pl.DataFrame]:
    """The first of these sheets that holds a table and is no mere note beside a much larger one."""
    loaded = [(name, _sheet(book, name)) for name in names[:MOST_SHEETS]]
    sized = [(name, cells, cells.width * _filled_rows(cells)) for name, cells in loaded if cells.height]
    largest = max((size for *_, size in sized), default=0)
    if not largest:
        raise FileRefused("file_empty")
    return next((name, cells) for name, cells, size in sized if size >= 0.1 * largest)


def _sheet(book: fastexcel.ExcelReader, name: str) -> pl.DataFrame:
    try:
        loaded = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        if loaded.width > MOST_COLUMNS:
            raise FileRefused("file_columns", found=loaded.width, limit=MOST_COLUMNS)
        if loaded.width * loaded.height > MOST_CELLS:
            raise FileRefused("file_cells", found=loaded.width * loaded.height, limit=MOST_CELLS)
        return _texts(loaded.to_polars()) if loaded.width else pl.DataFrame()
    except fastexcel.FastExcelError as problem:
        raise FileRefused("file_damaged", looks="XLSX") from problem


def _filled_rows(cells: pl.DataFrame) -> int:
    """Rows that hold something, up to a number that tells a table from a note."""
    return int(cells.head(2000).select(pl.any_horizontal(pl.all().is_not_null())).to_series().sum())


def _texts(cells: pl.DataFrame) -> pl.DataFrame:
    text = pl.all().cast(pl.String).str.replace(_MIDNIGHT, "$1").str.replace(_TIME_ONLY, "$1")
    cells = cells.select(text)
    return cells.select(pl.when(pl.all() != "").then(pl.all()))


def _used(cells: pl.DataFrame, headings: tuple[str, ...]) -> int:
    """Columns up to the last one that has a heading or a cell."""
    width = min(cells.width, len(headings))
    while (
        width > 1
        and re.fullmatch(r"column_\d+", headings[width - 1])
        and cells[:, width - 1].null_count() == len(cells)
    ):
        width -= 1
    return width
