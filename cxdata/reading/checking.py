"""Typed rows with what was refused and why, out of one scan of a file; no bad row ever raises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches
from hashlib import md5
from zoneinfo import ZoneInfo

import duckdb

from cxdata.errors import MappingRefused
from cxdata.reading.coding import Coded, sampled, stable, understood
from cxdata.reading.dates import timestamp_sql
from cxdata.reading.mapping import Mapping, Question
from cxdata.reading.sheet import Sheet

EARLIEST = datetime(1990, 1, 1)
_NO_TEXT = "''"
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
    connection.execute(f"CREATE TEMP TABLE raw AS {source.scan(columns)}")
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
        questions, dimensions = self.mapping.questions, self.mapping.dimensions
        asked = [
            Coded(f"s{i}", self.column(each.column), i + 1, f"s {each.metric} {each.column}", each)
            for i, each in enumerate(questions)
        ]
        told = [
            Coded(f"d{i}", self.column(heading), len(questions) + i + 1, f"d {name}")
            for i, (name, heading) in enumerate(dimensions.items())
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

    @property
    def key(self) -> str:
        """SQL of the hash of tool and response id; NULL where a row has no id."""
        if not self.id:
            return "NULL::UBIGINT"
        tool = int(md5(self.tool.encode()).hexdigest()[:16], 16) if self.tool else 0
        return f"CASE WHEN trim({self.id}) <> '' THEN xor({stable(f'trim({self.id})')}, {tool}::UBIGINT) END"

    @property
    def weights(self) -> str:
        """SQL of the weight, and of its text where that is none."""
        if not self.weight:
            return "NULL::FLOAT AS weight, NULL::VARCHAR AS weight_raw"
        number = f"TRY_CAST(nullif(replace(trim({self.weight}), ',', '.'), '') AS FLOAT)"
        good = f"isfinite({number}) AND {number} >= 0 AND {number} < 1e6"
        return (
            f"CASE WHEN {good} THEN {number} END AS weight, "
            f"CASE WHEN trim({self.weight}) <> '' AND ({good}) IS NOT TRUE THEN {self.weight} END AS weight_raw"
        )

    def scan(self, columns: list[Coded]) -> str:
        """The one pass over the file: rows in their order, raw text kept only where it is needed later."""
        odd = " OR ".join(column.odd for column in columns) or "FALSE"
        texts = ", ".join(column.source for column in columns) or "NULL::VARCHAR"
        told = [
            f"moment, {f'CASE WHEN moment IS NULL THEN {self.at} END' if self.at else 'NULL::VARCHAR'} AS moment_raw",
            f"{self.key} AS key",
            *(column.name for column in columns),
            f"CASE WHEN {odd} THEN [{texts}] END AS texts",
            self.weights,
            f"{f'nullif(trim({self.customer}), {_NO_TEXT})' if self.customer else 'NULL::VARCHAR'} AS customer",
            *(f"nullif(trim({text}), '') AS m{i}" for i, text in enumerate(self.comments)),
            f"{self.preview} AS preview",
        ]
        numbers = "".join(f", {column.number}" for column in columns)
        return f"SELECT {', '.join(told)} FROM (SELECT *, {self.quick} AS moment{numbers} FROM {self.sheet.relation()})"


def _judged(connection: duckdb.DuckDBPyConnection, source: _Source, columns: list[Coded], odd: bool) -> None:
    """Makes `staged` out of the scanned rows and what their texts mean; odd rows come last."""
    latest = datetime.now(ZoneInfo(source.zone)).replace(tzinfo=None) + timedelta(days=1)
    bounds = {"early": EARLIEST, "late": latest}
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


def _row(source: _Source, columns: list[Coded], odd: bool) -> str:
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


def _refused(connection: duckdb.DuckDBPyConnection, source: _Source, columns: list[Coded]) -> None:
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
