"""Invitations sent, by month, touchpoint and channel: what response rates are counted from."""

from __future__ import annotations

import re

import duckdb

from cxdata.intake import kinds
from cxdata.intake.kinds import Outcome, Refusal
from cxdata.intake.receipt import Receipt
from cxdata.reading import Sheet
from cxdata.reading.meaning.dates import timestamp_sql
from cxdata.store import vocabulary
from cxdata.store.workspace import Connection, Workspace

_YEAR_FIRST = re.compile(r"(\d{4})[-./ ]?(\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})[-./ ](\d{4})")

Cell = tuple[int, int, int]


def load(workspace: Workspace, sheet: Sheet, *, by: str = "") -> Receipt:
    """Imports the template month, touchpoint, channel, sent. A later number takes an earlier one's place."""
    return kinds.load(workspace, sheet, "invitations", by, _written)


def _written(connection: Connection, number: int, rows: list[dict[str, str]]) -> Outcome:
    outcome, months = Outcome(), _months(row["month"] for row in rows)
    given: dict[tuple[int, str, str], tuple[int, int]] = {}
    for place, row in enumerate(rows):
        try:
            cell = (_month(row["month"], months), row.get("touchpoint", ""), row.get("channel", ""))
            sent = kinds.whole(row, "sent")
            if sent is None:
                raise Refusal("sent", "", "no_number")
        except Refusal as why:
            outcome.refused.append((place, why))
            continue
        if cell in given:
            outcome.refused.append((given[cell][0], Refusal("month", rows[given[cell][0]]["month"], "superseded")))
        given[cell] = (place, sent)
    held = _held(connection)
    touchpoints = vocabulary.codes(connection, "touchpoint", [touchpoint for _, touchpoint, _ in given])
    channels = vocabulary.codes(connection, "channel", [channel for _, _, channel in given])
    cells = zip((month for month, _, _ in given), touchpoints, channels, strict=True)
    coded = dict(zip(cells, (sent for _, sent in given.values()), strict=True))
    new = {cell: sent for cell, sent in coded.items() if held.get(cell) != sent}
    changed = [cell for cell in new if cell in held]
    outcome.updated, outcome.duplicates = len(changed), len(given) - len(new)
    outcome.loaded = len(new) - len(changed)
    _replace(connection, number, changed)
    _insert(connection, number, new)
    return outcome


def _months(texts: object) -> dict[str, int]:
    """Months written as a date or in words -> year * 12 + month - 1."""
    asked = sorted({text for text in texts if text})  # type: ignore[attr-defined]
    with duckdb.connect() as connection:
        rows = connection.sql(
            f"SELECT text, coalesce({timestamp_sql('text', 'dmy')}, {timestamp_sql('worded', 'dmy')}) AS moment "
            "FROM (SELECT text, '1 ' || text AS worded FROM (SELECT unnest($asked::VARCHAR[]) AS text))",
            params={"asked": asked},
        ).fetchall()
    return {text: moment.year * 12 + moment.month - 1 for text, moment in rows if moment}


def _month(text: str, months: dict[str, int]) -> int:
    year = month = 0
    if found := _YEAR_FIRST.fullmatch(text):
        year, month = int(found[1]), int(found[2])
    elif found := _YEAR_LAST.fullmatch(text):
        year, month = int(found[2]), int(found[1])
    elif text in months:
        year, month = months[text] // 12, months[text] % 12 + 1
    if not text:
        raise Refusal("month", "", "no_month")
    if not (1990 <= year <= 2100 and 1 <= month <= 12):
        raise Refusal("month", text, "unreadable_month")
    return year * 12 + month - 1


def _held(connection: Connection) -> dict[Cell, int]:
    rows = connection.sql("SELECT month, touchpoint, channel, sent FROM invitations").fetchall()
    return {(int(month), int(touchpoint), int(channel)): int(sent) for month, touchpoint, channel, sent in rows}


def _replace(connection: Connection, number: int, cells: list[Cell]) -> None:
    months, touchpoints, channels = ([cell[part] for cell in cells] for part in range(3))
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE changed AS SELECT unnest($months::SMALLINT[]) AS month, "
        "unnest($touchpoints::SMALLINT[]) AS touchpoint, unnest($channels::SMALLINT[]) AS channel",
        {"months": months, "touchpoints": touchpoints, "channels": channels},
    )
    among = "(month, touchpoint, channel) IN (SELECT (month, touchpoint, channel) FROM changed)"
    connection.execute(
        "INSERT INTO previous_invitations (replaced, import, month, touchpoint, channel, sent) "
        f"SELECT {number}, import, month, touchpoint, channel, sent FROM invitations WHERE {among}"
    )
    connection.execute(f"DELETE FROM invitations WHERE {among}")


def _insert(connection: Connection, number: int, cells: dict[Cell, int]) -> None:
    months, touchpoints, channels = ([cell[part] for cell in cells] for part in range(3))
    connection.execute(
        f"INSERT INTO invitations SELECT {number}, unnest($months::SMALLINT[]), unnest($touchpoints::SMALLINT[]), "
        "unnest($channels::SMALLINT[]), unnest($sent::BIGINT[])",
        {"months": months, "touchpoints": touchpoints, "channels": channels, "sent": list(cells.values())},
    )
