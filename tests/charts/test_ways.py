from __future__ import annotations

import polars as pl
import pytest

from cxdata.card import Ways
from cxdata.charts import LIGHT, figure
from cxdata.text import Text

COLUMNS = [
    "label", "detail", "n", "way", "way_low", "way_high", "time", "now", "range", "count", "target", "by", "said",
    "tone",
]  # fmt: skip
ROWS = [
    (
        "Parcel <b>",
        "NPS: Delivery",
        300,
        0.5,
        0.2,
        0.8,
        0.75,
        "24",
        "19–29",
        "300",
        "40",
        "Dec 2026",
        "12–40%",
        "plain",
    ),
    ("Far behind", "", 90, -3.0, -5.0, -1.0, None, "9", "2–16", "90", "40", "Dec 2026", "under 1%", "worse"),
    ("Few answers", "", 7, None, None, None, 0.5, "too few", "", "7", "40", "Dec 2026", "not known", "quiet"),
]
CHART = Ways(pl.DataFrame(ROWS, schema=COLUMNS, orient="row"), ("now", "interval", "n", "target", "deadline", "chance"))


def test_goals_stand_on_one_scale_and_what_lies_beyond_it_ends_in_an_arrow() -> None:
    bars, lines, points = figure(CHART, LIGHT, Text("en")).data
    assert list(points.x) == pytest.approx([0.5, -0.33])
    assert list(points.marker.symbol) == ["circle", "triangle-left"]
    assert list(bars.y) == [1, 2]
    assert list(lines.x)[:3] == [0.2, 0.8, None]


def test_words_stand_in_columns_and_the_time_is_a_mark() -> None:
    shown = figure(CHART, LIGHT, Text("en"))
    notes = [note.text for note in shown.layout.annotations]
    assert {
        "19–29",
        "300",
        "<b>Parcel &lt;b&gt;</b>",
        "NPS: Delivery",
        "12–40%",
        "<b>under 1%</b>",
        "<b>too few</b>",
        "chance",
    } <= set(notes)
    marks = [shape.x0 for shape in shown.layout.shapes if shape.x0 == shape.x1 and shape.x0 not in (0, 1)]
    assert marks == [0.75, 0.5]


def test_a_narrow_place_keeps_the_numbers_and_leaves_the_rest_to_the_table() -> None:
    notes = [note.text for note in figure(CHART, LIGHT, Text("en"), width=420).layout.annotations]
    assert "<b>24</b>" in notes
    assert "12–40%" not in notes


def test_a_middling_width_leaves_out_the_deadline_before_interval_and_n() -> None:
    notes = [note.text for note in figure(CHART, LIGHT, Text("en"), width=760).layout.annotations]
    assert {"interval", "n", "19–29", "300", "chance"} <= set(notes)
    assert not {"deadline", "Dec 2026"} & set(notes)
