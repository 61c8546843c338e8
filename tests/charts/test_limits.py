"""Limits, signals and shifts on lines; panels of several metrics, and marks of what happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl

from cxdata.card import Event, Limits, Lines, Series, Turn
from cxdata.charts import LIGHT, figure, marks
from cxdata.charts.marks import Place
from cxdata.text import Text

PL = Text("pl")


def test_marks_of_one_period_share_a_box_that_names_both() -> None:
    place = Place(LIGHT, PL, "points", "month", "nps")
    dates = [date(2026, month, 1) for month in range(1, 9)]
    marks_of = [Event(1, date(2026, 4, 1), "pierwsze"), Event(2, date(2026, 4, 20), "drugie")]
    shapes, notes = marks.events(place, marks_of, dates, 800)
    assert len(shapes) == 1
    assert [(note["text"], note["hovertext"]) for note in notes] == [("<b>1–2</b>", "pierwsze<br>drugie")]


def limited(scores: list[float], signals: list[bool], turn: Turn | None = None) -> Lines:
    dates = [date(2026, month, 1) for month in range(1, len(scores) + 1)]
    frame = pl.DataFrame(
        {
            "period": dates, "n": [100] * len(dates), "score": scores, "low": [x - 9.0 for x in scores],
            "high": [x + 9.0 for x in scores], "hidden": pl.Series([None] * len(dates), dtype=pl.String),
        }
    )  # fmt: skip
    band = pl.DataFrame({"period": dates, "centre": 30.0, "low": 10.0, "high": 50.0, "signal": signals})
    limits = Limits(band, 12, (date(2025, 1, 1), date(2025, 12, 1)), turn=turn)
    return Lines((Series("firma", frame, limits=limits),), "points", "month")


def test_limits_are_dashed_and_named_and_a_signal_is_ringed() -> None:
    turn = Turn(date(2026, 4, 1), date(2026, 3, 1), date(2026, 5, 1), 31.0, 5.0)
    found = figure(limited([30, 31, 29, 4, 6], [False, False, False, True, True], turn), LIGHT, PL)
    lines = [trace for trace in found.data if trace.type == "scatter"]
    dashes = [trace.line.dash for trace in lines if trace.mode == "lines" and trace.line.width == 1.2]
    assert dashes == ["6px,4px", "6px,4px"]
    ring = next(trace for trace in lines if trace.mode == "markers" and trace.marker.size == 11)
    assert (list(ring.x), list(ring.y)) == ([3, 4], [4, 6])
    assert ring.hovertext[0].endswith("poza zwykłymi wahaniami")
    assert ring.customdata[0][0] == "2026-04-01"
    texts = [note.text for note in found.layout.annotations]
    assert "górna granica 50" in texts
    assert "dolna granica 10" in texts
    assert "zmiana poziomu: kwiecień\u00a02026" in texts
    bracket = [(shape.x0, shape.x1) for shape in found.layout.shapes if shape.line.width == 1.5]
    assert bracket == [(1.6, 4.4), (2.5, 2.5)]


def test_panels_of_several_metrics_have_axes_of_their_own() -> None:
    one = limited([30, 31, 29], [False, False, False]).series[0]
    shares = replace(one, label="CSAT", metric="csat", limits=None)
    chart = Lines((replace(one, metric="nps"), shares), "points", "month", multiples=True)
    found = figure(chart, LIGHT, PL)
    assert found.layout.yaxis.range != found.layout.yaxis3.range
    assert (found.layout.yaxis.showticklabels, found.layout.yaxis3.showticklabels) == (True, True)
    assert [note.text for note in found.layout.annotations if "%" in note.text] == ["<b>29%</b>"]


def test_a_panel_of_a_touchpoint_has_no_marks_of_others() -> None:
    one = limited([30, 31, 29], [False, False, False]).series[0]
    panels_of = tuple(replace(one, label=name, where={"touchpoint": (name,)}) for name in ("Kasa", "Dostawa"))
    events = (Event(1, date(2026, 1, 9), "a", ("Kasa",)), Event(2, date(2026, 3, 9), "b"))
    found = figure(Lines(panels_of, "points", "month", multiples=True, events=events), LIGHT, PL)
    numbers = [note.text for note in found.layout.annotations if note.text in ("<b>1</b>", "<b>2</b>")]
    assert sorted(numbers) == ["<b>1</b>", "<b>2</b>", "<b>2</b>"]
