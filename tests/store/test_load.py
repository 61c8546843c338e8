"""Staged rows on their way into the tables: codes, order, and what is replaced."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from cxdata.schema import Measure
from cxdata.store import load, undo, vocabulary
from cxdata.store.load import Incoming, Loaded
from cxdata.store.workspace import Connection, Workspace

NPS = Measure.of("nps", 0, 10, "Polecenie")
Row = tuple[int, str, int | None, int, int, int]  # row, moment, key, digest, score, label number


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.at(tmp_path / "w.duckdb").create()


def loaded(
    workspace: Workspace, number: int, rows: Iterable[Row], labels: Iterable[str], dimension: str = "channel"
) -> Loaded:
    with workspace.connect(write=True) as connection:
        connection.execute("BEGIN")
        connection.execute("CREATE TEMP TABLE labels (dimension INTEGER, number INTEGER, label VARCHAR)")
        for place, label in enumerate(labels, start=1):
            connection.execute("INSERT INTO labels VALUES (0, $place, $label)", {"place": place, "label": label})
        connection.execute(
            "CREATE TEMP TABLE staged (row INTEGER, moment TIMESTAMP, key UBIGINT, digest UBIGINT, "
            "s0 SMALLINT, d0 SMALLINT, weight FLOAT, customer VARCHAR, reason VARCHAR)"
        )
        for row in rows:
            connection.execute("INSERT INTO staged VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, NULL)", list(row))
        done = load.load(connection, number, Incoming((NPS,), (False,), ("",), (dimension,), 0))
        connection.execute("COMMIT")
    return done


def answers(connection: Connection, column: str = "channel") -> list[tuple[object, ...]]:
    return connection.sql(
        f"SELECT day::VARCHAR, score, coalesce(label, '-') FROM answers LEFT JOIN members "
        f"ON dimension = $name AND code = {column} ORDER BY answers.rowid",
        params={"name": "channel" if column == "channel" else "Linia"},
    ).fetchall()


def test_answers_are_stored_by_day_with_the_codes_of_their_labels(workspace: Workspace) -> None:
    loaded(workspace, 1, [(0, "2026-03-01", 1, 1, 9, 1)], ["www"])
    rows: list[Row] = [(0, "2026-02-02", 11, 1, 5, 2), (1, "2026-02-01", 12, 1, 6, 1), (2, "2026-02-03", 13, 1, 7, 0)]
    assert loaded(workspace, 2, rows, ["czat", "www"]).answers == 3
    with workspace.connect() as connection:
        assert answers(connection) == [
            ("2026-02-01", 6, "czat"), ("2026-02-02", 5, "www"), ("2026-02-03", 7, "-"), ("2026-03-01", 9, "www"),
        ]  # fmt: skip
        assert connection.sql("SELECT label, code FROM members ORDER BY code").fetchall() == [("www", 1), ("czat", 2)]


def test_a_new_dimension_is_not_given_in_older_answers(workspace: Workspace) -> None:
    loaded(workspace, 1, [(0, "2026-03-01", 1, 1, 9, 1)], ["www"])
    loaded(workspace, 2, [(0, "2026-03-02", 2, 1, 8, 1)], ["meble"], "Linia")
    with workspace.connect() as connection:
        assert answers(connection, "x1") == [("2026-03-01", 9, "-"), ("2026-03-02", 8, "meble")]
        assert connection.sql("SELECT count(*) FROM answers WHERE x1 IS NULL").fetchall() == [(0,)]


def test_what_is_replaced_comes_back(workspace: Workspace) -> None:
    loaded(workspace, 1, [(0, "2026-03-01", 1, 1, 9, 1), (1, "2026-03-02", 2, 1, 8, 1)], ["www"])
    done = loaded(workspace, 2, [(0, "2026-03-01", 1, 7, 3, 1), (1, "2026-03-02", 2, 1, 8, 2)], ["czat", "www"])
    assert (done.rows.updated, done.rows.duplicates, done.rows.repeats) == (1, 1, {1: 1})
    with workspace.connect(write=True) as connection:
        assert connection.sql("SELECT replaced, score FROM previous_answers").fetchall() == [(2, 9)]
        connection.execute("BEGIN")
        undo.undo(connection, 2)
        connection.execute("COMMIT")
        assert sorted(answers(connection)) == [("2026-03-01", 9, "www"), ("2026-03-02", 8, "www")]
        assert connection.sql("SELECT label FROM members").fetchall() == [("www",)]


def test_every_response_keeps_a_number_of_its_own(workspace: Workspace) -> None:
    loaded(workspace, 1, [(0, "2026-03-01", 1, 1, 9, 1)], ["www"])
    loaded(workspace, 2, [(0, "2026-03-01", 1, 2, 3, 1)], ["www"])
    loaded(workspace, 3, [(0, "2026-03-01", 1, 3, 4, 1)], ["www"])
    with workspace.connect() as connection:
        numbers = connection.sql("SELECT resp FROM responses UNION ALL SELECT resp FROM previous_responses").fetchall()
    assert len(set(numbers)) == 3


@pytest.mark.parametrize(
    ("dimension", "values", "fits"), [("Linia", 500, True), ("Linia", 501, False), ("region", 501, True)]
)
def test_a_further_dimension_has_at_most_500_values(dimension: str, values: int, fits: bool) -> None:
    assert vocabulary.fits(dimension, values) is fits
