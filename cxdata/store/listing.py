"""The answers behind a number, with their comments."""

from __future__ import annotations

from datetime import date

import polars as pl

from cxdata.errors import ChoiceRefused
from cxdata.schema import Metric
from cxdata.store.answers import every
from cxdata.store.connection import quoted
from cxdata.store.snapshot import NOWHERE, Snapshot, Where
from cxdata.store.tally import Scan, Scope
from cxdata.store.workspace import Connection, Workspace

LEAST = 5
"""Answers that a choice must hold before any of them is shown: a handful would point at persons."""

# A comment on the answer's own touchpoint goes before one on the reply as a whole.
_LISTED = """
SELECT answers.*, low, high,
    coalesce(
        (SELECT string_agg(text, chr(10)) FROM comments c WHERE c.resp = answers.resp AND c.touchpoint = here),
        (SELECT string_agg(text, chr(10)) FROM comments c WHERE c.resp = answers.resp AND c.touchpoint = 0)
    ) AS text
FROM ({chosen}) AS answers JOIN measures ON measures.id = answers.measure
ORDER BY {order}
"""
_NEWEST = "day DESC, resp DESC"
_LOWEST = "CASE WHEN up THEN score - low ELSE high - score END / greatest(high - low, 1)"
_SPOKEN = "resp IN (SELECT resp FROM comments)"


def count(snapshot: Snapshot, metric: Metric, where: Where = NOWHERE, **choice: object) -> int:
    """Number of answers that the choice holds; further arguments as for a tally."""
    return int(snapshot.tally(metric=metric, where=where, **choice)["n"].sum())  # type: ignore[arg-type]


def answers(
    workspace: Workspace,
    snapshot: Snapshot,
    *,
    metric: Metric,
    where: Where = NOWHERE,
    start: date | None = None,
    end: date | None = None,
    scope: Scope | None = None,
    lowest: bool = False,
    commented: bool = False,
    limit: int = 200,
) -> pl.DataFrame:
    """day, a column of labels per dimension of the snapshot (null: not given), score, low, high (its scale), text.

    Newest first, or with `lowest` the worst scores first. `commented` leaves out answers without a comment. Raises
    ChoiceRefused when the choice holds fewer than LEAST answers, and as tallies do.
    """
    scan = snapshot.chosen(metric, where, start, end, scope)
    with workspace.connect() as connection:
        found = connection.sql(scan.sql({}, {"n": "count(*)"}, every(connection)), params=scan.values).fetchall()[0][0]
        if found < LEAST:
            raise ChoiceRefused("too_few_to_list", n=found, least=LEAST)
        frame = _listed(connection, snapshot, scan, lowest, commented, limit)
    return _labelled(frame, snapshot)


def _listed(
    connection: Connection, snapshot: Snapshot, scan: Scan, lowest: bool, commented: bool, limit: int
) -> pl.DataFrame:
    """The chosen rows with codes; the comments are looked up for these rows only."""
    if commented:
        scan.conditions.append(_SPOKEN)
    codes = {name: quoted(snapshot.column(name)) for name in snapshot.dimensions}
    kept = scan.sql(
        {}, {n: n for n in ("resp", "measure", "score", "day")} | {"here": "touchpoint"} | codes, every(connection)
    )
    if lowest:
        kept = f"SELECT a.* FROM ({kept}) a JOIN measures m ON m.id = a.measure ORDER BY {_LOWEST}, {_NEWEST}"
    else:
        kept = f"{kept} ORDER BY {_NEWEST}"
    order = f"{_LOWEST}, {_NEWEST}" if lowest else _NEWEST
    sql = _LISTED.format(chosen=f"{kept} LIMIT {scan.bound(limit)}", order=order)
    frame: pl.DataFrame = connection.sql(sql, params=scan.values).pl()
    return frame


def _labelled(frame: pl.DataFrame, snapshot: Snapshot) -> pl.DataFrame:
    columns = []
    for name in snapshot.dimensions:
        members = snapshot.members.filter(dimension=name)
        shown = snapshot.labels(name)
        names = {code: shown.get(to) for code, to in members.select("code", "canonical").iter_rows()}
        columns.append(pl.col(name).replace_strict(names, default=None, return_dtype=pl.String))
    return frame.select("day", *columns, "score", "low", "high", "text")
