"""Which texts are scores, and why the others are not."""

from __future__ import annotations

import duckdb
import pytest

from cxdata.reading.checking.scores import BOUND, meanings, out_of, parameters, trimmed
from cxdata.reading.checking.scores import score as said
from cxdata.reading.mapping import Question

NPS = Question("Polecenie", "nps", 0, 10, missing=("99", "bd.", "Nie wiem"))


def meaning(text: str, question: Question = NPS) -> tuple[int | None, str | None]:
    with duckdb.connect() as connection:
        rows = connection.sql(
            meanings(f"SELECT $text::VARCHAR AS text, {BOUND}"), params={"text": text, **parameters(question)}
        ).fetchall()
    ((_, reason, score),) = rows
    return score, reason


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("9", 9),
        ("0", 0),
        ("10", 10),
        ("3.0", 3),
        ("3,0", 3),
        (" 7 ", 7),
        ("\u00a08\u00a0", 8),
        ("08", 8),
        ("+6", 6),
        ("9/10", 9),
        ("9 / 10", 9),
        ("9 z 10", 9),
        ("9 out of 10", 9),
        ("10 - zdecydowanie tak", 10),
        ("0 – w ogóle nie polecę", 0),
        ("10 zdecydowanie tak", 10),
        ("7. raczej tak", 7),
        ("4)dobrze", 4),
        ("Bardzo chętnie (9)", 9),
        ("★★★★☆", 4),
        ("★★★★★", 5),
        ("⭐️⭐️⭐️", 3),
        ("4★", 4),
        ("4 stars", 4),
        ("1 gwiazdka", 1),
        ("5 gwiazdek", 5),
        ("8 pkt", 8),
        ("3 out of 10 points", 3),
    ],
)
def test_a_score_is_read_however_people_and_tools_write_it(text: str, score: int) -> None:
    assert meaning(text) == (score, None)
    assert said(text) == score


@pytest.mark.parametrize("text", ["", " ", "\u00a0", "99", "99 ", "BD.", "nie  wiem"])
def test_a_blank_and_a_missing_code_are_no_answer_and_no_fault(text: str) -> None:
    assert meaning(text) == (None, None)


@pytest.mark.parametrize("text", ["offered", "Unoffered"])
def test_a_survey_that_was_only_sent_is_told_apart(text: str) -> None:
    assert meaning(text) == (None, "offered")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("abc", "not_a_number"),
        ("-", "not_a_number"),
        ("8 lub 9", "not_a_number"),
        ("7-8", "not_a_number"),
        ("2026-05-31", "not_a_number"),
        ("0x1A", "not_a_number"),
        ("1e1", "not_a_number"),
        ("9 5", "not_a_number"),
        ("NaN", "not_a_number"),
        ("inf", "not_a_number"),
        ("99999999999999999999", "not_a_number"),
        ("9,5", "not_whole"),
        ("9.5", "not_whole"),
        ("9,5/10", "not_whole"),
        ("11", "out_of_range"),
        ("-1", "out_of_range"),
        ("123456789", "out_of_range"),
        ("4/5", "other_scale"),
        ("=1+1", "not_a_number"),
    ],
)
def test_an_unreadable_score_is_refused_and_never_guessed(text: str, reason: str) -> None:
    assert meaning(text) == (None, reason)


def test_words_give_scores_and_go_before_numbers() -> None:
    question = Question("Ocena", "csat", 0, 1, words={"Good": 1, "bad": 0, "2": 1})
    assert [meaning(text, question) for text in (" good", "BAD", "2", "ugly")] == [
        (1, None),
        (0, None),
        (1, None),
        (None, "not_a_number"),
    ]


def test_a_signed_scale_and_a_percentage_keep_their_ends() -> None:
    signed = Question("Ocena", "csat", -2, 2)
    assert [meaning(text, signed) for text in ("-2", "−1", "-1 - raczej nie", "-3")] == [
        (-2, None),
        (-1, None),
        (-1, None),
        (None, "out_of_range"),
    ]
    percent = Question("Ocena", "csat", 0, 100)
    assert [meaning(text, percent) for text in ("85%", "85 %", "100,0 %", "101%")] == [
        (85, None),
        (85, None),
        (100, None),
        (None, "out_of_range"),
    ]
    assert meaning("85%") == (None, "not_a_number")


def test_white_space_of_every_kind_is_trimmed() -> None:
    assert trimmed("\ufeff Dział\u00a0\u00a0obsługi \t\n") == "Dział obsługi"


@pytest.mark.parametrize(("text", "top"), [("9/10", 10), ("4 z 5", 5), ("★★★☆☆", 5), ("★★★", None), ("9", None)])
def test_a_cell_may_name_the_end_of_its_scale(text: str, top: int | None) -> None:
    assert out_of(text) == top
