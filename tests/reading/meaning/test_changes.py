"""A scale that changes in the middle of a file is said, never averaged in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxdata.reading import Suggestion, read
from cxdata.reading.meaning.suggestion import suggest


def suggestion(scores: list[tuple[str, int]], folder: Path) -> Suggestion:
    body = "".join(
        f"{month}-{i % 27 + 1:02d},{score},thank you number {i}\n" for i, (month, score) in enumerate(scores)
    )
    return suggest(read(f"date,overall rating,comment\n{body}".encode(), "a.csv", folder=folder))


OLD = [(f"2015-0{1 + i // 40}", i % 5 + 1) for i in range(200)]
NEW = [(f"2015-0{6 + i // 20}", i % 10 + 1) for i in range(60)]


def test_the_month_of_the_change_is_found_and_asked_about(tmp_path: Path) -> None:
    found = suggestion(OLD + NEW, tmp_path)
    facts = {"column": "overall rating", "month": "2015-06", "before": 5, "low": 1, "high": 10}
    assert found.problems == (("scale_changed", facts),)
    assert (found.open, found.sure, found.confidence["overall rating"]) == (("scale",), False, 0.5)


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
