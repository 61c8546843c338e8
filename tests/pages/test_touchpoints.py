"""The page of touchpoints as a visitor opens it: its finding, its controls, links, and cells without a mouse."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from cxdata.screen.controls.heatmap import joined, parted
from tests.screen.conftest import Open, plots, press, said, wrong
from tests.workspaces import make_workspace

NB = "\u00a0"


def drawn(app: AppTest, which: int = 0) -> dict:  # type: ignore[type-arg]
    """The Plotly figure as the browser gets it."""
    return plots(app)[which].figure


def rows(app: AppTest) -> list[str]:
    keys = dict.fromkeys(row for row, _ in drawn(app)["data"][0]["customdata"])
    return list(keys)


@pytest.mark.parametrize(
    ("browser", "headline"),
    [
        ("pl", f"Dostawa, październik{NB}2026: NPS{NB}−50, rzeczywiście o 83 punkty poniżej wyniku firmy 33"),
        ("en", f"Dostawa, October{NB}2026: NPS{NB}−50, really 83 points below the company's 33"),
    ],
)
def test_the_page_opens_with_its_finding_and_the_cell_behind_it(
    demo: Path, start: Open, browser: str, headline: str
) -> None:
    app = start("touchpoints", browser)
    assert wrong(app) == []
    assert app.title[0].value.replace("\\", "") == headline
    assert rows(app) == ["Dostawa", "Infolinia", ""]
    assert any(words.startswith("Dostawa, ") for words in said(app)[1:])
    assert any("<p>Kurier *nie* zadzwonił" in each.proto.body for each in app.get("html"))


def test_a_link_sets_columns_cells_order_and_the_open_cell(demo: Path, start: Open) -> None:
    app = start("touchpoints", cols="channel", show="change", sort="score", period="year", cell="Infolinia|sklep")
    assert wrong(app) == []
    figure = drawn(app)
    assert [column for row, column in figure["data"][0]["customdata"] if row == "Dostawa"] == [
        "", "telefon", "sklep", "aplikacja",
    ]  # fmt: skip
    assert any("Infolinia, sklep" in words for words in said(app))
    assert (app.query_params["cols"], app.query_params["cell"]) == ("channel", "Infolinia|sklep")


def test_controls_write_the_link(demo: Path, start: Open) -> None:
    app = start("touchpoints")
    app.text_input(key="control_find_pl").set_value("info").run()
    assert rows(app) == ["Infolinia", ""]
    assert app.query_params["find"] == "info"
    app.radio(key="control_months_pl").set_value("24").run()
    assert len(drawn(app)["data"][0]["customdata"]) == 2 * 25
    app.text_input(key="control_find_pl").set_value("nie ma").run()
    assert any("Żaden punkt styku nie ma w nazwie „nie ma”" in words for words in said(app))
    assert wrong(app) == []


def test_a_cell_can_be_opened_by_its_names(demo: Path, start: Open) -> None:
    app = start("touchpoints")
    app.selectbox(key="pick_row_pl").set_value("Infolinia").run()
    assert app.query_params["cell"] == "Infolinia|2026-10"
    app.selectbox(key="pick_column_pl").set_value("").run()
    assert any("Infolinia, listopad" in words for words in said(app))
    assert wrong(app) == []


def test_goals_are_offered_only_where_there_are_any(demo: Path, start: Open) -> None:
    app = start("touchpoints", show="goal")
    assert "Do celu" not in str(app.get("button_group"))
    assert wrong(app) == []


def test_what_a_link_asks_and_the_map_has_not_is_left_aside(demo: Path, start: Open) -> None:
    app = start("touchpoints", cols="planet", show="moon", months="7", cell="nikt|nigdzie", open="|")
    assert wrong(app) == []
    assert any(words.startswith("Dostawa, październik") for words in said(app))


def test_a_workspace_without_touchpoints_says_what_to_do(home: Path, start: Open) -> None:
    answers = pl.DataFrame(
        [("nps", score, date(2026, 5, 1 + i)) for i, score in enumerate((10, 3) * 12)],
        schema=["metric", "score", "day"],
        orient="row",
    )
    make_workspace(home / "small.duckdb", answers)
    app = start("touchpoints", w="small")
    assert wrong(app) == []
    assert app.title[0].value.startswith("NPS: brak odpowiedzi o punktach styku")
    assert plots(app) == []


@given(st.lists(st.text(max_size=8), min_size=1, max_size=5))
def test_names_in_a_link_come_back_as_they_were(names: list[str]) -> None:
    found = parted(joined(names))
    assert found == names or names == [""]


def test_how_even_touchpoints_are_stands_under_the_map(demo: Path, start: Open) -> None:
    app = start("touchpoints", "en", period="all")
    assert wrong(app) == []
    titles = [header.value for header in app.header]
    assert any(title.startswith(("Uneven at", "Even:")) for title in titles), titles


def test_a_metric_by_which_no_touchpoint_was_rated_says_so_once_and_offers_the_other(demo: Path, start: Open) -> None:
    app = start("touchpoints", "pl", metric="csat")
    assert wrong(app) == []
    assert app.title[0].value == "CSAT bez punktów styku"
    assert said(app).count("Punktów styku nikt tu nie ocenił miarą CSAT. Oceniono je miarą NPS.") == 1
    assert plots(app) == []
    press(app, "Pokaż NPS")
    assert wrong(app) == []
    assert rows(app) == ["Dostawa", "Infolinia", ""]
