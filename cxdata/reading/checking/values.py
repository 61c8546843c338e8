"""Single cells read as an import reads its columns: scores, times and weights that somebody has corrected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import isfinite
from zoneinfo import ZoneInfo

import duckdb

from cxdata.reading.checking.scanning import EARLIEST
from cxdata.reading.checking.scores import BOUND, meanings, parameters, trimmed
from cxdata.reading.mapping import DateOrder, Question
from cxdata.reading.meaning.dates import timestamp_sql

HEAVIEST = 1e6


def scores(
    connection: duckdb.DuckDBPyConnection, texts: Sequence[str], question: Question
) -> list[tuple[int | None, str]]:
    """The score that each text means, or the reason why it means none; "no_answer" for a code of a missing one."""
    rows = connection.execute(
        meanings(f"SELECT unnest($texts::VARCHAR[]) AS text, {BOUND}"), {"texts": list(texts), **parameters(question)}
    ).fetchall()
    known = {str(text): (score, reason) for text, reason, score in rows}
    found = (known[text] for text in texts)
    return [(score, "" if score is not None else reason or "no_answer") for score, reason in found]


def moments(
    connection: duckdb.DuckDBPyConnection, texts: Sequence[str], order: DateOrder, zone: str, written: str = ""
) -> list[tuple[datetime | None, str]]:
    """The time in `zone` that each text says, or the reason why it says none that an answer can have.

    `written`: the zone of texts that name none, where it is another.
    """
    read = timestamp_sql("text", order, zone, written)
    if order not in ("dmy", "mdy"):  # between dots the day stands first, whatever the file has elsewhere
        dotted = timestamp_sql("text", "dmy", zone, written)
        read = f"coalesce({read}, CASE WHEN regexp_matches(text, '^\\s*\\d{{1,2}}\\.\\d{{1,2}}\\.') THEN {dotted} END)"
    rows = connection.execute(
        f"SELECT text, {read} FROM (SELECT unnest($texts::VARCHAR[]) AS text)",
        {"texts": list(texts)},
    ).fetchall()
    known = dict(rows)
    latest = datetime.now(ZoneInfo(zone)).replace(tzinfo=None) + timedelta(days=1)
    return [(known[text], _untimely(known[text], latest)) for text in texts]


def _untimely(moment: datetime | None, latest: datetime) -> str:
    if moment is None:
        return "unreadable_date"
    return "future_date" if moment > latest else "early_date" if moment < EARLIEST else ""


def weights(texts: Sequence[str]) -> list[tuple[float | None, str]]:
    """The weight that each text says, or the reason why it says none."""
    return [(found, "") if (found := _weight(text)) is not None else (None, "not_a_number") for text in texts]


def _weight(text: str) -> float | None:
    try:
        number = float(trimmed(text).replace(",", "."))
    except ValueError:
        return None
    return number if isfinite(number) and 0 <= number < HEAVIEST else None
