"""The page of all tables: editing, conflicts, taking back, deleting what is in use, files and history."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from cxdata.governance import receipts
from cxdata.governance.current import current, names
from cxdata.governance.records import history, rows, save
from cxdata.governance.spec import Problem, Table
from cxdata.governance.tables import DECISIONS, DEPARTMENTS, GOALS, INITIATIVES, OWNERSHIP, TABLES
from cxdata.governance.uploading import load
from cxdata.screen.records import picker, problems
from cxdata.screen.records.begun import NUMBER, Begun, differs, gridded
from cxdata.store import folders
from cxdata.store.workspace import Workspace
from cxdata.text import Text
from tests.governance.frames import day, departments, frame, goals, new, ownership
from tests.screen.conftest import Open, labels, press, read, said, wrong
from tests.workspaces import make_workspace

EN, PL = Text("en"), Text("pl")


@pytest.fixture
def firm(home: Path) -> Workspace:
    """Two touchpoints; Sprzedaż owns Kasa and a goal, Logistyka owns Dostawa and two decisions."""
    answers = [("nps", 9, date(2026, 10, 5), touchpoint) for touchpoint in ("Kasa", "Dostawa") for _ in range(40)]
    schema = ["metric", "score", "day", "touchpoint"]
    workspace = make_workspace(home / "firma.duckdb", pl.DataFrame(answers, schema=schema, orient="row"))
    staff = departments(("Sprzedaż", "operating", 12), ("Logistyka", "operating", 8), ("IT", "operating"))
    save(workspace, DEPARTMENTS, new(staff), by="Ala")
    save(workspace, OWNERSHIP, new(ownership(("Kasa", "Sprzedaż", "A"), ("Dostawa", "Logistyka", "A"))), by="Ala")
    level = goals(("Cel", "nps", "touchpoints", None, None, 30.0, day("2026-12-31"), "Sprzedaż"))
    save(workspace, GOALS, new(level), by="Ala")
    taken = [
        ("D1", day("2026-09-08"), "Trasa", "Logistyka", None, day("2026-12-01")),
        ("D2", day("2026-09-08"), "Okno", "Logistyka", None, day("2026-11-01")),
    ]
    save(workspace, DECISIONS, new(frame(DECISIONS, *taken)), by="Ala")
    return folders.open("firma")


def typed(app: AppTest, workspace: Workspace, table: Table, edited: pl.DataFrame) -> AppTest:
    """What stands in the grid once somebody has typed it: AppTest cannot type into a grid itself."""
    shown = gridded(table, edited).with_columns(pl.when(pl.col("id").is_not_null()).then(NUMBER).alias(NUMBER))
    edit = Begun(current(workspace)[table.name], names(workspace), shown, shown, 1000)
    app.session_state[f"begun_{workspace.path}_{table.name}"] = edit
    return app.run()


def button(app: AppTest, key: str):  # type: ignore[no-untyped-def]
    return next(each for each in app.button if each.key == key)


def test_every_table_can_be_reached_and_has_a_grid_of_its_own_columns(firm: Workspace, start: Open) -> None:
    app = start("records", "pl", w="firma")
    assert wrong(app) == []
    listed = [name for names in picker.grouped().values() for name in names]
    assert sorted(listed) == sorted(TABLES)
    for name in listed:
        button(app, next(each.key for each in app.button if each.key in (f"pick_{name}", f"pick_now_{name}"))).click()
        app.run()
        assert wrong(app) == []
        assert list(app.data_editor[0].value.columns) == ["#", "id", *TABLES[name].names]
        assert app.query_params["table"] == name
    assert "Działania ambasadorów (0)" in labels(app)


@pytest.mark.parametrize(("stem", "name"), [("goals", "goals"), ("roles", "cx_roles"), ("initiatives", "initiatives")])
def test_a_page_opens_the_tables_it_stands_on(firm: Workspace, start: Open, stem: str, name: str) -> None:
    app = start(stem, "en", w="firma")
    assert len(app.data_editor) == 0
    app.session_state[f"behind_{name}"] = True
    app.run()
    assert wrong(app) == []
    assert list(app.data_editor[-1].value.columns) == ["#", "id", *TABLES[name].names]


def test_a_link_opens_its_table(firm: Workspace, start: Open) -> None:
    app = start("records", "en", w="firma", table="decisions")
    assert wrong(app) == []
    assert "Council decisions" in said(app)
    assert app.data_editor[0].value["number"].to_list() == ["D1", "D2"]


def test_an_edit_is_saved_under_the_name_that_was_typed_once(firm: Workspace, start: Open) -> None:
    app = start("records", "en", w="firma", table="departments")
    assert button(app, "save_departments").disabled
    edited = rows(firm, DEPARTMENTS).with_columns(headcount=pl.Series([13, 8, 5]))
    typed(app, firm, DEPARTMENTS, edited)
    app.text_input(key="who_departments").set_value("Olek").run()
    assert not button(app, "save_departments").disabled
    press(app, "Save changes")
    assert wrong(app) == []
    assert rows(firm, DEPARTMENTS)["headcount"].to_list() == [13, 8, 5]
    assert [change.by for change in history(firm, DEPARTMENTS)[:2]] == ["Olek", "Olek"]
    assert button(app, "save_departments").disabled


def test_what_does_not_hold_is_said_at_its_row_and_field_and_cannot_be_saved(firm: Workspace, start: Open) -> None:
    app = start("records", "en", w="firma", table="decisions")
    more = frame(DECISIONS, ("D3", day("2026-10-13"), "Nowa", "Kadry", None, day("2026-10-01"))).with_columns(id=None)
    typed(app, firm, DECISIONS, pl.concat([rows(firm, DECISIONS).with_columns(number=pl.lit("D1")), more]))
    assert app.error[0].value.replace("\\", "").split("\n") == [
        "- Row 1 (D1), no.: Row 2 says the same. Keep one of the two.",
        "- Row 2 (D1), no.: Row 1 says the same. Keep one of the two.",
        "- New row (D3), owner: The list of departments has no “Kadry”. Check the name, or add the department first.",
        "- New row (D3), due: The due date (2026-10-01) lies before the decision (2026-10-13). Correct one of the "
        "dates.",
    ]
    assert button(app, "save_decisions").disabled


def test_a_problem_is_said_by_number_name_and_field() -> None:
    shown = gridded(OWNERSHIP, ownership(("Kasa", "IT", "A"), ("Dostawa", "IT", None)))
    problem = Problem(1, "role", "governance_required")
    assert problems.placed(OWNERSHIP, problem, shown, PL) == (
        "Wiersz 2 (Dostawa / IT), rola: To pole jest potrzebne. Wypełnij je albo usuń cały wiersz."
    )
    fresh = shown.with_columns(pl.lit(None, pl.Int64).alias(NUMBER))
    assert problems.placed(OWNERSHIP, problem, fresh, EN).startswith("New row (Dostawa / IT), role: ")


def test_a_department_in_use_is_deleted_once_it_is_said_who_takes_over(firm: Workspace, start: Open) -> None:
    app = start("records", "en", w="firma", table="departments")
    left = rows(firm, DEPARTMENTS).filter(pl.col("name") != "Logistyka")
    typed(app, firm, DEPARTMENTS, left)
    assert button(app, "save_departments").disabled
    heir = app.selectbox(key="heir_departments_Logistyka")
    assert heir.label == "“Logistyka” is still named in: ownership 1, council decisions 2. What becomes of them?"
    assert heir.options == ["nobody: leave it without one", "handed over to: Sprzedaż", "handed over to: IT"]
    heir.set_value("").run()
    assert "Left without one: council decisions 2. Deleted, since it means nothing without one: ownership 1." in str(
        said(app)
    )
    app.selectbox(key="heir_departments_Logistyka").set_value("IT").run()
    press(app, "Save changes")
    assert wrong(app) == []
    assert rows(firm, OWNERSHIP)["department"].to_list() == ["Sprzedaż", "IT"]
    assert rows(firm, DECISIONS)["owner"].to_list() == ["IT", "IT"]


def test_the_last_save_is_taken_back_with_all_that_followed_from_it(firm: Workspace, start: Open) -> None:
    before = {table.name: rows(firm, table) for table in (DEPARTMENTS, OWNERSHIP, DECISIONS)}
    left = rows(firm, DEPARTMENTS).filter(pl.col("name") != "Logistyka")
    save(firm, DEPARTMENTS, left, by="Olek", heirs={"Logistyka": "IT"})
    app = start("records", "en", w="firma", table="departments")
    assert wrong(app) == []
    told = str(said(app))
    assert "departments: 1 change" in told
    assert "council decisions: 2 changes" in told
    press(app, "Take this save back")
    assert wrong(app) == []
    assert all(rows(firm, TABLES[name]).equals(held) for name, held in before.items())


def test_two_people_at_one_table_choose_field_by_field(firm: Workspace, start: Open) -> None:
    app = start("records", "en", w="firma", table="decisions")
    shown = rows(firm, DECISIONS)
    mine = shown.with_columns(
        redated=pl.Series([day("2027-01-31"), None]), impact=pl.Series(["large", "small"], dtype=pl.String)
    )
    typed(app, firm, DECISIONS, mine)
    theirs = shown.with_columns(redated=pl.Series([day("2026-12-24"), None]), done=pl.Series([None, day("2026-10-01")]))
    save(firm, DECISIONS, theirs, by="Ola")
    app.run()
    assert "Nothing gets lost" in app.info[0].value
    assert "Ola" in app.info[0].value
    press(app, "Save changes")
    assert app.warning[0].value.startswith("Nothing was saved yet: somebody else (Ola) has changed the same fields")
    assert button(app, "settle_decisions").disabled
    choice = app.radio(key="side_decisions_1_redated")
    assert [each.replace("\\", "").split(": ")[-1] for each in choice.options] == ["2026-12-24", "2027-01-31"]
    choice.set_value("mine").run()
    press(app, "Save the choice")
    assert wrong(app) == []
    kept = rows(firm, DECISIONS)
    assert kept["redated"].to_list() == [day("2027-01-31"), None]
    assert kept["done"].to_list() == [None, day("2026-10-01")]
    assert kept["impact"].to_list() == ["large", "small"]


def test_my_changes_can_be_given_up_for_theirs(firm: Workspace, start: Open) -> None:
    app = start("records", "en", w="firma", table="departments")
    shown = rows(firm, DEPARTMENTS)
    typed(app, firm, DEPARTMENTS, shown.with_columns(headcount=1))
    save(firm, DEPARTMENTS, shown.with_columns(headcount=2), by="Ola")
    app.run()
    press(app, "Save changes")
    press(app, "Discard all my changes")
    assert wrong(app) == []
    assert app.data_editor[0].value["headcount"].to_list() == [2, 2, 2]


def test_what_was_typed_outlives_another_table_and_another_language(firm: Workspace, start: Open) -> None:
    app = start("records", "en", w="firma", table="departments")
    typed(app, firm, DEPARTMENTS, rows(firm, DEPARTMENTS).with_columns(headcount=7))
    button(app, "pick_goals").click().run()
    button(app, "pick_departments").click().run()
    assert app.data_editor[0].value["headcount"].to_list() == [7, 7, 7]
    press(app, "Discard changes")
    assert app.data_editor[0].value["headcount"].fillna(0).to_list() == [12, 8, 0]


def test_a_grid_knows_whether_it_was_changed(firm: Workspace) -> None:
    held = current(firm)["decisions"]
    shown = gridded(DECISIONS, held.rows)

    def changed(frame: pl.DataFrame) -> bool:
        return differs(DECISIONS, Begun(held, names(firm), shown, frame, 1))

    assert not changed(shown)
    assert not changed(shown.with_columns(pl.col("decided").cast(pl.Datetime("ms"))))
    assert changed(shown.with_columns(impact=pl.lit("small")))
    assert changed(shown.head(1))


def test_an_empty_list_in_a_grid_is_no_change(firm: Workspace) -> None:
    planned = pl.DataFrame({"name": ["Trasa"], "status": ["planned"]})
    save(firm, INITIATIVES, planned, by="Ala")
    held = current(firm)["initiatives"]
    shown = gridded(INITIATIVES, held.rows)
    emptied = shown.with_columns(pl.Series("touchpoints", [[]], dtype=pl.List(pl.String)))
    assert not differs(INITIATIVES, Begun(held, names(firm), shown, emptied, 1))


def test_history_tells_each_change_in_the_words_of_the_grid(firm: Workspace, start: Open) -> None:
    edited = rows(firm, DECISIONS).with_columns(impact=pl.lit("large"))
    save(firm, DECISIONS, edited, by="Olek")
    app = start("records", "pl", w="firma", table="decisions")
    button(app, "history_decisions").click().run()
    assert wrong(app) == []
    head, newest, *_ = read(app)[-1]
    assert head == ["kiedy", "kto (jak podano)", "wiersz", "było", "jest"]
    assert newest[1:] == ["Olek", "D2", "wpływ: –", "wpływ: duży"]


def test_the_demo_is_read_only_and_offers_a_copy(demo: Path, start: Open) -> None:
    app = start("records", "en", table="goals")
    assert wrong(app) == []
    assert "Save changes" not in labels(app)
    assert len(app.data_editor) == 0
    app.text_input(key="name_copy").set_value("moja")
    press(app, "Make a copy")
    assert wrong(app) == []
    assert folders.names() == ["demo", "moja"]
    assert "Save changes" in labels(app)


def test_a_workspace_without_answers_can_be_written_in(home: Path, start: Open) -> None:
    folders.create("nowa")
    app = start("records", "en", w="nowa", table="vision")
    assert wrong(app) == []
    typed(
        app,
        folders.open("nowa"),
        TABLES["vision"],
        frame(TABLES["vision"], ("Wizja", "statement", "Łatwo.")).with_columns(id=None),
    )
    press(app, "Save changes")
    assert wrong(app) == []
    assert rows(folders.open("nowa"), TABLES["vision"])["content"].to_list() == ["Łatwo."]


def test_an_upload_accounts_for_every_row(firm: Workspace) -> None:
    sheet = pl.DataFrame(
        {
            "punkt styku": ["Kasa", "Kasa", "Dostawa"],
            "dział": ["IT", "IT", "Logistyka"],
            "rola": ["R", "X", "A"],
            "uwagi": ["", "", ""],
        }
    )
    done = load(firm, OWNERSHIP, sheet, by="Ala")
    assert receipts.account("role.csv", done, EN) == [
        "role.csv: 3 rows = loaded 2 + rejected 1.",
        "Saved: rows added 1, changed 0, removed 0.",
        "Columns not used: uwagi.",
    ]
    assert receipts.rejects(done, EN).rows() == [
        (3, "rola", "X", "“X” is none of the possible values. Choose one from the list.")
    ]
