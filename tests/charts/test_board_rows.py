"""Goals and initiatives as slides: letters that a projector shows, as many rows as that leaves room for."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from cxdata.card import Chart, Effects, Ways
from cxdata.charts.slides import slide
from cxdata.charts.slides.board import board
from cxdata.text import Lang, Text
from tests.charts.test_board import LONG, TODAY, box, card, said

NUMBERS: dict[str, Any] = {"n": 120, "tone": "plain"}


def ways(count: int) -> Ways:
    rows = [
        {
            "label": f"Cel {i} do końca roku", "detail": "NPS: Dostawa kurierem", "way": 0.4, "way_low": 0.1,
            "way_high": 0.7, "time": 0.5, "now": "34,2", "range": "29–40", "count": "120",
            "target": "40", "by": "gru 2026", "said": "12–40%", **NUMBERS,
        }
        for i in range(count)
    ]  # fmt: skip
    return Ways(pl.DataFrame(rows), ("teraz", "przedział", "n", "cel", "do", "szansa"))


def effects(count: int) -> Effects:
    rows = [
        {
            "label": f"Praca {i} nad dostawą", "detail": "NPS: Dostawa kurierem", "effect": 4.0, "low": 1.0,
            "high": 7.0, "expected": 5.0, "change": "+4,0 pkt", "range": "od +1 do +7", "count": "3 306",
            "state": "zakończona sie 2025", "said": "rzeczywista poprawa", **NUMBERS,
        }
        for i in range(count)
    ]  # fmt: skip
    return Effects(pl.DataFrame(rows), ("zmiana", "przedział", "n", "stan", "skutek"), "points", "zmiana, punkty")


@pytest.mark.parametrize("chart", [ways(1), ways(5), ways(12), effects(2), effects(12), effects(20)])
@pytest.mark.parametrize("title", ["Poprawa", LONG * 2])
def test_names_and_numbers_of_rows_are_large_and_stand_clear_of_one_another(chart: Ways | Effects, title: str) -> None:
    figure = board(card(chart, title), Text("pl"), today=TODAY)
    own = {str(value) for row in chart.frame.to_dicts() for key, value in row.items() if key in ("label", "now")}
    own |= {"+4,0 pkt", "rzeczywista poprawa", "12–40%"}
    notes = figure.layout.annotations
    sizes = [note.font.size for note in notes if note.text.removeprefix("<b>").removesuffix("</b>") in own]
    assert len(sizes) >= 2 * min(chart.frame.height, 12)
    assert min(sizes) >= 15
    boxes = [(note.text, box(figure, note)) for note in notes]
    for i, (one, a) in enumerate(boxes):
        assert min(a[0], a[1], slide.WIDTH - a[2], slide.HEIGHT - a[3]) >= 0, one
        for other, b in boxes[:i]:
            across, down = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
            assert across <= 1 or down <= 4, (one, other)


@pytest.mark.parametrize(("lang", "cut"), [("pl", "pokazano 12 z 30"), ("en", "12 of 30 shown")])
@pytest.mark.parametrize("chart", [ways(20), effects(20)])
def test_more_rows_than_fit_are_counted_once(lang: Lang, cut: str, chart: Chart) -> None:
    text = Text(lang)
    page = text("pictures.shown_of", shown=20, all=30)
    shown = card(chart, foot=f"n = 1 138 · {page} · 95%", table=pl.DataFrame({"a": range(30)}))
    words = " ".join(said(board(shown, text, today=TODAY)))
    assert cut in words
    assert page not in words
