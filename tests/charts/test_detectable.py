from __future__ import annotations

import polars as pl
import pytest

from cxdata.card import Detectable
from cxdata.charts import LIGHT, figure
from cxdata.text import Text

CURVE = pl.DataFrame({"n": [10, 100, 1000, 10_000], "change": [float("inf"), 31.0, 10.0, 3.0]})


def test_the_curve_leaves_out_what_never_shows_and_marks_the_question() -> None:
    shown = figure(Detectable(CURVE, 400, 12.0, "points"), LIGHT, Text("pl"))
    area, line, asked = shown.data
    assert list(line.x) == [100, 1000, 10_000]
    assert list(line.y) == [31.0, 10.0, 3.0]
    assert max(area.y) == shown.layout.yaxis.range[1] == pytest.approx(38.75)
    assert (asked.x[0], asked.y[0]) == (400, 12.0)
    assert [(shape.x0, shape.y0) for shape in shown.layout.shapes] == [(0, 12.0), (400, 0)]
    assert "nie da się odróżnić od przypadku" in [note.text for note in shown.layout.annotations]


def test_the_answer_lies_on_the_chart_and_no_word_on_the_upright_line() -> None:
    curve = pl.DataFrame({"n": [10, 30, 100, 1000], "change": [120.0, 58.0, 31.0, 10.0]})
    shown = figure(Detectable(curve, 30, 5.0, "points"), LIGHT, Text("en"))
    assert shown.layout.yaxis.range[1] > 58.0
    notes = {note.text: note for note in shown.layout.annotations}
    upright = (1.477 - 1.0) / 2.0
    assert notes["cannot be told from chance"].x > upright
    assert (notes["change"].y, notes["change"].yanchor) == (1, "bottom")
