"""Times in the notation that most of a file has: read as every other way would read them, and given up as soon."""

from __future__ import annotations

import duckdb
import pytest

from cxdata.reading.checking import moments
from cxdata.reading.mapping import DateOrder
from cxdata.reading.meaning.dates import ZONE, timestamp_sql

PARTS = {
    "Y": ["0026", "0999", "1989", "2024", "2025"],
    "m": ["0", "2", "02", "12", "13"],
    "d": ["0", "1", "09", "29", "31", "32"],
    "H": ["0", "07", "23", "24", "25"],
    "M": ["00", "59", "60"],
    "S": ["00", "59", "60"],
    "I": ["0", "07", "12", "13"],
    "p": ["AM", "pm"],
}


def written(notation: str) -> list[str]:
    """Texts of that shape, many of them no times."""
    texts = [notation]
    for sign, parts in PARTS.items():
        if f"%{sign}" in notation:
            texts = [text.replace(f"%{sign}", part) for text in texts for part in parts]
    return texts[:: max(1, len(texts) // 400)]


@pytest.mark.parametrize(
    ("order", "notation"),
    [
        ("ymd", "%Y-%m-%d"),
        ("ymd", "%Y-%m-%d %H:%M"),
        ("ymd", "%Y-%m-%d %H:%M:%S"),
        ("ymd", "%Y-%m-%dT%H:%M:%S"),
        ("dmy", "%d.%m.%Y"),
        ("dmy", "%d/%m/%Y %H:%M"),
        ("dmy", "%d-%m-%Y %H:%M:%S"),
        ("mdy", "%m/%d/%Y %I:%M %p"),
        ("mdy", "%m/%d/%Y %I:%M:%S %p"),
    ],
)
def test_what_the_usual_notation_gives_up_no_other_would_read(order: DateOrder, notation: str) -> None:
    texts = written(notation)
    assert len(texts) > 100
    with duckdb.connect() as connection:
        differing = connection.execute(
            "WITH raw AS (SELECT unnest($texts::VARCHAR[]) AS moment_raw), "
            f"read AS (SELECT moment_raw, {moments.quick('moment_raw', notation)} AS moment FROM raw) "
            f"SELECT moment_raw, {moments.patient(notation, order, ZONE, '', None)} AS here, "
            f"{timestamp_sql('moment_raw', order)} AS there FROM read WHERE here IS DISTINCT FROM there",
            {"texts": texts},
        ).fetchall()
    assert differing == []
