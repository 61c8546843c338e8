"""Typed rows with what was refused and why, out of one scan of a file; no bad row ever raises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches
from zoneinfo import ZoneInfo

import duckdb

from cxdata.errors import MappingRefused
from cxdata.reading.coding import Coded, sampled, stable, understood
from cxdata.reading.dates import timestamp_sql
from cxdata.reading.mapping import Mapping, Question
from cxdata.reading.sheet import Sheet

EARLIEST = datetime(1990, 1, 1)
_PREVIEW = {"qualtrics": ("Status", ("1", "9", "17", "survey preview", "survey test", "offline survey preview"))}
"""By tool: the column that marks test rows, and its values."""


@dataclass(frozen=True, slots=True)
class Staged:
    """What lies in temporary tables of the connection.

    staged: row (from 0), moment, key (UBIGINT or NULL), digest, s0.. (score), d0.. (number of a label, 0 = not given),
    weight, customer, m0.. (comments), reason (NULL where the row gives something). labels: dimension (the i of d<i>),
    number, label. refused: row, heading (index or NULL), value, reason, whole (the row gave nothing at all), first.
    """

    rows: int
    questions: tuple[Question, ...]
    wording: tuple[str, ...]
    dimensions: tuple[str, ...]
    comments: int


def stage(connection: duckdb.DuckDBPyConnection, sheet: Sheet, mapping: Mapping, zone: str) -> Staged:
    """Fills the temporary tables that Staged describes, once a connection. Raises MappingRefused, never for a row."""
    source = _Source(sheet, mapping, zone)
    columns = source.coded()
    sampled(connection, sheet.relation(), columns)
    connection.execute(f"CREATE TEMP TABLE raw AS SELECT {source.scanned(columns)} FROM {sheet.relation()}")
    counts = connection.sql(
        "SELECT count(*) AS n, " + ", ".join(f"count({c.name}_new)" for c in columns) + " FROM raw"
        if columns
        else "SELECT count(*) FROM raw"
    ).fetchall()[0]
    new = {column.name: bool(count) for column, count in zip(columns, counts[1:], strict=True)}
    for column in columns:
        understood(connection, column, new[column.name])
    _judged(connection, source, columns, new)
    _refused(connection, source, columns, new)
    connection.execute("CREATE TEMP TABLE labels (dimension INTEGER, number INTEGER, label VARCHAR)")
    for place, column in enumerate(column for column in columns if not column.question):
        connection.execute(
            f"INSERT INTO labels SELECT DISTINCT {place}, number, label FROM t_{column.name} "
            f"WHERE number > 0 AND number IN (SELECT {column.name} FROM staged WHERE reason IS NULL)"
        )
    connection.execute("DROP TABLE raw")
    wording = tuple(source.wording(question.column) for question in mapping.questions)
    return Staged(int(counts[0]), mapping.questions, wording, tuple(mapping.dimensions), len(mapping.comments))


class _Source:
    """A sheet as a mapping sees it: SQL of its columns."""

    def __init__(self, sheet: Sheet, mapping: Mapping, zone: str) -> None:
        if not mapping.questions and not mapping.comments:
            raise MappingRefused("no_question")
        if not mapping.at and mapping.date is None:
            raise MappingRefused("no_date")
        self.sheet, self.mapping, self.zone = sheet, mapping, zone
        self.places = {heading: place for place, heading in enumerate(sheet.headings)}
        self.at = self.column(mapping.at) if mapping.at else ""
        self.id = self.column(mapping.id) if mapping.id else ""
        self.weight = self.column(mapping.weight) if mapping.weight else ""
        self.customer = self.column(mapping.customer) if mapping.customer else ""
        self.comments = [self.column(heading) for heading in mapping.comments]
        self.tool = str(mapping.read.get("tool") or sheet.tool)

    def column(self, heading: str) -> str:
        if heading not in self.places:
            near = get_close_matches(heading, self.sheet.headings, n=1)
            raise MappingRefused("unknown_column", found=heading, expected=", ".join(near or self.sheet.headings))
        return f"c{self.places[heading]}"

    def wording(self, heading: str) -> str:
        place = self.places[heading]
        return self.sheet.questions[place] if place < len(self.sheet.questions) else heading

    def coded(self) -> list[Coded]:
        asked = [
            Coded(f"s{i}", self.column(question.column), f"s {question.metric} {question.column}", question)
            for i, question in enumerate(self.mapping.questions)
        ]
        told = [
            Coded(f"d{i}", self.column(heading), f"d {name}")
            for i, (name, heading) in enumerate(self.mapping.dimensions.items())
        ]
        return asked + told

    @property
    def quick(self) -> str:
        """SQL of a time in the commonest notation, for the pass over the file; the others are read afterwards."""
        if not self.at:
            return "NULL::TIMESTAMP"
        shaped = f"substr({self.at}, 5, 1) = '-' AND (length({self.at}) = 10 OR substr({self.at}, 17, 1) = ':')"
        return f"CASE WHEN length({self.at}) IN (10, 19) AND {shaped} THEN TRY_CAST({self.at} AS TIMESTAMP) END"

    @property
    def moment(self) -> str:
        """SQL of the time of a scanned row; a file without dates, or a blank date, takes the mapping's date."""
        given = f"TIMESTAMP '{self.mapping.date.isoformat()}'" if self.mapping.date else "NULL::TIMESTAMP"
        if not self.at:
            return given
        read = timestamp_sql("moment_raw", self.mapping.date_order, zone=self.zone)
        return f"CASE WHEN moment IS NOT NULL THEN moment WHEN trim(moment_raw) <> '' THEN {read} ELSE {given} END"

    @property
    def preview(self) -> str:
        heading, values = _PREVIEW.get(self.tool, ("", ()))
        if heading not in self.places:
            return "FALSE"
        listed = ", ".join(f"'{value}'" for value in values)
        return f"coalesce(lower(trim(c{self.places[heading]})) IN ({listed}), FALSE)"

    def scanned(self, columns: list[Coded]) -> str:
        """The select list of the one pass over the file."""
        moment = self.quick
        told = [f"{moment} AS moment", f"{self.preview} AS preview"]
        told.append(f"CASE WHEN {moment} IS NULL THEN {self.at} END AS moment_raw" if self.at else "NULL AS moment_raw")
        tag = "".join(sign for sign in self.tool if sign.isalnum())
        hashed = stable(f"concat('{tag} ', trim({self.id}))")
        known = f"CASE WHEN nullif(trim({self.id}), '') IS NOT NULL THEN {hashed} END"
        told.append(f"{known if self.id else 'NULL::UBIGINT'} AS key")
        told += [column.scanned for column in columns]
        if self.weight:
            number = f"TRY_CAST(nullif(replace(trim({self.weight}), ',', '.'), '') AS FLOAT)"
            good = f"isfinite({number}) AND {number} >= 0 AND {number} < 1e6"
            told.append(f"CASE WHEN {good} THEN {number} END AS weight")
            told.append(
                f"CASE WHEN nullif(trim({self.weight}), '') IS NOT NULL AND ({good}) IS NOT TRUE "
                f"THEN {self.weight} END AS weight_raw"
            )
        else:
            told.append("NULL::FLOAT AS weight, NULL::VARCHAR AS weight_raw")
        told.append(f"nullif(trim({self.customer}), '') AS customer" if self.customer else "NULL::VARCHAR AS customer")
        told += [f"nullif(trim({text}), '') AS m{i}" for i, text in enumerate(self.comments)]
        return ", ".join(told)


def _judged(connection: duckdb.DuckDBPyConnection, source: _Source, columns: list[Coded], new: dict[str, bool]) -> None:
    """Makes `staged` out of the scanned rows and what their texts mean."""
    asked = [column for column in columns if column.question]
    told = [column for column in columns if not column.question]
    said = [f"raw.m{i}" for i in range(len(source.comments))]
    selected = [
        *(f"{c.meant('score', new[c.name])} AS {c.name}" for c in asked),
        *(f"coalesce({c.meant('number', new[c.name])}, 0)::SMALLINT AS {c.name}" for c in told),
        *said,
    ]
    rest = ["epoch_us(raw.moment)", "'w' || raw.weight", "'k' || raw.customer"]
    rest += [f"'m{i}' || {text}" for i, text in enumerate(said)]
    digest = stable(f"concat_ws(chr(31), {', '.join(rest)})")
    for column in columns:
        digest = f"xor({digest}, coalesce({column.meant('mix', new[column.name])}, 0::UBIGINT))"
    joins = " ".join(column.joined(new[column.name]) for column in columns)
    latest = datetime.now(ZoneInfo(source.zone)).replace(tzinfo=None) + timedelta(days=1)
    connection.execute(
        f"CREATE TEMP TABLE staged AS SELECT raw.row, raw.moment, raw.key, {digest} AS digest, "
        f"{', '.join([*selected, 'raw.weight', 'raw.customer'])}, {_reason(asked, told, said, new)} AS reason "
        "FROM (SELECT rowid::INTEGER AS row, moment IS NULL AND coalesce(trim(moment_raw), '') = '' AS undated, "
        f"* REPLACE ({source.moment} AS moment) FROM raw) AS raw {joins}",
        {"early": EARLIEST, "late": latest},
    )


def _reason(asked: list[Coded], told: list[Coded], said: list[str], new: dict[str, bool]) -> str:
    """SQL of why a row gives nothing; NULL where it gives an answer or a comment at a known time."""
    scores = [column.meant("score", new[column.name]) for column in asked]
    reasons = [column.meant("reason", new[column.name]) for column in asked]
    blank = [f"coalesce({column.meant('blank', new[column.name])}, TRUE)" for column in [*asked, *told]]
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


def _refused(
    connection: duckdb.DuckDBPyConnection, source: _Source, columns: list[Coded], new: dict[str, bool]
) -> None:
    """Makes `refused`: the cells that could not be read, and one entry at least for each row that gives nothing."""
    connection.execute("CREATE TEMP TABLE cells (row INTEGER, heading INTEGER, value VARCHAR, reason VARCHAR)")
    for column in columns:
        if not column.question:
            continue
        place, name = source.places[column.question.column], column.name
        match = f"t.position = enum_code(raw.{name})" + (f" OR t.text = raw.{name}_new" if new[name] else "")
        bad = "reason IS NOT NULL AND reason <> 'offered'"
        (faults,) = connection.sql(f"SELECT count(*) FROM t_{name} WHERE {bad}").fetchall()[0]
        if faults:
            for matched in match.split(" OR "):
                connection.execute(
                    f"INSERT INTO cells SELECT raw.rowid, {place}, t.text, t.reason FROM raw "
                    f"JOIN (FROM t_{name} WHERE {bad}) AS t ON {matched}"
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
        CASE WHEN s.reason = 'unreadable_date' THEN raw.moment_raw
             WHEN s.reason IN ('future_date', 'early_date') THEN s.moment::VARCHAR ELSE '' END AS value
    FROM (SELECT row, reason, moment FROM staged WHERE reason IS NOT NULL) AS s JOIN raw ON raw.rowid = s.row
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
