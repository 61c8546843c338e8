"""The demo company in two languages: which of them a reader sees, what it is called, and what a link keeps."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cxdata.charts.look import LIGHT
from cxdata.choice import Choice
from cxdata.screen.cards import pictures
from cxdata.screen.server import warmth
from cxdata.screen.visit.opening import Page
from cxdata.store import folders
from cxdata.text import Text
from tests.screen.conftest import LOCALES, Open, press, wrong


@pytest.fixture
def both(demo: Path, filled: Path) -> Path:
    """A home with the demo company in Polish and in English."""
    shutil.copyfile(filled, demo / "demo-en.duckdb")
    return demo


@pytest.mark.parametrize(("lang", "name"), [("pl", "demo"), ("en", "demo-en")])
def test_a_first_visit_sees_the_demo_of_its_language_and_its_link_names_it(
    both: Path, start: Open, lang: str, name: str
) -> None:
    app = start(browser=lang)
    assert wrong(app) == []
    assert app.session_state["workspace"] == name
    assert app.query_params == {"w": name}


def test_a_reader_of_a_language_without_a_demo_sees_the_other(home: Path, filled: Path, start: Open) -> None:
    shutil.copyfile(filled, home / "demo-en.duckdb")
    app = start(browser="pl")
    assert (app.session_state["workspace"], app.query_params) == ("demo-en", {})
    assert app.radio(key="workspace_pl").options == ["firma przykładowa"]


@pytest.mark.parametrize("browser", LOCALES)
def test_a_link_shows_the_data_that_it_names_in_either_language(both: Path, start: Open, browser: str) -> None:
    for name in ("demo", "demo-en"):
        app = start(browser=browser, w=name, period="year")
        assert (app.session_state["workspace"], app.query_params) == (name, {"w": name, "period": "year"})


def test_switching_the_language_stays_with_the_data(both: Path, start: Open) -> None:
    app = press(start(browser="pl"), "English")
    assert (app.session_state["workspace"], app.query_params) == ("demo", {"w": "demo", "lang": "en"})


def test_two_demos_are_told_apart_by_the_language_of_their_data(both: Path, start: Open) -> None:
    assert start(browser="en").radio(key="workspace_en").options == [
        "demo company (in Polish)",
        "demo company (in English)",
    ]
    assert start(browser="pl", w="sklep").warning[0].value == (
        "Nie ma przestrzeni „sklep”, do której prowadził link. Zamiast niej pokazujemy: firma przykładowa (po polsku). "
        "Inną wybierzesz przełącznikiem u góry strony."
    )


def test_a_picture_for_the_board_does_not_speak_of_the_language_of_the_data(both: Path) -> None:
    workspace = folders.open("demo-en")
    assert pictures.company(Page(workspace, workspace.snapshot(), Choice(), Text("en"), LIGHT)) == "demo company"


@pytest.mark.parametrize(
    ("terminal", "order"), [("pl_PL.UTF-8", ["demo", "demo-en"]), ("C.UTF-8", ["demo-en", "demo"])]
)
def test_the_server_makes_the_likelier_demo_ready_first(
    both: Path, monkeypatch: pytest.MonkeyPatch, terminal: str, order: list[str]
) -> None:
    monkeypatch.setenv("LANG", terminal)
    readied: list[str] = []
    monkeypatch.setattr(warmth, "_found", readied.append)
    monkeypatch.setattr(warmth, "_PATIENCE", 0.0)
    warmth.begun().join()
    assert readied == order
