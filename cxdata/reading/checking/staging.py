"""Typed rows with what was refused and why, out of one scan of a file; no bad row ever raises."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from cxdata.reading.checking.coding import Coded, commonest, typed, understood
from cxdata.reading.checking.judging import REASONS
from cxdata.reading.checking.refusing import refuse
from cxdata.reading.checking.scanning import Source
from cxdata.reading.mapping import Mapping, Question
from cxdata.reading.sheet import Sheet

SAMPLE = 20_000


@dataclass(frozen=True, slots=True)
class Staged:
    """What lies in temporary tables and views of the connection.

    staged: row (from 0), moment, key (UBIGINT or NULL), digest, s0.. (score), d0.. (number of a label, 0 = not given),
    weight, customer, m0.. (comments), undated (the text of a date that is unreadable or out of bounds), reason (NULL
    where the row gives something). Rows stand in the file's order, but those in `odd` behind the others.
    labels: dimension (the i of d<i>), number, label.
    refused: row, heading (index or NULL), value, reason, whole (the row gave nothing at all), first.
    """

    rows: int
    questions: tuple[Question, ...]
    wording: tuple[str, ...]
    dimensions: tuple[str, ...]
    comments: int


def stage(connection: duckdb.DuckDBPyConnection, sheet: Sheet, mapping: Mapping, zone: str) -> Staged:
    """Fills the temporary tables that Staged describes, once a connection. Raises MappingRefused, never for a row."""
    source = Source(sheet, mapping, zone)
    columns = source.coded()
    sources = ", ".join({column.source: 0 for column in columns} | ({source.at: 0} if source.at else {})) or "1 AS c"
    sample = connection.sql(f"SELECT {sources} FROM {sheet.first(SAMPLE)}").pl()
    texts = {column.name: commonest(sample[column.source]) for column in columns}
    notation, many = source.notation(connection, sample), typed(connection, texts)
    columns = understood(connection, columns, texts)
    connection.execute(f"CREATE TEMP TYPE why AS ENUM ({', '.join(map(repr, REASONS))})")
    connection.execute(f"CREATE TEMP TABLE raw AS {source.scan(notation, columns, many)}")
    rows, odd = connection.sql("SELECT count(*), count(texts) FROM raw").fetchall()[0]
    columns = understood(connection, columns, texts, odd=True) if odd else columns
    _judged(connection, source, columns, bool(odd))
    refuse(connection, source, columns, bool(odd))
    _labelled(connection, columns)
    wording = tuple(source.wording(question.column) for question in mapping.questions)
    return Staged(int(rows), mapping.questions, wording, tuple(mapping.dimensions), len(mapping.comments))


def _judged(connection: duckdb.DuckDBPyConnection, source: Source, columns: list[Coded], odd: bool) -> None:
    """Makes the view `staged` over the scanned rows; those whose texts the sample did not hold are judged anew."""
    known = source.known(columns)
    connection.execute(f"CREATE TEMP TABLE odd AS {source.learnt(columns) if odd else f'{known} LIMIT 0'}")
    connection.execute(f"CREATE TEMP VIEW staged AS {known}{' UNION ALL FROM odd' if odd else ''}")


def reworded(connection: duckdb.DuckDBPyConnection, column: str) -> None:
    """Replaces texts of a comment column by those of the relation `hidden`: row, stored."""
    for table, row in (("raw", "rowid"), ("odd", "row")):
        connection.execute(f"UPDATE {table} SET {column} = hidden.stored FROM hidden WHERE hidden.row = {table}.{row}")


def _labelled(connection: duckdb.DuckDBPyConnection, columns: list[Coded]) -> None:
    """Makes `labels` of what stands in rows that give something."""
    here, labelled = [], [column for column in columns if not column.question]
    for place, column in enumerate(labelled):
        known = f"SELECT unnest({column.name}) AS {column.name} FROM seen"
        here += [
            f"SELECT {place} AS dimension, '{column.name}' AS name, {column.known('number')} AS number FROM ({known})",
            f"SELECT DISTINCT {place}, '{column.name}', {column.name} FROM odd WHERE reason IS NULL",
        ]
    none = "SELECT 0 AS dimension, '' AS name, 0 AS number LIMIT 0"
    seen = ", ".join(f"list(DISTINCT {column.name}) AS {column.name}" for column in labelled) or "count(*)"
    connection.execute(
        f"CREATE TEMP TABLE labels AS WITH seen AS MATERIALIZED (SELECT {seen} FROM raw WHERE texts IS NULL "
        "AND reason IS NULL) SELECT DISTINCT dimension, number, label "
        f"FROM ({' UNION ALL '.join(here) or none}) JOIN told USING (name, number) WHERE number > 0"
    )
