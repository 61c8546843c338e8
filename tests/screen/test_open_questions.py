from __future__ import annotations

from datetime import date

import polars as pl

from cxdata.reading.mapping import Mapping, Question, Suggestion
from cxdata.screen.upload.open_questions import example, missing
from cxdata.text import Text

SCORE = Question("q", "nps", 0, 10)


def test_an_example_is_a_date_that_the_orders_read_differently() -> None:
    cells = pl.Series(["13/01/2026", "05/05/2026", None, "03/04/2026 10:15"])
    assert example(cells) == ("03/04/2026", {"dmy": date(2026, 4, 3), "mdy": date(2026, 3, 4)})
    assert example(pl.Series(["2026-01-02"])) is None


def test_an_example_serves_short_years_and_two_styles() -> None:
    assert example(pl.Series(["05/03/24"]), ("dmy", "mdy", "ymd")) == (
        "05/03/24",
        {"dmy": date(2024, 3, 5), "mdy": date(2024, 5, 3), "ymd": date(2005, 3, 24)},
    )
    cells = pl.Series(["05.03.2024", "3/5/2024"])
    assert example(cells, ("dmy", "mdy+dmy")) == ("3/5/2024", {"dmy": date(2024, 5, 3), "mdy+dmy": date(2024, 3, 5)})


def test_what_stands_in_the_way_is_said() -> None:
    text = Text("en")
    open_order = Suggestion(Mapping(at="d", questions=(SCORE,)), {}, ("date_order",))
    assert missing(open_order.mapping, open_order, text) == ["Choose the order of day and month."]
    undated = Suggestion(Mapping(), {}, ("date", "question"))
    assert missing(undated.mapping, undated, text) == [
        "Point out at least one column of scores or comments in the table.",
        "Give the day of the answers, or point out a column of dates.",
    ]
    ready = Mapping(at="d", date_order="dmy", questions=(SCORE,))
    assert missing(ready, open_order, text) == []


def test_dates_found_open_at_the_import_are_asked_for() -> None:
    known = Suggestion(Mapping(at="d", questions=(SCORE,)), {}, ())
    other = Mapping(at="e", questions=(SCORE,))
    assert missing(other, known, Text("en"), found_open=True) == ["Choose the order of day and month."]
