"""What a file's import refused, corrected in the grid of its receipt, or in the list that comes back as a file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from streamlit.testing.v1 import AppTest

from cxdata import spreadsheet
from cxdata.intake import refused
from cxdata.store import folders
from cxdata.text import Text
from tests.pages.test_upload import dropped
from tests.screen.conftest import Open, labels, press, said, wrong

BAD = {3: "źle", 4: "źle"} | {at: f"{at}?" for at in range(11, 16)}
FAULTY = "Data;NPS;Punkt styku;Komentarz\n" + "".join(
    f"2026-10-{1 + at % 28:02};{BAD.get(at, at % 11)};{('Dostawa', 'Kasa')[at % 2]};uwaga {at}\n" for at in range(60)
).replace("2026-10-06", "wczoraj", 1)


def imported(start: Open, lang: str = "pl") -> AppTest:
    """The page after the import of FAULTY to a workspace of its own: seven scores and a date cannot be read."""
    app = start("upload", lang)
    app.radio(key=f"target_kind_{lang}").set_value("named").run()
    app.text_input(key="target_new").set_value("klient").run()
    dropped(app, ("styczeń.csv", FAULTY))
    return press(app, "Wczytaj do przestrzeni klient" if lang == "pl" else "Import to the workspace klient")


def edit(app: AppTest, corrections: dict[int, str]) -> AppTest:
    key = next(each.key for each in app.data_editor if (each.key or "").startswith("grid_receipt"))
    edits = {row: {"correction": value} for row, value in corrections.items()}
    app.session_state[key] = {"edited_rows": edits, "added_rows": [], "deleted_rows": []}
    return app


def grid(app: AppTest) -> list[tuple[object, ...]]:
    frame = next(each for each in app.data_editor if (each.key or "").startswith("grid_receipt")).value
    return list(frame.itertuples(index=False, name=None))


def test_the_grid_lists_line_column_value_reason_and_advice(demo: Path, start: Open) -> None:
    app = imported(start)
    assert wrong(app) == []
    assert grid(app)[2] == (
        7, "Data", "wczoraj", "", "nieczytelna data", "Wpisz datę odpowiedzi w postaci 2026-05-31.",
    )  # fmt: skip
    assert [row[0] for row in grid(app)] == [5, 6, 7, *range(13, 18)]
    assert grid(app)[0][4:] == ("to nie jest liczba", "Wpisz ocenę jako liczbę od 0 do 10.")


def test_corrections_join_the_import_and_what_failed_stays_with_its_reason(demo: Path, start: Open) -> None:
    app = press(edit(imported(start), {0: "10", 2: "2026-10-06", 3: "12"}), "Wczytaj poprawki")
    assert wrong(app) == []
    assert "60 wierszy = 60 wczytanych + 0 zmienionych + 0 powtórzonych + 0 odrzuconych." in said(app)
    assert "Z 8 odrzuconych wpisów jest już 2 wczytane, 6 nadal odrzuconych." in said(app)
    assert grid(app)[1][:5] == (13, "NPS", "11?", "12", "liczba spoza skali")
    assert folders.open("klient").snapshot().answers == 54


def test_one_correction_goes_for_every_line_with_that_value(demo: Path, start: Open) -> None:
    app = edit(imported(start), {0: "7"})
    next(each for each in app.checkbox if each.key.startswith("alike_")).set_value(True)
    press(app, "Wczytaj poprawki")
    assert wrong(app) == []
    assert "Z 8 odrzuconych wpisów jest już 2 wczytane, 6 nadal odrzuconych." in said(app)


def test_a_mended_list_is_recognised_on_the_page(demo: Path, start: Open) -> None:
    app = imported(start, "en")
    table = spreadsheet.csv(refused.table(folders.open("klient"), 1, Text("en")), "en").decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(table)))
    lines[1][3], lines[3][3] = "9", "2026-10-06"
    out = io.StringIO()
    csv.writer(out).writerows(lines)
    dropped(app, ("refused-styczeń.csv", out.getvalue()))
    assert any("This is the list of what an earlier import refused" in each for each in said(app))
    press(app, "Import to the workspace klient")
    assert wrong(app) == []
    shown = said(app)
    assert "Corrections from refused-styczeń.csv" in shown
    assert (
        "refused-styczeń.csv: corrections (8) = 1 in rows that are loaded now + 1 in rows loaded before + 0 here "
        "already + 6 to be corrected again"
    ) in shown
    assert "Of 8 refused entries, 2 are in by now, 6 are still refused." in shown


def test_the_workspace_page_offers_corrections_mapping_and_undo(demo: Path, start: Open) -> None:
    press(edit(imported(start, "en"), {0: "9"}), "Import corrections")
    app = start("workspace", "en", w="klient")
    assert wrong(app) == []
    assert [label for label in labels(app) if label == "Undo"] == ["Undo", "Undo"]
    assert [each.label for each in app.get("download_button")][:2] == ["Refused (CSV)", "Mapping (TOML)"]
    assert [each.label for each in app.expander] == ["Correct what was refused (7)"]
    assert any(each.startswith("Corrections of styczeń.csv, ") for each in said(app))


def test_a_workspace_to_be_read_only_shows_what_was_refused_and_takes_no_corrections(demo: Path, start: Open) -> None:
    imported(start)
    folders.open("klient").path.rename(demo / "demo.duckdb")
    app = start("workspace", "pl", w="demo")
    assert wrong(app) == []
    send = next(each for each in app.button if each.label == "Wczytaj poprawki")
    assert send.disabled
