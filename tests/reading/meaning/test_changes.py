"""A scale that changes in the middle of a file is said, never averaged in silence."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from cxdata.reading import Question, Suggestion, read
from cxdata.reading.meaning.suggestion import suggest


def suggestion(scores: list[tuple[str, int]], folder: Path) -> Suggestion:
    body = "".join(
        f"{month}-{i % 27 + 1:02d},{score},thank you number {i}\n" for i, (month, score) in enumerate(scores)
    )
    return suggest(read(f"date,overall rating,comment\n{body}".encode(), "a.csv", folder=folder))


OLD = [(f"2015-0{1 + i // 40}", i % 5 + 1) for i in range(200)]
NEW = [(f"2015-0{6 + i // 20}", i % 10 + 1) for i in range(60)]


def test_a_scale_that_grew_is_split_at_the_day_of_the_change_and_asked_about(tmp_path: Path) -> None:
    found = suggestion(OLD + NEW, tmp_path)
    since = date(2015, 6, 1)
    facts = {"column": "overall rating", "since": since, "before": 5, "low": 1, "high": 10}
    assert found.problems == (("scale_grew", facts),)
    assert (found.open, found.sure, found.confidence["overall rating"]) == (("scale",), False, 0.6)
    assert found.mapping.questions == (
        Question("overall rating", "csat", 1, 5, until=date(2015, 5, 31)),
        Question("overall rating", "csat", 1, 10, since=since),
    )


def test_a_scale_that_shrank_is_split_too_and_what_is_left_of_an_nps_is_none(tmp_path: Path) -> None:
    body = "".join(
        f"{month}-{i % 27 + 1:02d},{score}\n"
        for i, (month, score) in enumerate(
            [(f"2015-0{1 + i // 40}", i % 11) for i in range(200)] + [("2015-07", i % 5 + 1) for i in range(60)]
        )
    )
    found = suggest(read(f"date,Would you recommend us?\n{body}".encode(), "a.csv", folder=tmp_path))
    last = date(2015, 5, 27)
    assert [(name, facts["since"], facts["before"]) for name, facts in found.problems] == [
        ("scale_shrank", last + timedelta(days=1), 5)
    ]
    assert found.mapping.questions == (
        Question("Would you recommend us?", "nps", 0, 10, until=last),
        Question("Would you recommend us?", "csat", 1, 5, since=last + timedelta(days=1)),
    )


@pytest.mark.parametrize(
    "scores",
    [
        OLD,
        [(month, 2 * score) for month, score in OLD],
        [(f"2015-0{1 + i // 25}", i % 10 + 1) for i in range(200)],
        OLD + NEW[:20],
        [*OLD, *(("2015-01", 9) for _ in range(10)), *NEW],
    ],
)
def test_a_scale_that_stays_or_too_few_answers_say_nothing(tmp_path: Path, scores: list[tuple[str, int]]) -> None:
    assert suggestion(scores, tmp_path).problems == ()
