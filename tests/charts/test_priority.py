from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from cxdata.card import Priority
from cxdata.charts import LIGHT, figure, letters
from cxdata.charts.planes import beside
from cxdata.text import Text

ROWS = pl.DataFrame(
    [
        ("Delivery <b>", 900, 8.0, 6.5, 9.5, -16.0, -22.0, -10.0, "fix"),
        ("Till", 700, 1.0, 0.5, 1.6, 12.0, 6.0, 18.0, "fine"),
        ("Returns", 90, 2.0, 0.9, 3.5, -4.0, -14.0, 6.0, None),
    ],
    schema=["label", "n", "x", "x_low", "x_high", "y", "y_low", "y_high", "place"],
    orient="row",
)
CORNERS = {name: f"corner {name}" for name in ("fix", "keep", "watch", "fine", "unclear")}
CHART = Priority(ROWS, 2.5, "points", "share", "NPS against the goal", CORNERS)


def test_crosses_carry_both_intervals_and_points_the_colour_of_their_place() -> None:
    shown = figure(CHART, LIGHT, Text("en"))
    cross, points = shown.data[0], shown.data[-1]
    assert list(cross.x) == [6.5, 9.5, None, 8.0, 8.0]
    assert list(cross.y) == [-16.0, -16.0, None, -22.0, -10.0]
    assert list(points.marker.color) == [LIGHT.worse, LIGHT.second, LIGHT.better]


def test_every_point_is_named_and_says_its_place_when_pointed_at() -> None:
    shown = figure(CHART, LIGHT, Text("en"))
    notes = [note.text for note in shown.layout.annotations]
    assert "Delivery &lt;b&gt;" in notes
    assert {"Till", "Returns", "corner watch"} <= set(notes)
    said = shown.data[-1].hovertext
    assert "share: 8.0% (6.5% to 9.5%)<br>NPS against the goal: −16 (−22 to −10)<br>corner fix<br>n = 900" in said[0]
    assert "corner unclear" in said[1]


def test_names_stand_clear_of_each_other_of_points_and_of_what_is_taken() -> None:
    points = [(100.0, 50.0, "first name"), (104.0, 52.0, "second name"), (20.0, 20.0, "third")]
    places = beside.placed(points, 300.0, [(100.0, 200.0, 40.0, 60.0)], (10, -10, 20, -20))
    assert places[0] == {"xanchor": "right", "yanchor": "middle", "xshift": -9, "yshift": 0}
    assert places[1] is not None
    assert places[1]["yshift"] != 0


def test_a_name_without_room_is_left_out() -> None:
    assert beside.placed([(10.0, 10.0, "a name much longer than the plot")], 40.0) == [None]


@pytest.mark.parametrize("width", [564, 340])
def test_a_point_whose_name_has_no_room_has_a_number_that_is_told_under_the_scale(width: int) -> None:
    crowd = pl.DataFrame(
        [
            (f"Touchpoint number {at} of the crowd", 100, 2.0 + at / 50, 1.0, 9.0, at / 5, -20.0, 20.0, None)
            for at in range(14)
        ],
        schema=ROWS.columns,
        orient="row",
    )
    shown = figure(replace(CHART, frame=crowd), LIGHT, Text("en"), width=width)
    notes = [note for note in shown.layout.annotations if note.xref == "x"]
    assert len(notes) == 14
    numbers = [note.text for note in notes if note.text.isdigit()]
    assert sorted(numbers, key=int) == [str(at + 1) for at in range(len(numbers))]
    key = [note for note in shown.layout.annotations if note.xref == "paper" and (note.yshift or 0) < -30]
    told = " ".join(note.text for note in key).replace("\u00a0", " ")
    named = [note.text for note in notes if not note.text.isdigit()]
    assert len(named) + told.count("of the crowd") == 14
    assert len(numbers) >= 5
    assert told.startswith("1 Touchpoint number")
    assert all(letters.width(note.text, 13) <= width for note in key)
    assert shown.layout.margin.b == 44 + 18 * len(key)
    assert shown.layout.height == 380 + 18 * len(key)


def test_where_every_name_fits_there_are_no_numbers() -> None:
    shown = figure(CHART, LIGHT, Text("en"))
    assert shown.layout.margin.b == 44
    assert not any(note.text.isdigit() for note in shown.layout.annotations)
