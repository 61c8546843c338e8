"""A sheet as a mapping sees it: the SQL of its columns, and of the one pass over its file."""

from __future__ import annotations

from datetime import datetime, timedelta
from difflib import get_close_matches
from hashlib import md5
from zoneinfo import ZoneInfo

import duckdb
import polars as pl

from cxdata.errors import MappingRefused
from cxdata.reading.checking import judging, moments
from cxdata.reading.checking.coding import Coded, stable
from cxdata.reading.mapping import Mapping
from cxdata.reading.sheet import Sheet
from cxdata.reading.tools import habits

EARLIEST = datetime(1990, 1, 1)
_WIDEST = 1000


def test_answer(sheet: Sheet, tool: str) -> str:
    """SQL of whether a row is a test answer, by the tool's own mark."""
    heading, values = habits(tool).tests
    if heading not in sheet.headings:
        return "FALSE"
    listed = ", ".join(f"'{value}'" for value in values)
    return f"coalesce(lower(trim(c{sheet.headings.index(heading)})) IN ({listed}), FALSE)"


def stripped(text: str) -> str:
    """SQL of a text without blanks round it, NULL for nothing else; most begin and end with a plain sign as it is."""
    plain = " AND ".join(f"{each} BETWEEN '!' AND '~'" for each in (text, f"{text}[-1]"))
    return f"CASE WHEN {plain} THEN {text} ELSE nullif(trim({text}), '') END"


class Source:
    """A sheet as a mapping sees it: SQL of its columns."""

    def __init__(self, sheet: Sheet, mapping: Mapping, zone: str) -> None:
        if not mapping.questions and not mapping.comments:
            raise MappingRefused("no_question")
        if not mapping.at and mapping.date is None:
            raise MappingRefused("no_date")
        for each in mapping.questions:
            if not -_WIDEST <= each.low < each.high <= _WIDEST:
                raise MappingRefused("scale_range", column=each.column, low=each.low, high=each.high)
        self.sheet, self.mapping, self.zone = sheet, mapping, zone
        self.places = {heading: place for place, heading in enumerate(sheet.headings)}
        self.at = self.column(mapping.at) if mapping.at else ""
        self.id = self.column(mapping.id) if mapping.id else ""
        self.weight = self.column(mapping.weight) if mapping.weight else ""
        self.customer = self.column(mapping.customer) if mapping.customer else ""
        self.comments = [self.column(heading) for heading in mapping.comments]
        self.said = [f"m{place}" for place in range(len(self.comments))]
        latest = datetime.now(ZoneInfo(zone)).replace(tzinfo=None) + timedelta(days=1)
        self.bounds = f"TIMESTAMP '{EARLIEST}'", f"TIMESTAMP '{latest}'"
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

    def notation(self, connection: duckdb.DuckDBPyConnection, sample: pl.DataFrame) -> str:
        """How most times of the sample are written; empty where the pass reads none."""
        if not self.at or self.mapping.zone not in ("", self.zone):
            return ""
        return moments.notation(connection, sample[self.at], self.mapping.date_order)

    def moment(self, notation: str) -> str:
        """SQL of the time of a scanned row; a file without dates, or a blank date, takes the mapping's day."""
        mapping = self.mapping
        if not self.at:
            return moments.given(mapping.day)
        return moments.patient(notation, mapping.date_order, self.zone, mapping.zone, mapping.day)

    @property
    def preview(self) -> str:
        return test_answer(self.sheet, self.tool)

    @property
    def key(self) -> str:
        """SQL of the hash of tool and response id; NULL where a row has no id."""
        if not self.id:
            return "NULL::UBIGINT"
        tool = int(md5(self.tool.encode()).hexdigest()[:16], 16) if self.tool else 0
        return f"xor({stable(stripped(self.id))}, {tool}::UBIGINT)"

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

    def scan(self, notation: str, columns: list[Coded], many: dict[str, bool]) -> str:
        """The one pass over the file: rows in their order, judged by the texts that the sample held.

        Raw text is kept only where it is needed later: of dates and weights that are none, and all coded cells of odd
        rows, which are those with a text that the sample did not hold.
        """
        numbers = "".join(f", {column.number(many[column.name])}" for column in columns)
        quick = moments.quick(self.at, notation)
        parsed = f"SELECT *, {self.at or 'NULL::VARCHAR'} AS moment_raw, {quick} AS moment{numbers}"
        read = [
            f"* REPLACE ({self.moment(notation)} AS moment), {self.key} AS key, {self.weights}",
            f"{stripped(self.customer) if self.customer else 'NULL::VARCHAR'} AS customer",
            *(f"{stripped(text)} AS {said}" for text, said in zip(self.comments, self.said, strict=True)),
        ]
        odd = " OR ".join(column.odd for column in columns) or "FALSE"
        texts = ", ".join(column.source for column in columns) or "NULL::VARCHAR"
        early, late = self.bounds
        told = [
            f"moment, CASE WHEN (moment BETWEEN {early} AND {late}) IS NOT TRUE THEN moment_raw END AS moment_raw",
            f"key, {judging.digest(columns, self.said)} AS digest",
            *(column.name for column in columns),
            f"CASE WHEN {odd} THEN [{texts}] END AS texts",
            *(["weight, weight_raw"] if self.weight else []),
            *(["customer"] if self.customer else []),
            *self.said,
            f"({judging.reason(columns, self.said, self.bounds, self.preview, Coded.known)})::why AS reason",
        ]
        return f"SELECT {', '.join(told)} FROM (SELECT {', '.join(read)} FROM ({parsed} FROM {self.sheet.relation()}))"

    def known(self, columns: list[Coded]) -> str:
        """The rows of `staged` that the pass has judged."""
        return f"{self._staged('digest', judging.given(columns, Coded.known), 'reason')} {self._scanned('NULL')}"

    def learnt(self, columns: list[Coded]) -> str:
        """The odd rows of `staged`, judged anew."""
        preview = "reason IS NOT DISTINCT FROM 'preview'"
        judged = f"({judging.reason(columns, self.said, self.bounds, f'raw.{preview}', Coded.meant)})::why"
        joins = " ".join(column.joined for column in columns)
        selected = self._staged(judging.completed(columns), judging.given(columns, Coded.meant), judged)
        return f"{selected} {self._scanned('NOT NULL')} {joins}"

    def _staged(self, digest: str, given: str, reason: str) -> str:
        plain = ", ".join(["weight", "customer", *self.said])
        named = f"{given}, {plain}" if given else plain
        return f"SELECT row, moment, key, {digest} AS digest, {named}, moment_raw AS undated, {reason} AS reason"

    def _scanned(self, odd: str) -> str:
        absent = "" if self.weight else ", NULL::FLOAT AS weight"
        absent += "" if self.customer else ", NULL::VARCHAR AS customer"
        return f"FROM (SELECT rowid::INTEGER AS row, *{absent} FROM raw WHERE texts IS {odd}) AS raw"
