"""Workspaces filled without an import: for tests of whatever reads them."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from cxdata.schema import DIMENSIONS, Measure
from cxdata.store.workspace import Connection, Workspace

_SCALES = {"nps": (0, 10), "csat": (1, 5), "ces": (1, 7)}
_OWN = {"metric", "score", "day", "low", "high", "up", "question", "resp", "weight", "comment"}


def make_workspace(
    path: Path, answers: pl.DataFrame, *, name: str | None = None, settings: dict[str, str] | None = None
) -> Workspace:
    """A workspace file at `path` (ending in .duckdb) that holds these answers.

    `answers`: metric, score, day; as wanted low, high, up, question (a measure for each different combination), resp
    (rows of one reply share it; else one reply a row), weight, comment; every other column is a dimension of labels,
    null for not given. A touchpoint not given is the relationship.
    """
    workspace = Workspace(path, name or path.stem).create()
    frame = _completed(answers)
    with workspace.connect(write=True) as connection:
        connection.execute("BEGIN")
        for key, value in (settings or {}).items():
            connection.execute("INSERT OR REPLACE INTO settings VALUES ($key, $value)", {"key": key, "value": value})
        if len(frame):
            _fill(connection, frame)
        connection.execute("COMMIT")
    return workspace


def _completed(answers: pl.DataFrame) -> pl.DataFrame:
    scale = dict(_SCALES)
    defaults = {
        "low": pl.col("metric").replace_strict({m: s[0] for m, s in scale.items()}, return_dtype=pl.Int16),
        "high": pl.col("metric").replace_strict({m: s[1] for m, s in scale.items()}, return_dtype=pl.Int16),
        "up": pl.lit(True),
        "question": pl.lit(""),
        "resp": pl.int_range(1, pl.len() + 1, dtype=pl.Int64),
        "weight": pl.lit(None, dtype=pl.Float32),
        "comment": pl.lit(None, dtype=pl.String),
        **{name: pl.lit(None, dtype=pl.String) for name in DIMENSIONS},
    }
    missing = {column: value for column, value in defaults.items() if column not in answers.columns}
    return answers.with_columns(**missing).with_columns(
        pl.col("score").cast(pl.Int16),
        month=(pl.col("day").dt.year().cast(pl.Int32) * 12 + pl.col("day").dt.month() - 1).cast(pl.Int16),
    )


def _fill(connection: Connection, frame: pl.DataFrame) -> None:
    frame, measures = _measured(frame)
    connection.register("given_measures", measures)
    connection.execute("INSERT INTO measures BY NAME FROM given_measures")
    columns = {}
    for at, name in enumerate([*DIMENSIONS, *(c for c in frame.columns if c not in {*_OWN, *DIMENSIONS, *_MADE})]):
        column = name if name in DIMENSIONS else f"x{at - len(DIMENSIONS) + 1}"
        columns[name] = column
        if name not in DIMENSIONS:
            connection.execute(f"ALTER TABLE answers ADD COLUMN {column} SMALLINT DEFAULT 0")
            connection.execute("INSERT INTO dimensions VALUES ($n, $c, $p)", {"n": name, "c": column, "p": at})
        labels = frame[name].drop_nulls().unique(maintain_order=True).to_list()
        rows = [(name, code, label, code) for code, label in enumerate(labels, 1)]
        if rows:
            connection.executemany("INSERT INTO members (dimension, code, label, canonical) VALUES (?, ?, ?, ?)", rows)
        codes = {label: code for code, label in enumerate(labels, 1)}
        coded = pl.col(name).replace_strict(codes, default=0, return_dtype=pl.Int16).fill_null(0)
        frame = frame.with_columns(coded.alias(f"code of {name}"))
    _write(connection, frame, columns)


_MADE = ("month", "measure")


def _measured(frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    scale = ["metric", "low", "high", "up", "question"]
    found = frame.select(scale).unique(maintain_order=True)
    rows = []
    for at, (metric, low, high, up, question) in enumerate(found.iter_rows(), 1):
        known = Measure.of(metric, low, high, question, up)
        rows.append((at, metric, low, high, up, known.positive_from, known.negative_to, question))
    schema = ["id", "metric", "low", "high", "up", "positive_from", "negative_to", "question"]
    measures = pl.DataFrame(rows, schema=schema, orient="row")
    numbered = found.with_columns(measure=pl.int_range(1, pl.len() + 1, dtype=pl.Int16))
    return frame.join(numbered, on=scale, maintain_order="left"), measures


def _write(connection: Connection, frame: pl.DataFrame, columns: dict[str, str]) -> None:
    codes = [pl.col(f"code of {name}").alias(column) for name, column in columns.items()]
    coded = frame.select("resp", "measure", "score", "day", "month", *codes, pl.col("weight").cast(pl.Float32))
    connection.register("given", coded.sort("measure", "day"))
    connection.execute("INSERT INTO answers BY NAME FROM given")
    replies = frame.group_by("resp", maintain_order=True).agg(pl.col("day", "month", "weight").first())
    connection.register("replies", replies)
    connection.execute(
        "INSERT INTO responses SELECT resp, resp, 1, day::TIMESTAMP, day, month, weight, NULL, resp FROM replies"
    )
    said = frame.filter(pl.col("comment").is_not_null()).select("resp", "day", "code of touchpoint", "comment")
    connection.register("said", said)
    connection.execute("INSERT INTO comments FROM said")
    connection.execute(
        "INSERT INTO imports VALUES (1, TIMESTAMP '2026-01-01', 'answers.csv', '', '', '', 'answers', "
        '\'{"file": "answers.csv", "import_id": 1}\', NULL)'
    )
