"""Charts of ownership as values: waterfall, standing, funnel, shift, matrix of roles, strip."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from cxdata.card import Funnel, Matrix, Shift, Standing, Strip, Waterfall
from cxdata.charts import DARK, LIGHT, figure
from cxdata.text import Text

PL, EN = Text("pl"), Text("en")
STEPS = pl.DataFrame(
    [
        ("(no owner)", "nobody", -4.0, -5.0, -3.0, 100, "real"),
        ("Sales <b>", "department", -2.0, -3.0, 1.0, 200, "chance"),
        ("IT", "department", 3.0, 2.0, 4.0, 90, "real"),
        ("inconsistent goals", "mismatch", 1.0, None, None, 0, None),
    ],
    schema=["label", "kind", "value", "low", "high", "n", "verdict"],
    orient="row",
)


def waterfall(end: float = 28.0) -> Waterfall:
    return Waterfall(STEPS, "points", 30.0, end, "Goal", "Score", "range")


def noted(shown: Any) -> list[str]:
    return [note.text for note in shown.layout.annotations]


def test_bars_of_a_waterfall_begin_where_the_one_before_ended() -> None:
    shown = figure(waterfall(), LIGHT, EN)
    bars = shown.data[0]
    assert list(bars.base) == [30.0, 26.0, 24.0, 27.0]
    assert list(bars.x) == [-4.0, -2.0, 3.0, 1.0]
    assert (bars.marker.color[0], bars.marker.line.color[0]) == (LIGHT.card, LIGHT.worse)
    assert bars.marker.color[1] == LIGHT.chance
    assert bars.marker.color[2].startswith("rgba(11,90,102")


def test_a_waterfall_that_does_not_add_up_is_refused() -> None:
    with pytest.raises(ValueError, match="do not add up"):
        figure(waterfall(27.9), LIGHT, EN)


def test_a_waterfall_writes_values_ranges_and_names_as_they_are() -> None:
    polish = noted(figure(waterfall(), LIGHT, PL))
    assert "<b>−4,0</b>" in polish
    assert "od −5,0 do −3,0" in polish
    assert "Sales &lt;b&gt;" in polish
    assert "<b>30,0</b>" in polish
    assert "pkt" in polish


def standing(**more: Any) -> Standing:
    frame = pl.DataFrame(
        [
            ("Sales", 300, 50.0, 44.0, 56.0, None, 36.0, 1, 1, 14.0, "real"),
            ("IT", 200, 30.0, 22.0, 38.0, None, 40.0, 2, 3, -10.0, "chance"),
            ("HR", 150, 28.0, 20.0, 36.0, None, 36.0, 2, 3, -8.0, "real"),
            ("Law", 20, None, 5.0, 60.0, "thin", 36.0, None, None, None, "few"),
            ("Tax", 4, None, None, None, "few", 36.0, None, None, None, "few"),
        ],
        schema=["label", "n", "score", "low", "high", "hidden", "goal", "first", "last", "change", "verdict"],
        orient="row",
    )
    return Standing(frame, "points", "nps", 36.0, "against the goal", **more)


def test_only_real_differences_have_a_colour_and_thin_rows_no_bar() -> None:
    bars = figure(standing(), LIGHT, EN).data[0]
    assert list(bars.x) == [50.0, 30.0, 28.0, None, None]
    assert bars.marker.color[0].startswith("rgba(11,90,102")
    assert bars.marker.color[1] == LIGHT.chance
    assert bars.marker.color[2].startswith("rgba(179,64,26")


def test_what_stands_out_on_its_page_only_has_no_colour() -> None:
    here = pl.col("verdict").replace({"real": "here"})
    bars = figure(Standing(standing().frame.with_columns(here), "points", "nps", 36.0, "goal"), LIGHT, EN).data[0]
    assert set(bars.marker.color) == {LIGHT.chance}
    steps = figure(Waterfall(STEPS.with_columns(here), "points", 30.0, 28.0, "Goal", "Score", "range"), LIGHT, EN)
    assert set(steps.data[0].marker.line.color) == {LIGHT.second}
    strip = Strip(
        STEPS.with_columns(here, detail=pl.lit("Returns")), "points", "pts", "touchpoints", None, frozenset({"real"})
    )
    assert set(figure(strip, LIGHT, EN).data[0].marker.line.color) == {LIGHT.second}


def test_a_rank_is_a_span_and_a_verdict_a_word() -> None:
    said = noted(figure(standing(), LIGHT, EN))
    assert [word for word in said if word in ("1", "2–3")] == ["1", "2–3", "2–3"]
    assert [word for word in said if word.startswith("really")] == ["really higher", "really lower"]
    assert said.count("too few answers") == 2
    assert "rank" not in noted(figure(standing(ranks=False), LIGHT, EN))


def test_ten_to_twenty_nine_answers_keep_their_interval() -> None:
    whiskers = figure(standing(), LIGHT, EN).data[1]
    assert 60.0 in whiskers.x
    assert len([x for x in whiskers.x if x is not None]) == 4 * 6


def test_rows_with_goals_of_their_own_have_each_its_mark_and_its_number_and_no_common_line() -> None:
    shown = figure(Standing(standing().frame, "points", "nps", None, "against the goal"), LIGHT, EN)
    assert [shape.x0 for shape in shown.layout.shapes if shape.line.width == 2] == [36.0, 40.0, 36.0, 36.0, 36.0]
    assert [shape for shape in shown.layout.shapes if shape.line.dash == "dot"] == []
    said = noted(shown)
    assert [word for word in said if word in ("36", "40")] == ["36", "40", "36", "36", "36"]
    assert "goal" in said
    one = figure(standing(), LIGHT, EN)
    assert [shape.x0 for shape in one.layout.shapes if shape.line.dash == "dot"] == [36.0]
    assert "goal" not in noted(one)


def test_a_funnel_colours_only_what_lies_beyond_its_outer_band() -> None:
    limits = pl.DataFrame(
        {
            "n": [50.0, 500.0],
            "low_2": [10.0, 25.0],
            "high_2": [50.0, 35.0],
            "low_3": [0.0, 22.0],
            "high_3": [60.0, 38.0],
        }
    )
    frame = pl.DataFrame({"label": ["A", "B"], "n": [60.0, 450.0], "score": [12.0, 20.0]})
    shown = figure(Funnel(frame, limits, 30.0, "points", "nps"), LIGHT, EN)
    assert list(shown.data[-1].marker.color) == [LIGHT.second, LIGHT.worse]
    assert "common score 30" in noted(shown)
    explained = frame.with_columns(explained=pl.Series([False, True]))
    shown = figure(Funnel(explained, limits, 30.0, "points", "nps"), LIGHT, EN)
    assert list(shown.data[-1].marker.color) == [LIGHT.second, LIGHT.second]


def test_a_shift_runs_from_the_open_circle_to_the_full_one() -> None:
    frame = pl.DataFrame(
        [
            ("Phone", 0.8, 0.5, 50.0, 55.0, 320, 200, False),
            ("Chat", 0.2, 0.5, None, 15.0, 20, 200, False),
            ("Whole", 1.0, 1.0, 42.0, 35.0, 340, 400, True),
        ],
        schema=[
            "label", "share_before", "share_after", "score_before", "score_after", "n_before", "n_after", "whole",
        ],
        orient="row",
    )  # fmt: skip
    shown = figure(Shift(frame, "points", "nps", "2025", "2026"), DARK, EN)
    assert list(shown.data[0].x) == [50.0, 55.0, None, 42.0, 35.0, None]
    assert list(shown.data[1].x) == [50.0, 42.0]
    assert list(shown.data[2].x) == [55.0, 15.0, 35.0]
    assert shown.data[1].marker.size[0] > shown.data[2].marker.size[0]
    said = noted(shown)
    assert "80% → 50%" in said
    assert "<b>50 → 55</b>" in said
    thin = next(note for note in shown.layout.annotations if note.text == "too few answers before")
    assert (thin.x, thin.xanchor, thin.xshift) == (15.0, "left", 34 * 0.5**0.5 / 2 + 6)


def test_a_part_without_any_score_says_so_in_words() -> None:
    frame = pl.DataFrame(
        [("Chat", 0.2, 0.5, None, None, 20, 20, False), ("Whole", 1.0, 1.0, 42.0, 35.0, 340, 400, True)],
        schema=[
            "label", "share_before", "share_after", "score_before", "score_after", "n_before", "n_after", "whole",
        ],
        orient="row",
    )  # fmt: skip
    assert "too few answers for a score" in noted(figure(Shift(frame, "points", "nps", "2025", "2026"), LIGHT, EN))


def test_every_point_of_a_funnel_has_its_name_and_the_axis_its_measure() -> None:
    n = [50.0, 500.0]
    limits = pl.DataFrame({"n": n, "low_2": [10.0, 25.0], "high_2": [50.0, 35.0], "low_3": n, "high_3": n})
    names = ["Logistyka", "E-commerce", "Sprzedaż"]
    frame = pl.DataFrame({"label": names, "n": [400.0, 410.0, 390.0], "score": [30.0, 31.0, 30.5]})
    said = noted(figure(Funnel(frame, limits, 30.0, "points", "nps"), LIGHT, EN))
    assert {*names, "NPS", "number of answers"} <= set(said)


def matrix(departments: int = 2) -> Matrix:
    rows = pl.DataFrame(
        [("Buying", "Till", False), ("Buying", "Shop", False), ("After", "Returns", True), ("After", "Help", False)],
        schema=["stage", "touchpoint", "flagged"],
        orient="row",
    )
    names = tuple(f"D{at}" for at in range(departments))
    roles = pl.DataFrame(
        [("Till", "D0", "A"), ("Till", "D1", "R"), ("Returns", "D1", "A"), ("Help", "D0", "C"), ("Help", "D1", "I")],
        schema=["touchpoint", "department", "role"],
        orient="row",
    )
    return Matrix(rows, roles, names)


def test_a_matrix_has_a_dot_for_each_role_and_marks_what_is_wrong() -> None:
    shown = figure(matrix(), LIGHT, EN)
    assert [(len(trace.x), trace.marker.size) for trace in shown.data] == [(2, 14), (1, 11), (1, 6), (1, 3)]
    assert list(shown.data[0].marker.color) == [LIGHT.accent, LIGHT.worse]
    assert shown.data[0].hovertext[1] == "<b>Returns</b><br>D1: accountable (A)"


def test_a_matrix_stands_in_two_halves_where_there_is_room() -> None:
    def tops(shown: Any) -> set[float]:
        return {note.y for note in shown.layout.annotations if note.text in ("Till", "Returns")}

    assert len(tops(figure(matrix(), LIGHT, EN, width=1184))) == 1
    assert len(tops(figure(matrix(30), LIGHT, EN, width=1184))) == 2


def test_a_strip_shows_losses_from_zero_with_their_touchpoints() -> None:
    frame = pl.DataFrame(
        [("(no owner)", "nobody", 1.6, 1.0, 2.0, 90, "real", "Returns"),
         ("IT", "department", 0.9, -0.2, 2.0, 80, "chance", "App")],
        schema=["label", "kind", "value", "low", "high", "n", "verdict", "detail"],
        orient="row",
    )  # fmt: skip
    shown = figure(Strip(frame, "points", "pts", "touchpoints"), LIGHT, EN)
    assert list(shown.data[0].x) == [1.6, 0.9]
    assert (shown.data[0].marker.color[0], shown.data[0].marker.line.color[0]) == (LIGHT.card, LIGHT.worse)
    assert {"<b>1.6</b>", "Returns", "touchpoints", "pts"} <= set(noted(shown))
    assert "n = 0" not in str(figure(Strip(frame.with_columns(n=0), "points", "pts", "touchpoints"), LIGHT, EN))
    assert "Returns" not in noted(figure(Strip(frame, "points", "pts", "touchpoints"), LIGHT, EN, width=400))


def test_a_strip_with_an_end_has_a_scale_and_its_intervals_in_figures() -> None:
    rows = [
        (f"Touchpoint {at}", "department", 20.0 - at, 9.0, high, 90, "chance", "chat 5, phone 56")
        for at, high in enumerate((100.0, 40.0, 35.0, 30.0))
    ]
    schema = ["label", "kind", "value", "low", "high", "n", "verdict", "detail"]
    chart = Strip(pl.DataFrame(rows, schema=schema, orient="row"), "points", "pts", "ends", 40.0, ranged="interval")
    shown = figure(chart, LIGHT, EN, width=800)
    assert list(shown.layout.xaxis.ticktext) == ["0", "10", "20", "30", "40"]
    assert shown.layout.xaxis.range[1] < 42
    said = noted(shown)
    assert said.count("<b>›</b>") == 1
    assert {"interval", "9–100", "9–40", "9–35", "9–30", "chat 5, phone 56"} <= set(said)
    assert "9–100" not in noted(figure(chart, LIGHT, EN, width=500))


@pytest.mark.parametrize("look", [LIGHT, DARK])
def test_every_chart_says_its_own_colours(look: Any) -> None:
    for chart in (waterfall(), standing(), matrix()):
        shown = figure(chart, look, PL)
        assert shown.layout.template.layout.font.color == look.ink
        assert shown.layout.height > 0


def test_a_strips_names_stand_whole_as_long_as_bars_keep_their_least() -> None:
    long = "Strona główna i wyszukiwarka"
    row = {
        "label": long,
        "kind": "part",
        "value": 2.0,
        "low": 1.0,
        "high": 3.0,
        "verdict": "chance",
        "n": 40,
        "detail": "40",
    }
    strip = Strip(pl.DataFrame([row]), "points", "pts", "n")
    assert long in noted(figure(strip, LIGHT, EN, width=420))
    assert any(said.startswith("Stro") and "…" in said for said in noted(figure(strip, LIGHT, EN, width=300)))
