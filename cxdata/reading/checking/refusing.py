"""What of a staged file could not be read, each with its reason."""

from __future__ import annotations

import duckdb

from cxdata.reading.checking.coding import Coded
from cxdata.reading.checking.scanning import Source

_NONE = "SELECT 0 AS row, 0 AS heading, '' AS value, '' AS reason LIMIT 0"


def refuse(connection: duckdb.DuckDBPyConnection, source: Source, columns: list[Coded], odd: bool) -> None:
    """Makes `refused`: the cells that could not be read, and one entry at least for each row that gives nothing.

    Of such a row's entries the `first` is the one that says why, by its leftmost cell.
    """
    selects = [
        f"SELECT *, {turn} AS turn FROM ({each})" for turn, each in enumerate(_cells(connection, source, columns, odd))
    ]
    at = source.places[source.mapping.at] if source.at else "NULL"
    connection.execute(f"""
CREATE TEMP TABLE refused AS
WITH cells AS MATERIALIZED ({" UNION ALL ".join(selects)}), barren AS (
    SELECT row, reason, CASE WHEN reason LIKE '%\\_date' ESCAPE '\\' THEN {at}::INTEGER END AS heading,
        CASE WHEN reason IN ('future_date', 'early_date') THEN coalesce(undated, moment::VARCHAR) ELSE undated END
            AS value
    FROM staged WHERE reason IS NOT NULL
), told AS (
    SELECT cells.*, barren.row IS NOT NULL AS whole, cells.reason = barren.reason AS own
    FROM cells LEFT JOIN barren USING (row)
), chief AS (
    SELECT row, min(turn) AS turn FROM told WHERE own GROUP BY row
)
SELECT row, heading, value, reason, TRUE AS whole, TRUE AS first FROM barren ANTI JOIN chief USING (row)
UNION ALL
SELECT row, heading, value, reason, whole, coalesce(told.turn = chief.turn, FALSE)
FROM told LEFT JOIN chief USING (row)""")


def _cells(connection: duckdb.DuckDBPyConnection, source: Source, columns: list[Coded], odd: bool) -> list[str]:
    """Selects of row, heading, value, reason, in the order of the file's columns: refused scores and weights."""
    found = [(0, _NONE)]
    for column in columns:
        if column.question:
            place = source.places[column.question.column]
            found += [(place, select) for select in _scores(connection, column, place, odd)]
    if source.weight:
        place = source.places[source.mapping.weight]
        weights = f"SELECT rowid::INTEGER, {place}, weight_raw, 'not_a_number' FROM raw WHERE weight_raw IS NOT NULL"
        found.append((place, weights))
    return [select for _, select in sorted(found)]


def _scores(connection: duckdb.DuckDBPyConnection, column: Coded, place: int, odd: bool) -> list[str]:
    """Selects for the texts that the sample held, and for the others, where any of them is refused."""
    bad = f"FROM told WHERE name = '{column.name}' AND reason <> 'offered' AND position IS"
    known, reason = column.known("text"), column.known("reason")
    found = []
    if connection.sql(f"SELECT 1 {bad} NOT NULL LIMIT 1").fetchall():
        found.append(f"SELECT rowid::INTEGER, {place}, {known}, {reason} FROM raw WHERE {reason} <> 'offered'")
    if odd and connection.sql(f"SELECT 1 {bad} NULL LIMIT 1").fetchall():
        found.append(
            f"SELECT raw.rowid::INTEGER, {place}, t.text, t.reason FROM raw JOIN (SELECT text, reason {bad} NULL) AS t "
            f"ON t.text = raw.texts[{column.place}] WHERE {column.during('TRUE')}"
        )
    return found
