from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from cxdata.card import Effects
from cxdata.charts import LIGHT, figure
from cxdata.text import Text

COLUMNS = ["label", "detail", "n", "effect", "low", "high", "expected", "change", "range", "count",
           "state", "said", "tone"]  # fmt: skip
ROWS = [
    (
        "Zone",
        "NPS: Pick-up",
        900,
        19.0,
        10.0,
        28.0,
        10.0,
        "+19",
        "+10 to +28",
        "900",
        "done Aug 2025",
        "really better",
        "better",
    ),
    (
        "Articles",
        "NPS: Help",
        400,
        4.0,
        -6.0,
        14.0,
        None,
        "+4",
        "−6 to +14",
        "400",
        "running",
        "no measurable effect yet",
        "quiet",
    ),
    ("Plan", "NPS: Delivery", 0, None, None, None, 30.0, "", "", "", "planned", "has not begun", "quiet"),
]
CHART = Effects(
    pl.DataFrame(ROWS, schema=COLUMNS, orient="row"),
    ("change", "interval", "n", "state", "effect"),
    "points",
    "change, points",
)


def test_only_what_is_real_has_a_colour_and_a_firm_line() -> None:
    shown = figure(CHART, LIGHT, Text("en"))
    first, second, hoped, dots = shown.data
    assert (first.line.color, first.line.width) == (LIGHT.better, 2.4)
    assert (second.line.color, second.line.width) == (LIGHT.second, 1.4)
    assert list(dots.marker.color) == [LIGHT.better, LIGHT.second]
    assert list(hoped.x) == [10.0, 30.0]


def test_zero_stands_in_the_middle_and_everything_fits() -> None:
    low, high = figure(CHART, LIGHT, Text("en")).layout.xaxis.range
    assert -low == high > 30.0


def test_the_scale_says_what_it_shows_in_signed_points() -> None:
    shown = figure(CHART, LIGHT, Text("en")).layout
    assert "change, points" in [note.text for note in shown.annotations]
    assert list(shown.xaxis.ticktext) == ["−20", "0", "+20"]


@pytest.mark.parametrize(
    ("width", "heads"),
    [
        (1184, ["change", "interval", "n", "state", "effect"]),
        (724, ["change", "interval", "n", "effect"]),
        (400, ["change", "effect"]),
    ],
)
def test_a_narrow_chart_leaves_out_columns_with_their_heads(width: int, heads: list[str]) -> None:
    notes = [note.text for note in figure(CHART, LIGHT, Text("en"), width=width).layout.annotations]
    assert [said for said in notes if said in CHART.heads] == heads
    assert ("running" in notes) == ("state" in heads)


def test_long_words_give_way_before_the_drawing_does() -> None:
    long = CHART.frame.with_columns(
        label=pl.lit("Self-service tills in twenty shops"), said=pl.lit("no measurable effect")
    )
    shown = figure(replace(CHART, frame=long), LIGHT, Text("en"), width=560).layout
    assert 560 - shown.margin.l - shown.margin.r >= 150
    assert "n" not in [note.text for note in shown.annotations]


def test_a_point_says_effect_interval_and_verdict() -> None:
    said = figure(CHART, LIGHT, Text("en")).data[-1].hovertext[0]
    assert said == "<b>Zone</b><br>+19 (+10 to +28)<br>really better<br>n = 900"


@pytest.mark.parametrize("width", [1184, 776, 724, 564])
def test_a_long_name_takes_a_third_at_most_and_loses_its_end(width: int) -> None:
    name = "Potwierdzenie zamówienia wraz z przewidywanym terminem dostawy"
    whole = pl.lit(f"{name} {name}")
    long = CHART.frame.with_columns(label=whole, detail=pl.format("NPS: {}", whole))
    shown = figure(replace(CHART, frame=long), LIGHT, Text("en"), width=width).layout
    assert shown.margin.l <= width / 3 + 1
    assert width - shown.margin.l - shown.margin.r >= 150
    cut = [note.text.removeprefix("<b>").removesuffix("</b>") for note in shown.annotations if "…" in note.text]
    assert len(cut) == 2 * long.height
    assert all(words.endswith("…") and words.startswith(("Potwierdz", "NPS: Potw")) for words in cut)
