"""What tools and people write is read as they mean it: encoding, separator, header rows, rows, columns, tool."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cxdata.reading import Sheet, read
from tests.reading.exports.made import Export
from tests.reading.exports.tables import HEAD, TABLES, answers, flat
from tests.reading.exports.tools import EXPORTS, NAMES, POLISH

EVERY = EXPORTS | TABLES


def found(sheet: Sheet) -> dict[str, Any]:
    names = ("encoding", "separator", "header_rows", "tool", "sheet", "after")
    told = {name: getattr(sheet, name) for name in names}
    first = sheet.line(0) if sheet.rows else None
    return told | {"rows": sheet.table.height, "columns": sheet.table.width, "first line": first}


@pytest.mark.parametrize("export", EVERY.values(), ids=list(EVERY))
def test_a_file_is_read_as_it_is_meant(tmp_path: Path, export: Export) -> None:
    sheet = read(export.content, export.name, folder=tmp_path)
    told = found(sheet)
    assert {name: told[name] for name in export.truth} == export.truth
    assert sheet.rows == told["rows"]


@pytest.mark.parametrize("name", ["three line ends.csv", "old line ends.csv"])
def test_cells_survive_odd_line_ends(tmp_path: Path, name: str) -> None:
    sheet = read(TABLES[f"lines: {name}"].content, folder=tmp_path)
    assert sheet.table.rows() == [tuple(cell or None for cell in row) for row in flat()[1:]]
    assert [sheet.line(row) for row in range(60)] == list(range(2, 62))


def test_lines_in_quotes_are_taken_out_of_them(tmp_path: Path) -> None:
    sheet = read(TABLES["lines: lines in quotes.csv"].content, folder=tmp_path)
    assert sheet.headings == ("Data", "Punkt styku", "Dział", "Ocena NPS", "Komentarz")
    assert sheet.table.row(0) == ("01.05.2024", "Obsługa klienta", "Sprzedaż", "0", "Źle się działo, niestety")


def test_wording_and_names_of_three_header_rows_stay_apart(tmp_path: Path) -> None:
    sheet = read(EXPORTS["qualtrics: three rows saved by a Polish spreadsheet.csv"].content, folder=tmp_path)
    assert sheet.headings == tuple(NAMES)
    assert sheet.questions == tuple(" ".join(wording.split()) for wording in POLISH)


def test_codes_above_wording_stay_headings_and_groups_are_joined(tmp_path: Path) -> None:
    coded = read(TABLES["headings: codes and wording.csv"].content, folder=tmp_path)
    assert (coded.headings[2], coded.questions[2]) == ("q1", "Czy cena była dobra?")
    levels = read(TABLES["headings: three levels.csv"].content, folder=tmp_path)
    assert levels.headings[1:4] == ("Dane - Sklep", "Oceny - Cena", "Oceny - Obsługa")
    marked = read(EXPORTS["limesurvey: wording above codes.csv"].content, folder=tmp_path)
    assert (marked.headings[8], marked.questions[8]) == ("Q1[SQ002]", "Oceń")


def test_what_was_left_out_at_the_end_is_named(tmp_path: Path) -> None:
    mean = read(TABLES["below: an unnamed mean apart.csv"].content, folder=tmp_path)
    assert [(key, facts["n"], facts["said"]) for key, facts in mean.problems] == [("rows_after", 3, "4,750000")]
    empty = read(TABLES["below: thousands of empty rows.csv"].content, folder=tmp_path)
    assert empty.problems == (("rows_empty", {"n": 5000, "line": 72}),)
    assert read(TABLES["below: thousands of empty rows.csv"].content, folder=tmp_path, after=0).rows == 5060


def test_a_workbook_is_read_from_the_sheet_that_is_asked_for(tmp_path: Path) -> None:
    content = TABLES["books: several sheets.xlsx"].content
    assert read(content, folder=tmp_path).sheets == ("Instrukcja", "Dane", "Słownik")
    assert read(content, folder=tmp_path, sheet="Słownik").headings == ("kod", "opis")


def test_every_decision_can_be_taken_by_hand(tmp_path: Path) -> None:
    content = EXPORTS["qualtrics: three rows.csv"].content
    plain = read(content, folder=tmp_path, tool="")
    assert (plain.tool, plain.headings[0], plain.questions[0]) == ("", "StartDate", "Start Date")
    forced = read(content, folder=tmp_path, tool="qualtrics", header_rows=1)
    assert (forced.tool, forced.header_rows, forced.rows) == ("qualtrics", 1, 42)
    named = read(TABLES["headings: none.csv"].content, folder=tmp_path, tool="webankieta", header_rows=0)
    assert (named.tool, named.rows) == ("webankieta", 30)
    written = "\r\n".join("|".join(row) for row in [HEAD, *answers(2)[:1]]).encode("iso-8859-2")
    sheet = read(written, folder=tmp_path, encoding="iso-8859-2", separator="|", quote="", header_rows=1)
    assert (sheet.encoding, sheet.separator, sheet.quote, sheet.table.row(0)[1]) == (
        "iso-8859-2",
        "|",
        "",
        "Obsługa klienta",
    )
