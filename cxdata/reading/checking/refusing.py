"""What of a staged file could not be read, each with its reason."""

from __future__ import annotations

import duckdb

from cxdata.reading.checking.coding import Coded
from cxdata.reading.checking.scanning import Source

_NONE = "SELECT 0 AS row, 0 AS heading, '' AS value, NULL::why AS reason, NULL::why AS barren LIMIT 0"
_DATES = "'unreadable_date', 'no_date', 'future_date', 'early_date'"


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
    SELECT row, reason, CASE WHEN reason IN ({_DATES}) THEN {at}::INTEGER END AS heading,
        CASE WHEN reason IN ('future_date', 'early_date') THEN coalesce(undated, moment::VARCHAR) ELSE undated END
            AS value
    FROM staged WHERE reason IS NOT NULL
), chief AS (
    SELECT row, min(turn) AS turn FROM cells WHERE reason = barren GROUP BY row
)
SELECT row, heading, value, reason, TRUE AS whole, TRUE AS first FROM barren ANTI JOIN chief USING (row)
UNION ALL
SELECT row, heading, value, reason, barren IS NOT NULL, coalesce(cells.turn = chief.turn, FALSE)
FROM cells LEFT JOIN chief USING (row)""")


def _cells(connection: duckdb.DuckDBPyConnection, source: Source, columns: list[Coded], odd: bool) -> list[str]:
    """Selects of row, heading, value, reason, and barren, why the row gives nothing: refused scores and weights, in the
    order of the file's columns."""
    rows = "SELECT *, rowid::INTEGER AS row, reason AS barren FROM raw"
    if odd:
        judged = "CASE WHEN texts IS NULL THEN raw.reason ELSE odd.reason END AS barren"
        rows = f"SELECT raw.*, raw.rowid::INTEGER AS row, {judged} FROM raw LEFT JOIN odd ON odd.row = raw.rowid"
    found = [(0, _NONE)]
    for column in columns:
        if column.question:
            place = source.places[column.question.column]
            found += [(place, select) for select in _scores(connection, column, place, rows, odd)]
    if source.weight:
        place = source.places[source.mapping.weight]
        weights = f"SELECT row, {place}, weight_raw, 'not_a_number'::why, barren FROM ({rows})"
        found.append((place, f"{weights} WHERE weight_raw IS NOT NULL"))
    return [select for _, select in sorted(found)]


def _scores(connection: duckdb.DuckDBPyConnection, column: Coded, place: int, rows: str, odd: bool) -> list[str]:
    """Selects for the texts that the sample held, and for the others, where any of them is refused."""
    bad = f"FROM told WHERE name = '{column.name}' AND reason <> 'offered' AND position IS"
    known, reason = column.known("text"), column.known("reason")
    found = []
    if connection.sql(f"SELECT 1 {bad} NOT NULL LIMIT 1").fetchall():
        found.append(f"SELECT row, {place}, {known}, {reason}::why, barren FROM ({rows}) WHERE {reason} <> 'offered'")
    if odd and connection.sql(f"SELECT 1 {bad} NULL LIMIT 1").fetchall():
        found.append(
            f"SELECT row, {place}, t.text, t.reason::why, barren FROM ({rows}) AS rows "
            f"JOIN (SELECT text, reason {bad} NULL) AS t ON t.text = rows.texts[{column.place}] "
            f"WHERE {column.during('TRUE')}"
        )
    return found
