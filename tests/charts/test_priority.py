from __future__ import annotations

import polars as pl

from cxdata.card import Priority
from cxdata.charts import LIGHT, figure
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
