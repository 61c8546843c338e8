from __future__ import annotations

from datetime import date

import polars as pl

from cxdata.governance.records import Held
from cxdata.governance.tables import DECISIONS, INITIATIVES
from cxdata.text import Text
from cxdata.views.trends.events import events, of_whole
from tests.governance.frames import frame
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
