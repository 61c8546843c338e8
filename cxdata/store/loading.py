"""Copying a workspace's narrow tables into memory, and what one look over them tells."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import polars as pl

from cxdata.choice import month_end
from cxdata.store import answers
from cxdata.store.connection import quoted
from cxdata.store.tally import COLUMNS, month_number
from cxdata.store.workspace import ZONE, Connection, Version, Workspace

_FIXED = ("resp", "measure", "score", "day", "month")
_MIDDLE = 15
_WEIGHTED = "SELECT greatest((SELECT max(weight) FROM answers), (SELECT max(weight) FROM scores)) IS NOT NULL"


@dataclass(frozen=True)
class Copied:
    """What stands beside the answers. `columns`: dimension -> column of `answers`, in order."""

    version: Version
    settings: Mapping[str, str]
    columns: Mapping[str, str]
    measures: pl.DataFrame
    members: pl.DataFrame
    files: list[str]
    sources: pl.DataFrame
    weighted: bool
    invitations: pl.DataFrame


def copied(workspace: Workspace, connection: Connection, patience: float) -> Copied:
    """Copies `answers` and `measures` into the connection's memory; the file is held while that lasts."""
    with workspace.attached(connection, patience=patience):
        version = workspace.version
        named = connection.sql('SELECT name, "column" FROM dimensions ORDER BY position').fetchall()
        columns = {_public(name): str(column) for name, column in named}
        weighted = bool(connection.sql(_WEIGHTED).fetchall()[0][0])
        kept = [*_FIXED, *columns.values(), *(["weight"] if weighted else [])]
        held = answers.every(connection)
        connection.execute(f"CREATE TABLE memory.answers AS SELECT {', '.join(map(quoted, kept))} FROM {held}")
        connection.execute("CREATE TABLE memory.measures AS FROM w.measures")
        return Copied(
            version=version,
            settings=dict(connection.sql("SELECT name, value FROM settings").fetchall()),
            columns=columns,
            measures=connection.sql("FROM measures ORDER BY id").pl(),
            members=connection.sql("FROM members ORDER BY dimension, position NULLS LAST, code")
            .pl()
            .with_columns(pl.col("dimension").map_elements(_public, return_dtype=pl.String)),
            files=(files := _files(connection)),
            sources=_sources(connection) if len(files) > 1 else pl.DataFrame(),
            weighted=weighted,
            invitations=connection.sql(
                "SELECT month, touchpoint, channel, sum(sent)::BIGINT AS n FROM invitations GROUP BY ALL"
            ).pl(),
        )


def _public(dimension: str) -> str:
    """The name that a dimension goes by; a heading such as "month" steps aside for the tally's own column."""
    return f"{dimension}_" if dimension in COLUMNS else dimension


def _files(connection: Connection) -> list[str]:
    """Names of the files whose answers stand in the workspace, oldest first, each once."""
    rows = connection.sql(
        "SELECT file FROM imports WHERE undone IS NULL AND id IN (SELECT import FROM responses) ORDER BY id"
    ).fetchall()
    return list(dict.fromkeys(str(file) for (file,) in rows))


def _sources(connection: Connection) -> pl.DataFrame:
    """`file, measure, touchpoint, month` (number) wherever a file gave an answer, oldest import first."""
    found: pl.DataFrame = connection.sql(
        "SELECT file, measure, touchpoint, month FROM (SELECT import, measure, touchpoint, a.month "
        "FROM memory.answers a JOIN responses USING (resp) GROUP BY 1, 2, 3, 4) JOIN imports ON id = import "
        "ORDER BY id, 2, 3, 4"
    ).pl()
    return found


Scale = tuple[int, int]
"""Lowest and highest score."""


class Rescaled(NamedTuple):
    """The first day with answers on the scale `after`, when the last ones on `before` had been given."""

    at: date
    before: Scale
    after: Scale


@dataclass(frozen=True)
class Outline:
    """Which months hold answers of which measure. `present`: dimensions with any value given.

    `months`: measure, month (number), relationship, first, last, n.
    """

    months: pl.DataFrame
    present: frozenset[str]

    @property
    def answers(self) -> int:
        return int(self.months["n"].sum())

    @property
    def first(self) -> date | None:
        return self.months["first"].min()  # type: ignore[return-value]

    @property
    def last(self) -> date | None:
        return self.months["last"].max()  # type: ignore[return-value]

    @property
    def length(self) -> tuple[int, int]:
        """Months and days from the first answer to the last."""
        if self.first is None or self.last is None:
            return 0, 0
        return month_number(self.last) - month_number(self.first) + 1, (self.last - self.first).days + 1

    def rescaled(self, measures: pl.DataFrame) -> dict[tuple[str, bool], tuple[Rescaled, ...]]:
        """By metric and whether about the relationship: where a line across the change joins unlike things.

        Nothing where two scales are in use at one time. `measures`: id, metric, low, high.
        """
        asked = measures.select("metric", "low", "high", measure=pl.col("id").cast(self.months.schema["measure"]))
        scales = ["metric", "relationship", "low", "high"]
        spans = self.months.join(asked, on="measure").group_by(scales).agg(pl.col("first").min(), pl.col("last").max())
        found = {}
        for (metric, relationship), part in spans.sort("first", *scales).group_by(scales[:2], maintain_order=True):
            rows = part.to_dicts()
            if all(one["last"] < two["first"] for one, two in pairwise(rows)):
                found[str(metric), bool(relationship)] = tuple(
                    Rescaled(two["first"], (one["low"], one["high"]), (two["low"], two["high"]))
                    for one, two in pairwise(rows)
                )
        return found

    def ends(self, pinned: str, zone: str) -> tuple[date, date]:
        """The day from which periods count back, and the last day of all time: the last answer's, or the pinned one."""
        as_of = self.as_of(pinned, zone)
        return as_of, as_of if pinned or self.last is None else max(self.last, as_of)

    def as_of(self, pinned: str, zone: str) -> date:
        """The pinned day; else the end of the last month with answers on both sides of its middle; else the last
        answer's day; else today."""
        with suppress(ValueError):
            return date.fromisoformat(pinned)
        edges = self.months.group_by("month").agg(pl.col("first").min(), pl.col("last").max())
        whole = edges.filter(pl.col("first").dt.day() <= _MIDDLE, pl.col("last").dt.day() > _MIDDLE)
        if len(whole):
            latest: date = whole["first"].max()  # type: ignore[assignment]
            return month_end(latest)
        return self.last or today(zone)


def today(zone: str) -> date:
    """The day it is in the workspace's zone."""
    try:
        return datetime.now(ZoneInfo(zone or ZONE)).date()
    except (ZoneInfoNotFoundError, ValueError):
        return date.today()


def outline(connection: Connection, columns: Mapping[str, str]) -> Outline:
    """One look over the answers in memory."""
    months = connection.sql(
        "SELECT measure, month, touchpoint = 0 AS relationship, min(day) AS first, max(day) AS last, count(*) AS n "
        "FROM answers GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
    ).pl()
    highest = connection.sql(
        f"SELECT {', '.join(f'max({quoted(column)})' for column in columns.values())} FROM answers"
    ).fetchall()[0]
    return Outline(months, frozenset(name for name, code in zip(columns, highest, strict=True) if code))
