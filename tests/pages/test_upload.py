from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from cxdata.text import Text
from tests.reading.exports.tables import TABLES
from tests.reading.exports.tools import EXPORTS
from tests.screen.conftest import Open, labels, press, read, said, wrong

TWO_WAYS = "Timestamp,How likely are you to recommend us? (0-10),Why?\n" + "".join(
    f"{1 + at % 12}/{1 + (at + at // 12) % 12}/2025,{at % 11},because {at}\n" for at in range(40)
)
SURE = "Data;Jak prawdopodobne jest, że nas polecisz? (0-10);Kanał;Komentarz\n" + "".join(
    f"2026-10-{1 + at % 28:02};{at % 11 if at != 7 else 'bardzo'};{'www' if at % 2 else 'sklep'};uwaga {at}\n"
    for at in range(60)
)
IMPORT = {"pl": "Wczytaj do prywatnej przestrzeni", "en": "Import to the private workspace"}


def dropped(app, *files: tuple[str, str]):  # type: ignore[no-untyped-def]
    app.file_uploader[0].set_value([(name, content.encode(), "text/csv") for name, content in files])
    return app.run()


def button(app, label: str):  # type: ignore[no-untyped-def]
    return next(each for each in app.button if each.label == label)


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_the_page_says_what_it_takes_and_where_answers_go(demo: Path, start: Open, lang: str) -> None:
    app, text = start("upload", lang), Text(lang)  # type: ignore[arg-type]
    assert wrong(app) == []
    assert said(app)[:2] == [text("upload.title"), text("upload.intro")]
    assert app.radio(key=f"target_kind_{lang}").value == "private"
    templates = [text(f"upload.template.{name}") for name in ("feedback", "invitations", "touchpoints")]
    assert [each.label for each in app.get("download_button")] == templates


def test_a_file_is_recognised_in_words(demo: Path, start: Open) -> None:
    app = dropped(start("upload", "pl"), ("opinie.csv", SURE))
    assert wrong(app) == []
    assert "60 wierszy, 4 kolumny. Tekst w kodowaniu UTF-8, kolumny rozdziela średnik, 1 wiersz nagłówka." in said(app)
    assert not button(app, IMPORT["pl"]).disabled


def test_an_undecidable_date_order_is_asked_with_both_readings(demo: Path, start: Open) -> None:
    app = dropped(start("upload", "en"), ("survey.csv", TWO_WAYS))
    assert wrong(app) == []
    question = next(each for each in app.radio if "can be read in two ways" in each.label)
    assert question.label == r"**The dates in “Timestamp” can be read in two ways. Which one is right?**"
    assert question.options == [
        "day, month, year: 1/2/2025 is 1\u00a0February\u00a02025",
        "month, day, year: 1/2/2025 is 2\u00a0January\u00a02025",
    ]
    assert question.value is None
    assert button(app, IMPORT["en"]).disabled
    assert "Choose the order of day and month." in said(app)[-1]
    question.set_value("mdy").run()
    assert not button(app, IMPORT["en"]).disabled


def test_an_import_ends_in_a_receipt_and_shows_the_new_workspace(demo: Path, start: Open) -> None:
    app = dropped(start("upload", "en"), ("opinie.csv", SURE))
    press(app, IMPORT["en"])
    assert wrong(app) == []
    shown = said(app)
    assert "opinie.csv was imported" in shown
    assert "60 rows = 60 loaded + 0 updated + 0 duplicates + 0 rejected." in shown
    assert "They gave 59 scores and 60 comments." in str(shown)
    assert "1 cell of the loaded rows could not be read." in str(shown)
    assert "Reasons, the most frequent first: not a number (1)." in shown
    assert app.query_params == {"w": "~"}
    assert "Refused (CSV)" in [each.label for each in app.get("download_button")]


def test_the_same_file_twice_doubles_nothing(demo: Path, start: Open) -> None:
    app = dropped(start("upload", "en"), ("opinie.csv", SURE))
    press(app, IMPORT["en"])
    dropped(app, ("opinie.csv", SURE))
    press(app, IMPORT["en"])
    assert wrong(app) == []
    assert "opinie.csv: this data is here already" in said(app)
    assert "60 rows = 0 loaded + 0 updated + 60 duplicates + 0 rejected." in said(app)


def test_undoing_asks_first_and_says_what_will_go(demo: Path, start: Open) -> None:
    app = dropped(start("upload", "en"), ("opinie.csv", SURE))
    press(app, IMPORT["en"])
    press(app, "Undo")
    assert wrong(app) == []
    assert "Everything that “opinie.csv” gave leaves the workspace, and what it replaced comes back." in said(app)
    assert "Undo the import" in labels(app)
    assert "Keep it" in labels(app)


def test_several_files_are_imported_together_into_a_new_workspace(demo: Path, start: Open) -> None:
    app = start("upload", "en")
    app.radio(key="target_kind_en").set_value("named").run()
    dropped(app, ("one.csv", SURE), ("two.csv", SURE.replace("uwaga", "opinia")))
    assert "Name the new workspace." in str(said(app))
    app.text_input(key="target_new").set_value("sklep").run()
    press(app, "Import all 2 ready files")
    assert wrong(app) == []
    assert app.query_params == {"w": "sklep"}
    assert (demo / "sklep.duckdb").is_file()
    assert not list((demo / ".uploads").iterdir())


def test_a_name_that_cannot_be_one_is_refused_in_words(demo: Path, start: Open) -> None:
    app = start("upload", "en")
    app.radio(key="target_kind_en").set_value("named").run()
    dropped(app, ("one.csv", SURE))
    app.text_input(key="target_new").set_value("Mój Sklep").run()
    press(app, "Import to the workspace Mój Sklep")
    assert wrong(app) == [
        "“Mój Sklep” cannot be the name of a workspace: a name has 1 to 40 characters, which are lower-case letters "
        r"a–z, digits, “-” and “\_”."
    ]


def test_bytes_that_are_no_table_are_refused_and_can_be_put_aside(demo: Path, start: Open) -> None:
    app = start("upload", "en")
    app.file_uploader[0].set_value([("photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "text/csv")])
    app.run()
    assert len(wrong(app)) == 1
    press(app, "Put this file aside")
    assert wrong(app) == []
    assert "photo.csv" not in said(app)


def test_a_template_of_touchpoints_is_recognised(demo: Path, start: Open) -> None:
    app = dropped(start("upload", "en"), ("t.csv", "touchpoint,stage,order,contacts\nDelivery,Delivery,1,900\n"))
    assert "This is the template of touchpoints: it sets their stages, order and contacts." in str(said(app))
    press(app, IMPORT["en"])
    assert wrong(app) == []
    assert "1 row = 1 loaded + 0 updated + 0 duplicates + 0 rejected." in said(app)
    assert "Undo" in labels(app)


def test_a_named_workspace_is_a_new_one_until_somebody_picks_another(demo: Path, filled: Path, start: Open) -> None:
    for name in ("aaa-client", "bbb-client"):
        shutil.copyfile(filled, demo / f"{name}.duckdb")
    app = start("upload", "en")
    app.radio(key="target_kind_en").set_value("named").run()
    assert wrong(app) == []
    assert app.selectbox(key="target_pick").value == ""
    assert not app.text_input(key="target_new").value
    dropped(app, ("one.csv", SURE))
    assert button(app, "Import to a new workspace").disabled


def test_the_named_workspace_that_is_open_is_the_one_to_import_to(demo: Path, filled: Path, start: Open) -> None:
    for name in ("aaa-client", "bbb-client"):
        shutil.copyfile(filled, demo / f"{name}.duckdb")
    app = start("upload", "en", w="bbb-client")
    assert app.selectbox(key="target_pick").value == "bbb-client"
    app.radio(key="workspace_en").set_value("aaa-client").run()
    assert app.selectbox(key="target_pick").value == "aaa-client"


def test_a_remembered_workspace_that_is_gone_gives_way_to_a_new_one(demo: Path, filled: Path, start: Open) -> None:
    for name in ("aaa-client", "bbb-client"):
        shutil.copyfile(filled, demo / f"{name}.duckdb")
    app = start("upload", "en")
    app.radio(key="target_kind_en").set_value("named").run()
    app.selectbox(key="target_pick").set_value("bbb-client").run()
    (demo / "bbb-client.duckdb").unlink()
    app.run()
    assert app.selectbox(key="target_pick").value == ""


PERSONAL = "Data;NPS;Imię i nazwisko;Uwagi\n" + "".join(
    f"2026-10-{1 + at:02};{at};Jan Kowalski{'abcdefghij'[at]};"
    f"zadzwońcie 601 234 567 lub jan.k{at}@poczta.pl, PESEL 44051401359\n"
    for at in range(10)
)


def shown_cells(app) -> str:  # type: ignore[no-untyped-def]
    """Every cell of the grids and tables on the page."""
    grids = [element.value.astype(str).to_numpy().ravel() for element in app.get("data_editor")]
    tables = [cell for table in read(app) for row in table for cell in row]
    return " ".join([*(str(cell) for grid in grids for cell in grid), *tables])


def test_personal_data_is_masked_before_the_import_too(demo: Path, start: Open) -> None:
    app = dropped(start("upload", "pl"), ("opinie.csv", PERSONAL))
    assert wrong(app) == []
    cells = shown_cells(app)
    assert "zadzwońcie" in cells
    for secret in ("601 234 567", "@poczta", "44051401359", "Kowalski"):
        assert secret not in cells
    next(each for each in app.checkbox if each.key.startswith("mask_")).set_value(False).run()
    assert "601 234 567" in shown_cells(app)


def test_editing_outlives_another_veil(demo: Path, start: Open) -> None:
    app = dropped(start("upload", "pl"), ("opinie.csv", PERSONAL))
    opened = app.session_state[f"file_{app.session_state['drops'][0].id}"]
    opened.lines = [replace(line, about="Dostawa") if line.role == "nps" else line for line in opened.lines]
    next(each for each in app.checkbox if each.key.startswith("mask_")).set_value(False).run()
    assert "Dostawa" in shown_cells(app)


def test_a_file_without_rows_is_refused_before_anything_is_asked(demo: Path, start: Open) -> None:
    app = dropped(start("upload", "pl"), ("opinie.csv", "Data;NPS;Uwagi\n"))
    assert len(wrong(app)) == 1
    assert "Pierwszych" not in str([each.label for each in app.expander])
    assert not any(each.label.startswith("Wczytaj") for each in app.button)
    assert list(app.date_input) == []


def raw(app, name: str, content: bytes):  # type: ignore[no-untyped-def]
    app.file_uploader[0].set_value([(name, content, "text/csv")])
    return app.run()


def box(app, label: str):  # type: ignore[no-untyped-def]
    return next(each for each in (*app.selectbox, *app.number_input) if each.label == label)


@pytest.mark.parametrize(
    ("lang", "sentence", "button_label"),
    [
        ("pl", "To plik z Qualtrics; 3 wiersze nagłówka; 34 odpowiedzi, pominięto 6 podglądów.", IMPORT["pl"]),
        ("en", "This is a Qualtrics file; 3 header rows; 34 answers, 6 previews left out.", IMPORT["en"]),
    ],
)
def test_a_known_tool_is_said_and_imported_in_one_click(
    demo: Path, start: Open, lang: str, sentence: str, button_label: str
) -> None:
    app = raw(start("upload", lang), "q.csv", EXPORTS["qualtrics: three rows.csv"].content)
    assert wrong(app) == []
    assert sentence in said(app)
    assert Text(lang)("upload.grid_fold") in [each.label for each in app.expander]  # type: ignore[arg-type]
    press(app, button_label)
    assert wrong(app) == []
    assert sentence in str(said(app))


def test_what_a_known_tool_holds_is_told_in_a_few_words(demo: Path, start: Open) -> None:
    shown = said(raw(start("upload", "en"), "q.csv", EXPORTS["qualtrics: three rows.csv"].content))
    assert "18 columns. Text encoded in UTF-8, columns separated by commas." in str(shown)
    assert "Q1: How likely are you to recommend us to a friend?" in shown
    assert "ResponseId: Response ID" in shown


def test_another_encoding_is_read_at_once_and_the_rows_follow(demo: Path, start: Open) -> None:
    app = raw(start("upload", "pl"), "opinie.csv", SURE.replace("uwaga", "źle").encode("cp1250"))
    assert "źle 0" in shown_cells(app)
    box(app, "Kodowanie").set_value("cp1252").run()
    assert wrong(app) == []
    assert "Windows-1252" in str(said(app))
    assert "Ÿle 0" in shown_cells(app)
    box(app, "Kodowanie").set_value("cp1250").run()
    assert "źle 0" in shown_cells(app)


def test_header_rows_tool_and_lines_can_be_decided_by_hand(demo: Path, start: Open) -> None:
    app = raw(start("upload", "en"), "q.csv", EXPORTS["qualtrics: three rows.csv"].content)
    box(app, "Tool").set_value("").run()
    assert "This is a Qualtrics file" not in str(said(app))
    box(app, "Header rows").set_value(1).run()
    assert "42 rows, 18 columns." in str(said(app))
    box(app, "Rows below the table, to be left out").set_value(2).run()
    assert "40 rows, 18 columns." in str(said(app))


def test_a_way_of_reading_that_gives_no_table_leaves_the_file_as_it_was(demo: Path, start: Open) -> None:
    app = dropped(start("upload", "en"), ("opinie.csv", SURE))
    box(app, "Header rows").set_value(9).run()
    box(app, "Lines above the header, to be left out").set_value(500).run()
    assert len(wrong(app)) == 1
    assert "52 rows, 4 columns." in str(said(app))


def test_the_sheet_of_a_workbook_is_chosen_on_its_card(demo: Path, start: Open) -> None:
    app = raw(start("upload", "en"), "a.xlsx", TABLES["books: several sheets.xlsx"].content)
    assert "A workbook, sheet “Dane”" in str(said(app))
    box(app, "Sheet").set_value("Słownik").run()
    assert "1 row, 2 columns. A workbook, sheet “Słownik”" in str(said(app))


def test_a_file_refused_for_its_columns_can_be_read_by_another_separator(demo: Path, start: Open) -> None:
    content = f"{'a,' * 2100}b;NPS\n" + "".join(f"{'1,' * 2100}x;{i % 11}\n" for i in range(20))
    app = dropped(start("upload", "en"), ("wide.csv", content))
    assert len(wrong(app)) == 1
    box(app, "Separator of columns").set_value(";").run()
    assert wrong(app) == []
    assert "20 rows, 2 columns." in str(said(app))
