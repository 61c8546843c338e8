"""Which staged rows are new, which repeat or replace what the workspace holds, and which replace each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cxdata.store.workspace import Connection

_RESPONDENTS = 0.05
"""Share of ids that come back at other times from which on an id names a person, not a response."""

_AT_ONCE = 1_000_000
"""Keys that are compared with one another at once."""

_STABLE = "(md5_number({}) >> 64)::UBIGINT"


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Counts of rows. The view `arriving` holds those to be stored: all of `staged`, resp, own_key, own_digest, leads.

    `leads` is true for the one row of each response that writes its record. `repeats`: rows by the earlier import that
    held them already.
    """

    loaded: int
    updated: int
    duplicates: int
    superseded: int
    repeats: dict[int, int]


def settle(connection: Connection, base: int, touch: str) -> Arrivals:
    """Decides about every row of `staged`; `base` is the first free resp, `touch` the SQL of a row's touchpoint number.

    Leaves the temporary tables `outgoing` (resp, key: responses that are replaced) and `superseded` (row).
    """
    connection.execute("CREATE TEMP TABLE outgoing (resp BIGINT)")
    connection.execute("CREATE TEMP TABLE superseded (row INTEGER)")
    keys = "SELECT coalesce(key, digest) AS key FROM staged WHERE reason IS NULL"
    (rows,) = connection.sql(f"SELECT count(*) FROM ({keys})").fetchall()[0]
    if (
        _all_different(connection, keys, int(rows))
        and not _any_held(connection, keys)
        and not _respondents_before(connection)
    ):
        connection.execute(
            f"CREATE TEMP VIEW arriving AS SELECT *, {base} + row AS resp, coalesce(key, digest) AS own_key, "
            "digest AS own_digest, TRUE AS leads FROM staged WHERE reason IS NULL"
        )
        return Arrivals(int(rows), 0, 0, 0, {})
    _name(connection, touch)
    return _compare(connection, base)


def _all_different(connection: Connection, keys: str, rows: int) -> bool:
    """Sorting numbers, a part of them at a time, takes a fraction of the memory of counting the different ones."""
    parts = -(-rows // _AT_ONCE)
    for part in range(parts):
        found = connection.sql(f"SELECT key FROM ({keys}) WHERE key % {parts} = {part}").fetchnumpy()["key"]
        found.sort()
        if bool(np.any(found[1:] == found[:-1])):
            return False
    return True


def _any_held(connection: Connection, keys: str) -> bool:
    return bool(connection.sql(f"SELECT 1 FROM ({keys}) SEMI JOIN responses USING (key) LIMIT 1").fetchall())


def _respondents_before(connection: Connection) -> bool:
    return bool(connection.sql("SELECT 1 FROM settings WHERE name = 'ids' AND value = 'respondents'").fetchall())


def _name(connection: Connection, touch: str) -> None:
    """Makes `named`: row, key, digest, copy (says what an earlier row said), stale (a later row takes its place)."""
    dated = _STABLE.format("concat(key, ' ', epoch_us(moment))")
    connection.execute(
        f"CREATE TEMP TABLE own AS SELECT row, key AS id, moment, digest, {touch} AS touch, "
        f"CASE WHEN key IS NOT NULL THEN {dated} END AS dated FROM staged WHERE reason IS NULL"
    )
    people = _people(connection)
    same = 'own.{0} = responses.key AND own.moment = responses."at"'
    here = f"row IN (SELECT row FROM own SEMI JOIN responses ON {same})"
    chosen = (
        f"CASE WHEN {here.format('id')} THEN id ELSE dated END"
        if people
        else f"CASE WHEN {here.format('dated')} THEN dated ELSE id END"
    )
    again = _STABLE.format("concat(called, ' ', turn)")
    # A person who rates one touchpoint twice at one time gave two responses; so did people whose rows are the same.
    counted = f"{'id IS NOT NULL' if people else 'FALSE'}"
    connection.execute(f"""
CREATE TEMP TABLE named AS
WITH called AS (
    SELECT row, id, digest, touch, coalesce({chosen}, digest) AS called, id IS NOT NULL AS known FROM own
), placed AS (
    SELECT *, row_number() OVER (PARTITION BY called, digest ORDER BY row) AS copies FROM called
), counted AS (
    SELECT *, CASE WHEN NOT known THEN copies WHEN copies > 1 OR NOT ({counted}) THEN 1
        ELSE row_number() OVER (PARTITION BY called, touch, copies > 1 ORDER BY row) END AS turn FROM placed
)
SELECT row, CASE WHEN turn = 1 THEN called ELSE {again} END AS key, digest,
    known AND copies > 1 AS copy,
    known AND copies = 1 AND row <> max(row) OVER (PARTITION BY called, touch, turn, copies > 1) AS stale
FROM counted""")
    connection.execute("INSERT INTO superseded SELECT row FROM named WHERE stale")
    connection.execute("DROP TABLE own")


def _people(connection: Connection) -> bool:
    """Whether ids name respondents: many come back at another time. Once seen, the workspace remembers it."""
    ids, returning = connection.sql(
        "SELECT count(*), count(*) FILTER (times > 1) FROM "
        "(SELECT id, count(DISTINCT moment) AS times FROM own WHERE id IS NOT NULL GROUP BY id)"
    ).fetchall()[0]
    people = returning > 1 and returning > _RESPONDENTS * ids
    if people:
        connection.execute("INSERT OR REPLACE INTO settings VALUES ('ids', 'respondents')")
    return bool(people)


def _compare(connection: Connection, base: int) -> Arrivals:
    """Sets the file's responses against those of the workspace; a response is compared as a whole."""
    connection.execute(f"""
CREATE TEMP TABLE met AS
WITH replies AS (
    SELECT key, bit_xor(digest) AS digest, {base} + min(row) AS resp
    FROM named WHERE NOT copy AND NOT stale GROUP BY key
)
SELECT replies.*, held.resp AS held, held.import AS held_by, CASE
    WHEN held.resp IS NULL THEN 'loaded' WHEN held.digest = replies.digest THEN 'duplicate' ELSE 'updated' END AS fate
FROM replies LEFT JOIN responses AS held ON held.key = replies.key""")
    connection.execute("INSERT INTO outgoing SELECT held FROM met WHERE fate = 'updated'")
    connection.execute(
        "CREATE TEMP VIEW arriving AS SELECT staged.*, met.resp, met.key AS own_key, met.digest AS own_digest, "
        f"{base} + staged.row = met.resp AS leads FROM staged JOIN named USING (row) JOIN met ON met.key = named.key "
        "WHERE met.fate <> 'duplicate' AND NOT named.copy AND NOT named.stale"
    )
    counts = connection.sql(
        "SELECT CASE WHEN copy THEN 'duplicate' WHEN stale THEN 'superseded' ELSE fate END, count(*) "
        "FROM named JOIN met USING (key) GROUP BY 1"
    ).fetchall()
    found = {str(fate): int(count) for fate, count in counts}
    repeats = connection.sql(
        "SELECT held_by, count(*) FROM named JOIN met USING (key) "
        "WHERE fate = 'duplicate' AND NOT stale GROUP BY 1 ORDER BY 1"
    ).fetchall()
    return Arrivals(
        found.get("loaded", 0),
        found.get("updated", 0),
        found.get("duplicate", 0),
        found.get("superseded", 0),
        {int(number): int(count) for number, count in repeats},
    )
