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

_SAID = """
SELECT resp, touchpoint AS here, string_agg(text, chr(10)) AS text FROM comments
WHERE resp IN (SELECT unnest($replies)) GROUP BY ALL
"""
_NEWEST = "day DESC, resp DESC, here, measure"
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
    with snapshot.beside(workspace) as connection:
        held = every(connection)
        found = connection.sql(scan.sql({}, {"n": "count(*)"}, held), params=scan.values).fetchall()[0][0]
        if found < LEAST:
            raise ChoiceRefused("too_few_to_list", n=found, least=LEAST)
        frame = _listed(connection, held, snapshot, scan, lowest, commented, limit)
    return _labelled(frame, snapshot)


def _listed(
    connection: Connection, held: str, snapshot: Snapshot, scan: Scan, lowest: bool, commented: bool, limit: int
) -> pl.DataFrame:
    """The chosen rows with codes, then the comments of these replies only."""
    if commented:
        scan.conditions.append(_SPOKEN)
    codes = {name: quoted(snapshot.column(name)) for name in snapshot.dimensions}
    chosen = scan.sql({}, {n: n for n in ("resp", "measure", "score", "day")} | {"here": "touchpoint"} | codes, held)
    order = f"{_LOWEST}, {_NEWEST}" if lowest else _NEWEST
    found = connection.sql(
        f"SELECT chosen.*, low, high FROM ({chosen}) AS chosen JOIN measures ON measures.id = measure "
        f"ORDER BY {order} LIMIT {scan.bound(limit)}",
        params=scan.values,
    ).pl()
    return _commented(found, connection.sql(_SAID, params={"replies": found["resp"].unique().to_list()}).pl())


def _commented(found: pl.DataFrame, said: pl.DataFrame) -> pl.DataFrame:
    """The rows with their `text`: comments on the answer's own touchpoint go before those on the reply as a whole."""
    whole = said.filter(here=0).select("resp", whole="text")
    own = found.join(said, on=["resp", "here"], how="left", maintain_order="left")
    both = own.join(whole, on="resp", how="left", maintain_order="left")
    return both.with_columns(text=pl.coalesce("text", "whole"))


def _labelled(frame: pl.DataFrame, snapshot: Snapshot) -> pl.DataFrame:
    columns = []
    for name in snapshot.dimensions:
        members = snapshot.members.filter(dimension=name)
        shown = snapshot.labels(name)
        names = {code: shown.get(to) for code, to in members.select("code", "canonical").iter_rows()}
        columns.append(pl.col(name).replace_strict(names, default=None, return_dtype=pl.String))
    return frame.select("day", *columns, "score", "low", "high", "text")
