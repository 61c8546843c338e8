"""The values of a dimension as people edit them: labels, order, stage, contacts, and which count as one.

Every change is one transaction that touches `members` alone, with a row in `audit` for each member changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

import polars as pl

from cxdata.errors import EditRefused
from cxdata.store.snapshot import Snapshot
from cxdata.store.workspace import Connection, Workspace

Row = dict[str, object]
_EDITED = ("label", "stage", "position", "contacts")
_ALL = (*_EDITED, "canonical")
LONGEST = 200
_MOST = {"position": 2**31 - 1, "contacts": 2**53}


def listed(snapshot: Snapshot, dimension: str) -> pl.DataFrame:
    """code, label, merged_into (label or null), stage, position, contacts, n (answers) of every member, in order."""
    shown = snapshot.labels(dimension)
    counted = snapshot.own_counts(dimension)
    into = pl.col("canonical").replace_strict(shown, default=None, return_dtype=pl.String)
    return snapshot.members.filter(dimension=dimension).select(
        "code",
        "label",
        pl.when(pl.col("canonical") != pl.col("code")).then(into).alias("merged_into"),
        "stage",
        "position",
        "contacts",
        pl.col("code").replace_strict(counted, default=0, return_dtype=pl.Int64).alias("n"),
    )


def rename(workspace: Workspace, dimension: str, code: int, label: str, by: str = "") -> int:
    """Gives a member another label; files that still use the old one keep counting under it. Raises EditRefused."""
    return edit(workspace, dimension, pl.DataFrame({"code": [code], "label": [label]}), by)


def move(workspace: Workspace, dimension: str, code: int, by: str = "", **fields: object) -> int:
    """Sets some of stage, position and contacts of one member. Raises EditRefused."""
    return edit(workspace, dimension, pl.DataFrame({"code": [code], **{k: [v] for k, v in fields.items()}}), by)


def edit(workspace: Workspace, dimension: str, frame: pl.DataFrame, by: str = "") -> int:
    """Applies rows of `code` and any of label, stage, position, contacts; the number of members changed.

    All rows or none: raises EditRefused for an unknown code, an empty or too long label, a label that another member
    has (then merging is meant), and contacts or positions that are no whole numbers from 0.
    """
    wanted = [_cleaned(row) for row in frame.iter_rows(named=True)]
    with workspace.connect(write=True) as connection:
        before = _members(connection, dimension)
        after = {code: dict(row) for code, row in before.items()}
        for row in wanted:
            code = row.pop("code")
            _known(dimension, after, code)
            after[code] |= row  # type: ignore[index]
        _keep_former_labels(before, after)
        _distinct(dimension, after)
        return _written(connection, dimension, before, after, by)


def merge(workspace: Workspace, dimension: str, codes: Iterable[int], into: int, by: str = "") -> int:
    """Counts these members, and those merged into them before, under another; the number of members changed."""
    with workspace.connect(write=True) as connection:
        before = _members(connection, dimension)
        moving = {_known(dimension, before, code) for code in codes}
        target = before[_known(dimension, before, into)]["canonical"]
        if target in moving:
            target = into
        after = {code: dict(row) for code, row in before.items()}
        for code, row in after.items():
            if code in moving or row["canonical"] in moving:
                row["canonical"] = target
        after[target]["canonical"] = target  # type: ignore[index]
        return _written(connection, dimension, before, after, by)


def unmerge(workspace: Workspace, dimension: str, codes: Iterable[int], by: str = "") -> int:
    """Lets merged members count for themselves again; the number of members changed."""
    with workspace.connect(write=True) as connection:
        before = _members(connection, dimension)
        after = {code: dict(row) for code, row in before.items()}
        for code in codes:
            after[_known(dimension, before, code)]["canonical"] = code
        return _written(connection, dimension, before, after, by)


def history(workspace: Workspace, limit: int = 200) -> pl.DataFrame:
    """Changes made by people, newest first: at (UTC), by, table, key, before, after (JSON of what changed)."""
    with workspace.connect() as connection:
        frame: pl.DataFrame = connection.sql(
            'SELECT * FROM audit ORDER BY "at" DESC, rowid DESC LIMIT $limit', params={"limit": limit}
        ).pl()
        return frame


def _members(connection: Connection, dimension: str) -> dict[int, Row]:
    rows = connection.sql(
        f"SELECT code, {', '.join(_ALL)} FROM members WHERE dimension = $dimension ORDER BY code",
        params={"dimension": dimension},
    ).fetchall()
    return {code: dict(zip(_ALL, rest, strict=True)) for code, *rest in rows}


def _known(dimension: str, members: Mapping[int, Row], code: object) -> int:
    if not isinstance(code, int) or code not in members:
        raise EditRefused("member_unknown", dimension=dimension, code=code)
    return code


def _cleaned(row: Mapping[str, object]) -> Row:
    """The row's fields that can be edited, text trimmed and numbers whole."""
    found: Row = {"code": row.get("code")}
    for name in ("label", "stage"):
        if name in row:
            text = " ".join(str(row[name] or "").split())
            if len(text) > LONGEST:
                raise EditRefused("member_long", label=text[:40], longest=LONGEST)
            found[name] = text
    if found.get("label") == "":
        raise EditRefused("member_empty")
    for name in ("position", "contacts"):
        if name in row:
            found[name] = _whole(name, row[name])
    return found


def _whole(name: str, value: object) -> int | None:
    if value is None or value == "" or value != value:
        return None
    most = _MOST[name]
    if isinstance(value, int | float) and value == int(value) and 0 <= value <= most:
        return int(value)
    raise EditRefused(f"member_{name}", found=value)


def _distinct(dimension: str, members: Mapping[int, Row]) -> None:
    seen: dict[object, int] = {}
    for code, row in members.items():
        other = seen.setdefault(row["label"], code)
        if other != code:
            raise EditRefused("member_duplicate", dimension=dimension, label=row["label"], codes=[other, code])


def _keep_former_labels(before: Mapping[int, Row], after: dict[int, Row]) -> None:
    """Renamed members leave their old label behind as a merged one, so that the next file finds its way.

    A member that takes back a label which it left behind swaps the two.
    """
    renamed = [code for code, row in before.items() if after[code]["label"] != row["label"]]
    wanted = {after[code]["label"]: code for code in renamed}
    for code, row in before.items():
        taker = wanted.get(row["label"])
        if taker is not None and code not in renamed and row["canonical"] == taker:
            after[code]["label"] = before[taker]["label"]
    labels = {row["label"] for row in after.values()}
    for code in renamed:
        label = before[code]["label"]
        if label not in labels:
            left = {"stage": "", "position": None, "contacts": None}
            after[max(after) + 1] = {"label": label, "canonical": before[code]["canonical"], **left}


def _written(
    connection: Connection, dimension: str, before: Mapping[int, Row], after: Mapping[int, Row], by: str
) -> int:
    """Writes what differs, and the audit of it, in one transaction; the number of members that differ."""
    changed = [code for code, row in after.items() if before.get(code) != row]
    now = datetime.now(UTC).replace(tzinfo=None)
    connection.execute("BEGIN")
    for code in changed:
        connection.execute(
            f"INSERT OR REPLACE INTO members (dimension, code, {', '.join(_ALL)}) "
            f"VALUES ($dimension, $code, {', '.join(f'${name}' for name in _ALL)})",
            {"dimension": dimension, "code": code, **after[code]},
        )
        old = before.get(code, {})
        fields = [name for name in _ALL if old.get(name) != after[code][name]]
        connection.execute(
            "INSERT INTO audit VALUES ($now, $by, 'members', $key, $before, $after)",
            {
                "now": now,
                "by": by,
                "key": f"{dimension}:{code}",
                "before": _json(old, fields),
                "after": _json(after[code], fields),
            },
        )
    connection.execute("COMMIT")
    return len(set(changed) & set(before))


def _json(row: Row, fields: Iterable[str]) -> str:
    return json.dumps({name: row[name] for name in fields if name in row}, ensure_ascii=False)
