"""A file of one row an answer, its question named in a cell, turned into one column a question."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from cxdata.reading.containers.headers import unique
from cxdata.reading.containers.source import Source, room
from cxdata.reading.meaning.vocabulary import key, role, says
from cxdata.reading.sheet import ALONE, Problem, Sheet, literal

MOST_QUESTIONS = 60
_SHARED = 0.8
_NUMBER = r"^\s*[-+]?\d{1,3}([.,]0+)?\s*(/\s*\d+)?\s*$"


def question_and_value(sheet: Sheet) -> tuple[int, int] | None:
    """Places of the column that names the question and of the one that holds its answer, by their headings."""
    found = []
    for pattern in ("long_question", "long_value"):
        known = (i for i, name in enumerate(sheet.headings) if says(pattern, key(name)) or says(pattern, name))
        found.append(next(known, None))
    asked, value = found
    return None if asked is None or value is None else (asked, value)


def widened(sheet: Sheet, folder: Path | None = None) -> Sheet:
    """The sheet with a column for each question where its rows are single answers; any other sheet as it is.

    Rows that share a response id become one row, on the line of their first; without such an id every answer stays
    a row of its own, and an id that a few answers share gets the question added. `problems` says that this was done.
    """
    places = question_and_value(sheet)
    if places is None:
        return sheet
    with duckdb.connect(config=ALONE) as connection:
        connection.execute(
            f"CREATE TEMP TABLE body AS SELECT *, coalesce(trim(c{places[0]}), '') AS asked, "
            f"row_number() OVER () - 1 AS row FROM {sheet.relation()}"
        )
        questions = _questions(connection, places[1])
        if not questions:
            return sheet
        made = Source(sheet.path, sheet.name, room(folder)).made(".parquet")
        kept = [i for i in range(len(sheet.headings)) if i not in places]
        response, repeated = _response(connection, sheet, kept)
        told = [f"arg_min({_cell(i, i == repeated)}, row) AS c{at}" for at, i in enumerate(kept)]
        told += [f"any_value(c{places[1]}) FILTER (place = {i}) AS c{len(kept) + i}" for i in range(len(questions))]
        rows = _written(connection, told, response, made)
    value = sheet.headings[places[1]]
    headings = unique([*(sheet.headings[i] for i in kept), *(question or value for question in questions)])
    wording = (*(sheet.questions[i] for i in kept), *headings[len(kept) :])
    lines = np.arange(sheet.rows, dtype=np.int32) + sheet.data_start if sheet.lines is None else sheet.lines
    facts = {"question": sheet.headings[places[0]], "value": value, "n": len(questions)}
    problem: Problem = ("long_turned", facts)
    return replace(
        sheet,
        path=made,
        stored="parquet",
        headings=headings,
        questions=wording,
        rows=len(rows),
        lines=lines[rows],
        problems=(*sheet.problems, problem),
    )


def _questions(connection: duckdb.DuckDBPyConnection, value: int) -> list[str]:
    """The questions in their order in the file; none where the rows do not look like single answers."""
    counted = connection.execute(
        f"SELECT asked, count(c{value}), count(*) FILTER (regexp_matches(c{value}, $number)) FROM body "
        f"GROUP BY asked ORDER BY min(row) LIMIT {MOST_QUESTIONS + 1}",
        {"number": _NUMBER},
    ).fetchall()
    rated = any(answers and numbers > 0.6 * answers for _, answers, numbers in counted)
    few = len(counted) <= MOST_QUESTIONS and 2 * len(counted) <= sum(answers for _, answers, _ in counted)
    return [question for question, *_ in counted] if rated and few else []


def _cell(place: int, repeated: bool) -> str:
    return f"c{place} || ' ' || asked" if repeated else f"c{place}"


def _response(connection: duckdb.DuckDBPyConnection, sheet: Sheet, kept: list[int]) -> tuple[str, int | None]:
    """The column whose cell the answers of one response share, never twice for a question; else the row.

    Beside the row: the place of an id that only a few answers share, as numbers of answers do by mistake.
    """
    for place in kept:
        if role(sheet.headings[place]) != "id":
            continue
        rows, pairs, responses, blank = connection.execute(
            f"SELECT count(*), count(DISTINCT (c{place}, asked)), count(DISTINCT c{place}), "
            f"count(*) FILTER (c{place} IS NULL) FROM body"
        ).fetchall()[0]
        if rows == pairs and responses < rows and not blank:
            return (f"c{place}", None) if responses <= _SHARED * rows else ("row", place)
    return "row", None


def _written(connection: duckdb.DuckDBPyConnection, told: list[str], response: str, made: Path) -> NDArray[np.int64]:
    """Writes the wide table; the number of the first row of each of its rows."""
    connection.execute(
        "CREATE TEMP TABLE numbered AS SELECT body.*, place FROM body JOIN "
        "(SELECT asked, row_number() OVER (ORDER BY min(row)) - 1 AS place FROM body GROUP BY asked) USING (asked)"
    )
    connection.execute(
        f"CREATE TEMP TABLE wide AS SELECT min(row) AS row, {', '.join(told)} FROM numbered GROUP BY {response}"
    )
    connection.execute(f"COPY (SELECT * EXCLUDE row FROM wide ORDER BY row) TO {literal(str(made))} (FORMAT parquet)")
    rows: NDArray[np.int64] = connection.execute("SELECT row FROM wide ORDER BY row").fetchnumpy()["row"]
    return rows
