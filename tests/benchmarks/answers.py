"""Workspaces with millions of made-up answers, written straight into their tables; with owners and goals."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from cxdata.governance import uploading
from cxdata.governance.tables import TABLES
from cxdata.schema import Measure
from cxdata.store.workspace import Connection, Workspace
from tests.benchmarks import vocabulary as words
from tests.benchmarks.vocabulary import drawn

FEW = 10_000
DAYS = 36 * 30
AS_OF = "2026-05-31"
_SHARES = {"nps": (0.8, 0, 10), "csat": (0.1, 1, 5), "ces": (0.1, 1, 7)}
_TOGETHER = 3
"""Ratings of touchpoints that one reply holds."""

_RELATIONSHIP = 20
"""Of so many NPS answers one is about the relationship as a whole."""


def name(answers: int) -> str:
    """What the workspace of so many answers is called."""
    return f"answers_{answers}"


def made(home: Path, name: str, answers: int) -> Workspace:
    """The workspace of that name in the home folder, made unless it is there: NPS four fifths, over three years."""
    workspace = Workspace(home / f"{name}.duckdb", name)
    if workspace.exists:
        return workspace
    draft = Workspace(home / f".{name}-draft.duckdb", name)
    draft.path.unlink(missing_ok=True)
    draft.create()
    with draft.connect(write=True) as connection:
        connection.execute("BEGIN")
        _members(connection)
        first = 0
        for number, (metric, (share, low, high)) in enumerate(_SHARES.items(), 1):
            known = Measure.of(metric, low, high)  # type: ignore[arg-type]
            connection.execute(
                "INSERT INTO measures VALUES ($id, $metric, $low, $high, TRUE, $positive, $negative, '')",
                {"id": number, "metric": metric, "low": low, "high": high}
                | {"positive": known.positive_from, "negative": known.negative_to},
            )
            several = int(answers * share)
            connection.execute(f"INSERT INTO answers {_rows(number, several, low, high, first)}")
            first += several
        _around(connection, name)
        connection.execute("COMMIT")
    _governed(draft)
    draft.path.rename(workspace.path)
    return workspace


def _members(connection: Connection) -> None:
    for dimension, labels in words.DIMENSIONS.items():
        rows = [(dimension, code, label, code, "", code) for code, label in enumerate(labels, 1)]
        connection.executemany(
            "INSERT INTO members (dimension, code, label, canonical, stage, position) VALUES (?, ?, ?, ?, ?, ?)", rows
        )
    connection.execute(
        "UPDATE members SET stage = 'Etap ' || (1 + (code - 1) // 5) WHERE dimension = 'touchpoint'",
    )


def _rows(measure: int, several: int, low: int, high: int, first: int) -> str:
    """One measure's answers in order of their day; replies to the same person's touchpoints stand together."""
    reply = f"(i // {_TOGETHER})"
    relationship = f"{drawn('i', _RELATIONSHIP, 30)} = 0 AND {measure} = 1"
    touchpoint = f"CASE WHEN {relationship} THEN 0 ELSE 1 + {drawn('i', len(words.TOUCHPOINTS), 31)} END"
    codes = {
        name: f"1 + {drawn(reply, len(labels), 32 + at)}"
        for at, (name, labels) in enumerate(words.DIMENSIONS.items())
        if name != "touchpoint"
    }
    worse = "CASE WHEN late AND touchpoint = 7 THEN 20 ELSE 0 END"
    mood = f"greatest({drawn(reply, 100, 40)}, {drawn('i', 100, 41)}) + touchpoint % 5 * 3 - {worse}"
    score = f"greatest({low}, least({high}, {low} + ({mood}) * {high - low + 1} // 100))"
    dimensions = ", ".join(f"{code} AS {name}" for name, code in codes.items())
    return f"""
SELECT resp, {measure}, ({score})::SMALLINT, day, (year(day) * 12 + month(day) - 1)::SMALLINT,
    touchpoint, {", ".join(codes)}, NULL
FROM (
    SELECT i, {first} + {reply} AS resp, DATE '{AS_OF}' - ({DAYS} - 1 - i * {DAYS} // {several})::INTEGER AS day,
        {touchpoint} AS touchpoint, i > {several} * 2 // 3 AS late, {dimensions}
    FROM range({several}) AS t(i)
)"""


def _around(connection: Connection, name: str) -> None:
    """What stands beside the answers: their replies, a comment on every hundredth, and the file that they came from."""
    connection.execute(
        "INSERT INTO responses SELECT resp, hash(resp), 1, min(day)::TIMESTAMP, min(day), min(month), NULL, NULL, "
        "hash(resp, 1) FROM answers GROUP BY resp"
    )
    connection.execute(
        f"INSERT INTO comments SELECT resp, day, touchpoint, said FROM (SELECT *, {words.comment('resp')} AS said "
        "FROM answers WHERE resp % 100 = 0) WHERE said IS NOT NULL"
    )
    connection.execute(
        "INSERT INTO imports VALUES (1, TIMESTAMP '2026-06-01', $file, '', '', '', 'answers', '{}', NULL)",
        {"file": f"{name}.csv"},
    )


def _governed(workspace: Workspace) -> None:
    """Each touchpoint but two has an owner, and the pool a goal."""
    owned = [(t, words.DEPARTMENTS[at % 8], "A") for at, t in enumerate(words.TOUCHPOINTS[:-2])]
    owned += [(t, words.DEPARTMENTS[(at + 3) % 8], "R") for at, t in enumerate(words.TOUCHPOINTS[:-2])]
    tables = {
        "departments": (("dział", "rodzaj"), [(name, "operating") for name in words.DEPARTMENTS]),
        "ownership": (("punkt styku", "dział", "rola"), owned),
        "goals": (
            ("miara", "zakres", "poziom docelowy", "termin"),
            [("nps", scope, "30", "2026-12-31") for scope in ("touchpoints", "relationship")],
        ),
    }
    for name, (headings, rows) in tables.items():
        frame = pl.DataFrame(rows, schema=dict.fromkeys(headings, pl.String), orient="row")
        loaded = uploading.load(workspace, TABLES[name], frame)
        if loaded.rejects:
            raise ValueError(f"{name}: {loaded.rejects[0]}")
