"""Dates as people write them: in which order day and month stand, and the SQL that reads a text column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import duckdb

from cxdata.reading.mapping import DateOrder

ZONE = "Europe/Warsaw"

_MONTHS = (
    ("sty", "jan"),
    ("lut", "feb"),
    ("mar",),
    ("kwi", "apr"),
    ("maj", "may"),
    ("cze", "jun"),
    ("lip", "jul"),
    ("sie", "aug"),
    ("wrz", "sep"),
    ("paź", "paz", "oct"),
    ("lis", "nov"),
    ("gru", "dec"),
)
_STEMS = "|".join(stem for stems in _MONTHS for stem in stems)
_YEAR_FIRST = r"\d{4}[-./]\d{1,2}[-./]\d{1,2}([T ,].*)?"
_YEAR_LAST = r"\d{1,2}[-./]\d{1,2}[-./]\d{4}([T ,].*)?"
_OFFSET = r"(Z|UTC|[+-]\d{2}:?\d{2}|:\d{2}(\.\d+)?[+-]\d{2}|GMT([+-]\d{1,2}(:\d{2})?)?)"


@dataclass(frozen=True)
class Dated:
    """How a column of dates reads. `order` is "" and `open` true where every value fits both orders.

    `share`: how many of its values are dates at all; `daily`: none of them has a time of day.
    """

    order: DateOrder
    open: bool
    share: float
    daily: bool = False


def dated(connection: duckdb.DuckDBPyConnection, relation: str, column: str) -> Dated:
    """Decides the order of day and month over the whole column; between dots the day stands first."""
    text = f"trim(nullif({column}, ''))"
    first = "TRY_CAST(regexp_extract(d, '^(\\d{1,2})[-./](\\d{1,2})[-./]\\d{4}', 1) AS INTEGER)"
    second = first.replace("', 1)", "', 2)")
    counts = connection.sql(
        f"""
        WITH v AS (SELECT {text} AS d, {column} FROM {relation}),
             p AS (SELECT d, {first} AS a, {second} AS b FROM v WHERE d <> '')
        SELECT count(*), count(*) FILTER ({timestamp_sql("d", "")} IS NOT NULL),
               count(*) FILTER (a BETWEEN 1 AND 31 AND b BETWEEN 1 AND 31),
               count(*) FILTER (a BETWEEN 13 AND 31 AND b BETWEEN 1 AND 12),
               count(*) FILTER (b BETWEEN 13 AND 31 AND a BETWEEN 1 AND 12),
               count(*) FILTER (regexp_matches(d, '^\\d{{1,2}}\\.\\d{{1,2}}\\.\\d{{4}}')),
               count(*) FILTER (d LIKE '%:%')
        FROM p
        """
    ).fetchall()[0]
    total, plain, slashed, day_first, month_first, dotted, timed = (int(count) for count in counts)
    if not total:
        return Dated("", False, 0.0)
    share = (plain + slashed) / total
    order: DateOrder = "ymd" if not slashed else "dmy" if day_first > month_first else "mdy" if month_first else ""
    if not order and dotted == slashed:
        order = "dmy"
    if order in ("dmy", "mdy") and min(day_first, month_first) > 0.1 * max(day_first, month_first):
        order = ""
    return Dated(order, slashed > 0 and not order, share, not timed)


def timestamp_sql(column: str, order: DateOrder | Literal[""] = "", zone: str = ZONE) -> str:
    """SQL of the TIMESTAMP that a text column (or SQL of one) holds, in the wall time of `zone`, or NULL.

    Read whatever the order: year first (-, . or /, time after a space or T), month names in Polish and English,
    yyyymmdd, Excel's day numbers, Unix seconds and milliseconds. Day and month before a year need `order`; a year
    of two digits is not read. A time with an offset (Z, +02:00, GMT+1) is moved to `zone`.
    """
    if order not in ("", "dmy", "mdy", "ymd"):
        raise ValueError(order)
    zoned = "'" + zone.replace("'", "''") + "'"
    text = f"trim(nullif({column}, ''))"
    cases = [_numeric(text, zoned), f"WHEN regexp_full_match({text}, '{_YEAR_FIRST}') THEN {_moment(text, '', zoned)}"]
    if order in ("dmy", "mdy"):
        cases.append(f"WHEN regexp_full_match({text}, '{_YEAR_LAST}') THEN {_moment(text, order, zoned)}")
    named = f"WHEN regexp_matches(lower({text}), '(^|[^a-ząćęłńóśźż])({_STEMS})') THEN {_named(text)}"
    return f"coalesce({_quick(text, order, zoned)}, CASE {' '.join(cases)} {named} END)"


def _quick(text: str, order: str, zone: str) -> str:
    """The commonest shapes without patterns: many times as fast, and NULL for all others."""
    after = f"substr({text}, 17)"
    local = (
        f"length({text}) IN (10, 16, 19) AND substr({text}, 17, 1) IN ('', ':') "
        f"OR length({text}) BETWEEN 21 AND 26 AND substr({text}, 20, 1) = '.' AND strpos({after}, '+') = 0 "
        f"AND strpos({after}, '-') = 0"
    )
    quick = (
        f"WHEN substr({text}, 5, 1) = '-' THEN CASE "
        f"WHEN right({text}, 1) = 'Z' AND length({text}) >= 20 "
        f"THEN TRY_CAST({text} AS TIMESTAMPTZ) AT TIME ZONE {zone} "
        f"WHEN right({text}, 1) BETWEEN '0' AND '9' AND ({local}) THEN TRY_CAST({text} AS TIMESTAMP) END"
    )
    pattern = {"dmy": "%d-%m-%Y", "mdy": "%m-%d-%Y"}.get(order)
    if pattern:
        times = ("", " %H:%M:%S", " %H:%M", " %I:%M:%S %p", " %I:%M %p")
        formats = ", ".join(f"'{pattern}{time}'" for time in times)
        long_year = f"regexp_matches({text}, '^.{{3,5}}[-./][12]\\d\\d\\d')"
        quick += f" WHEN {long_year} THEN TRY_STRPTIME(translate({text}, './', '--'), [{formats}])"
    return f"CASE {quick} END"


def _numeric(text: str, zone: str) -> str:
    number = f"TRY_CAST({text} AS DOUBLE)"
    seconds = f"CASE WHEN {number} > 1e11 THEN {number} / 1000 ELSE {number} END"
    return (
        f"WHEN regexp_full_match({text}, '\\d+([.,]\\d+)?') THEN CASE "
        f"WHEN length({text}) = 8 THEN TRY_STRPTIME({text}, '%Y%m%d') "
        f"WHEN {number} BETWEEN 20000 AND 80000 THEN "
        f"TIMESTAMP '1899-12-30' + to_seconds(round({number} * 86400)) "
        f"WHEN length(split_part({text}, '.', 1)) IN (10, 13) AND {seconds} BETWEEN 5e8 AND 5e9 THEN "
        f"to_timestamp({seconds}) AT TIME ZONE {zone} END"
    )


def _moment(text: str, order: str, zone: str) -> str:
    """Date and time told apart at the first space, comma or T behind the date."""
    day = f"translate(regexp_extract({text}, '^[-./\\d]+'), './', '--')"
    time = f"ltrim(regexp_replace({text}, '^[-./\\d]+', ''), 'T ,')"
    pattern = {"dmy": "%d-%m-%Y", "mdy": "%m-%d-%Y"}.get(order)
    date = f"CAST(TRY_STRPTIME({day}, '{pattern}') AS DATE)" if pattern else f"TRY_CAST({day} AS DATE)"
    clock = f"trim(regexp_replace({time}, '{_OFFSET}$', ''))"
    shifted = f"({date} + {_clock(clock)} - {_shift(time)}) AT TIME ZONE 'UTC' AT TIME ZONE {zone}"
    return (
        f"CASE WHEN {time} IN ('', 'r', 'r.') THEN CAST({date} AS TIMESTAMP) "
        f"WHEN regexp_matches({time}, '{_OFFSET}$') THEN {shifted} "
        f"ELSE {date} + {_clock(time)} END"
    )


def _clock(time: str) -> str:
    halves = f"CAST(TRY_STRPTIME({time}, ['%I:%M:%S %p', '%I:%M %p', '%I:%M:%S%p', '%I:%M%p']) AS TIME)"
    return f"CASE WHEN upper({time}) LIKE '%M' THEN {halves} ELSE TRY_CAST(trim({time}) AS TIME) END"


def _shift(time: str) -> str:
    """The offset behind a time, as an interval."""
    part = f"regexp_extract({time}, '([+-])(\\d{{1,2}}):?(\\d{{2}})?$'"
    hours = f"coalesce(TRY_CAST(concat({part}, 1), {part}, 2)) AS INTEGER), 0)"
    minutes = f"coalesce(TRY_CAST(concat({part}, 1), nullif({part}, 3), '')) AS INTEGER), 0)"
    return f"(to_hours({hours}) + to_minutes({minutes}))"


def _named(text: str) -> str:
    lower = f"lower({text})"
    stem = f"regexp_extract({lower}, '(?:^|[^a-ząćęłńóśźż])({_STEMS})', 1)"
    arms = " ".join(
        f"WHEN {' OR '.join(f'{stem} = {chr(39)}{name}{chr(39)}' for name in stems)} THEN '{i:02d}'"
        for i, stems in enumerate(_MONTHS, 1)
    )
    year = f"regexp_extract({text}, '(?:^|[^\\d])((?:19|20)\\d{{2}})(?:[^\\d]|$)', 1)"
    day = f"regexp_extract({text}, '(?:^|[^\\d:])(\\d{{1,2}})(?:st|nd|rd|th)?(?:[^\\d:]|$)', 1)"
    time = f"regexp_extract({text}, '\\d{{1,2}}:\\d{{2}}(?::\\d{{2}})?(?: ?[AaPp][Mm])?')"
    date = f"TRY_CAST(concat({year}, '-', CASE {arms} END, '-', {day}) AS DATE)"
    return f"{date} + CASE WHEN {time} = '' THEN TIME '00:00' ELSE {_clock(time)} END"
