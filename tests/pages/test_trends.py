from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from cxdata.card import Lines
from cxdata.choice import Choice
from cxdata.governance.records import save
from cxdata.governance.tables import EVENTS
from cxdata.screen.controls import breakdown
from cxdata.store import folders
from cxdata.text import Text
from cxdata.views.trends import Asked, trends
from tests.screen.conftest import Open, plots, said, wrong


def control(app, name: str):  # type: ignore[no-untyped-def]
    return next(each for each in app.segmented_control if each.key == f"control_{name}_en")


def test_the_page_shows_one_line_with_n_beneath(demo: Path, start: Open) -> None:
    app = start("trends", "en")
    assert wrong(app) == []
    spec = plots(app)[0].figure
    assert "bar" in {trace["type"] for trace in spec["data"]}
    assert "Click a point on the chart to see the answers and comments behind it." in said(app)[-1]


def test_a_dimension_breaks_the_line_down_and_stands_in_the_link(demo: Path, start: Open) -> None:
    app = start("trends", "en")
    control(app, "by").set_value("touchpoint")
    app.run()
    assert wrong(app) == []
    assert app.query_params == {"by": "touchpoint"}
    assert control(app, "as").value == "lines"
    control(app, "as").set_value("panels")
    app.run()
    assert app.query_params == {"by": "touchpoint", "as": "panels"}
    control(app, "by").set_value(breakdown.WHOLE)
    app.run()
    assert app.query_params == {}


def test_the_metric_is_the_one_of_the_bar(demo: Path, start: Open) -> None:
    app = start("trends", "en")
    control(app, "metric").set_value("csat")
    app.run()
    assert app.query_params == {"metric": "csat"}
    assert app.radio(key="metric_en").value == "csat"


def test_a_breakdown_that_this_workspace_does_not_know_is_said(demo: Path, start: Open) -> None:
    app = start("trends", "en", by="shoe")
    assert wrong(app) == [Text("en")("errors.link_breakdown", name="shoe")]


def test_a_point_knows_which_answers_stand_behind_it(demo: Path) -> None:
    workspace = folders.open("demo")
    shown = trends(workspace.snapshot(), Choice(), Text("en"), Asked("touchpoint"))
    chart = shown.cards[0].chart
    assert isinstance(chart, Lines)
    point = [date(2026, 10, 1).isoformat(), "Dostawa"]
    assert [series.label for series in chart.series if breakdown.is_of(point, series.label)] == ["Dostawa"]
    assert not breakdown.is_of(None, "Dostawa")


def test_the_form_of_the_lines_stands_in_the_link_and_is_told_beside_the_chart(demo: Path, start: Open) -> None:
    app = start("trends", "en", line="limits", season="off", metrics="every")
    assert wrong(app) == []
    assert control(app, "line").value == "limits"
    assert control(app, "metric").value == breakdown.EVERY
    told = " ".join(said(app))
    assert "The limits of each line come from its own history" in told
    assert "Nothing was taken off" in told
    control(app, "metric").set_value("csat")
    control(app, "line").set_value("intervals")
    app.run()
    assert app.query_params == {"metric": "csat", "line": "intervals", "season": "off"}


def test_what_happened_is_listed_under_the_chart_and_can_be_written_down(demo: Path, start: Open) -> None:
    made = folders.copy(folders.open("demo"), "mine")
    rows = pl.DataFrame(
        [(None, date(2026, 6, 1), "A [new] *carrier*", None), (None, date(2026, 7, 1), "Prices up", ["Dostawa"])],
        schema=EVENTS.schema, orient="row",
    )  # fmt: skip
    save(made, EVENTS, rows, by="Ala")
    app = start("trends", "en", w="mine", metric="nps", period="month", vs="year", now="2026-10-31")
    assert wrong(app) == []
    assert next(words for words in said(app) if ":gray-badge[1]" in words).replace("\u00a0", " ") == (
        ":gray-badge[1] :gray[:small[1 June 2026: A \\[new\\] \\*carrier\\*]]  \n"
        ":gray-badge[2] :gray[:small[1 July 2026: Prices up (Dostawa)]]"
    )
    assert [box.label for box in app.expander] == ["Events on the line"]
    assert app.get("data_frame") == []
    app.session_state["editor_events"] = True
    app.run()
    assert wrong(app) == []
    assert "Save changes" in [button.label for button in app.button]
