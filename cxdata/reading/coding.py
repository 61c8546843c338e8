"""Columns of few different texts, staged as small numbers: scores and labels.

A sample of the file tells most of a column's texts. They become a transient ENUM, so the pass over the whole file
stores a number a cell; texts that the sample did not hold are kept beside it and numbered afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import md5

import duckdb

from cxdata.reading.mapping import Question
from cxdata.reading.scores import BLANKS, meanings, parameters

SAMPLE = 20_000
_MOST_TEXTS = 5_000


def stable(text: str) -> str:
    """SQL of 64 bits of the MD5 of a text: the same in every version of DuckDB, unlike its own hash()."""
    return f"(md5_number({text}) >> 64)::UBIGINT"


@dataclass(frozen=True, slots=True)
class Coded:
    """One such column. `name`: s0 or d0, as staged; `source`: c3, as scanned; `tag` tells its values from others'."""

    name: str
    source: str
    tag: str
    question: Question | None = None

    @property
    def scanned(self) -> str:
        """What the pass over the file selects. The raw column stands in it so that TRY_CAST stays out of the reader."""
        number = f"TRY_CAST({self.source} AS e_{self.name})"
        return f"{number} AS {self.name}, CASE WHEN {number} IS NULL THEN {self.source} END AS {self.name}_new"

    def joined(self, new: bool) -> str:
        """SQL that brings what the texts mean to the scanned rows."""
        known = f"LEFT JOIN t_{self.name} ON t_{self.name}.position = enum_code(raw.{self.name})"
        return (
            f"{known} LEFT JOIN t_{self.name} AS n_{self.name} ON n_{self.name}.text = raw.{self.name}_new" * new
            or known
        )

    def meant(self, column: str, new: bool) -> str:
        known = f"t_{self.name}.{column}"
        return f"coalesce({known}, n_{self.name}.{column})" if new else known


def sampled(connection: duckdb.DuckDBPyConnection, relation: str, columns: Sequence[Coded]) -> None:
    """Makes one type e_<name> a column from the first rows of the file."""
    wanted = ", ".join(dict.fromkeys(column.source for column in columns)) or "1 AS nothing"
    connection.execute(f"CREATE TEMP TABLE sample AS SELECT {wanted} FROM {relation} LIMIT {SAMPLE}")
    for column in columns:
        connection.execute(
            f"CREATE TEMP TABLE texts AS SELECT DISTINCT {column.source} AS text FROM sample "
            f"WHERE {column.source} IS NOT NULL AND length({column.source}) < 1000 LIMIT {_MOST_TEXTS + 1}"
        )
        (count,) = connection.sql("SELECT count(*) FROM texts").fetchall()[0]
        few = "SELECT text FROM texts UNION " if count <= _MOST_TEXTS else ""
        connection.execute(
            f"CREATE TEMP TYPE e_{column.name} AS ENUM (SELECT text FROM ({few}SELECT '') ORDER BY text)"
        )
        connection.execute("DROP TABLE texts")
    connection.execute("DROP TABLE sample")


def understood(connection: duckdb.DuckDBPyConnection, column: Coded, new: bool) -> None:
    """Makes the table t_<name>(position, text, blank, mix, and score, reason or label, number) out of all texts.

    `position` is the ENUM's number, NULL for texts outside it; `mix` is what the value adds to a row's fingerprint.
    """
    name = column.name
    unseen = f" UNION ALL SELECT DISTINCT NULL, {name}_new FROM raw WHERE {name}_new IS NOT NULL" if new else ""
    connection.execute(
        f"CREATE TEMP TABLE x_{name} AS SELECT generate_subscripts(texts, 1)::INTEGER - 1 AS position, "
        f"unnest(texts) AS text FROM (SELECT enum_range(NULL::e_{name}) AS texts){unseen}"
    )
    tag = md5(column.tag.encode()).hexdigest()
    if column.question:
        meaning = meanings(f"SELECT text FROM x_{name}")
        given, value = "score IS NOT NULL", f"concat('{tag}', score)"
        values: dict[str, object] = parameters(column.question)
    else:
        meaning = (
            f"SELECT text, trim(regexp_replace(nfc_normalize(text), '{BLANKS}', ' ', 'g')) AS label, "
            f"(dense_rank() OVER (ORDER BY label = '' DESC, label))::INTEGER - 1 AS number FROM x_{name}"
        )
        given, value = "label <> ''", f"concat('{tag}', label)"
        values = {}
    connection.execute(
        f"CREATE TEMP TABLE t_{name} AS WITH meaning AS ({meaning}) SELECT x.position, meaning.*, "
        f"trim(regexp_replace(text, '{BLANKS}', ' ', 'g')) = '' AS blank, "
        f"CASE WHEN {given} THEN {stable(value)} END AS mix FROM meaning JOIN x_{name} AS x USING (text)",
        values or None,
    )
    connection.execute(f"DROP TABLE x_{name}")
