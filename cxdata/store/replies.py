"""To which response of a workspace a refused row belongs, once it is known what stands in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import md5

import numpy as np
import polars as pl

from cxdata.store.workspace import Connection

_EPOCH, _MICROSECOND = datetime(1970, 1, 1), timedelta(microseconds=1)
_SPARE = 20
"""How many more rows of one content an import may hold than are corrected at once."""


@dataclass(slots=True)
class Row:
    """A refused row as far as it is known now, labels and comments in the order of its import's mapping.

    `held`: the key of the response that it is part of already; then `scores` (by the question's place) and `weight`
    hold only what is new, and `comments` nothing. `key` is the hash of its id, None without one; `digest` its
    fingerprint; `customer` is hashed.
    """

    line: int
    held: int | None
    key: int | None
    digest: int
    at: datetime
    weight: float | None
    customer: int | None
    scores: Mapping[int, int]
    labels: Sequence[str]
    comments: Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Reply:
    """A response of the workspace, or (`of` is the correction itself) one to be made."""

    key: int
    resp: int
    of: int
    at: datetime


def stable(text: str) -> int:
    """64 bits of the MD5 of a text, as SQL's md5_number(text) >> 64 gives them."""
    return int.from_bytes(md5(text.encode()).digest()[8:], "little")


def fingerprint(row: Row) -> int:
    """What a row's time, weight, customer and comments add to its fingerprint."""
    parts = [str(_microseconds(row.at))]
    parts += [f"w{np.float32(row.weight)}"] if row.weight is not None else []
    parts += [f"k{row.customer}"] if row.customer is not None else []
    parts += [f"m{place}{text}" for place, text in enumerate(row.comments) if text is not None]
    return stable(chr(31).join(parts))


def replies(connection: Connection, number: int, family: Collection[int], rows: Sequence[Row]) -> dict[int, Reply]:
    """Line -> the response that the row goes into. Rows that another import has brought meanwhile have none.

    `family`: the import that refused them, and its corrections.
    """
    alike: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        if row.held is None and row.key is None:
            alike[row.digest].append(row)
    turns = {digest: _turns(digest, len(mine) + _SPARE) for digest, mine in alike.items()}
    people = bool(connection.sql("SELECT 1 FROM settings WHERE name = 'ids' AND value = 'respondents'").fetchall())
    named = {row.line: _names(row, people) for row in rows if row.held is None and row.key is not None}
    asked = {row.held for row in rows if row.held is not None}
    known = _known(connection, asked.union(*turns.values(), *named.values()))
    keys = {row.line: row.held for row in rows if row.held in known}
    for digest, mine in alike.items():
        free = (key for key in turns[digest] if key not in known or known[key].of not in family)
        keys |= dict(zip((row.line for row in mine), free, strict=False))
    for row in rows:
        if row.line in named:
            usual, other = named[row.line]
            keys[row.line] = other if other in known and known[other].at == row.at else usual
    after = _next(connection)
    for row in rows:
        key = keys.get(row.line)
        if key is not None and key not in known:
            known[key] = Reply(key, after, number, row.at)
            after += 1
    found = {line: known[key] for line, key in keys.items() if key is not None}
    return {line: reply for line, reply in found.items() if reply.of == number or reply.of in family}


def _turns(digest: int, n: int) -> list[int]:
    """Keys of rows of the same content, in the order in which they stand in a file."""
    return [digest, *(stable(f"{digest} {turn}") for turn in range(2, n + 1))]


def _names(row: Row, people: bool) -> tuple[int, int]:
    """Keys of a row with an id, the usual one first: of a response, or of one among a respondent's."""
    assert row.key is not None
    both = row.key, stable(f"{row.key} {_microseconds(row.at)}")
    return both[::-1] if people else both


def _known(connection: Connection, keys: Iterable[int | None]) -> dict[int, Reply]:
    connection.register("asked", pl.DataFrame({"key": pl.Series(list(set(keys)), dtype=pl.UInt64)}))
    found = connection.sql('SELECT key, resp, import, "at" FROM responses SEMI JOIN asked USING (key)').fetchall()
    connection.unregister("asked")
    return {int(key): Reply(int(key), int(resp), int(of), at) for key, resp, of, at in found}


def _next(connection: Connection) -> int:
    rows = "SELECT resp FROM responses UNION ALL SELECT resp FROM previous_responses"
    return int(connection.sql(f"SELECT coalesce(max(resp) + 1, 0) FROM ({rows})").fetchall()[0][0])


def _microseconds(at: datetime) -> int:
    return (at - _EPOCH) // _MICROSECOND
