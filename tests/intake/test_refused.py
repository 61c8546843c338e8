"""The list of what was refused: in words, downloaded, mended in a spreadsheet, and imported again."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from cxdata import spreadsheet
from cxdata.errors import MappingRefused
from cxdata.intake import importing, plan, refused, undoing
from cxdata.intake.receipt import Receipt, standing
from cxdata.reading import Mapping, Question, Sheet
from cxdata.store.workspace import Workspace
from cxdata.text import Lang, Text

Written = Callable[..., Sheet]

ROWS = [
    "1;2026-01-05;9;5;Dostawa;telefon;Świetnie",
    "2;2026-01-05;-1;4;Dostawa;telefon;",
    "3;kiedyś;3;2;Infolinia;czat;za długo",
    "4;2026-01-06;abc;;Infolinia;czat;",
    "5;2026-01-07;99;;;;",
]


@pytest.fixture
def loaded(workspace: Workspace, written: Written, mapping: Mapping, headings: str) -> Workspace:
    importing.load(workspace, written("styczeń.csv", headings, *ROWS), mapping)
    return workspace


def downloaded(workspace: Workspace, lang: Lang, number: int = 1) -> list[list[str]]:
    """The rows of the downloaded list, headings first."""
    text = spreadsheet.csv(refused.table(workspace, number, Text(lang)), lang).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";" if lang == "pl" else ","))


def uploaded(
    workspace: Workspace, folder: Path, lines: list[list[str]], lang: Lang = "pl", encoding: str = "utf-8-sig"
) -> Receipt:
    path = folder / "poprawione.csv"
    with path.open("w", encoding=encoding, newline="") as out:
        csv.writer(out, delimiter=";" if lang == "pl" else ",").writerows(lines)
    found = plan.check(path, workspace=workspace)
    assert (found.kind, found.mapping, found.sure) == ("corrections", None, True)
    return plan.LOADERS[found.kind](workspace, found.sheet, by="Ola")


def test_the_list_says_in_the_readers_language_what_is_wrong_and_what_to_do(loaded: Workspace) -> None:
    mark = downloaded(loaded, "pl")[1][-1]
    assert downloaded(loaded, "pl") == [
        ["wiersz", "kolumna", "wartość", "poprawka", "powód", "rada", "odrzucono", "plik", "wczytanie"],
        ["3", "polecenie", "'-1", "", "liczba spoza skali",
         "Wpisz ocenę od 0 do 10, a kod braku odpowiedzi dopisz w przypisaniu.",
         "komórkę", "styczeń.csv", mark],
        ["4", "data", "kiedyś", "", "nieczytelna data", "Wpisz datę odpowiedzi w postaci 2026-05-31.",
         "cały wiersz", "styczeń.csv", mark],
        ["5", "polecenie", "abc", "", "to nie jest liczba", "Wpisz ocenę jako liczbę od 0 do 10.",
         "cały wiersz", "styczeń.csv", mark],
        ["6", "", "", "", "ani oceny, ani komentarza", "Nic nie trzeba robić: klient nie odpowiedział.",
         "cały wiersz", "styczeń.csv", mark],
    ]  # fmt: skip
    assert downloaded(loaded, "en")[3][3:6] == ["", "not a number", "Give the score as a number from 0 to 10."]


@pytest.mark.parametrize(("lang", "encoding"), [("pl", "utf-8-sig"), ("pl", "cp1250"), ("en", "utf-8-sig")])
def test_a_mended_list_is_known_as_such_and_adds_up_with_its_import(
    loaded: Workspace, tmp_path: Path, lang: Lang, encoding: str
) -> None:
    lines = downloaded(loaded, lang)
    lines[1][3], lines[2][2], lines[3][3] = "10", "31.02.2026", "jedenaście"
    receipt = uploaded(loaded, tmp_path, lines, lang, encoding)
    assert (receipt.kind, receipt.corrects, receipt.file) == ("corrections", 1, "poprawione.csv")
    assert (receipt.rows, receipt.loaded, receipt.updated, receipt.duplicates, receipt.rejected) == (4, 0, 1, 0, 3)
    assert receipt.reasons == {"not_a_number": 1, "not_mendable": 1, "unreadable_date": 1}
    lines[2][2] = "5.02.2026"
    again = uploaded(loaded, tmp_path, lines, lang, encoding)
    assert (again.loaded, again.updated, again.duplicates, again.rejected) == (1, 0, 1, 2)
    assert again.reasons == {"not_a_number": 1, "not_mendable": 1}
    found = standing(loaded, undoing.receipt(loaded, 1))
    assert (found.listed, found.mended) == (4, 2)
    assert found.counts == {"rows": 5, "loaded": 3, "updated": 0, "duplicates": 0, "rejected": 2}
    assert [line[0] for line in downloaded(loaded, lang)[1:]] == ["5", "6"]


def test_the_same_mended_list_twice_changes_nothing(loaded: Workspace, tmp_path: Path) -> None:
    lines = downloaded(loaded, "pl")
    lines[1][3] = "10"
    uploaded(loaded, tmp_path, lines)
    again = uploaded(loaded, tmp_path, lines)
    assert (again.import_id, again.loaded, again.updated, again.duplicates, again.rejected) == (1, 0, 0, 1, 3)
    assert undoing.imports(loaded)["id"].to_list() == [2, 1]


def test_a_list_of_another_workspace_or_of_an_import_taken_back_is_refused(
    loaded: Workspace, tmp_path: Path, written: Written, mapping: Mapping, headings: str
) -> None:
    lines = downloaded(loaded, "pl")
    other = Workspace.at(tmp_path / "inna.duckdb")
    importing.load(other, written("b.csv", headings, "1;2026-01-05;x;;;;"), mapping)
    undoing.undo(loaded, 1)
    for workspace in (other, loaded):
        with pytest.raises(MappingRefused) as problem:
            uploaded(workspace, tmp_path, lines)
        assert problem.value.key == "corrections_elsewhere"
        assert problem.value.facts == {"file": "poprawione.csv", "name": workspace.name}


def test_every_reason_has_advice_in_both_languages() -> None:
    question = Question("ocena", "csat", 1, 5)
    for lang in ("pl", "en"):
        text = Text(lang)
        reasons = [key.removeprefix("reasons.") for key in _keys("reasons.")]
        told = {reason: refused.advice(reason, question, text) for reason in reasons}
        assert all(told.values())
        assert "5" in told["out_of_range"]
        assert refused.advice("out_of_range", None, text) == text("advice.in_file")


def _keys(start: str) -> list[str]:
    from cxdata.text import catalogue

    return [key for key in catalogue() if key.startswith(start)]


def test_what_a_list_shows_is_masked(workspace: Workspace, written: Written, mapping: Mapping, headings: str) -> None:
    importing.load(workspace, written("a.csv", headings, "1;2026-01-05;jan@poczta.example;;;;"), mapping)
    assert pl.Series(downloaded(workspace, "pl")[1]).to_list()[2] == "[e-mail]"
