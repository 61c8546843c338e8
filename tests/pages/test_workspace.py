from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from cxdata.governance.records import save
from cxdata.governance.tables import DEPARTMENTS
from cxdata.intake import importing
from cxdata.reading import read as sheet_of
from cxdata.reading.meaning.suggestion import suggest
from cxdata.store import folders, members
from cxdata.text import Text
from tests.screen.conftest import Open, press, read, said, wrong


@pytest.fixture
def shop(demo: Path, filled: Path) -> Path:
    """A named workspace beside the demo."""
    shutil.copyfile(filled, demo / "shop.duckdb")
    return demo


def button(app, form: str):  # type: ignore[no-untyped-def]
    return next(each for each in app.button if form in (each.key or ""))


def test_the_demo_says_that_it_is_read_only(demo: Path, start: Open) -> None:
    app = start("workspace", "en")
    assert wrong(app) == []
    assert said(app)[0] == "Workspace: demo company"
    assert said(app)[1] == "5,760 scores from 1 file, the last of 28\u00a0October\u00a02026."
    assert Text("en")("workspace.readonly") in str(said(app))
    assert "Save changes" not in [each.label for each in app.button]


def test_polish(shop: Path, start: Open) -> None:
    app = start("workspace", "pl", w="shop")
    assert wrong(app) == []
    assert said(app)[:2] == [
        "Przestrzeń: shop",
        "5\u00a0760 ocen z 1 pliku, ostatnia z dnia 28\u00a0października\u00a02026.",
    ]


def test_members_are_listed_with_what_can_be_edited(shop: Path, start: Open) -> None:
    app = start("workspace", "en", w="shop")
    assert wrong(app) == []
    grid = app.data_editor[0].value
    assert list(grid["label"]) == ["Dostawa", "Infolinia"]
    assert button(app, "save_members").disabled


def test_values_are_merged_and_unmerged(shop: Path, start: Open) -> None:
    app = start("workspace", "en", w="shop")
    app.multiselect(key="merge_from_touchpoint").set_value([2])
    app.selectbox(key="merge_into_touchpoint").set_value(1)
    press(app, "Merge")
    assert wrong(app) == []
    merged = members.listed(folders.open("shop").snapshot(), "touchpoint")
    assert merged.filter(pl.col("code") == 2)["merged_into"].to_list() == ["Dostawa"]
    app.multiselect(key="unmerge_codes_touchpoint").set_value([2])
    press(app, "Unmerge")
    assert wrong(app) == []
    assert members.listed(folders.open("shop").snapshot(), "touchpoint")["merged_into"].null_count() == 2


def test_a_change_carries_the_name_that_was_stated(shop: Path, start: Open) -> None:
    app = start("workspace", "en", w="shop")
    app.text_input(key="who").set_value("Anna").run()
    app.multiselect(key="merge_from_touchpoint").set_value([2])
    app.selectbox(key="merge_into_touchpoint").set_value(1)
    press(app, "Merge")
    assert members.history(folders.open("shop"))["by"].to_list() == ["Anna"]


def test_a_copy_of_the_demo_can_be_changed(demo: Path, start: Open) -> None:
    app = start("workspace", "en")
    app.text_input(key="name_copy").set_value("mine")
    press(app, "Make a copy")
    assert wrong(app) == []
    assert app.query_params == {"w": "mine"}
    assert said(app)[0] == "Workspace: mine"
    assert not folders.open("mine").readonly


def test_a_workspace_is_created_renamed_and_deleted(shop: Path, start: Open) -> None:
    app = start("workspace", "en", w="shop")
    app.text_input(key="name_rename").set_value("store")
    press(app, "Rename")
    assert folders.names() == ["demo", "store"]
    app.text_input(key="name_delete").set_value("shop")
    press(app, "Delete for good")
    assert wrong(app) == ["You typed “shop”, but this workspace is called “store”. Nothing was deleted."]
    app.text_input(key="name_delete").set_value("store")
    press(app, "Delete for good")
    assert wrong(app) == []
    assert folders.names() == ["demo"]
    assert app.query_params == {}


def test_a_name_that_is_taken_is_refused_in_words(shop: Path, start: Open) -> None:
    app = start("workspace", "en", w="shop")
    app.text_input(key="name_create").set_value("demo")
    press(app, "Create an empty one")
    assert wrong(app) == [Text("en")("errors.workspace_reserved", name="demo")]


def test_imports_are_listed_with_their_rows(shop: Path, start: Open) -> None:
    app = start("workspace", "en", w="shop")
    assert "answers.csv" in str(said(app))
    assert "5,760 rows, 5,760 loaded" in str(said(app))


def test_a_file_that_changed_what_was_there_is_listed_with_how_much(home: Path, start: Open, tmp_path: Path) -> None:
    workspace = folders.create("shop")
    for name, score in (("a.csv", 9), ("b.csv", 3)):
        (tmp_path / name).write_text(f"Response ID,Date,NPS\n1,2026-10-01,{score}\n", "utf-8")
        sheet = sheet_of(tmp_path / name, folder=tmp_path)
        importing.load(workspace, sheet, suggest(sheet).mapping)
    shown = [line.rpartition(":small[")[2] for line in said(start("workspace", "en", w="shop")) if ".csv, " in line]
    assert shown == ["1 row, 0 loaded, 1 updated]]", "1 row, 1 loaded]]"]


def test_history_says_who_changed_what_in_the_words_of_the_grid(shop: Path, start: Open) -> None:
    members.merge(folders.open("shop"), "touchpoint", [2], 1, by="Anna")
    app = start("workspace", "en", w="shop")
    assert wrong(app) == []
    head, row = read(app)[-1]
    assert head == ["when", "who (as stated)", "what", "before", "after"]
    assert row[1:] == ["Anna", "Touchpoint: Infolinia", "counted as: Infolinia", "counted as: Dostawa"]


def test_history_tells_records_in_the_words_of_their_grid(shop: Path, start: Open) -> None:
    sheet = pl.DataFrame({"name": ["IT"], "kind": ["operating"], "headcount": [12]})
    save(folders.open("shop"), DEPARTMENTS, sheet, by="Anna")
    app = start("workspace", "pl", w="shop")
    assert wrong(app) == []
    assert read(app)[-1][1][1:] == ["Anna", "Działy: IT", "–", "dział: IT; rodzaj: operacyjny; liczba osób: 12"]


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        (
            "en",
            [
                ("a.csv was undone", "Anna", "2 rows = 2 loaded + 0 updated + 0 duplicates + 0 rejected.", "–"),
                (
                    "a.csv took the place of an earlier import",
                    "Anna",
                    "3 rows = 1 loaded + 2 updated + 0 duplicates + 0 rejected.",
                    "2 rows = 2 loaded + 0 updated + 0 duplicates + 0 rejected.",
                ),
                ("a.csv was imported", "", "–", "3 rows = 1 loaded + 2 updated + 0 duplicates + 0 rejected."),
            ],
        ),
        (
            "pl",
            [
                ("Cofnięto wczytanie: a.csv", "Anna"),
                ("Zastąpiono wcześniejsze wczytanie: a.csv", "Anna"),
                ("Wczytano: a.csv", ""),
            ],
        ),
    ],
)
def test_imports_are_told_in_the_history(shop: Path, start: Open, lang: str, told: list[tuple[str, ...]]) -> None:
    one = {"file": "a.csv", "rows": 3, "loaded": 1, "updated": 2, "duplicates": 0, "rejected": 0}
    two = {"file": "a.csv", "rows": 2, "loaded": 2, "updated": 0, "duplicates": 0, "rejected": 0}
    with folders.open("shop").connect(write=True) as connection:
        for minute, (by, before, after) in enumerate((("", {}, one), ("Anna", one, two), ("Anna", two, {}))):
            connection.execute(
                "INSERT INTO audit VALUES ($at, $by, 'imports', '7', $before, $after)",
                {
                    "at": datetime(2026, 11, 1, 12, minute),
                    "by": by,
                    "before": json.dumps(before),
                    "after": json.dumps(after),
                },
            )
    app = start("workspace", lang, w="shop")
    assert wrong(app) == []
    rows = [(what, who, before, after) for _, who, what, before, after in read(app)[-1][1:]]
    assert [row[: len(told[0])] for row in rows] == told


def test_a_backup_that_is_none_is_refused_under_the_files_own_name(shop: Path, start: Open) -> None:
    app = start("workspace", "pl", w="shop")
    app.file_uploader(key="restore_file").set_value(("kopia.duckdb", b"not a database", "application/octet-stream"))
    app.text_input(key="name_restore").set_value("falszywa")
    press(app, Text("pl")("workspace.restore"))
    assert wrong(app) == [Text("pl")("errors.workspace_foreign", name="kopia.duckdb")]
    assert folders.names() == ["demo", "shop"]
