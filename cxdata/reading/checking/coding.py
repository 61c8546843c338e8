"""Columns of few different texts, staged as small numbers: scores and labels.

A sample of the file tells most of a column's texts. They become a transient ENUM, so the pass over the whole file
stores a number a cell; rows with a text that the sample did not hold are odd: their texts are kept and understood
afterwards. What a known text means is looked up in a list by the number, which, unlike a join, keeps the rows' order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import md5

import duckdb

from cxdata.reading.checking.scores import BLANKS, meanings, parameters
from cxdata.reading.mapping import Question

_FEW_TEXTS = 500
_CHEAP_TO_MISS = 30
_MOST_TEXTS = 5_000
_MEANINGS = {True: ("score", "reason", "blank", "mix"), False: ("number", "blank", "mix")}


def stable(text: str) -> str:
    """SQL of 64 bits of the MD5 of a text: the same in every version of DuckDB, unlike its own hash()."""
    return f"(md5_number({text}) >> 64)::UBIGINT"


@dataclass(frozen=True, slots=True)
class Coded:
    """One such column. `name`: s0 or d0, as staged; `source`: c3, as scanned; `tag` tells its values from others'.

    `place`: where an odd row keeps this column's text in `texts`, from 1.
    """

    name: str
    source: str
    place: int
    tag: str
    question: Question | None = None

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
            f"LEFT JOIN (FROM t_{self.name} WHERE position IS NULL) AS n_{self.name} "
            f"ON n_{self.name}.text = raw.texts[{self.place}]"
        )


def sampled(connection: duckdb.DuckDBPyConnection, columns: Sequence[Coded]) -> dict[str, bool]:
    """Makes one type e_<name> a column from the table `sample`; by name, whether it has many values."""
    for column in columns:
        name, source = column.name, column.source
        # The commonest texts; none where most stand but once, as numbers of invoices do.
        connection.execute(
            f"SET VARIABLE {name}_text = (SELECT list(text ORDER BY text) FROM ("
            f"SELECT '' AS text UNION (SELECT text FROM ("
            f"SELECT {source} AS text, count(*) AS n, count(*) OVER () AS texts, sum(n) OVER () AS cells "
            f"FROM sample WHERE length({source}) BETWEEN 1 AND 999 GROUP BY 1) "
            f"WHERE texts <= {_FEW_TEXTS} OR texts * 2 < cells ORDER BY n DESC, text LIMIT {_MOST_TEXTS})))"
        )
        connection.execute(f"CREATE TEMP TYPE e_{name} AS ENUM (SELECT unnest(getvariable('{name}_text')))")
    asked = ", ".join(f"len(getvariable('{column.name}_text'))" for column in columns) or "0"
    counts = connection.sql(f"SELECT {asked}").fetchall()[0]
    return {column.name: count > _CHEAP_TO_MISS for column, count in zip(columns, counts, strict=False)}


def understood(connection: duckdb.DuckDBPyConnection, column: Coded, odd: bool = False) -> None:
    """Makes the table t_<name>(position, text, blank, mix, and score, reason or label, number) out of the known texts.

    `position` is the ENUM's number; with `odd`, after the pass, it is NULL for texts of odd rows outside the ENUM.
    `mix` is what the value adds to a row's fingerprint. What the known texts mean stands in the variables
    <name>_<meaning> as well, a list each.
    """
    name = column.name
    text = f"texts[{column.place}]"
    unseen = (
        f" UNION ALL SELECT DISTINCT NULL, {text} FROM raw WHERE {name} IS NULL AND {text} IS NOT NULL" if odd else ""
    )
    texts = (
        f"SELECT generate_subscripts(texts, 1)::INTEGER - 1 AS position, unnest(texts) AS text "
        f"FROM (SELECT enum_range(NULL::e_{name}) AS texts){unseen}"
    )
    tag = md5(column.tag.encode()).hexdigest()
    if column.question:
        meaning = meanings("SELECT text FROM known")
        given, value = "score IS NOT NULL", f"concat('{tag}', score)"
        values: dict[str, object] = parameters(column.question)
    else:
        meaning = (
            f"SELECT text, trim(regexp_replace(nfc_normalize(text), '{BLANKS}', ' ', 'g')) AS label, "
            f"(dense_rank() OVER (ORDER BY label = '' DESC, label))::INTEGER - 1 AS number FROM known"
        )
        given, value = "label <> ''", f"concat('{tag}', label)"
        values = {}
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE t_{name} AS WITH known AS MATERIALIZED ({texts}), meaning AS ({meaning}) "
        f"SELECT position, meaning.*, trim(regexp_replace(text, '{BLANKS}', ' ', 'g')) = '' AS blank, "
        f"CASE WHEN {given} THEN {stable(value)} END AS mix FROM meaning JOIN known USING (text)",
        values or None,
    )
    said = _MEANINGS[column.question is not None]
    connection.execute(
        f"SET VARIABLE told = (SELECT {{{', '.join(f'{each}: list({each} ORDER BY position)' for each in said)}}} "
        f"FROM t_{name} WHERE position IS NOT NULL)"
    )
    for each in said:
        connection.execute(f"SET VARIABLE {name}_{each} = getvariable('told').{each}")
