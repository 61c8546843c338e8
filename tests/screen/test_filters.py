from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.screen.conftest import Open, labels, press, wrong


def test_a_preset_changes_the_period_and_the_address(demo: Path, start: Open) -> None:
    app = start(browser="en")
    app.radio(key="period_en").set_value("year").run()
    assert app.query_params == {"period": "year"}
    assert wrong(app) == []


def test_a_free_period_begins_as_the_one_that_was_shown(demo: Path, start: Open) -> None:
    app = start(browser="en", period="half")
    app.radio(key="period_en").set_value("free").run()
    assert app.query_params == {"period": "free", "from": "2026-05-01", "to": "2026-10-31"}
    app.date_input(key="period_from").set_value(date(2026, 9, 1)).run()
    assert app.query_params == {"period": "free", "from": "2026-09-01", "to": "2026-10-31"}


def test_dates_the_wrong_way_round_are_said_and_change_nothing(demo: Path, start: Open) -> None:
    app = start(browser="en", **{"period": "free", "from": "2026-09-01", "to": "2026-10-31"})
    app.date_input(key="period_from").set_value(date(2026, 12, 1)).run()
    assert wrong(app) == ["“From” is later than “to”. Correct one of them; the previous period stays until then."]
    assert app.query_params == {"period": "free", "from": "2026-09-01", "to": "2026-10-31"}


def test_a_chosen_label_becomes_a_chip_that_can_be_removed(demo: Path, start: Open) -> None:
    app = start(browser="pl")
    app.multiselect(key="keep_demo_channel").set_value(["telefon"]).run()
    assert app.query_params == {"f.channel": "telefon"}
    assert "telefon" in labels(app)
    press(app, "telefon")
    assert app.query_params == {}
    assert "telefon" not in labels(app)


def test_a_choice_made_in_one_language_holds_in_the_other(demo: Path, start: Open) -> None:
    app = start(browser="pl")
    app.radio(key="compare_pl").set_value("rest").run()
    press(app, "English")
    assert app.radio(key="compare_en").value == "rest"
    assert app.query_params == {"vs": "rest", "lang": "en"}


def test_every_dimension_can_be_filtered_by(demo: Path, start: Open) -> None:
    app = start(browser="en")
    assert [box.label for box in app.multiselect] == ["Touchpoint", "Channel", "Region"]
