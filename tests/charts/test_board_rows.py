"""Goals and initiatives as slides: letters that a projector shows, as many rows as that leaves room for."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from cxdata.card import Chart, Effects, Shift, Standing, Strip, Ways
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


def standing(count: int) -> Standing:
    rows = [
        {
            "label": f"Punkt styku {i}", "n": 139, "score": 35.0 + i, "low": 20.0, "high": 50.0, "hidden": None,
            "goal": 36.0, "change": -1.0, "verdict": "chance", "first": None, "last": None,
        }
        for i in range(count)
    ]  # fmt: skip
    schema = {"hidden": pl.String, "first": pl.Int64, "last": pl.Int64}
    return Standing(pl.DataFrame(rows, schema_overrides=schema), "points", "nps", 36.0, "wobec celu", ranks=False)


def strip(count: int) -> Strip:
    rows = [
        {
            "label": f"Punkt styku {i}", "kind": "department", "value": 13.3 - i, "low": 10.0 - i, "high": 16.0 - i,
            "n": 60, "verdict": None, "detail": "58% osób; 8,0%",
        }
        for i in range(count)
    ]  # fmt: skip
    return Strip(pl.DataFrame(rows, schema_overrides={"verdict": pl.String}), "percent", "%", "korzysta; w firmie")


def shift(count: int) -> Shift:
    rows = [
        {
            "label": f"Kanał {i}", "score_before": 30.0 + 8 * i, "score_after": 36.0 + 8 * i, "share_before": 1 / count,
            "share_after": 1 / count, "n_before": 90, "n_after": 90, "whole": i == count - 1,
        }
        for i in range(count)
    ]  # fmt: skip
    return Shift(pl.DataFrame(rows), "points", "nps", "październik 2025", "październik 2026")


@pytest.mark.parametrize(
    ("chart", "least"),
    [
        (standing(1), 0), (standing(2), 80), (standing(9), 300), (strip(3), 120), (strip(6), 300), (strip(11), 400),
        (shift(3), 180), (shift(4), 270),
    ],
)  # fmt: skip
def test_few_rows_grow_and_stand_apart_to_fill_the_slide(chart: Standing | Strip | Shift, least: float) -> None:
    figure = board(card(chart), Text("pl"), today=TODAY)
    notes = figure.layout.annotations
    boxes = [(note, box(figure, note)) for note in notes]
    names = [(note.font.size, at) for note, at in boxes if note.text.removeprefix("<b>").startswith(("Punkt", "Kanał"))]
    assert len(names) == chart.frame.height
    assert min(size for size, _ in names) > 18
    assert names[-1][1][1] - names[0][1][1] >= least
    for i, (one, a) in enumerate(boxes):
        assert min(a[0], a[1], slide.WIDTH - a[2], slide.HEIGHT - a[3]) >= 0, one.text
        for other, b in boxes[:i]:
            across, down = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
            assert across <= 1 or down <= 4, (one.text, other.text)


def test_what_stays_free_lies_above_and_under_a_single_row() -> None:
    layout = board(card(standing(1)), Text("pl"), today=TODAY).layout
    bare = board(card(standing(9)), Text("pl"), today=TODAY).layout
    assert layout.margin.t - bare.margin.t > 80
    assert 1 < (layout.margin.b - bare.margin.b) / (layout.margin.t - bare.margin.t) < 2


@pytest.mark.parametrize(("lang", "cut"), [("pl", "pokazano 12 z 30"), ("en", "12 of 30 shown")])
@pytest.mark.parametrize("chart", [ways(20), effects(20)])
def test_more_rows_than_fit_are_counted_once(lang: Lang, cut: str, chart: Chart) -> None:
    text = Text(lang)
    page = text("pictures.shown_of", shown=20, all=30)
    shown = card(chart, foot=f"n = 1 138 · {page} · 95%", table=pl.DataFrame({"a": range(30)}))
    words = " ".join(said(board(shown, text, today=TODAY)))
    assert cut in words
    assert page not in words
