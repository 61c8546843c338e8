"""Columns of few different texts, staged as small numbers: scores and labels.

A sample of the file tells most of a column's texts. They become a transient ENUM, so the pass over the whole file
stores a number a cell; rows with a text that the sample did not hold are odd: their texts are kept and understood
afterwards. What a known text means is looked up in a list by the number, which, unlike a join, keeps the rows' order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import md5

import duckdb
import polars as pl

from cxdata.reading.checking.scores import BLANKS, meanings, parameters
from cxdata.reading.mapping import Question

_FEW_TEXTS = 500
_CHEAP_TO_MISS = 30
_MOST_TEXTS = 5_000
_LONGEST_TEXT = 999
_ASKED = {"name": pl.String, "tag": pl.String, "low": pl.Int32, "high": pl.Int32} | {
    "missing": pl.List(pl.String), "said": pl.List(pl.String), "worth": pl.List(pl.Int16)
}  # fmt: skip
_TYPES = {"score": "SMALLINT", "reason": "VARCHAR", "number": "INTEGER", "blank": "BOOLEAN", "mix": "UBIGINT"}
_OF = {True: ("score", "reason", "blank", "mix"), False: ("number", "blank", "mix")}


def stable(text: str) -> str:
    """SQL of 64 bits of the MD5 of a text: the same in every version of DuckDB, unlike its own hash()."""
    return f"(md5_number({text}) >> 64)::UBIGINT"


@dataclass(frozen=True, slots=True)
class Coded:
    """One such column. `name`: s0 or d0, as staged; `source`: c3, as scanned; `tag` tells its values from others'.

    `place`: where an odd row keeps this column's text in `texts`, from 1. `numbered`: its labels' numbers are those of
    its ENUM.
    """

    name: str
    source: str
    place: int
    tag: str
    question: Question | None = None
    numbered: bool = False

    def number(self, many: bool) -> str:
        """What the pass over the file selects. A cast that fails names all `many` values in a message nobody reads, so
        there it is tried on known texts only. The raw column must be selected beside it: alone, DuckDB pushes TRY_CAST
        into the reader, where it drops rows."""
        cast = f"TRY_CAST({self.source} AS e_{self.name})"
        if many:
            cast = f"CASE WHEN list_contains(getvariable('{self.name}_text'), {self.source}) THEN {cast} END"
        return f"{cast} AS {self.name}"

    @property
    def odd(self) -> str:
        """Whether a cell holds a text outside the ENUM."""
        return f"({self.name} IS NULL AND {self.source} IS NOT NULL)"

    def known(self, meaning: str) -> str:
        """SQL of what a scanned cell means by the texts that the sample held, or of its "text"; NULL for others."""
        if meaning == "number" and self.numbered:
            return f"enum_code({self.name})"
        return self.during(f"getvariable('{self.name}_{meaning}')[enum_code({self.name}) + 1]", meaning)

    def meant(self, meaning: str) -> str:
        """SQL of what a cell of an odd row means: the texts joined by `joined` are asked as well."""
        return f"coalesce({self.known(meaning)}, {self.during(f'n_{self.name}.{meaning}', meaning)})"

    def during(self, told: str, meaning: str = "") -> str:
        """SQL of what a cell means, NULL on days when its question does not hold; what it says holds on all."""
        since, until = (self.question.since, self.question.until) if self.question else (None, None)
        edges = [f"moment >= TIMESTAMP '{since}'"] if since else []
        edges += [f"moment < TIMESTAMP '{until + timedelta(days=1)}'"] if until else []
        return (
            f"CASE WHEN {' AND '.join(edges)} THEN {told} END" if edges and meaning not in ("blank", "text") else told
        )

    @property
    def joined(self) -> str:
        return (
            f"LEFT JOIN (FROM told WHERE name = '{self.name}' AND position IS NULL) AS n_{self.name} "
            f"ON n_{self.name}.text = raw.texts[{self.place}]"
        )


def commonest(cells: pl.Series) -> list[str]:
    """The commonest texts of a sample in order, with the empty one; it alone where most texts stand but once, as
    numbers of invoices do."""
    told = cells.rename("text").filter(cells.str.len_chars().is_between(1, _LONGEST_TEXT))
    counts = told.value_counts(name="n")
    if len(counts) > _FEW_TEXTS and 2 * len(counts) >= len(told):
        return [""]
    return sorted(["", *counts.sort("n", "text", descending=[True, False]).head(_MOST_TEXTS)["text"]])


def typed(connection: duckdb.DuckDBPyConnection, texts: Mapping[str, list[str]]) -> dict[str, bool]:
    """Makes one type e_<name> a column out of its texts; by name, whether it has many values."""
    for name, known in texts.items():
        connection.execute(f"CREATE TEMP TYPE e_{name} AS ENUM (SELECT unnest($known::VARCHAR[]))", {"known": known})
    return {name: len(known) > _CHEAP_TO_MISS for name, known in texts.items()}


def understood(
    connection: duckdb.DuckDBPyConnection, columns: Sequence[Coded], texts: Mapping[str, list[str]], odd: bool = False
) -> list[Coded]:
    """Makes `told`: name, position, text, blank, mix, and score, reason or label, number; the columns as they are now.

    `position` is the ENUM's number; with `odd`, after the pass, it is NULL for texts of odd rows outside the ENUM.
    `mix` is what the value adds to a row's fingerprint. What the known texts mean stands in the variables
    <name>_<meaning> as well, a list each.
    """
    asked = pl.DataFrame([_asked(column) for column in columns], _ASKED, orient="row")
    every = [(name, position, text) for name, known in texts.items() for position, text in enumerate(known)]
    connection.register("asked", asked)
    connection.register(
        "known", pl.DataFrame(every, {"name": pl.String, "position": pl.Int32, "text": pl.String}, orient="row")
    )
    unseen = (
        f" UNION ALL SELECT DISTINCT '{column.name}', NULL, texts[{column.place}] FROM raw "
        f"WHERE {column.name} IS NULL AND texts[{column.place}] IS NOT NULL"
        for column in (columns if odd else ())
    )
    scores = meanings("SELECT * FROM every WHERE low IS NOT NULL", "name, position, tag, ")
    tidy = f"trim(regexp_replace(nfc_normalize(text), '{BLANKS}', ' ', 'g'))"
    connection.execute(f"""
CREATE OR REPLACE TEMP TABLE told AS WITH every AS MATERIALIZED (
    FROM (FROM known{"".join(unseen)}) JOIN asked USING (name)
), labelled AS (
    SELECT name, position, tag, text, {tidy} AS label FROM every WHERE low IS NULL
), numbered AS (
    SELECT *, (dense_rank() OVER (PARTITION BY name ORDER BY label = '' DESC, label))::INTEGER - 1 AS number
    FROM labelled
), meant AS (
    FROM ({scores}) UNION ALL BY NAME FROM numbered
)
SELECT * EXCLUDE tag, trim(regexp_replace(text, '{BLANKS}', ' ', 'g')) = '' AS blank,
    CASE WHEN coalesce(score::VARCHAR, label, '') <> '' THEN {stable("concat(tag, score, label)")} END AS mix
FROM meant""")
    for name in ("asked", "known"):
        connection.unregister(name)
    lists = ", ".join(f"list({meaning} ORDER BY position)" for meaning in _TYPES)
    rows = connection.sql(f"SELECT name, {lists} FROM told WHERE position IS NOT NULL GROUP BY name").fetchall()
    found = {name: dict(zip(_TYPES, told, strict=True)) for name, *told in rows}
    for column in columns:
        connection.execute(f"SET VARIABLE {column.name}_text = $told::VARCHAR[]", {"told": texts[column.name]})
        for meaning in _OF[column.question is not None]:
            connection.execute(
                f"SET VARIABLE {column.name}_{meaning} = $told::{_TYPES[meaning]}[]",
                {"told": found[column.name][meaning]},
            )
    return [
        replace(column, numbered=found[column.name]["number"] == [*range(len(texts[column.name]))])
        for column in columns
    ]


def _asked(column: Coded) -> tuple[object, ...]:
    question = parameters(column.question) if column.question else {}
    return column.name, md5(column.tag.encode()).hexdigest(), *(question.get(name) for name in [*_ASKED][2:])
