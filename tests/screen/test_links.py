from __future__ import annotations

from pathlib import Path

from cxdata.text import Text
from tests.screen.conftest import Open, labels, press, wrong


def test_a_view_at_its_defaults_has_a_bare_address(demo: Path, start: Open) -> None:
    assert start().query_params == {}


def test_a_link_reopens_period_metric_comparison_and_filters(demo: Path, start: Open) -> None:
    link = {"metric": "csat", "period": "half", "vs": "previous", "f.channel": ["sklep", "telefon"]}
    app = start(browser="en", **link)
    assert wrong(app) == []
    assert app.query_params == link
    assert app.radio(key="period_en").value == "half"
    assert app.radio(key="compare_en").value == "previous"
    assert app.radio(key="metric_en").value == "csat"
    assert app.multiselect(key="keep_demo_channel").value == ["sklep", "telefon"]
    assert "sklep and 1 more" in labels(app)


def test_unknown_values_of_a_link_are_said_and_left_out(demo: Path, start: Open) -> None:
    app = start(browser="en", **{"metric": "mood", "f.channel": "fax", "f.shoe": "left"})
    text = Text("en")
    assert wrong(app) == [
        "\n\n".join(
            [
                text("errors.link_value", name="metric", found="mood", expected="nps, csat, ces"),
                text("errors.link_label", name="channel", value="fax"),
                text("errors.link_dimension", name="shoe"),
            ]
        )
    ]
    assert app.query_params == {}


def test_a_metric_that_nobody_was_asked_for_is_said(demo: Path, start: Open) -> None:
    app = start(browser="en", metric="ces")
    assert wrong(app) == ["This workspace has no answers for CES, which the link asks for. NPS is shown instead."]


def test_a_warning_ends_with_the_next_change(demo: Path, start: Open) -> None:
    app = start(browser="en", **{"f.channel": ["fax", "sklep"]})
    assert len(wrong(app)) == 1
    press(app, "sklep")
    assert wrong(app) == []
    assert app.query_params == {}


def test_filters_stay_when_the_page_changes(demo: Path, start: Open) -> None:
    app = start(browser="en", **{"f.region": "śląskie", "period": "year"})
    app.query_params.clear()
    app.switch_page(str(Path(__file__).parents[2] / "pages" / "trends.py")).run()
    assert "śląskie" in labels(app)
    assert app.query_params == {"f.region": "śląskie", "period": "year"}


def test_a_period_counted_from_an_earlier_now_reopens_as_the_same_days(demo: Path, start: Open) -> None:
    app = start(browser="en", now="2026-08-31", period="quarter")
    assert app.radio(key="period_en").value == "free"
    assert app.query_params == {"period": "free", "from": "2026-06-01", "to": "2026-08-31"}


def test_the_breakdown_of_trends_is_in_its_link(demo: Path, start: Open) -> None:
    app = start("trends", "en", by="channel")
    assert wrong(app) == []
    assert app.query_params == {"by": "channel"}
    control = next(c for c in app.segmented_control if c.key == "control_by_en")
    assert control.value == "channel"


def test_a_link_to_no_workspace_shows_the_company_that_it_names(demo: Path, filled: Path, start: Open) -> None:
    app = start("upload", "en")
    app.file_uploader[0].set_value([("mine.csv", b"Date,NPS\n2026-10-01,9\n2026-10-02,3\n", "text/csv")]).run()
    press(app, "Import to the private workspace")
    assert app.query_params == {"w": "~"}
    app.query_params.clear()
    app.query_params["w"] = "nowhere"
    app.run()
    assert wrong(app) == [
        "The link led to a workspace called “nowhere”, which does not exist. Shown instead: demo company. "
        "The switch at the top of the page turns to another one."
    ]
    assert app.session_state["workspace"] == "demo"


def test_a_link_to_no_workspace_names_what_is_shown_where_there_is_no_demo(home: Path, start: Open) -> None:
    app = start(browser="pl", w="nigdzie")
    assert wrong(app) == [
        "Nie ma przestrzeni „nigdzie”, do której prowadził link. Zamiast niej pokazujemy: moja przestrzeń (prywatna). "
        "Inną wybierzesz przełącznikiem u góry strony."
    ]


def test_an_unknown_breakdown_of_a_link_is_called_a_breakdown(demo: Path, start: Open) -> None:
    assert wrong(start("trends", "en", by="zzz")) == [
        "This workspace cannot be broken down by “zzz”, as the link asks. That breakdown was left out."
    ]
