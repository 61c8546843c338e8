"""A period is cut out of counted answers as if the answers had been counted for it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from polars.testing import assert_frame_equal

from cxdata.choice import Choice
from cxdata.scan.answers import Answers
from cxdata.scan.period import compared
from cxdata.statistics import tallies
from tests.views.company import moved

DAYS = {"preset": "free", "start": date(2026, 8, 11), "end": date(2026, 10, 7)}


@pytest.mark.parametrize("time", ["day", "month"])
@pytest.mark.parametrize(
    "asked",
    [
        {"preset": "month"},
        {"preset": "year"},
        {"preset": "all"},
        {"preset": "quarter", "compare": "previous"},
        {"preset": "half", "compare": "rest", "where": {"touchpoint": ("Dostawa",)}},
        DAYS,
        {**DAYS, "compare": "previous"},
    ],
)
def test_a_period_holds_what_counting_it_gives(asked: dict[str, Any], time: Any) -> None:
    snapshot = moved()[1]
    choice = Choice(**asked)
    Answers.of(snapshot, Choice(preset="all"), time=time, by=["channel"])
    found = Answers.of(snapshot, choice, time=time, by=["channel"])
    days = compared(choice, snapshot)
    whole = snapshot.tally(
        [time, "touchpoint", "channel"], where=choice.where, end=days.span[1], scope="all", spans=days.spans,
        rest=days.kind == "rest",
    )  # fmt: skip
    assert whole.filter(span=1).height
    assert_frame_equal(found.frame.select(whole.columns), whole)
    told = tallies.classes(whole, snapshot.cuts)
    assert_frame_equal(found.classes.select(told.columns), told)
    coarse = tallies.together(told.drop("channel"))
    assert_frame_equal(found.without("channel").classes.select(coarse.columns), coarse)
