"""The matrix of roles with many touchpoints, on a page and on a slide: two halves, large type, names shortened."""

from __future__ import annotations

import polars as pl
import pytest

from cxdata.card import Card, Matrix
from cxdata.charts import LIGHT, figure
from cxdata.charts.slides.board import board
from cxdata.text import Text

PL = Text("pl")
LONG = "Potwierdzenie zamówienia wraz z przewidywanym terminem dostawy"


def twenty(departments: int, *, staged: bool = True, first: str = LONG) -> Matrix:
    """Twenty touchpoints in five stages, or in none; the first with that name, each with an owner."""
    names = [first, *(f"Punkt styku {i}" for i in range(1, 20))]
    owners = tuple(f"Dział {i}" for i in range(departments))
    rows = pl.DataFrame(
        {"stage": [f"Etap {i // 4}" if staged else "" for i in range(20)], "touchpoint": names, "flagged": False}
    )
    roles = pl.DataFrame({"touchpoint": names, "department": [owners[i % departments] for i in range(20)], "role": "A"})
    return Matrix(rows, roles, owners)


@pytest.mark.parametrize("chart", [twenty(10), twenty(10, staged=False)])
def test_a_long_name_is_shortened_and_both_halves_stay(chart: Matrix) -> None:
    shown = figure(chart, LIGHT, PL, width=1184)
    dots = shown.data[0]
    assert sorted(x > 592 for x in dots.x).count(True) in (10, 12)
    assert shown.layout.height < 400
    cut = [note for note in shown.layout.annotations if "…" in note.text]
    assert [(note.hovertext, note.text.endswith(" dostawy")) for note in cut] == [(LONG, True)]


@pytest.mark.parametrize("text", [PL, Text("en")])
@pytest.mark.parametrize("first", [LONG, "Kasa"])
def test_the_slide_of_roles_has_two_halves_in_type_that_a_projector_shows(text: Text, first: str) -> None:
    card = Card("departments.matrix", "Role", "A, R, C, I", "Stan na 31 października 2026", None, "",
                twenty(10, first=first), pl.DataFrame(), 0)  # fmt: skip
    slide = board(card, text)
    layout = slide.layout
    assert min(note.font.size for note in layout.annotations) >= 13
    names = [note for note in layout.annotations if note.text.startswith("Punkt styku ")]
    low, high = layout.xaxis.range
    places = [layout.margin.l + note.x / (high - low) * (1280 - layout.margin.l - layout.margin.r) for note in names]
    assert sum(place > 640 for place in places) in (8, 12)
    rows = sorted({note.y for note in names})
    deep = layout.yaxis.range[0]
    assert (rows[-1] - rows[0]) / deep * (720 - layout.margin.t - layout.margin.b) > 300
