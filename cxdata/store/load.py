"""Staged rows into the workspace: one call inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cxdata.schema import DIMENSIONS, Measure
from cxdata.store import answers, arrivals, customers, vocabulary
from cxdata.store.answers import TABLES
from cxdata.store.arrivals import Arrivals
from cxdata.store.connection import quoted
from cxdata.store.workspace import Connection

_RESORTED = 4
"""Answers are put in order again when the new ones, falling among the old, are at least a fourth of them."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What the temporary tables hold. `staged`: row, moment, key, digest, s0.., d0.., weight, customer, m0.., reason.

    `measures` and `touchpoints` (a label, or empty: the row's own) go with s0.., `exact` tells which cuts must be kept
    as given; `dimensions` go with d0.., whose labels are in `labels`: dimension, number, label.
    """

    measures: tuple[Measure, ...]
    exact: tuple[bool, ...]
    touchpoints: tuple[str, ...]
    dimensions: tuple[str, ...]
    comments: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """`attributes`: names of dimensions with too many values, kept with the response only."""

    rows: Arrivals
    responses: int
    answers: int
    comments: int
    attributes: tuple[str, ...]


def load(connection: Connection, number: int, incoming: Incoming) -> Loaded:
    """Writes what import `number` brings; keeps in previous_... what it replaces."""
    held, attributes = _dimensions(connection, incoming.dimensions)
    columns = vocabulary.columns(connection, [incoming.dimensions[place] for place in held])
    row_touch = f"d{incoming.dimensions.index('touchpoint')}" if "touchpoint" in columns else "0"
    base = int(
        connection.sql(
            "SELECT coalesce(max(resp) + 1, 0) FROM "
            "(SELECT resp FROM responses UNION ALL SELECT resp FROM previous_responses)"
        ).fetchall()[0][0]
    )
    rows = arrivals.settle(connection, base, row_touch)
    replace(connection, number)
    fixed = vocabulary.codes(connection, "touchpoint", incoming.touchpoints)
    _ordered(connection, incoming, held)
    anew = _anew(connection)
    _responses(connection, number, anew)
    before = {table: _span(connection, table) for table in TABLES}
    _answers(connection, incoming, fixed, columns, anew)
    _comments(connection, incoming, fixed, held)
    for place in attributes:
        connection.execute(
            f"INSERT INTO attributes SELECT resp, $name, label FROM arriving JOIN labels "
            f"ON labels.dimension = {place} AND labels.number = arriving.d{place} ORDER BY row",
            {"name": incoming.dimensions[place]},
        )
    written = _written(connection, base)
    for table, span in before.items():
        _in_order(connection, table, span)
    return Loaded(rows, *written, tuple(incoming.dimensions[place] for place in attributes))


def _written(connection: Connection, base: int) -> tuple[int, int, int]:
    """Responses, answers and comments from resp `base` on."""
    scores = " + ".join(f"count({answers.column_of(measure)})" for measure in answers.columns(connection))
    counts = {"responses": "count(*)", "answers": "count(*)", "scores": scores or "count(*)", "comments": "count(*)"}
    asked = ", ".join(f"(SELECT {count} FROM {table} WHERE resp >= {base})" for table, count in counts.items())
    responses, alone, together, comments = connection.sql(f"SELECT {asked}").fetchall()[0]
    return int(responses), int(alone + together), int(comments)


def _anew(connection: Connection) -> str:
    """SQL that puts rows in the order in which they stand already, where some of the file's are left out.

    DuckDB compresses rows by 122,880: of fuller pieces it writes whole groups at once, of thinned ones it copies
    remainders together and leaves the rest to the checkpoint, which takes longer than sorting and a half more space.
    """
    (gaps,) = connection.sql("SELECT count(reason) > 0 FROM staged").fetchall()[0]
    return "ORDER BY resp" if gaps else ""


def _responses(connection: Connection, number: int, anew: str) -> None:
    connection.execute(
        "INSERT INTO responses SELECT resp, own_key, $number, moment, moment::DATE, "
        "(year(moment) * 12 + month(moment) - 1)::SMALLINT, weight, "
        f"{customers.hashed(connection, 'customer')}, own_digest FROM arriving WHERE leads {anew}",
        {"number": number},
    )


def replace(connection: Connection, number: int) -> None:
    """Moves the responses named in `outgoing`, whole, into the tables of what import `number` replaced."""
    (some,) = connection.sql("SELECT count(*) FROM outgoing").fetchall()[0]
    for table in ("responses", *TABLES, "comments", "attributes") if some else ():
        names = ", ".join(quoted(row[0]) for row in connection.sql(f"DESCRIBE {table}").fetchall())
        connection.execute(
            f"INSERT INTO previous_{table} (replaced, {names}) "
            f"SELECT {number}, {names} FROM {table} SEMI JOIN outgoing USING (resp)"
        )
        connection.execute(f"DELETE FROM {table} WHERE resp IN (FROM outgoing)")


def _dimensions(connection: Connection, names: Sequence[str]) -> tuple[dict[int, str], list[int]]:
    """Place -> SQL of a row's member code, of the dimensions that fit; the places of those with too many values.

    The code is looked up by the number of the row's label in a list, which keeps the rows' order as a join would not;
    where codes and numbers are the same, nothing is looked up.
    """
    held: dict[int, str] = {}
    attributes = []
    labels: dict[int, dict[int, str]] = {place: {} for place in range(len(names))}
    for place, number, label in connection.sql("FROM labels ORDER BY dimension, number").fetchall():
        labels[int(place)][int(number)] = str(label)
    for place, name in enumerate(names):
        if not vocabulary.fits(name, len(labels[place])):
            attributes.append(place)
            continue
        codes = vocabulary.codes(connection, name, list(labels[place].values()))
        numbered = dict(zip(labels[place], codes, strict=True))
        if all(number == code for number, code in numbered.items()):
            held[place] = f"d{place}"
            continue
        listed = [numbered.get(number, 0) for number in range(max(numbered) + 1)]
        connection.execute(f"SET VARIABLE code{place} = $listed::SMALLINT[]", {"listed": listed})
        held[place] = f"getvariable('code{place}')[d{place} + 1]"
    return held, attributes


def _ordered(connection: Connection, incoming: Incoming, held: Mapping[int, str]) -> None:
    """Makes `ordered`: resp, day, month, weight, scores and codes of each arriving row, by day.

    It is a view where the file is in that order already, so that nothing is copied.
    """
    scores = "".join(f", s{place}" for place in range(len(incoming.measures)))
    codes = "".join(f", {code} AS d{place}" for place, code in held.items())
    rows = (
        "SELECT resp, moment::DATE AS day, "
        f"(year(moment) * 12 + month(moment) - 1)::SMALLINT AS month, weight{scores}{codes} FROM arriving"
    )
    if not _in_time(connection):
        connection.execute(f"CREATE TEMP TABLE ordered AS {rows} ORDER BY day, resp")
    else:
        connection.execute(f"CREATE TEMP VIEW ordered AS {rows}")


def _in_time(connection: Connection) -> bool:
    """Whether the arriving rows stand by day."""
    return bool(connection.sql("SELECT moment::DATE AS day FROM arriving").pl()["day"].is_sorted())


def _answers(
    connection: Connection, incoming: Incoming, fixed: Sequence[int], columns: dict[str, str], anew: str
) -> None:
    measures = [
        vocabulary.measure(connection, wanted, exact)
        for wanted, exact in zip(incoming.measures, incoming.exact, strict=True)
    ]
    coded = {column: f"d{incoming.dimensions.index(name)}" for name, column in columns.items()}
    for layer in answers.layers(connection, fixed, measures):
        codes = dict.fromkeys(DIMENSIONS, "0") | coded
        if layer.touchpoint:
            codes["touchpoint"] = str(layer.touchpoint)
        scores = [f"s{place}" for place in layer.places]
        if len(scores) > 1:
            table, told = "scores", dict(zip(map(answers.column_of, layer.measures), scores, strict=True))
        else:
            table, told = "answers", {"measure": str(layer.measures[0]), "score": scores[0]}
        named = ", ".join(map(quoted, [*told, *codes]))
        connection.execute(
            f"INSERT INTO {table} (resp, day, month, weight, {named}) "
            f"SELECT resp, day, month, weight, {', '.join([*told.values(), *codes.values()])} "
            f"FROM ordered WHERE coalesce({', '.join(scores)}) IS NOT NULL {anew}"
        )


def _comments(connection: Connection, incoming: Incoming, fixed: Sequence[int], held: Mapping[int, str]) -> None:
    """A comment belongs to the row's touchpoint, or to the one that all questions of the file are about."""
    only = fixed[0] if len(set(fixed)) == 1 else 0
    touch = str(only)
    if not only and "touchpoint" in incoming.dimensions:
        touch = held.get(incoming.dimensions.index("touchpoint"), "0")
    for place in range(incoming.comments):
        connection.execute(
            f"INSERT INTO comments SELECT resp, moment::DATE, {touch}, m{place} FROM arriving "
            f"WHERE m{place} IS NOT NULL"
        )


def _span(connection: Connection, table: str) -> tuple[object, int]:
    last, rows = connection.sql(f"SELECT max(day), count(*) FROM {table}").fetchall()[0]
    return last, int(rows)


def _in_order(connection: Connection, table: str, before: tuple[object, int]) -> None:
    """Writes a table of answers anew by day where the new ones fell among many fewer than four times as many."""
    last, old = before
    new = _span(connection, table)[1] - old
    if not old or not new or old > _RESORTED * new:
        return
    (among,) = connection.sql("SELECT min(day) <= $last FROM ordered", params={"last": last}).fetchall()[0]
    if among:
        order = "measure, day, resp" if table == "answers" else "day, resp"
        connection.execute(f"CREATE TEMP TABLE sorted AS FROM {table} ORDER BY {order}")
        connection.execute(f"DELETE FROM {table}")
        connection.execute(f"INSERT INTO {table} FROM sorted")
        connection.execute("DROP TABLE sorted")
