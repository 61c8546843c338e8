"""What a chart of lines draws: positions, words and clicks, as values."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cxdata.card import Event, Lines
from cxdata.charts import LIGHT, figure
from cxdata.text import Text
from tests.charts.records import months, series, steady

PL, EN = Text("pl"), Text("en")
GAPPED = months(
    (400, 30.0, 25.0, 35.0, None),
    (400, 32.0, 27.0, 37.0, None),
    (17, None, -10.0, 60.0, "thin"),
    (6, None, None, None, "few"),
    (0, None, None, None, "none"),
    (400, 31.0, 26.0, 36.0, None),
)


def drawn(chart: Lines, text: Text = PL):  # type: ignore[no-untyped-def]
    return figure(chart, LIGHT, text)


def scatters(fig):  # type: ignore[no-untyped-def]
    return [trace for trace in fig.data if trace.type == "scatter"]


def lines_of(fig):  # type: ignore[no-untyped-def]
    return [trace for trace in scatters(fig) if trace.mode == "lines" and trace.connectgaps is False]


def points_of(fig):  # type: ignore[no-untyped-def]
    return [trace for trace in scatters(fig) if trace.mode == "markers"]


def test_the_line_breaks_where_the_score_is_hidden() -> None:
    (line,) = lines_of(drawn(Lines((series("firma", GAPPED),), "points", "month")))
    assert list(line.y) == [30.0, 32.0, None, None, None, 31.0]
    assert line.line.dash == "solid"


def test_the_band_has_no_edge_and_covers_neighbouring_scores_only() -> None:
    fig = drawn(Lines((series("firma", GAPPED),), "points", "month"))
    (band,) = [trace for trace in scatters(fig) if trace.fill == "toself"]
    assert list(band.x) == [0, 1, 1, 0, None]
    assert list(band.y) == [35.0, 37.0, 27.0, 25.0, None]
    assert band.line.width == 0
    assert band.fillcolor == "rgba(11,90,102,0.14)"


def test_an_interval_without_a_score_is_a_faint_stroke_without_a_point() -> None:
    fig = drawn(Lines((series("firma", GAPPED),), "points", "month"))
    strokes = [trace for trace in scatters(fig) if trace.mode == "lines" and str(trace.line.color).startswith("rgba")]
    faint = [trace for trace in strokes if trace.fill is None]
    assert [(list(t.x), list(t.y), t.line.color) for t in faint] == [
        ([5, 5, None], [26.0, 36.0, None], "rgba(11,90,102,0.75)"),
        ([2, 2, None], [-10.0, 60.0, None], "rgba(11,90,102,0.4)"),
    ]
    (points,) = points_of(fig)
    assert dict(zip(points.x, points.marker.opacity, strict=True)) == {0: 0, 1: 0, 2: 0, 5: 1}


def test_a_point_says_its_score_interval_and_n_in_both_languages() -> None:
    chart = Lines((series("firma", GAPPED),), "points", "month")
    (points,) = points_of(drawn(chart))
    assert points.hovertext[0] == "<b>firma</b><br>styczeń\u00a02026<br>NPS 30, przedział 25–35<br>n = 400"
    assert points.hovertext[2] == (
        "<b>firma</b><br>marzec\u00a02026<br>przedział od −10 do 60<br>"
        "za mało odpowiedzi na wynik (mniej niż 30)<br>n = 17"
    )
    (points,) = points_of(drawn(chart, EN))
    assert points.hovertext[0] == "<b>firma</b><br>January\u00a02026<br>NPS 30, interval 25–35<br>n = 400"


def test_a_click_tells_the_period_and_the_series() -> None:
    (points,) = points_of(drawn(Lines((series("Dostawa <b>", GAPPED),), "points", "month")))
    assert [list(pair) for pair in points.customdata][:2] == [
        ["2026-01-01", "Dostawa <b>"],
        ["2026-02-01", "Dostawa <b>"],
    ]
    assert points.hovertext[0].startswith("<b>Dostawa &lt;b&gt;</b>")


def test_n_stands_beneath_on_an_axis_of_its_own() -> None:
    fig = drawn(Lines((series("firma", GAPPED),), "points", "month"))
    (bars,) = [trace for trace in fig.data if trace.type == "bar"]
    assert list(bars.y) == [400, 400, 17, 6, 0, 400]
    assert bars.yaxis == "y2"
    assert fig.layout.yaxis2.domain[1] < fig.layout.yaxis.domain[0]
    assert bars.hovertext[3] == "kwiecień\u00a02026<br>n = 6"
    assert "n = 400" in [note.text for note in fig.layout.annotations]


def test_the_end_of_each_line_carries_its_name_and_last_score() -> None:
    chart = Lines(
        (series("firma", steady(24, 36)), series("Dostawa", steady(24, 35), "second")), "points", "month", goal=42
    )
    fig = drawn(chart)
    said = {note.text: note for note in fig.layout.annotations}
    assert {"<b>firma, gru: 38</b>", "<b>Dostawa, gru: 37</b>", "cel 42"} <= set(said)
    assert said["<b>firma, gru: 38</b>"].yshift > said["<b>Dostawa, gru: 37</b>"].yshift
    assert said["<b>Dostawa, gru: 37</b>"].font.color == LIGHT.series[1]
    assert lines_of(fig)[1].line.dash != "solid"
    (goal,) = [shape for shape in fig.layout.shapes if shape.line.dash == "8px,6px"]
    assert (goal.y0, goal.y1) == (42, 42)


def test_a_line_whose_last_score_is_hidden_ends_with_its_interval() -> None:
    frame = months((400, 30.0, 25.0, 35.0, None), (400, 30.0, 25.0, 35.0, None), (17, None, 10.0, 60.0, "thin"))
    fig = drawn(Lines((series("firma", frame),), "points", "month"))
    assert "<b>firma, mar: 10–60</b>" in [note.text for note in fig.layout.annotations]


def test_a_line_that_ends_early_says_when_its_last_score_was() -> None:
    frame = months((400, 30.0, 25.0, 35.0, None), (400, 32.0, 27.0, 37.0, None), (4, None, None, None, "few"))
    fig = drawn(Lines((series("firma", frame),), "points", "month"))
    assert "<b>firma, lut\u00a02026: 32</b>" in [note.text for note in fig.layout.annotations]


def test_a_period_cut_short_is_an_open_point_and_says_its_days() -> None:
    frame = months((400, 30.0, 25.0, 35.0, None), (400, 32.0, 27.0, 37.0, None))
    part = {date(2026, 2, 1): (date(2026, 2, 1), date(2026, 2, 9))}
    fig = drawn(Lines((series("firma", frame),), "points", "month", partial=part))
    assert "<b>firma, 1–9 lut: 32</b>" in [note.text for note in fig.layout.annotations]
    (points,) = [trace for trace in fig.data if trace.type == "scatter" and trace.mode == "markers"]
    assert points.marker.symbol == ("circle", "circle-open")
    assert "luty\u00a02026 (1\u00a0lutego\u00a02026 – 9\u00a0lutego\u00a02026)" in points.hovertext[1]


def test_compared_days_carry_their_score_across_their_bands() -> None:
    days = ((date(2026, 1, 1), date(2026, 3, 31)), (date(2027, 1, 1), date(2027, 3, 31)))
    line = replace(series("firma", steady(24)), levels=(33.4, 27.48))
    fig = drawn(Lines((line,), "points", "month", windows=days))
    strokes = [shape for shape in fig.layout.shapes if shape.line.width == 2.5]
    assert [(one.x0, one.x1, one.y0, one.y1) for one in strokes] == [
        (-0.5, 2.5, 33.4, 33.4),
        (11.5, 14.5, 27.48, 27.48),
    ]
    numbers = {note.text: (note.x, note.y, note.yanchor) for note in fig.layout.annotations}
    assert numbers["<b>33</b>"] == (1.0, 0, "bottom")
    assert numbers["<b>27</b>"] == (13.0, 0, "bottom")


def test_two_lines_carry_their_scores_in_their_colours_side_by_side() -> None:
    days = ((date(2026, 1, 1), date(2026, 4, 30)),)
    work = replace(series("tu pracowano", steady(12)), levels=(33.4,))
    rest = replace(series("porównanie", steady(12, 50), "quiet"), levels=(50.0,))
    fig = drawn(Lines((work, rest), "points", "month", windows=days))
    strokes = [(one.y0, one.line.color) for one in fig.layout.shapes if one.line.width == 2.5]
    assert strokes == [(33.4, LIGHT.of("main")), (50.0, LIGHT.of("quiet"))]
    numbers = {note.text: (round(note.x, 2), note.font.color) for note in fig.layout.annotations}
    assert numbers["<b>33</b>"] == (0.83, LIGHT.of("main"))
    assert numbers["50"] == (2.17, LIGHT.of("quiet"))


def test_percent_is_written_as_percent() -> None:
    fig = drawn(Lines((series("firma", steady(3, 70)),), "percent", "month", metric="csat"))
    assert "<b>firma, mar: 72%</b>" in [note.text for note in fig.layout.annotations]
    assert points_of(fig)[0].hovertext[0].split("<br>")[2] == "CSAT 70%, przedział 65–75%"


def test_events_are_numbered_and_speak_where_they_have_room() -> None:
    events = (
        Event(1, date(2026, 3, 9), "nowa <infolinia>"),
        Event(2, date(2027, 10, 1), "aplikacja"),
        Event(3, date(2020, 1, 1), "dawno"),
    )
    fig = drawn(Lines((series("firma", steady(24)),), "points", "month", events=events))
    said = [note.text for note in fig.layout.annotations]
    assert "<b>1</b>" in said
    assert "nowa &lt;infolinia&gt;" in said
    assert "<b>3</b>" not in said
    marks = [shape.x0 for shape in fig.layout.shapes if shape.line.dash == "dot"]
    assert marks == [2, 21]


def test_events_side_by_side_do_not_write_over_each_other() -> None:
    events = (
        Event(1, date(2026, 3, 9), "nowa długa nazwa zdarzenia"),
        Event(2, date(2026, 4, 1), "druga nazwa zdarzenia"),
    )
    fig = drawn(Lines((series("firma", steady(24)),), "points", "month", events=events))
    words = [note for note in fig.layout.annotations if note.text in {e.words for e in events}]
    assert len(words) == 1


def test_hidden_numbers_are_nowhere_in_the_figure() -> None:
    json = drawn(
        Lines(
            (series("firma", months((17, None, 10.0, 61.5, "thin"), (6, None, None, None, "few"))),), "points", "month"
        )
    ).to_json()
    assert "61.5" in json
    assert '"y":[null,null]' in json


def test_small_multiples_share_one_axis_and_name_each_panel() -> None:
    members = tuple(series(f"Punkt {i}", steady(24, 10.0 * i), "quiet") for i in range(6))
    fig = drawn(Lines(members, "points", "month", multiples=True))
    ranges = {tuple(fig.layout[f"yaxis{2 * i + 1}" if i else "yaxis"].range) for i in range(6)}
    assert len(ranges) == 1
    said = [note.text for note in fig.layout.annotations]
    assert [f"<b>Punkt {i}</b>" in said for i in range(6)] == [True] * 6
    assert "<b>2</b>" in said
    assert fig.layout.xaxis.domain[1] < fig.layout.xaxis2.domain[0]
    assert fig.layout.yaxis.domain[0] > fig.layout.yaxis9.domain[1]


def test_narrow_places_get_fewer_panels_side_by_side() -> None:
    members = tuple(series(f"Punkt {i}", steady(6), "quiet") for i in range(4))
    chart = Lines(members, "points", "month", multiples=True)
    assert figure(chart, LIGHT, PL, width=1180).layout.height < figure(chart, LIGHT, PL, width=500).layout.height
