from __future__ import annotations

import json
import re
from pathlib import Path

import polars as pl
import pytest

from cxdata.card import Figure
from cxdata.choice import Choice
from cxdata.intake.receipt import Receipt
from cxdata.screen.markdown import plain, small, toned
from cxdata.store import folders
from cxdata.store.workspace import Workspace
from cxdata.text import Text
from cxdata.views.overview import overview
from tests.screen.conftest import Open, answers, labels, plots, press, read, said, wrong
from tests.workspaces import make_workspace


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_the_page_answers_in_a_sentence_first(demo: Path, start: Open, lang: str) -> None:
    app, text = start(browser=lang), Text(lang)  # type: ignore[arg-type]
    view = overview(folders.open("demo").snapshot(), Choice(), text)
    assert wrong(app) == []
    assert [title.value for title in app.title] == [view.headline.removesuffix(".")]
    assert toned(view.parts) in said(app)
    titles = [text("steps.title"), view.trend.title, view.findings.title, view.changes.title]
    assert [header.value for header in app.header] == titles


def test_each_score_stands_with_its_interval_n_and_verdict(demo: Path, start: Open) -> None:
    view = overview(folders.open("demo").snapshot(), Choice(), Text("en"))
    shown = said(start(browser="en"))
    figures = [card.chart for card in view.figures if isinstance(card.chart, Figure)]
    assert [figure.metric for figure in figures] == ["nps", "csat"]
    for figure in figures:
        assert plain(figure.value) in shown
        assert small(figure.interval) in shown
        assert small(figure.said) in str(shown)
    assert view.figures[2].empty not in shown


def test_every_chart_has_words_for_those_who_do_not_see_it(demo: Path, start: Open) -> None:
    app = start(browser="en", period="month")
    charts = plots(app)
    assert len(charts) == 2
    assert all("Dostawa" in chart.alt for chart in charts)


def test_each_finding_leads_to_the_view_that_shows_it(demo: Path, start: Open) -> None:
    view = overview(folders.open("demo").snapshot(), Choice(preset="month"), Text("en"))
    app = start(browser="en", period="month")
    items = view.findings.chart.items  # type: ignore[union-attr]
    ways = [link.proto for link in app.get("page_link") if link.proto.label == "See it"]
    assert len(ways) == len(items) >= 1
    assert (ways[0].page, ways[0].query_string) == ("trends", "f.touchpoint=Dostawa&period=month")
    for item in items:
        assert plain(item.said) in said(app)
        assert small(item.beside) in said(app)


def test_no_chart_carries_the_placeholder_colours_of_streamlit(demo: Path, start: Open) -> None:
    for chart in plots(start(browser="en")):
        assert not re.search("#0000[0-9a-f]{2}", json.dumps(chart.figure))
        assert chart.figure["layout"]["template"]["layout"]["font"]["family"].startswith("Inter")


def test_a_workspace_without_answers_says_what_to_do(home: Path, start: Open) -> None:
    make_workspace(home / "sklep.duckdb", answers().head(0))
    app = start(browser="pl", w="sklep")
    assert wrong(app) == []
    assert "Przestrzeń jest pusta" in said(app)
    assert Text("pl")("frame.no_answers") in said(app)
    assert [link.proto.label for link in app.get("page_link")] == ["Wgraj opinie"]


def test_the_numbers_open_in_a_window(demo: Path, start: Open) -> None:
    app = start(browser="en")
    next(button for button in app.button if button.label == "Numbers and method").click()
    app.run()
    assert wrong(app) == []
    assert len(read(app)) == 1
    assert "Numbers and method" in labels(app)
    assert app.expander == []


def test_the_window_with_the_numbers_says_what_was_assumed_of_each_file(demo: Path, start: Open) -> None:
    day = ("day", {"day": "2026-05-01"})
    receipt = Receipt(file="a_*b*.csv", import_id=1, assumed=(day, ("zone", {"zone": "UTC"})))
    with Workspace(demo / "demo.duckdb", "demo").connect(write=True) as connection:
        connection.execute("UPDATE imports SET file = 'a_*b*.csv', receipt = $r", {"r": receipt.to_json()})
    app = start(browser="pl")
    assert app.expander == []
    press(app, "Liczby i metoda")
    assert wrong(app) == []
    (fold,) = app.expander
    assert fold.label == "Co przyjęto, czytając pliki"
    assert [element.value for element in fold.markdown] == [
        f"**{plain('a_*b*.csv')}**\n\n"
        f"- {plain('Plik nie ma dat; wszystkie odpowiedzi mają dzień 2026-05-01.')}\n"
        f"- {plain('Godziny w strefie UTC.')}"
    ]


def test_a_tiny_file_has_no_empty_cards_of_metrics_but_next_steps_as_links(home: Path, start: Open) -> None:
    rows = answers().filter(pl.col("metric") == "nps").head(30)
    make_workspace(home / "tiny.duckdb", rows)
    app = start(browser="pl", w="tiny")
    assert wrong(app) == []
    titles = [header.value for header in app.header]
    assert "Co pokaże więcej" in titles
    assert [link.proto.label for link in app.get("page_link")][-2:] == [
        "Wskaż właścicieli punktów styku",
        "Postaw cel, a zobaczysz, ile do niego brakuje",
    ]
    assert not any("mierzy CSAT" in words for words in said(app))
