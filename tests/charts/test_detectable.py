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
    assert max(area.y) == shown.layout.yaxis.range[1] == pytest.approx(26.4)
    assert (asked.x[0], asked.y[0]) == (400, 12.0)
    assert [(shape.x0, shape.y0) for shape in shown.layout.shapes] == [(0, 12.0), (400, 0)]
    assert "nie da się odróżnić od przypadku" in [note.text for note in shown.layout.annotations]
