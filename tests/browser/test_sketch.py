"""Charts as pages draw them, against Plotly's drawing of the same figures: the same words and marks in the same places.

Slides are Plotly's, so that a picture shows what its page showed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import plotly
import pytest

from tests.browser.conftest import Visitor

PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
NEAR = 2.0
"""Pixels that a word, an edge or a point may stand elsewhere: Plotly sets some on whole pixels, and so do we."""

_BOTH = """async near => {
    const middle = (element, from) => {
        const box = element.getBoundingClientRect();
        return [(box.left + box.right) / 2 - from.left, (box.top + box.bottom) / 2 - from.top];
    };
    const seen = (element) => {
        const { width, height } = element.getBoundingClientRect();
        return width > 0 && height > 0;
    };
    const words = (root) => [...root.querySelectorAll("text")].flatMap(text => {
        const rows = [...text.querySelectorAll("tspan.line")], corner = root.getBoundingClientRect();
        const said = (row) => row.textContent.replaceAll("\u00a0", " ").trim();
        return (rows.length ? rows : [text]).filter(seen).map(row => [said(row), ...middle(row, corner)]);
    }).filter(([said]) => said);
    const lost = (these, those) => these.filter(([said, x, y]) =>
        !those.some(([other, a, b]) => said === other && Math.abs(x - a) <= near && Math.abs(y - b) <= near));
    const marks = (stage) => [...stage.querySelectorAll(".barlayer .trace, .scatterlayer .trace")].flatMap(trace => {
        if (trace.__data__[0].trace.hoverinfo === "skip") return [];
        const drawn = [...trace.querySelectorAll(".point")].map(one => one.querySelector("path") ?? one);
        return drawn.filter(seen).map(one => ["", ...middle(one, stage.getBoundingClientRect())]);
    });
    const found = [];
    for (const place of document.querySelectorAll(".lad-chart")) {
        const width = place.querySelector("svg").clientWidth, stage = document.createElement("div");
        document.body.append(stage);
        await Plotly.newPlot(stage, place.figure.data, { ...place.figure.layout, width }, { displayModeBar: false });
        const points = place.points.filter(one => one.which !== undefined).map(({ box, x, y }) =>
            box ? ["", (box[0] + box[1]) / 2, (box[2] + box[3]) / 2] : ["", x, y]);
        const [own, theirs] = [words(place.firstChild), words(stage)];
        found.push({
            words: own.length, points: points.length, missing: lost(theirs, own), added: lost(own, theirs),
            unmarked: lost(marks(stage), points),
        });
        Plotly.purge(stage);
        stage.remove();
    }
    return found;
}"""


@pytest.mark.parametrize(
    ("path", "charts"),
    [
        ("/", 3), ("/trends", 1), ("/trends?by=channel", 1), ("/touchpoints", 4),
        ("/touchpoints?cols=channel&show=change&period=half", 4), ("/departments", 6),
        ("/departments?department=Logistyka", 2), ("/roles", 1), ("/goals", 2), ("/initiatives", 2), ("/drivers", 2),
        ("/certainty", 3),
    ],
)  # fmt: skip
def test_words_and_marks_stand_where_plotly_puts_them(visit: Callable[..., Visitor], path: str, charts: int) -> None:
    visitor = visit("pl", width=1280)
    page = visitor.open(path)
    page.add_script_tag(url=f"{visitor.url}/lad/plotly.min.js")
    found = page.evaluate(_BOTH, NEAR)
    assert len(found) == charts
    for chart in found:
        assert chart["words"] > 3
        assert chart["points"] > 0
        assert (chart["missing"], chart["added"], chart["unmarked"]) == ([], [], [])
