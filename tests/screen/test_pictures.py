"""What a picture is drawn from: names of files, words, and where library and font are."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import plotly
import pytest
from starlette.responses import FileResponse

from cxdata.charts.look import DARK
from cxdata.choice import Choice, Comparison
from cxdata.screen.cards import pictures
from cxdata.screen.places import STATIC
from cxdata.screen.server import library
from cxdata.screen.visit.opening import Page
from cxdata.store.workspace import Workspace
from cxdata.text import Lang, Text
from cxdata.views.overview import overview
from tests.awaited import awaited
from tests.screen.conftest import Open, wrong

TODAY = date(2026, 11, 22)


def opened(path: Path, lang: Lang = "pl", compare: Comparison = "year", **where: tuple[str, ...]) -> Page:
    workspace = Workspace(path, "demo")
    return Page(workspace, workspace.snapshot(), Choice(preset="month", compare=compare, where=where), Text(lang), DARK)


@pytest.mark.parametrize(
    ("headline", "name"),
    [
        ("Dostawa kurierem: rzeczywisty spadek", "Dostawa kurierem rzeczywisty spadek - 2026-10"),
        ('NPS 34,2: "być może" <przypadek>?', "NPS 34,2 być może przypadek - 2026-10"),
        ("../../etc/passwd\x00\n", "etc passwd - 2026-10"),
        ("W dół: A; w górę: B.", "W dół A; w górę B - 2026-10"),
        ("...", "2026-10"),
        ("słowo " * 40, "słowo " * 14 + "słowo - 2026-10"),
        ("ż" * 300, "ż" * 90 + " - 2026-10"),
    ],
)
def test_a_file_is_called_after_the_finding_without_what_systems_refuse(headline: str, name: str) -> None:
    assert pictures.file_name(headline, date(2026, 10, 31)) == name


def test_the_picture_is_light_and_whole_also_from_a_dark_page(filled: Path) -> None:
    page = opened(filled)
    card = overview(page.snapshot, page.choice, page.text).trend
    found = pictures.picture(card, page, TODAY)
    slide = json.loads(str(found["figure"]))
    assert slide["layout"]["paper_bgcolor"] == "#FFFFFF"
    words = " ".join(note["text"] for note in slide["layout"]["annotations"]).replace("\xa0", " ")
    assert words.count("październik 2025") == words.count("porówn") == 1
    assert "firma przykładowa · Ład CX" in words
    assert "bez filtrów" in words
    assert "źródło: answers.csv" in words
    assert "obraz z 22 listopada 2026" in words
    assert str(found["file"]).endswith(" - 2026-10")
    assert found["alt"] == card.alt


def test_every_filter_stands_on_the_picture(filled: Path) -> None:
    assert pictures.filters(opened(filled, channel=("telefon", "sklep"), region=("śląskie",))) == (
        "filtry: telefon, sklep, śląskie"
    )
    assert pictures.filters(opened(filled, "en")) == "no filters"


def test_the_comparison_is_named_with_its_period(filled: Path) -> None:
    assert pictures.compared(opened(filled, "en")) == "compared with a year earlier (October\xa02025)"
    assert pictures.compared(opened(filled, compare="previous")) == "porównanie: miesiąc wcześniej (wrzesień\xa02026)"
    assert pictures.compared(opened(filled, compare="rest")) == "porównanie: reszta odpowiedzi"


def test_the_words_of_the_window_are_in_both_languages(filled: Path) -> None:
    for lang in ("pl", "en"):
        page = opened(filled, lang)
        found = pictures.picture(overview(page.snapshot, page.choice, page.text).trend, page, TODAY)
        assert found["words"]["saved"].count("{file}") == 1  # type: ignore[index]
        assert all(found["words"].values())  # type: ignore[attr-defined]


def test_library_and_font_come_from_this_server(filled: Path) -> None:
    page = opened(filled)
    found = pictures.picture(overview(page.snapshot, page.choice, page.text).trend, page, TODAY)
    assert found["plotly"] == f"/lad/plotly.min.js?v={plotly.__version__}"
    for face in found["faces"]:  # type: ignore[attr-defined]
        assert (STATIC / re.sub("^/app/static/", "", face["url"])).is_file()


def test_plotlys_script_is_served_to_be_kept() -> None:
    answer = awaited(library.route().endpoint(None))
    assert isinstance(answer, FileResponse)
    assert Path(answer.path).stat().st_size > 1_000_000
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_every_card_with_a_chart_offers_its_picture(demo: Path, start: Open) -> None:
    app = start()
    keys = {button.key for button in app.button if str(button.key).startswith("picture_")}
    assert {"picture_overview.trend", "picture_overview.changes", "picture_overview.nps"} <= keys
    assert "picture_overview.ces" not in keys


def test_the_button_opens_the_window(demo: Path, start: Open) -> None:
    app = start()
    app.button(key="picture_overview.trend").click()
    app.run()
    assert wrong(app) == []
