"""A frame as people edit or upload it, brought to a table's types, with every problem found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from cxdata.governance.known import NOTHING, Known, named
from cxdata.governance.rules import same, shown
from cxdata.governance.spec import Problem, Row, Table
from cxdata.governance.values import Unreadable, cells, read


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the frame that is not blank: its place (from 0), the id of the row it edits, and its values."""

    at: int
    id: int | None
    row: Row


def check(table: Table, frame: pl.DataFrame, known: Known = NOTHING) -> list[Problem]:
    """Every problem of a whole table, by row and column; wrong types and missing columns are problems, not errors."""
    entries, unreadable = typed(table, frame, known)
    return sorted(
        [*unreadable, *broken(table, entries, known, {(p.row, p.column) for p in unreadable})],
        key=lambda problem: (problem.row, table.names.index(problem.column)),
    )


def typed(table: Table, frame: pl.DataFrame, known: Known = NOTHING) -> tuple[list[Entry], list[Problem]]:
    """The frame's rows with values of the columns' types, and a problem for each value that cannot be read.

    Blank rows are left out. Names are brought to their proper spelling. An `id` that comes twice counts once.
    """
    columns = {c.name: cells(frame[c.name]) for c in table.columns if c.name in frame.columns}
    ids = cells(frame["id"]) if "id" in frame.columns else [None] * len(frame)
    entries, problems, seen = [], [], set()
    for at in range(len(frame)):
        row: Row = dict.fromkeys(table.names)
        blank = True
        for column in table.columns:
            found = columns[column.name][at] if column.name in columns else None
            try:
                row[column.name] = read(table, column, found)
                blank = blank and row[column.name] is None
            except Unreadable as problem:
                facts: dict[str, object] = {"found": str(found).strip()[:60]}
                problems.append(Problem(at, column.name, str(problem), facts))
                blank = False
        id = _number(ids[at])
        if not blank:
            id = None if id in seen else id
            seen.add(id)
            entries.append(Entry(at, id, known.resolved(table, row)))
    return entries, problems


def _number(id: object) -> int | None:
    """An id as grids hand it back, which may have become a fraction or text."""
    try:
        return int(str(id).removesuffix(".0"))
    except ValueError:
        return None


def broken(
    table: Table, entries: Sequence[Entry], known: Known = NOTHING, but: Iterable[tuple[int, str]] = ()
) -> list[Problem]:
    """What does not hold over rows of the right types, save at the cells `but`, where nothing could be read."""
    rows = [entry.row for entry in entries]
    found = [*_missing(table, rows), *_unknown(table, rows, known), *_repeated(table, rows)]
    for rule in table.checks:
        found += rule(rows)
    skipped = set(but)
    placed = [_placed(problem, entries) for problem in found]
    return [problem for problem in placed if (problem.row, problem.column) not in skipped]


def _placed(problem: Problem, entries: Sequence[Entry]) -> Problem:
    """The problem with rows named by their place in the frame; a row that is not in it came in the meantime."""
    at, other = entries[problem.row].at, problem.facts.get("other")
    if not isinstance(other, int):
        return Problem(at, problem.column, problem.key, problem.facts)
    place = entries[other - 1].at
    if place < 0:
        return Problem(at, problem.column, "governance_meanwhile", {"found": problem.facts["found"]})
    return Problem(at, problem.column, problem.key, {**problem.facts, "other": place + 1})


def _missing(table: Table, rows: Sequence[Row]) -> list[Problem]:
    wanted = [column.name for column in table.columns if column.required]
    return [
        Problem(at, column, "governance_required")
        for at, row in enumerate(rows)
        for column in wanted
        if row[column] is None
    ]


def _unknown(table: Table, rows: Sequence[Row], known: Known) -> list[Problem]:
    found = []
    for column in table.columns:
        if column.reference is not None:
            key = "governance_unknown_member" if column.reference.by else f"governance_unknown_{column.reference.name}"
            for at, row in enumerate(rows):
                reference = column.reference.of(row)
                unlisted = [name for name in named(row[column.name]) if known.proper(reference, name) is None]
                if unlisted:
                    found.append(Problem(at, column.name, key, {"found": ", ".join(unlisted)}))
    return found


def _repeated(table: Table, rows: Sequence[Row]) -> list[Problem]:
    """Rows that share the key; each points at the first of the others."""
    groups = defaultdict(list)
    for at, row in enumerate(rows):
        if all(row[c] is not None or not table.column(c).required for c in table.key):
            groups[same(row, table.key)].append(at)
    found = []
    for places in groups.values():
        for at in places if len(places) > 1 else ():
            other = places[0] if at != places[0] else places[1]
            value = rows[at][table.key[0]]
            facts = {"other": other + 1, "found": shown(value) if isinstance(value, float) else str(value)}
            found.append(Problem(at, table.key[0], "governance_duplicate", facts))
    return found
