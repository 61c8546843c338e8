"""Typed rows with what was refused and why, out of one scan of a file; no bad row ever raises."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from cxdata.reading.checking.coding import Coded, sampled, stable, understood
from cxdata.reading.checking.scanning import Source
from cxdata.reading.mapping import Mapping, Question
from cxdata.reading.sheet import Sheet

SAMPLE = 20_000


@dataclass(frozen=True, slots=True)
class Staged:
    """What lies in temporary tables of the connection.

    staged: row (from 0), moment, key (UBIGINT or NULL), digest, s0.. (score), d0.. (number of a label, 0 = not given),
    weight, customer, m0.. (comments), undated (the text of a date that is unreadable or out of bounds), reason (NULL
    where the row gives something). labels: dimension (the i of d<i>), number, label.
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
    connection.execute(f"CREATE TEMP TABLE sample AS SELECT {sources} FROM {sheet.relation()} LIMIT {SAMPLE}")
    quick, many = source.quick(connection), sampled(connection, columns)
    connection.execute(f"DROP TABLE sample; CREATE TEMP TABLE raw AS {source.scan(quick, columns, many)}")
    rows, odd = connection.sql("SELECT count(*), count(texts) FROM raw").fetchall()[0]
    for column in columns:
        understood(connection, column, bool(odd))
    _judged(connection, source, columns, bool(odd))
    _refused(connection, source, columns)
    connection.execute("CREATE TEMP TABLE labels (dimension INTEGER, number INTEGER, label VARCHAR)")
    for place, column in enumerate(column for column in columns if not column.question):
        connection.execute(
            f"INSERT INTO labels SELECT DISTINCT {place}, number, label FROM t_{column.name} "
            f"WHERE number > 0 AND number IN (SELECT {column.name} FROM staged WHERE reason IS NULL)"
        )
    connection.execute("DROP TABLE raw")
    wording = tuple(source.wording(question.column) for question in mapping.questions)
    return Staged(int(rows), mapping.questions, wording, tuple(mapping.dimensions), len(mapping.comments))


def _judged(connection: duckdb.DuckDBPyConnection, source: Source, columns: list[Coded], odd: bool) -> None:
    """Makes `staged` out of the scanned rows and what their texts mean; odd rows come last."""
    bounds = dict(zip(("early", "late"), source.bounds, strict=True))
    scanned = (
        "FROM (SELECT rowid::INTEGER AS row, moment IS NULL AND coalesce(trim(moment_raw), '') = '' AS undated, "
        f"* REPLACE ({source.moment} AS moment) FROM raw WHERE texts IS "
    )
    connection.execute(f"CREATE TEMP TABLE staged AS {_row(source, columns, False)} {scanned} NULL) AS raw", bounds)
    if odd:
        joins = " ".join(column.joined for column in columns)
        connection.execute(
            f"INSERT INTO staged {_row(source, columns, True)} {scanned} NOT NULL) AS raw {joins}", bounds
        )


def _row(source: Source, columns: list[Coded], odd: bool) -> str:
    """The select list of `staged`."""
    asked = [column for column in columns if column.question]
    told = [column for column in columns if not column.question]
    said = [f"raw.m{i}" for i in range(len(source.comments))]
    selected = [
        *(f"{column.meant('score', odd)} AS {column.name}" for column in asked),
        *(f"coalesce({column.meant('number', odd)}, 0)::SMALLINT AS {column.name}" for column in told),
        "raw.weight",
        "raw.customer",
        *said,
        "CASE WHEN raw.moment IS NULL OR raw.moment NOT BETWEEN $early AND $late THEN raw.moment_raw END AS undated",
        f"{_reason(asked, told, said, odd)} AS reason",
    ]
    return f"SELECT raw.row, raw.moment, raw.key, {_digest(columns, said, odd)} AS digest, {', '.join(selected)}"


def _digest(columns: list[Coded], said: list[str], odd: bool) -> str:
    """SQL of a row's fingerprint. It is the key of a row without an id, so there it must be stable for ever; beside an
    id it only tells a changed response, and may be the quicker hash."""
    parts = ["epoch_us(raw.moment)", "'w' || raw.weight", "'k' || raw.customer"]
    parts += [f"'m{i}' || {text}" for i, text in enumerate(said)]
    quick = f"hash({', '.join(['epoch_us(raw.moment)', 'raw.weight', 'raw.customer', *said])})"
    lasting = stable(f"concat_ws(chr(31), {', '.join(parts)})")
    digest = f"CASE WHEN raw.key IS NULL THEN {lasting} ELSE {quick} END"
    for column in columns:
        digest = f"xor({digest}, coalesce({column.meant('mix', odd)}, 0::UBIGINT))"
    return digest


def _reason(asked: list[Coded], told: list[Coded], said: list[str], odd: bool) -> str:
    """SQL of why a row gives nothing; NULL where it gives an answer or a comment at a known time."""
    scores = [column.meant("score", odd) for column in asked]
    reasons = [column.meant("reason", odd) for column in asked]
    blank = [f"coalesce({column.meant('blank', odd)}, TRUE)" for column in [*asked, *told]]
    nothing = f"coalesce({', '.join([*scores, 'NULL'])}) IS NULL AND coalesce({', '.join([*said, 'NULL'])}) IS NULL"
    return f"""CASE
        WHEN raw.preview THEN 'preview'
        WHEN raw.moment IS NOT NULL AND raw.moment BETWEEN $early AND $late AND NOT ({nothing}) THEN NULL
        WHEN {nothing} AND raw.key IS NULL AND raw.customer IS NULL AND raw.undated
            AND {" AND ".join(blank) or "TRUE"} THEN 'empty'
        WHEN raw.moment IS NULL AND NOT raw.undated THEN 'unreadable_date'
        WHEN {nothing} THEN coalesce({", ".join([*reasons, "'no_answer'"])})
        WHEN raw.moment IS NULL THEN 'no_date'
        WHEN raw.moment > $late THEN 'future_date'
        ELSE 'early_date'
    END"""


def _refused(connection: duckdb.DuckDBPyConnection, source: Source, columns: list[Coded]) -> None:
    """Makes `refused`: the cells that could not be read, and one entry at least for each row that gives nothing."""
    connection.execute("CREATE TEMP TABLE cells (row INTEGER, heading INTEGER, value VARCHAR, reason VARCHAR)")
    for column in columns:
        if not column.question:
            continue
        place, name = source.places[column.question.column], column.name
        bad = f"(FROM t_{name} WHERE reason <> 'offered') AS t"
        for matched in (
            f"t.position = enum_code(raw.{name})",
            f"t.text = raw.texts[{column.place}] AND t.position IS NULL",
        ):
            connection.execute(
                f"INSERT INTO cells SELECT raw.rowid, {place}, t.text, t.reason FROM raw JOIN {bad} ON {matched}"
            )
    if source.weight:
        place = source.places[source.mapping.weight]
        connection.execute(
            f"INSERT INTO cells SELECT rowid, {place}, weight_raw, 'not_a_number' FROM raw WHERE weight_raw IS NOT NULL"
        )
    at = source.places[source.mapping.at] if source.at else "NULL"
    connection.execute(f"""
CREATE TEMP TABLE refused AS
WITH barren AS (
    SELECT s.row, s.reason, CASE WHEN s.reason LIKE '%\\_date' ESCAPE '\\' THEN {at}::INTEGER END AS heading,
        CASE WHEN s.reason IN ('future_date', 'early_date') THEN coalesce(s.undated, s.moment::VARCHAR)
            ELSE s.undated END AS value
    FROM staged AS s WHERE s.reason IS NOT NULL
), listed AS (
    SELECT row, heading, value, reason, TRUE AS whole FROM barren ANTI JOIN cells USING (row, reason)
    UNION ALL
    SELECT cells.row, cells.heading, cells.value, cells.reason, barren.row IS NOT NULL AS whole
    FROM cells LEFT JOIN barren ON barren.row = cells.row
)
SELECT row, heading, value, reason, whole,
    whole AND row_number() OVER (PARTITION BY row, whole ORDER BY reason = own DESC NULLS LAST, heading) = 1 AS first
FROM (SELECT listed.*, barren.reason AS own FROM listed LEFT JOIN barren USING (row)) ORDER BY row, heading""")
    connection.execute("DROP TABLE cells")
