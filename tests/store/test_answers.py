"""Which answers of a file stand side by side, and which one by one."""

from __future__ import annotations

import pytest

from cxdata.store import answers
from cxdata.store.answers import Layer, columns, every, layers, measures
from cxdata.store.workspace import empty


def test_questions_about_one_touchpoint_stand_together_unless_two_ask_the_same() -> None:
    with empty() as connection:
        found = layers(connection, [0, 0, 5, 0, 5], [1, 2, 1, 1, 3])
        assert found == [Layer(0, [0, 1], [1, 2]), Layer(5, [2, 4], [1, 3]), Layer(0, [3], [1])]
        assert columns(connection) == [1, 2, 3]


def test_measures_beyond_the_most_that_have_a_column_stand_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "MOST", 2)
    with empty() as connection:
        assert layers(connection, [0, 0, 0], [7, 8, 9]) == [Layer(0, [0, 1], [7, 8]), Layer(0, [2], [9])]
        assert layers(connection, [0, 0], [8, 9]) == [Layer(0, [0], [8]), Layer(0, [1], [9])]
        assert columns(connection) == [7, 8]


def test_every_answer_is_found_wherever_it_stands() -> None:
    with empty() as connection:
        layers(connection, [0, 0], [1, 2])
        for table, names, values in (
            ("answers", "measure, score", "(3, 5)"),
            ("scores", "m1, m2", "(9, NULL), (NULL, 4), (8, 3)"),
            ("previous_scores", "m1, m2, replaced", "(NULL, 4, 1)"),
        ):
            connection.execute(
                f"INSERT INTO {table} ({names}, resp, day, month, touchpoint, channel, department, segment, region) "
                f"SELECT *, 1, DATE '2026-01-05', 24312, 0, 0, 0, 0, 0 FROM (VALUES {values})"
            )
        found = connection.sql(f"SELECT measure, score FROM {every(connection)}").fetchall()
        assert found == [(3, 5), (1, 9), (1, 8), (2, 4), (2, 3)]
        connection.execute("DELETE FROM scores")
        assert measures(connection) == {2, 3}
