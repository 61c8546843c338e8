from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from cxdata.card import Lines
from cxdata.choice import Choice
from cxdata.governance.records import Held
from cxdata.governance.tables import DECISIONS, INITIATIVES
from cxdata.store.snapshot import Snapshot
from cxdata.text import Text
from cxdata.views.trends import trends
from cxdata.views.trends.events import events, of_whole, rescaled
from tests.governance.frames import frame
from tests.views.company import opened
from tests.views.governed import EMPTY

DAYS = (date(2026, 1, 1), date(2026, 12, 31))
DECIDED = frame(
    DECISIONS,
    ("1", date(2026, 3, 1), "Nowy przewoźnik", None, "Dostawa", None, None, None, "large"),
    ("2", date(2026, 4, 1), "Drobna zmiana", None, "Dostawa", None, None, None, "small"),
    ("3", date(2026, 5, 1), "Nowe kasy", None, "Kasa", None, None, None, "large"),
    ("4", date(2026, 6, 1), "Bez punktu", None, None, None, None, None, "large"),
)
TABLES = {
    **EMPTY,
    "decisions": Held(DECIDED, 1),
    "initiatives": Held(frame(INITIATIVES, ("Strefa", ["Dostawa"], None, None, date(2026, 2, 1))), 1),
}


def test_a_touchpoints_line_carries_work_begun_and_large_decisions_about_it() -> None:
    found = events(TABLES, DAYS, ["Dostawa"], initiatives=True)
    assert [(one.number, one.at, one.words) for one in found] == [
        (1, date(2026, 2, 1), "Strefa"),
        (2, date(2026, 3, 1), "Nowy przewoźnik"),
    ]


def test_the_whole_companys_line_is_left_to_events_that_were_written_down() -> None:
    assert events(TABLES, DAYS, [], initiatives=False) == ()


def test_several_lines_leave_decisions_out_and_keep_the_latest_marks() -> None:
    work = [(f"Praca {month}", ["Dostawa"], None, None, date(2026, month, 1)) for month in range(1, 13)]
    tables = {**TABLES, "initiatives": Held(frame(INITIATIVES, *work), 2)}
    found = events(tables, DAYS, ["Dostawa", "Kasa"], initiatives=True)
    assert [one.words for one in found] == [f"Praca {month}" for month in range(5, 13)]
    assert [one.number for one in found] == list(range(1, 9))


def test_the_whole_companys_line_carries_work_that_really_changed_something_and_a_shift() -> None:
    work = TABLES["initiatives"].rows
    tests = pl.DataFrame({"kind": ["effect"], "code": work["id"].to_list(), "verdict": ["real"]})
    found = of_whole(TABLES, DAYS, tests, date(2026, 5, 1), Text("pl"))
    assert [(one.number, one.at, one.words) for one in found] == [
        (1, date(2026, 2, 1), "Strefa"),
        (2, date(2026, 5, 1), "sygnał: przesunięcie poziomu"),
    ]
    assert of_whole(TABLES, DAYS, tests.with_columns(verdict=pl.lit("chance")), None, Text("pl")) == ()


def rated(*waves: tuple[int, int, int, date]) -> Snapshot:
    """CSAT of the company: so many answers of the highest score on a scale, from a day on, three a day."""
    rows = [("csat", high, day + timedelta(days=at // 3), low, high) for low, high, n, day in waves for at in range(n)]
    frame = pl.DataFrame(rows, schema=["metric", "score", "day", "low", "high"], orient="row")
    return opened(frame)[1]


def test_a_change_of_scale_is_marked_where_the_new_one_begins() -> None:
    snapshot = rated((1, 5, 300, date(2026, 1, 1)), (1, 10, 300, date(2026, 5, 3)))
    (mark,) = rescaled(snapshot, "csat", "relationship", Text("pl"))
    assert mark == (date(2026, 5, 3), "inna skala ocen: 1–10 zamiast 1–5", ())
    assert rescaled(snapshot, "csat", "touchpoints", Text("pl")) == []
    shown = trends(snapshot, Choice(preset="quarter", compare="previous", metric="csat"), Text("en"))
    assert "scale changed from 1–5 to 1–10" in shown.sentence
    line = trends(snapshot, Choice(preset="all", metric="csat"), Text("en")).cards[0].chart
    assert isinstance(line, Lines)
    assert [(one.at, one.words) for one in line.events] == [(date(2026, 5, 3), "another scale: 1–10 instead of 1–5")]


def test_scales_in_use_at_one_time_are_no_change() -> None:
    both = rated((1, 5, 300, date(2026, 1, 1)), (1, 10, 300, date(2026, 3, 1)))
    assert rescaled(both, "csat", "relationship", Text("pl")) == []
