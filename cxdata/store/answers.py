"""Where answers stand: those of replies to several questions side by side in `scores`, all others one by one.

A reply's day, weight and codes are then written once, not once an answer, which halves the file and the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from cxdata.store.connection import quoted
from cxdata.store.workspace import Connection

MOST: Final = 32
"""Measures with a column of their own; answers to further ones stand one by one."""

TABLES: Final = ("answers", "scores")
_OWN: Final = ("measure", "score")


@dataclass(frozen=True, slots=True)
class Layer:
    """Questions about one touchpoint (0: the row's own), each with the place of its column and its measure."""

    touchpoint: int
    places: Sequence[int]
    measures: Sequence[int]


def every(connection: Connection) -> str:
    """SQL of all answers, one a row, with the columns of the table `answers`; by measure where they stand together."""
    names = [str(row[0]) for row in connection.sql("DESCRIBE w.answers").fetchall()]
    shared = ", ".join(quoted(name) for name in names if name not in _OWN)
    parts = [f"SELECT measure, score, {shared} FROM w.answers"]
    for measure in columns(connection):
        column = quoted(column_of(measure))
        parts.append(
            f"SELECT {measure}::SMALLINT AS measure, {column} AS score, {shared} FROM w.scores "
            f"WHERE {column} IS NOT NULL"
        )
    return f"({' UNION ALL '.join(parts)})"


def columns(connection: Connection) -> list[int]:
    """The measures that have a column in `scores`, in order."""
    rows = connection.sql("DESCRIBE w.scores").fetchall()
    return sorted(int(name[1:]) for name, *_ in rows if name[0] == "m" and name[1:].isdecimal())


def column_of(measure: int) -> str:
    return f"m{measure}"


def measures(connection: Connection) -> set[int]:
    """The measures of all answers, also of those that later imports have replaced."""
    found = {int(row[0]) for table in ("answers", "previous_answers") for row in _distinct(connection, table)}
    known = columns(connection)
    for table in ("scores", "previous_scores") if known else ():
        counts = ", ".join(f"count({column_of(measure)})" for measure in known)
        (held,) = connection.sql(f"SELECT {counts} FROM {table}").fetchall()
        found |= {measure for measure, count in zip(known, held, strict=True) if count}
    return found


def _distinct(connection: Connection, table: str) -> list[tuple[int]]:
    return connection.sql(f"SELECT DISTINCT measure FROM {table}").fetchall()


def layers(connection: Connection, touchpoints: Sequence[int], measures: Sequence[int]) -> list[Layer]:
    """Questions put together that `scores` can hold in one row: of one touchpoint, with different measures.

    Makes the columns that are missing. A layer of one question, or of measures without a column, is for `answers`.
    """
    together: dict[tuple[int, int], list[int]] = {}
    turns: dict[tuple[int, int], int] = {}
    for place, what in enumerate(zip(touchpoints, measures, strict=True)):
        turns[what] = turns.get(what, 0) + 1
        together.setdefault((what[0], turns[what]), []).append(place)
    several = [measures[place] for places in together.values() if len(places) > 1 for place in places]
    held = _with_columns(connection, several)
    found = []
    for (touchpoint, _), places in together.items():
        beside = [place for place in places if measures[place] in held]
        beside = beside if len(beside) > 1 else []
        alone = [[place] for place in places if place not in beside]
        parts = [beside, *alone] if beside else alone
        found += [Layer(touchpoint, part, [measures[place] for place in part]) for part in parts]
    return found


def _with_columns(connection: Connection, wanted: Iterable[int]) -> set[int]:
    held = set(columns(connection))
    for measure in dict.fromkeys(wanted):
        if measure not in held and len(held) < MOST:
            for table in ("scores", "previous_scores"):
                connection.execute(f"ALTER TABLE {table} ADD COLUMN {column_of(measure)} SMALLINT")
            held.add(measure)
    return held
