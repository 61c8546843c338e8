"""Dates as people write them: the SQL that reads a text column."""

from __future__ import annotations

from cxdata.reading.mapping import ORDERS, DateOrder
from cxdata.reading.meaning import periods

ZONE = "Europe/Warsaw"

_MONTHS = (
    ("sty", "jan", "i"),
    ("lut", "feb", "ii"),
    ("mar", "iii"),
    ("kwi", "apr", "iv"),
    ("maj", "may", "v"),
    ("cze", "jun", "vi"),
    ("lip", "jul", "vii"),
    ("sie", "aug", "viii"),
    ("wrz", "sep", "ix"),
    ("paź", "paz", "oct", "x"),
    ("lis", "nov", "xi"),
    ("gru", "dec", "xii"),
)
_STEMS = "|".join(stem for stems in _MONTHS for stem in stems if len(stem) == 3 and set(stem) - set("ivx"))
_ROMAN = "viii|vii|iii|xii|ii|iv|vi|ix|xi|i|v|x"
_NAME = f"(?:^|[^a-ząćęłńóśźż])({_STEMS}|(?:{_ROMAN})(?:[^a-z]|$))"
_YEAR_FIRST = r"\d{4}[-./]\d{1,2}[-./]\d{1,2}([T ,].*)?"
_YEAR_LAST = r"\d{1,2}[-./]\d{1,2}[-./]\d{4}([T ,].*)?"
_SHORT_YEAR = r"\d{1,2}[-./]\d{1,2}[-./]\d{2}([T ,].*)?"
MONTH_ONLY = r"(\d{4})[-./](\d{1,2})|(\d{1,2})[-./](\d{4})"
_OFFSET = r"((GMT|UTC)([+-]\d{1,2}(:?\d{2})?)?|Z|CES?T|[+-]\d{2}:?\d{2}|:\d{2}(\.\d+)?[+-]\d{2})"


def timestamp_sql(column: str, order: DateOrder = "", zone: str = ZONE, told: str = "") -> str:
    """SQL of the TIMESTAMP that a text column (or SQL of one) holds, in the wall time of `zone`, or NULL.

    Read whatever the order: year first (-, . or /, time after a space or T), names and Roman numerals of months in
    Polish and English, yyyymmdd, Excel's day numbers, Unix seconds and milliseconds; a month without a day is its
    first, a quarter or an ISO week its middle. Day and month beside a year of two digits, or before one of four, need
    `order`; "mdy+dmy" reads dates between dots with the day first and others with the month first. A time with an
    offset (Z, +02:00, GMT+1, CET) is moved to `zone`, and so is one without, where the file's times are `told` in
    another zone.
    """
    if order not in ORDERS:
        raise ValueError(order)
    zoned = _quoted(zone)
    text = f"trim(nullif({column}, ''))"
    slow = _slow(order, zoned)
    if order == "mdy+dmy":
        slow = (
            f"CASE WHEN regexp_matches(t_, '^\\d{{1,2}}\\.') THEN {_slow('dmy', zoned)} ELSE {_slow('mdy', zoned)} END"
        )
    read = f"coalesce({_quick(text, order, zoned)}, {_let('t_', text, slow)})"
    if not told or told == zone:
        return read
    naive = f"{text} LIKE '%:%' AND NOT regexp_matches({text}, '{_OFFSET}\\)?$')"
    return f"CASE WHEN {naive} THEN {read} AT TIME ZONE {_quoted(told)} AT TIME ZONE {zoned} ELSE {read} END"


def _quoted(zone: str) -> str:
    return "'" + zone.replace("'", "''") + "'"


def _let(name: str, value: str, body: str) -> str:
    """SQL that computes a value once and names it in another: written out at every use, it would grow tenfold."""
    return f"list_transform([{value}], lambda {name}: {body})[1]"


def _slow(order: str, zone: str) -> str:
    """Every shape, by patterns, of the text t_."""
    order = "" if order == "mdy+dmy" else order
    numeric = [_YEAR_FIRST, *([_YEAR_LAST] if order in _LAST else []), *([_SHORT_YEAR] if order else [])]
    shapes = "|".join(f"({shape})" for shape in numeric)
    return (
        f"CASE WHEN regexp_full_match(t_, '{MONTH_ONLY}') THEN {_month()} {_numeric(zone)} "
        f"WHEN regexp_full_match(lower(t_), '{periods.QUARTER}') THEN {periods.quarter_sql('t_')} "
        f"WHEN regexp_full_match(lower(t_), '{periods.WEEK}') THEN {periods.week_sql('t_')} "
        f"WHEN regexp_full_match(t_, '{shapes}') THEN {_moment(order, zone)} "
        f"WHEN regexp_matches(lower(t_), '{_NAME}') THEN {_named(zone)} END"
    )


_LAST: dict[str, str] = {"dmy": "%d-%m-%Y", "mdy": "%m-%d-%Y"}
_SHORT: dict[str, str] = {"dmy": "%d-%m-%y", "mdy": "%m-%d-%y", "ymd": "%y-%m-%d"}


def _quick(text: str, order: str, zone: str) -> str:
    """The commonest shapes without patterns: many times as fast, and NULL for all others."""
    after = f"substr({text}, 17)"
    local = (
        f"length({text}) IN (10, 16, 19) AND substr({text}, 17, 1) IN ('', ':') "
        f"OR length({text}) BETWEEN 21 AND 26 AND substr({text}, 20, 1) = '.' AND strpos({after}, '+') = 0 "
        f"AND strpos({after}, '-') = 0"
    )
    offset = " OR ".join(f"{text} LIKE '{shape}'" for shape in ("%Z", "%:__+__:__", "%:__-__:__"))
    quick = (
        f"WHEN substr({text}, 5, 1) = '-' THEN CASE WHEN length({text}) >= 20 AND ({offset}) "
        f"THEN TRY_CAST({text} AS TIMESTAMPTZ) AT TIME ZONE {zone} "
        f"WHEN right({text}, 1) BETWEEN '0' AND '9' AND ({local}) THEN TRY_CAST({text} AS TIMESTAMP) END"
    )
    if order in _LAST:
        times = ("", " %H:%M:%S", " %H:%M", " %I:%M:%S %p", " %I:%M %p")
        formats = ", ".join(f"'{_LAST[order]}{time}'" for time in times)
        long_year = f"regexp_matches({text}, '^.{{3,5}}[-./][12]\\d\\d\\d')"
        quick += f" WHEN {long_year} THEN TRY_STRPTIME(translate({text}, './', '--'), [{formats}])"
    return f"CASE {quick} END"


def _numeric(zone: str) -> str:
    number = "TRY_CAST(replace(t_, ',', '.') AS DOUBLE)"
    seconds = f"CASE WHEN {number} > 1e11 THEN {number} / 1000 ELSE {number} END"
    return (
        "WHEN regexp_full_match(t_, '\\d+([.,]\\d+)?') THEN CASE "
        "WHEN length(t_) = 8 THEN TRY_STRPTIME(t_, '%Y%m%d') "
        "WHEN length(t_) = 14 THEN TRY_STRPTIME(t_, '%Y%m%d%H%M%S') "
        f"WHEN {number} BETWEEN 20000 AND 80000 THEN "
        f"TIMESTAMP '1899-12-30' + to_seconds(round({number} * 86400)) "
        f"WHEN length(split_part(t_, '.', 1)) IN (10, 13) AND {seconds} BETWEEN 5e8 AND 5e9 THEN "
        f"to_timestamp({seconds}) AT TIME ZONE {zone} END"
    )


def _month() -> str:
    """The first day of a month written with its year, before or behind it."""
    year, month = "regexp_extract(t_, '\\d{4}')", "regexp_extract(t_, '^\\d{1,2}\\D|\\D\\d{1,2}$')"
    return f"TRY_CAST(concat({year}, '-', lpad(trim({month}, '-./'), 2, '0'), '-01') AS TIMESTAMP)"


def _moment(order: str, zone: str) -> str:
    """Date and time told apart at the first space, comma or T behind the date."""
    day = "translate(regexp_extract(t_, '^[-./\\d]+'), './', '--')"
    time = "regexp_replace(ltrim(regexp_replace(t_, '^[-./\\d]+', ''), 'T ,'), '^(godz\\.?|g\\.|at|r\\.?) *', '')"
    ways = [("^\\d{4}", "%Y-%m-%d")]
    ways += [("-\\d{4}$", _LAST[order])] if order in _LAST else []
    ways += [("-\\d{2}$", _SHORT[order])] if order else []
    cases = " ".join(f"WHEN regexp_matches(d_, '{shape}') THEN TRY_STRPTIME(d_, '{way}')" for shape, way in ways)
    date = _let("d_", day, f"CASE {cases} END")
    return _timed(f"CAST({date} AS DATE)", time, zone)


def _named(zone: str) -> str:
    """A month by its name: the day is the first number of one or two digits, the year one of four, or the last."""
    stem = f"regexp_extract(regexp_extract(lower(t_), '{_NAME}', 1), '^[a-ząćęłńóśźż]+')"
    numbers = ", ".join(f"'{name}': '{i:02d}'" for i, names in enumerate(_MONTHS, 1) for name in names)
    month = f"MAP {{{numbers}}}[{stem}]"
    long = "regexp_extract(t_, '(?:^|[^\\d])((?:19|20)\\d{2})(?:[^\\d]|$)', 1)"
    short = "regexp_extract(t_, '^\\d{1,2}[^\\d]+(\\d{2})(?:[ ,T].*)?$', 1)"
    year = f"coalesce(nullif({long}, ''), '20' || nullif({short}, ''))"
    day = "regexp_extract(t_, '(?:^|[^\\d:])(\\d{1,2})(?:st|nd|rd|th)?(?:[^\\d:]|$)', 1)"
    time = f"regexp_extract(t_, '\\d{{1,2}}:\\d{{2}}(?::\\d{{2}})?(?: ?[AaPp]\\.?[Mm]\\.?)?(?: *{_OFFSET})?')"
    date = f"TRY_CAST(concat({year}, '-', {month}, '-', coalesce(nullif({day}, ''), '1')) AS DATE)"
    return _timed(date, time, zone)


def _timed(date: str, time: str, zone: str) -> str:
    """A date with the time behind it, moved to `zone` where an offset follows."""
    clock = f"upper(rtrim(replace(trim(regexp_replace(p_.t, ' *{_OFFSET}$', '')), '.m', 'm'), '.'))"
    halves = "CAST(TRY_STRPTIME(k_, ['%I:%M:%S %p', '%I:%M %p', '%I:%M:%S%p', '%I:%M%p']) AS TIME)"
    local = "(p_.d + " + _let("k_", clock, f"CASE WHEN k_ LIKE '%M' THEN {halves} ELSE TRY_CAST(k_ AS TIME) END") + ")"
    body = (
        f"CASE WHEN p_.t IN ('', 'r', 'r.') THEN CAST(p_.d AS TIMESTAMP) "
        f"WHEN regexp_matches(p_.t, 'CES?T$') THEN {local} AT TIME ZONE 'Europe/Warsaw' AT TIME ZONE {zone} "
        f"WHEN regexp_matches(p_.t, '{_OFFSET}$') THEN ({local} - {_shift('p_.t')}) AT TIME ZONE 'UTC' "
        f"AT TIME ZONE {zone} ELSE {local} END"
    )
    return _let("p_", f"{{'d': {date}, 't': {time}}}", body)


def _shift(time: str) -> str:
    """The offset behind a time, as an interval."""
    part = f"regexp_extract({time}, '([+-])(\\d{{1,2}}):?(\\d{{2}})?$'"
    hours = f"coalesce(TRY_CAST(concat({part}, 1), {part}, 2)) AS INTEGER), 0)"
    minutes = f"coalesce(TRY_CAST(concat({part}, 1), nullif({part}, 3), '')) AS INTEGER), 0)"
    return f"(to_hours({hours}) + to_minutes({minutes}))"
