"""Codes for what an import names: members of dimensions, further dimensions, measures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cxdata.schema import DIMENSIONS, MOST_VALUES, Measure
from cxdata.store.connection import quoted
from cxdata.store.workspace import Connection

MOST_MEMBERS = 20_000
"""Values that a standard dimension may have; a further one has MOST_VALUES."""


def column_of(connection: Connection, dimension: str) -> str | None:
    """The column of `answers` and `scores` with the dimension's codes; None where no such dimension is known."""
    rows = connection.sql('SELECT "column" FROM dimensions WHERE name = $name', params={"name": dimension}).fetchall()
    return str(rows[0][0]) if rows else None


def fits(dimension: str, values: int) -> bool:
    """Whether so many values can be filtered by; columns with more are kept as attributes of the response."""
    return values <= (MOST_MEMBERS if dimension in DIMENSIONS else MOST_VALUES)


def columns(connection: Connection, dimensions: Iterable[str]) -> dict[str, str]:
    """Dimension -> column of `answers` and `scores`, made where a dimension is new."""
    found = {name: column_of(connection, name) for name in dimensions}
    last = int(connection.sql("SELECT count(*) FROM dimensions").fetchall()[0][0])
    for name, column in found.items():
        if column is None:
            added = f"x{last - len(DIMENSIONS) + 1}"
            for table in ("answers", "scores", "previous_answers", "previous_scores"):
                connection.execute(f"ALTER TABLE {table} ADD COLUMN {quoted(added)} SMALLINT DEFAULT 0")
            connection.execute(
                "INSERT INTO dimensions VALUES ($name, $added, $last)", {"name": name, "added": added, "last": last}
            )
            found[name], last = added, last + 1
    return {name: column for name, column in found.items() if column is not None}


def codes(connection: Connection, dimension: str, labels: Sequence[str]) -> list[int]:
    """The code of each label, given out where a label is new; the empty label is "(not given)"."""
    rows = connection.sql(
        "SELECT label, code FROM members WHERE dimension = $name", params={"name": dimension}
    ).fetchall()
    known = {str(label): int(code) for label, code in rows}
    last = max([0, *known.values()])
    new = [label for label in dict.fromkeys(labels) if label and label not in known]
    known |= {label: last + place for place, label in enumerate(new, start=1)}
    if new:
        connection.execute(
            "INSERT INTO members (dimension, code, label, canonical) "
            "SELECT $name, code, label, code FROM "
            "(SELECT unnest($codes::SMALLINT[]) AS code, unnest($labels::VARCHAR[]) AS label)",
            {"name": dimension, "codes": [known[label] for label in new], "labels": new},
        )
    return [known[label] if label else 0 for label in labels]


def measure(connection: Connection, wanted: Measure, exact: bool) -> int:
    """The id of the measure with that metric, scale and question, made where there is none.

    Cuts may have been edited since; they must agree only when `exact`, that is, when the mapping gives them.
    """
    rows = connection.sql(
        "SELECT id, positive_from, negative_to FROM measures WHERE metric = $metric AND low = $low AND high = $high "
        "AND up = $up AND question = $question ORDER BY id",
        params={
            "metric": wanted.metric,
            "low": wanted.low,
            "high": wanted.high,
            "up": wanted.up,
            "question": wanted.question,
        },
    ).fetchall()
    for number, positive, negative in rows:
        if not exact or (positive, negative) == (wanted.positive_from, wanted.negative_to):
            return int(number)
    new = int(connection.sql("SELECT coalesce(max(id), 0) + 1 FROM measures").fetchall()[0][0])
    connection.execute(
        "INSERT INTO measures VALUES ($id, $metric, $low, $high, $up, $positive, $negative, $question)",
        {
            "id": new,
            "metric": wanted.metric,
            "low": wanted.low,
            "high": wanted.high,
            "up": wanted.up,
            "positive": wanted.positive_from,
            "negative": wanted.negative_to,
            "question": wanted.question,
        },
    )
    return new
