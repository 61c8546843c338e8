"""The tables of governance on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cxdata.governance.tables import TABLES
from cxdata.store import folders
from tests.command.conftest import Said

PEOPLE = "osoba;dział;stanowisko;w zarządzie\nAnna Nowak;Sprzedaż;Dyrektorka;tak\nJan Wilk;Kadry;;nie\n"


@pytest.fixture
def acme(home: Path, said: Said, tmp_path: Path) -> Path:
    """A workspace with one department, and a file of two people, one of a department that is not listed."""
    folders.create("acme")
    (tmp_path / "dzialy.csv").write_text("dział;rodzaj\nSprzedaż;operacyjny\n", "utf-8")
    assert said("records", "import", tmp_path / "dzialy.csv", "-w", "acme", "-t", "departments")[0] == 0
    (tmp_path / "osoby.csv").write_text(PEOPLE, "utf-8")
    return tmp_path / "osoby.csv"


def test_a_file_is_loaded_with_its_receipt_and_every_reject(acme: Path, said: Said) -> None:
    code, out, err = said("records", "import", acme, "-w", "acme", "--table", "osoby", "--by", "Ala")
    assert (code, err) == (0, "")
    assert out == (
        "osoby.csv: 2 rows = loaded 1 + rejected 1.\n"
        "  Saved: rows added 1, changed 0, removed 0.\n"
        "  line 3, dział: The list of departments has no “Kadry”. Check the name, or add the department first.\n"
    )


def test_the_receipt_can_be_read_by_programs(acme: Path, said: Said) -> None:
    code, out, _ = said("records", "import", acme, "-w", "acme", "--table", "people", "--json")
    assert code == 0
    assert json.loads(out) == {
        **{"file": "osoby.csv", "rows": 2, "loaded": 1, "rejected": 1},
        **{"added": 1, "changed": 0, "removed": 0, "followed": 0, "unused": []},
        "rejects": [
            {
                "line": 3,
                "column": "dział",
                "value": "Kadry",
                "reason": "The list of departments has no “Kadry”. Check the name, or add the department first.",
            }
        ],
    }


def test_a_refused_file_leaves_with_1_and_the_others_are_loaded(acme: Path, said: Said) -> None:
    wrong = acme.with_name("wrong.csv")
    wrong.write_text("miasto;ulica\nŁódź;Piotrkowska\n", "utf-8")
    code, out, err = said("records", "import", wrong, acme, "-w", "acme", "-t", "people")
    assert (code, out.splitlines()[0]) == (1, "osoby.csv: 2 rows = loaded 1 + rejected 1.")
    assert err == (
        "wrong.csv: The file lacks the column “person”. It has: miasto, ulica. The template is the easiest start.\n"
    ).replace("wrong.csv", str(wrong))


def test_a_table_comes_out_as_text_or_as_a_workbook_and_goes_in_again(acme: Path, said: Said) -> None:
    said("records", "import", acme, "-w", "acme", "-t", "people")
    code, out, _ = said("records", "export", "-w", "acme", "-t", "people")
    assert (code, out) == (0, "person,department,position,on the board\nAnna Nowak,Sprzedaż,Dyrektorka,yes\n")
    book = acme.with_name("people.xlsx")
    assert said("records", "export", "-w", "acme", "-t", "people", "-o", book)[0] == 0
    code, out, _ = said("records", "import", book, "-w", "acme", "-t", "people", "--replace")
    assert out.splitlines()[1] == "  Saved: rows added 0, changed 0, removed 0."
    code, _, err = said("records", "export", "-w", "acme", "-t", "people", "-o", "people.pdf")
    assert (code, err) == (1, "people.pdf: a table can be kept as .csv or .xlsx. Change how the name ends.\n")


def test_every_table_is_listed_and_its_history_told(acme: Path, said: Said) -> None:
    said("records", "import", acme, "-w", "acme", "-t", "people", "--by", "Ala")
    code, out, _ = said("records", "list", "-w", "acme", "--json")
    held = {row["table"]: row["rows"] for row in json.loads(out)}
    assert (code, list(held), held["people"], held["goals"]) == (0, list(TABLES), 1, 0)
    code, out, _ = said("records", "history", "-w", "acme", "-t", "people", "--json")
    (change,) = json.loads(out)
    assert (change["by"], change["row"], change["before"]) == ("Ala", "Anna Nowak", "–")
    assert change["after"] == "person: Anna Nowak; department: Sprzedaż; position: Dyrektorka; on the board: yes"
    code, out, _ = said("records", "history", "-w", "acme", "-t", "goals")
    assert (code, out) == (0, "Nobody has changed anything in the table “goals” yet.\n")


def test_the_last_load_is_taken_back(acme: Path, said: Said) -> None:
    said("records", "import", acme, "-w", "acme", "-t", "people")
    code, out, _ = said("records", "undo", "-w", "acme", "-t", "people", "--by", "Ala")
    assert (code, out) == (0, "Saved: rows added 0, changed 0, removed 1.\n")
    assert json.loads(said("records", "history", "-w", "acme", "-t", "people", "--json")[1])[0]["by"] == "Ala"
    code, _, err = said("records", "undo", "-w", "acme", "-t", "goals")
    assert (code, err) == (1, "There is nothing to take back: nobody has saved this table yet.\n")


def test_a_table_that_is_not_there_is_refused_naming_those_that_are(acme: Path, said: Said) -> None:
    code, _, err = said("records", "import", acme, "-w", "acme", "-t", "pogoda")
    assert (code, err) == (1, f"There is no table “pogoda”. There are: {', '.join(TABLES)}.\n")
    assert said("records")[0] == 2
