"""The picture of findings: whole sentences in lines, the word of the verdict in its colour."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from cxdata import charts
from cxdata.card import Card, Item, Listing
from cxdata.charts.bars.listing import colour
from cxdata.charts.look import DARK, LIGHT
from cxdata.charts.slides.board import board
from cxdata.choice import Choice
from cxdata.text import Lang, Text

PL = Text("pl")
LONG = "Pomoc w sprawie zamówienia: inne udziały kanałów obniżyły NPS o 18 punktów, choć każdy kanał ma wynik wyższy."
ITEMS = (
    Item("Rzeczywisty spadek", "worse", "Dostawa & odbiór: NPS −42.", "Zmiana −67, n = 120", "trends", Choice()),
    Item("Rzeczywista zmiana udziałów", "worse", LONG, "−18, n = 339", "departments", Choice()),
    Item("Sygnał", "quiet", "Kasa: poziom NPS przesunął się.", "", "trends", Choice()),
    Item("Do sprawdzenia", "quiet", "Tego obraz nie pokazuje.", "", "trends", Choice()),
)
LISTING = Listing(ITEMS, 3)


def lines(width: int) -> list[str]:
    figure = charts.figure(LISTING, LIGHT, PL, width=width)
    return [note.text for note in figure.layout.annotations]


def test_sentences_stand_whole_in_as_many_lines_as_they_need() -> None:
    for width in (420, 776, 1100):
        joined = " ".join(lines(width)).replace("\u00a0", " ")
        assert "Dostawa &amp; odbiór: NPS −42." in joined
        assert all(word in joined for word in LONG.split())
        assert "Tego obraz nie pokazuje." not in joined
    assert len(lines(420)) > len(lines(1100))


def test_only_what_is_real_has_a_colour() -> None:
    for look in (LIGHT, DARK):
        assert [colour(item.tone, look) for item in ITEMS[:3]] == [look.worse, look.worse, look.second]
        assert colour("better", look) == look.better
    first = charts.figure(LISTING, LIGHT, PL).layout.annotations[0]
    assert (first.text, first.font.color) == ("<b>Rzeczywisty spadek</b>", LIGHT.worse)


def test_the_slide_holds_every_open_finding_above_its_foot() -> None:
    card = Card(
        "overview.findings", "2 rzeczywiste ustalenia", "Październik 2026, wszystkie metryki",
        "n = 868 · źródło: answers.csv", None, "", LISTING, pl.DataFrame(), 868,
    )  # fmt: skip
    slide = board(card, PL, today=date(2026, 11, 2))
    said = [note.text for note in slide.layout.annotations]
    assert "<b>2 rzeczywiste ustalenia</b>" in said
    notes = {note.text: note for note in slide.layout.annotations}
    last = notes["Kasa: poziom NPS przesunął się."]
    assert last.font.size >= 15
    assert slide.layout.margin.t - last.yshift < 640
    assert "Tego obraz nie pokazuje." in said  # a slide has room for more than a column of the page


def crowd(count: int, better: int | None = None) -> Listing:
    """So many real losses, and a gain at that place, each of two lines and a line of numbers."""
    items = [
        replace(ITEMS[1], said=f"Ustalenie {i}: {LONG} {LONG}", real=True, tone="better" if i == better else "worse")
        for i in range(count)
    ]
    return Listing(tuple(items), 3, real=count + 5)


def sentences(chart: Listing, text: Text = PL, found: int = 30) -> list[str]:
    card = Card("overview.findings", "Ustalenia", "Październik 2026", "n = 868", None, "", chart,
                pl.DataFrame({"a": range(found)}), 868)  # fmt: skip
    slide = board(card, text, today=date(2026, 11, 2))
    return [note.text.replace("\u00a0", " ") for note in slide.layout.annotations]


@pytest.mark.parametrize(
    ("lang", "cut"),
    [("pl", "pokazano 6 z 17 rzeczywistych ustaleń"), ("en", "6 of 17 real findings shown")],
)
def test_real_findings_that_find_no_room_on_a_slide_are_counted(lang: Lang, cut: str) -> None:
    said = sentences(crowd(12), Text(lang))
    assert sum(line.startswith("Ustalenie ") for line in said) == 6
    assert any(cut in line for line in said)


def test_where_all_real_findings_stand_on_the_slide_the_others_are_counted() -> None:
    chart = Listing(tuple(replace(item, real=item.tone == "worse") for item in ITEMS), 3, real=2)
    assert any("pokazano 4 z 30 ustaleń" in line for line in sentences(chart))
    assert not any("pokazano" in line for line in sentences(chart, found=4))


def test_the_only_gain_keeps_its_place_on_a_full_slide() -> None:
    said = sentences(crowd(12, better=11))
    shown = [line.split(":")[0] for line in said if line.startswith("Ustalenie ")]
    assert shown == [*(f"Ustalenie {i}" for i in range(5)), "Ustalenie 11"]
    assert any("pokazano 6 z 17 rzeczywistych ustaleń" in line for line in said)
