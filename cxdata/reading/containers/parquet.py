"""Parquet of any types -> Sheet: cells become text as the shortest decimal, ISO date, true or false."""

from __future__ import annotations

from pathlib import Path

import duckdb

from cxdata.errors import FileRefused
from cxdata.reading.containers.headers import MOST_COLUMNS, unique
from cxdata.reading.containers.source import Source, digest
from cxdata.reading.recognised import tidied
from cxdata.reading.sheet import ALONE, Sheet, literal
from cxdata.reading.tools import recognise

MOST_CELLS = 2_000_000_000


def read_parquet(source: Source, tool: str | None = None) -> Sheet:
    """The whole table. Raises FileRefused for a damaged file, and for one that unfolds to more than memory holds."""
    made = source.made(".parquet")
    try:
        with duckdb.connect(config=ALONE | {"memory_limit": "1GB", "temp_directory": str(source.folder)}) as connection:
            rows, names = _copied(connection, source.path, made)
    except duckdb.Error as problem:
        raise FileRefused("file_damaged", looks="Parquet") from problem
    claim = recognise([names], tool)
    return Sheet(
        name=source.name,
        path=made,
        container="parquet",
        headings=unique(names),
        questions=tuple(tidied(name) or f"column_{i}" for i, name in enumerate(names, 1)),
        rows=rows,
        encoding="",
        separator="",
        quote="",
        header_rows=1,
        tool=claim.tool if claim else tool or "",
        confidence=claim.confidence if claim else 1.0,
        digest=digest(source.path),
        stored="parquet",
    )


def _copied(connection: duckdb.DuckDBPyConnection, path: Path, made: Path) -> tuple[int, list[str]]:
    scan = f"read_parquet({literal(str(path))}, hive_partitioning=false)"
    described = connection.sql(f"DESCRIBE SELECT * FROM {scan}").fetchall()
    names, types = [str(row[0]) for row in described], [str(row[1]) for row in described]
    if len(names) > MOST_COLUMNS:
        raise FileRefused("file_columns", found=len(names), limit=MOST_COLUMNS)
    (rows,) = connection.sql(f"SELECT count(*) FROM {scan}").fetchall()[0]
    if rows * len(names) > MOST_CELLS:
        raise FileRefused("file_cells", found=rows * len(names), limit=MOST_CELLS)
    texts = ", ".join(f"{_text(name, kind)} AS c{i}" for i, (name, kind) in enumerate(zip(names, types, strict=True)))
    connection.sql(f"COPY (SELECT {texts} FROM {scan}) TO {literal(str(made))} (FORMAT parquet, COMPRESSION zstd)")
    return int(rows), names


def _text(name: str, kind: str) -> str:
    column = '"' + name.replace('"', '""') + '"'
    text = f"CAST({column} AS VARCHAR)"
    if kind in ("DOUBLE", "FLOAT") or kind.startswith("DECIMAL"):
        text = rf"regexp_replace(regexp_replace({text}, '(\.\d*?)0+$', '\1'), '\.$', '')"
    elif kind.startswith("TIMESTAMP"):
        text = f"regexp_replace({text}, ' 00:00:00$', '')"
    elif kind == "BLOB":
        text = f"decode({column})"
    return f"nullif({text}, '')"
