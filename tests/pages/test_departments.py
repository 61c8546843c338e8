from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from cxdata.governance.current import current
from cxdata.governance.records import history, save
from cxdata.governance.tables import DEPARTMENTS, GOALS, OWNERSHIP
from cxdata.store import folders
from cxdata.text import Text
from tests.governance.frames import departments, goals, new, ownership
from tests.screen.conftest import Open, labels, plots, press, said, wrong
from tests.workspaces import make_workspace

EN, PL = Text("en"), Text("pl")
OCTOBER = date(2026, 10, 5)


def rated(touchpoint: str, department: str, up: int, down: int) -> list[tuple[object, ...]]:
    """So many promoters and detractors of a touchpoint, served by a department."""
    scores = [10] * up + [2] * down
    return [("nps", score, OCTOBER, touchpoint, department, "Długo to trwało.") for score in scores]


@pytest.fixture
def shop(home: Path) -> str:
    """Two touchpoints in October 2026: Kasa 40 (Sprzedaż serves), Dostawa -20 (Logistyka serves)."""
    rows = [*rated("Kasa", "Sprzedaż", 70, 30), *rated("Dostawa", "Logistyka", 40, 60)]
    schema = ["metric", "score", "day", "touchpoint", "department", "comment"]
    make_workspace(home / "shop.duckdb", pl.DataFrame(rows, schema=schema, orient="row"))
    return "shop"


@pytest.fixture
def staffed(shop: str) -> str:
    """With owners, and a goal of 30 for all touchpoints."""
    workspace = folders.open(shop)
    save(workspace, DEPARTMENTS, new(departments(("Sprzedaż", "operating"), ("Logistyka", "operating"))), by="Ala")
    save(workspace, OWNERSHIP, new(ownership(("Kasa", "Sprzedaż", "A"), ("Dostawa", "Logistyka", "A"))), by="Ala")
    level = goals(("Cel", "nps", "touchpoints", None, None, 30.0, date(2026, 12, 31)))
    save(workspace, GOALS, new(level), by="Ala")
    return shop


def control(app: AppTest, name: str, lang: str = "en"):  # type: ignore[no-untyped-def]
    return next(each for each in app.segmented_control if each.key == f"control_{name}_{lang}")


def test_the_page_says_whose_the_gap_is(staffed: str, start: Open) -> None:
    app = start("departments", "en", w=staffed)
    assert wrong(app) == []
    assert said(app)[0] == "We are 20.0 pts short of the goal. Real losses in departments' shares (A and R): Logistyka"
    assert len(plots(app)) == 3
    waterfall = plots(app)[0].figure
    assert [round(x, 6) for x in waterfall["data"][0]["x"]] == [-25.0, 5.0]


def test_polish(staffed: str, start: Open) -> None:
    app = start("departments", "pl", w=staffed)
    assert wrong(app) == []
    assert said(app)[0] == "Do celu brakuje 20,0 pkt. Rzeczywiste straty w udziale działów (A i R): Logistyka"


def test_a_department_in_the_link_opens_its_panel(staffed: str, start: Open) -> None:
    app = start("departments", "en", w=staffed, department="Logistyka")
    assert wrong(app) == []
    assert said(app)[0] == "Logistyka: NPS −20, really below its own goal 30"
    assert app.query_params["department"] == "Logistyka"
    app.selectbox(key="control_department_en").set_value("").run()
    assert said(app)[0] == "We are 20.0 pts short of the goal. Real losses in departments' shares (A and R): Logistyka"
    assert "department" not in app.query_params


def test_a_department_that_nobody_carries_opens_the_page_of_all(staffed: str, start: Open) -> None:
    app = start("departments", "en", w=staffed, department="Zarząd")
    assert said(app)[0] == "We are 20.0 pts short of the goal. Real losses in departments' shares (A and R): Logistyka"


def test_without_a_goal_the_way_to_one_is_offered(staffed: str, start: Open) -> None:
    save(folders.open(staffed), GOALS, GOALS.empty(), by="Ala")
    app = start("departments", "en", w=staffed)
    assert wrong(app) == []
    press(app, "Set a goal")
    assert control(app, "view").value == "owners"
    assert control(app, "table").value == "goals"


def test_without_owners_a_draft_from_the_file_is_confirmed_and_the_page_changes(shop: str, start: Open) -> None:
    app = start("departments", "en", w=shop)
    assert wrong(app) == []
    assert said(app)[0] == "Nobody has written down yet who is accountable for what"
    press(app, "Who answers for what")
    draft = app.data_editor[0].value
    assert draft[["touchpoint", "department", "role"]].values.tolist() == [
        ["Kasa", "Sprzedaż", "A"],
        ["Dostawa", "Logistyka", "A"],
    ]
    assert current(folders.open(shop))["ownership"].rows.is_empty()
    app.text_input(key="who_draft").set_value("Ala").run()
    press(app, "Confirm the roles")
    assert wrong(app) == []
    held = current(folders.open(shop))
    assert held["departments"].rows.select("name", "kind").rows() == [
        ("Sprzedaż", "operating"), ("Logistyka", "operating"),
    ]  # fmt: skip
    assert held["ownership"].rows.height == 2
    assert said(app)[0] == "Lower than the others: Logistyka; higher: Sprzedaż"


def test_what_is_wrong_with_the_roles_stands_under_the_grid(staffed: str, start: Open) -> None:
    app = start("departments", "en", w=staffed, view="owners")
    assert wrong(app) == []
    assert "Kasa: nobody does the work." in str(said(app))
    assert next(button for button in app.button if button.key == "save_ownership").disabled


def test_the_demo_is_read_only_and_offers_a_copy(demo: Path, start: Open) -> None:
    app = start("departments", "en", view="owners")
    assert wrong(app) == []
    assert "The demo company cannot be changed." in str(said(app))
    assert "Save changes" not in labels(app)
    app.text_input(key="name_copy").set_value("moja")
    press(app, "Make a copy")
    assert wrong(app) == []
    assert folders.names() == ["demo", "moja"]
    assert "Save changes" in labels(app) or "Confirm the roles" in labels(app)


def test_a_copy_under_a_name_that_is_taken_is_refused_in_words(demo: Path, filled: Path, start: Open) -> None:
    shutil.copyfile(filled, demo / "moja.duckdb")
    app = start("departments", "en", view="owners")
    app.text_input(key="name_copy").set_value("moja")
    press(app, "Make a copy")
    assert wrong(app) == [EN("errors.workspace_exists", name="moja")]


def test_the_tables_behind_the_page_are_edited_on_it(staffed: str, start: Open) -> None:
    app = start("departments", "en", w=staffed, view="owners")
    for table in (OWNERSHIP, DEPARTMENTS, GOALS):
        control(app, "table").set_value(table.name)
        app.run()
        assert wrong(app) == []
        assert list(app.data_editor[0].value.columns) == ["#", "id", *table.names]


def test_what_somebody_else_saved_comes_into_an_untouched_grid(staffed: str, start: Open) -> None:
    app = start("departments", "en", w=staffed, view="owners")
    workspace = folders.open(staffed)
    rows = current(workspace)["ownership"].rows
    save(workspace, OWNERSHIP, rows.filter(pl.col("touchpoint") == "Kasa"), by="Ola")
    app.run()
    assert wrong(app) == []
    assert app.data_editor[0].value["touchpoint"].to_list() == ["Kasa"]


def test_a_proposal_about_owners_is_accepted_in_one_click(staffed: str, start: Open) -> None:
    workspace = folders.open(staffed)
    held = current(workspace)["ownership"]
    owners = pl.concat(
        [held.rows.filter(touchpoint="Kasa"), new(ownership(("Dostawa", "Sprzedaż", "C")))], how="diagonal"
    )
    save(workspace, OWNERSHIP, owners, by="Ala", base_version=held.version)
    app = start("departments", "en", w=staffed, view="owners", about="none")
    assert "Who answers for this touchpoint? Nobody today: Dostawa." in said(app)
    app.text_input(key="who_ask").set_value("Olek").run()
    press(app, "Accept the proposal (from October\u00a02026)")
    assert wrong(app) == []
    rows = current(workspace)["ownership"].rows.drop("id").rows()
    assert ("Dostawa", "Logistyka", "A", date(2026, 10, 1), None) in rows
    assert ("Dostawa", "Sprzedaż", "C", None, None) in rows
    assert history(workspace, OWNERSHIP)[0].by == "Olek"
    assert not any("Nobody today" in words for words in said(app))
    assert not any(button.label.startswith("Accept") for button in app.button)
