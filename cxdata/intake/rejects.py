"""What an import refused, gathered and counted in the database and written to `rejects`."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import polars as pl

from cxdata.reading import Mapping, Sheet
from cxdata.reading.checking.masking import SUSPECT, masked
from cxdata.reading.sheet import ALONE
from cxdata.store.workspace import Connection

_LONGEST_VALUE = 500
_WORD = r"\p{L}{2}"


@dataclass(frozen=True, slots=True)
class Refusals:
    """Rows that gave nothing, single cells of rows that were stored, and how often each reason led, commonest first."""

    rows: int
    cells: int
    reasons: dict[str, int]


def gathered(connection: Connection, sheet: Sheet, mapping: Mapping, some_left: bool) -> Refusals:
    """Makes `listed` (row, heading, value, reason, whole, first) of rows that gave nothing and cells that were stored.

    With `some_left` not every row that gives something has arrived.
    """
    place = sheet.headings.index(mapping.id) if mapping.id else 0
    late = connection.sql("SELECT row FROM superseded ORDER BY row").pl()["row"]
    connection.register("late", _texts(sheet, f"c{place}", late))
    connection.execute(
        "CREATE TEMP TABLE replaced AS SELECT row, "
        f"{place} AS heading, value, 'superseded'::why AS reason, TRUE AS whole, TRUE AS first FROM late"
    )
    connection.unregister("late")
    stored = "row IN (SELECT row FROM arriving)" if some_left else "TRUE"
    connection.execute(f"CREATE TEMP VIEW listed AS FROM refused WHERE whole OR {stored} UNION ALL FROM replaced")
    counted = connection.sql(
        "SELECT reason, count(*) FILTER (first), count(*) FILTER (NOT whole), "
        "count(*) FILTER (first OR NOT whole) AS n FROM listed GROUP BY reason ORDER BY n DESC, reason DESC"
    ).fetchall()
    reasons = {str(reason): int(n) for reason, _, _, n in counted if n}
    return Refusals(sum(int(row[1]) for row in counted), sum(int(row[2]) for row in counted), reasons)


def _texts(sheet: Sheet, column: str, rows: pl.Series) -> pl.DataFrame:
    """row, value: what a column of the file says in these rows. The file is read once more, where there are any."""
    if rows.is_empty():
        return pl.DataFrame(schema={"row": pl.Int32, "value": pl.String})
    with duckdb.connect(config=ALONE) as connection:
        connection.register("wanted", rows.to_frame("row"))
        found: pl.DataFrame = connection.sql(
            f"SELECT row::INTEGER AS row, value FROM (SELECT row_number() OVER () - 1 AS row, {column} AS value "
            f"FROM {sheet.relation()}) WHERE row IN (SELECT row FROM wanted) ORDER BY row"
        ).pl()
    return found


def write(connection: Connection, number: int, sheet: Sheet, hide: frozenset[str] | None) -> None:
    """Writes the relation `listed`: row, heading (index or NULL), value, reason, whole.

    `hide`: names to mask, None for nothing. Each different value is masked once.
    """
    listed = f"SELECT * REPLACE (left(coalesce(value, ''), {_LONGEST_VALUE}) AS value) FROM listed"
    connection.register("masking", _masking(connection, listed, hide))
    line, placed = f"row + {sheet.data_start}", ""
    if sheet.lines is not None:
        rows = connection.sql("SELECT DISTINCT row FROM listed").pl()["row"]
        connection.register("places", pl.DataFrame({"row": rows, "line": lines(sheet, rows)}))
        line, placed = "line", "JOIN places USING (row)"
    connection.execute(
        f"INSERT INTO rejects SELECT {number}, {line}, whole, coalesce($headings[heading + 1], ''), value, reason, "
        f"NULL FROM (SELECT * REPLACE (coalesce(stored, value) AS value) FROM ({listed}) {placed} "
        "LEFT JOIN masking USING (value) ORDER BY row, heading)",
        {"headings": list(sheet.headings)},
    )
    for name in ("masking", "places") if placed else ("masking",):
        connection.unregister(name)


def _masking(connection: Connection, listed: str, hide: frozenset[str] | None) -> pl.DataFrame:
    """value, stored: of values in which something is masked."""
    schema = {"value": pl.String, "stored": pl.String}
    if hide is None:
        return pl.DataFrame(schema=schema)
    suspect = f"{SUSPECT}|{_WORD}" if hide else SUSPECT
    different = f"SELECT DISTINCT value FROM ({listed})"
    found = connection.sql(f"SELECT value FROM ({different}) WHERE regexp_matches(value, '{suspect}')").pl()
    changed = ((text, masked(text, hide)) for text in found["value"])
    return pl.DataFrame([pair for pair in changed if pair[0] != pair[1]], schema=schema, orient="row")


def lines(sheet: Sheet, rows: pl.Series) -> pl.Series:
    """The lines of these rows (numbers from 0), as a spreadsheet shows them."""
    numbers = rows.to_numpy()
    return pl.Series(sheet.lines[numbers] if sheet.lines is not None else numbers + sheet.data_start)


def whole(connection: Connection, number: int, refused: Refusals) -> None:
    """Raises ArithmeticError where the list that was written lacks a row or a cell that was counted."""
    rows, cells = connection.sql(
        f"SELECT count(DISTINCT line) FILTER (whole), count(*) FILTER (NOT whole) FROM rejects WHERE import = {number}"
    ).fetchall()[0]
    if (rows, cells) != (refused.rows, refused.cells):
        raise ArithmeticError(f"{rows} rows and {cells} cells are listed, not {refused.rows} and {refused.cells}")
