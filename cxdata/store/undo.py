"""Taking an import back: what it brought goes, what it replaced returns."""

from __future__ import annotations

from cxdata.schema import DIMENSIONS
from cxdata.store import answers
from cxdata.store.connection import quoted
from cxdata.store.workspace import Connection

_REPLIES = ("responses", "answers", "scores", "comments", "attributes")


def later(connection: Connection, number: int) -> list[int]:
    """Imports that counted rows as duplicates of this one, directly or through another, newest first."""
    rows = connection.sql(
        "WITH RECURSIVE leaning(id) AS (SELECT $number UNION "
        "SELECT repeats.import FROM repeats JOIN leaning ON repeats.of = leaning.id "
        "JOIN imports ON imports.id = repeats.import WHERE imports.undone IS NULL) "
        "SELECT id FROM leaning WHERE id <> $number ORDER BY id DESC",
        params={"number": number},
    ).fetchall()
    return [int(row[0]) for row in rows]


def undo(connection: Connection, number: int) -> None:
    """Takes back import `number` inside the caller's transaction; members and measures that nothing uses go with it."""
    used = _used(connection, number)
    values = {"number": number}
    _hand_over(connection, number)
    _take_out(connection, number)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE leaving AS SELECT resp FROM responses WHERE import = $number", values
    )
    for table in _REPLIES:
        connection.execute(f"DELETE FROM {table} WHERE resp IN (FROM leaving)")
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE leaving AS SELECT resp FROM previous_responses WHERE import = $number", values
    )
    for table in _REPLIES:
        connection.execute(f"DELETE FROM previous_{table} WHERE resp IN (FROM leaving)")
    connection.execute("DELETE FROM invitations WHERE import = $number", values)
    connection.execute("DELETE FROM previous_invitations WHERE import = $number", values)
    for table in (*_REPLIES, "invitations"):
        names = ", ".join(quoted(row[0]) for row in connection.sql(f"DESCRIBE {table}").fetchall())
        connection.execute(
            f"INSERT INTO {table} ({names}) SELECT {names} FROM previous_{table} WHERE replaced = $number", values
        )
        connection.execute(f"DELETE FROM previous_{table} WHERE replaced = $number", values)
    _members_back(connection, number)
    connection.execute("DELETE FROM rejects WHERE import = $number", values)
    connection.execute("DELETE FROM kept WHERE import = $number", values)
    connection.execute("DELETE FROM repeats WHERE import = $number OR of = $number", values)
    connection.execute("UPDATE imports SET undone = now() AT TIME ZONE 'UTC' WHERE id = $number", values)
    _tidy(connection, used)


def _take_out(connection: Connection, number: int) -> None:
    """What a correction has added to responses of its import, wherever they lie now; the rows are refused again."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE leaving AS FROM additions WHERE import = $number", {"number": number}
    )
    for table in ("", "previous_"):
        connection.execute(
            f"DELETE FROM {table}answers USING leaving AS l WHERE {table}answers.resp = l.resp "
            f"AND {table}answers.measure = l.measure AND {table}answers.touchpoint = l.touchpoint"
        )
        connection.execute(
            f"DELETE FROM {table}comments USING leaving AS l WHERE {table}comments.resp = l.resp "
            f"AND {table}comments.touchpoint = l.touchpoint AND {table}comments.text = l.text"
        )
        for weighed in ("answers", "scores", "responses"):
            connection.execute(
                f"UPDATE {table}{weighed} SET weight = NULL WHERE resp IN "
                "(SELECT resp FROM leaving WHERE measure IS NULL AND text IS NULL)"
            )
    connection.execute("DELETE FROM additions WHERE import = $number", {"number": number})
    connection.execute(
        "UPDATE kept SET held = NULL WHERE (import, line) IN "
        "(SELECT (import, line) FROM rejects WHERE whole AND mended = $number)",
        {"number": number},
    )
    connection.execute("UPDATE rejects SET mended = NULL WHERE mended = $number", {"number": number})


def _hand_over(connection: Connection, number: int) -> None:
    """What the import replaced, and a later one has replaced since, returns when that later one is undone."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE handed AS SELECT older.resp, newer.replaced AS later "
        "FROM previous_responses AS older JOIN previous_responses AS newer "
        "ON newer.import = older.replaced AND newer.key = older.key WHERE older.replaced = $number",
        {"number": number},
    )
    for table in _REPLIES:
        connection.execute(
            f"UPDATE previous_{table} SET replaced = handed.later FROM handed "
            f"WHERE handed.resp = previous_{table}.resp AND replaced = {number}"
        )
    connection.execute(
        "UPDATE previous_invitations SET replaced = newer.replaced FROM previous_invitations AS newer "
        "WHERE previous_invitations.replaced = $number AND newer.import = $number "
        f"AND {_same('previous_invitations', 'newer', ('month', 'touchpoint', 'channel'))}",
        {"number": number},
    )
    same = _same("previous_members", "later", ("dimension", "code"))
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE handed AS SELECT dimension, code, min(replaced) AS later FROM previous_members "
        "WHERE replaced > $number GROUP BY ALL HAVING (dimension, code) IN "
        "(SELECT (dimension, code) FROM previous_members WHERE replaced = $number)",
        {"number": number},
    )
    connection.execute(
        f"DELETE FROM previous_members USING handed AS later WHERE {same} AND previous_members.replaced = later.later"
    )
    connection.execute(
        f"UPDATE previous_members SET replaced = later.later FROM handed AS later WHERE {same} AND replaced = {number}"
    )


def _same(one: str, other: str, columns: tuple[str, ...]) -> str:
    return " AND ".join(f"{one}.{column} = {other}.{column}" for column in columns)


def _columns(connection: Connection) -> dict[str, str]:
    rows = connection.sql('SELECT name, "column" FROM dimensions').fetchall()
    return {name: name for name in DIMENSIONS} | {str(name): str(column) for name, column in rows}


def _used(connection: Connection, number: int) -> dict[str, list[int]]:
    """Codes by dimension that the import's rows carry."""
    found: dict[str, list[int]] = {}
    for name, column in _columns(connection).items():
        more = ""
        if name in ("touchpoint", "channel"):
            more = f" UNION SELECT {name} FROM invitations WHERE import = $number"
        if name == "touchpoint":
            more += " UNION SELECT touchpoint FROM comments SEMI JOIN own USING (resp)"
            more += " UNION SELECT code FROM previous_members WHERE replaced = $number AND dimension = 'touchpoint'"
        rows = connection.sql(
            "WITH own AS (SELECT resp FROM responses WHERE import = $number) "
            f"SELECT {quoted(column)} FROM answers SEMI JOIN own USING (resp) UNION "
            f"SELECT {quoted(column)} FROM scores SEMI JOIN own USING (resp){more}",
            params={"number": number},
        ).fetchall()
        found[name] = sorted({int(row[0]) for row in rows} - {0})
    return found


def _members_back(connection: Connection, number: int) -> None:
    """Stage, order and contacts as they were; names and merges that people have made since stay."""
    values = {"number": number}
    connection.execute(
        "UPDATE members SET stage = p.stage, position = p.position, contacts = p.contacts FROM previous_members AS p "
        "WHERE p.replaced = $number AND p.dimension = members.dimension AND p.code = members.code",
        values,
    )
    connection.execute("DELETE FROM previous_members WHERE replaced = $number", values)


def _tidy(connection: Connection, used: dict[str, list[int]]) -> None:
    """Removes members that only the undone import used and that nobody has edited, and measures without answers."""
    for name, column in _columns(connection).items():
        if not used.get(name):
            continue
        places = [
            f"SELECT {quoted(column)} FROM {past}{table}" for past in ("", "previous_") for table in answers.TABLES
        ]
        if name in ("touchpoint", "channel"):
            places += [f"SELECT {name} FROM {table}" for table in ("invitations", "previous_invitations")]
        if name == "touchpoint":
            places += [f"SELECT touchpoint FROM {table}" for table in ("comments", "previous_comments")]
        connection.execute(
            "DELETE FROM members WHERE dimension = $name AND code IN (SELECT unnest($codes::SMALLINT[])) "
            "AND canonical = code AND stage = '' AND position IS NULL AND contacts IS NULL "
            f"AND code NOT IN ({' UNION '.join(places)}) "
            "AND code NOT IN (SELECT canonical FROM members WHERE dimension = $name AND canonical <> code)",
            {"name": name, "codes": used[name]},
        )
    connection.execute(
        "DELETE FROM measures WHERE NOT list_contains($used::SMALLINT[], id)",
        {"used": sorted(answers.measures(connection))},
    )
