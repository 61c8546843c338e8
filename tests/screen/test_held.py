from __future__ import annotations

from pathlib import Path

from cxdata.store import folders, members
from tests.screen.conftest import Open, press, wrong


def kept(app, name: str):  # type: ignore[no-untyped-def]
    return app.session_state[f"held_{name}"][0][1]


def test_a_run_that_changes_nothing_computes_nothing(demo: Path, start: Open) -> None:
    app = start(browser="en")
    before = kept(app, "overview")
    app.run()
    assert kept(app, "overview") is before


def test_another_choice_or_language_is_computed_anew(demo: Path, start: Open) -> None:
    app = start(browser="en")
    first = kept(app, "overview")
    app.radio(key="period_en").set_value("year").run()
    second = kept(app, "overview")
    assert second is not first
    press(app, "Polski")
    assert kept(app, "overview").headline != second.headline
    assert wrong(app) == []


def test_changed_data_are_computed_anew(demo: Path, start: Open) -> None:
    folders.copy(folders.open("demo"), "mine")
    app = start(browser="en", w="mine", period="month")
    before = kept(app, "overview")
    members.rename(folders.open("mine"), "touchpoint", 1, "Kurier")
    app.run()
    assert wrong(app) == []
    assert kept(app, "overview") is not before
    assert "Kurier" in kept(app, "overview").headline
