from __future__ import annotations

from pathlib import Path

from cxdata.text import Text
from tests.screen.conftest import Open, labels, press, said, wrong


def test_the_first_visit_speaks_the_browsers_language(demo: Path, start: Open) -> None:
    assert "English" in labels(start(browser="pl"))
    assert "Polski" in labels(start(browser="en"))


def test_a_link_may_ask_for_a_language(demo: Path, start: Open) -> None:
    app = start(browser="pl", lang="en")
    assert "Polski" in labels(app)
    assert app.query_params == {"lang": "en"}


def test_switching_the_language_keeps_the_view_and_is_in_the_link(demo: Path, start: Open) -> None:
    app = start(browser="pl", **{"f.channel": "telefon", "period": "year"})
    before = app.title[0].value
    press(app, "English")
    assert "Polski" in labels(app)
    assert "telefon" in labels(app)
    assert app.title[0].value != before
    assert app.query_params == {"f.channel": "telefon", "period": "year", "lang": "en"}


def test_the_demo_company_is_shown_when_there_is_nothing_else(demo: Path, start: Open) -> None:
    app = start(browser="en")
    assert wrong(app) == []
    assert app.query_params == {}
    assert app.radio(key="workspace_en").value == "demo"


def test_without_any_data_the_page_says_how_to_get_some(home: Path, start: Open) -> None:
    for lang, title in (("pl", "Nie ma jeszcze danych"), ("en", "There is no data yet")):
        app = start(browser=lang)
        assert wrong(app) == []
        assert title in said(app)
        assert Text(lang)("frame.no_demo") in said(app)  # type: ignore[arg-type]


def test_a_link_to_somebody_elses_private_workspace_says_so(demo: Path, start: Open) -> None:
    assert wrong(start(browser="en", w="~")) == [
        "This link led to a private workspace that only the person who uploaded it can see. "
        "Shown instead: demo company."
    ]


def test_a_link_to_a_workspace_that_is_gone_says_so(demo: Path, start: Open) -> None:
    assert wrong(start(browser="pl", w="sklep")) == [
        "Nie ma przestrzeni „sklep”, do której prowadził link. Zamiast niej pokazujemy: firma przykładowa. "
        "Inną wybierzesz przełącznikiem u góry strony."
    ]


def test_a_damaged_workspace_is_a_sentence_and_the_rest_of_the_page_stays(home: Path, start: Open) -> None:
    (home / "demo.duckdb").write_bytes(b"not a database" * 400)
    app = start(browser="en")
    assert wrong(app) == [
        "The file “demo” is not a workspace of this program. Choose a file that was downloaded here as a workspace."
    ]
    assert "Polski" in labels(app)
