"""Exports of survey tools are recognised by their first rows."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from cxdata.reading import Sheet, read


def sheet_of(rows: list[list[str]], folder: Path) -> Sheet:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    return read(buffer.getvalue().encode(), "a.csv", folder=folder)


QUALTRICS = ["StartDate", "EndDate", "Status", "IPAddress", "Finished", "RecordedDate", "ResponseId", "Q1", "Q2"]
WORDING = ["Data rozpoczęcia", "Data zakończenia", "Typ", "IP", "Koniec", "Zapis", "Id", "Czy polecisz\nnas?", "Czemu?"]
ANSWER = [
    "2024-05-01 08:00:00",
    "2024-05-01 08:01:00",
    "0",
    "10.0.0.1",
    "1",
    "2024-05-01 08:01:01",
    "R_1",
    "9",
    "bo tak",
]


@pytest.mark.parametrize("sign", ['{"ImportId":"%s"}', "{'ImportId': u'%s'}"])
def test_qualtrics_has_three_header_rows_and_the_second_is_the_wording(tmp_path: Path, sign: str) -> None:
    sheet = sheet_of([QUALTRICS, WORDING, [sign % name for name in QUALTRICS], ANSWER, ANSWER], tmp_path)
    assert (sheet.tool, sheet.header_rows, sheet.rows) == ("qualtrics", 3, 2)
    assert sheet.headings == tuple(QUALTRICS)
    assert sheet.questions[7] == "Czy polecisz nas?"
    assert sheet.table.row(0)[7:] == ("9", "bo tak")
    assert sheet.line(0) == 5


def test_old_qualtrics_names_its_columns_in_the_second_row(tmp_path: Path) -> None:
    labels = [
        "ResponseID",
        "ResponseSet",
        "Name",
        "IPAddress",
        "Status",
        "StartDate",
        "EndDate",
        "Finished",
        "Polecisz?",
    ]
    numbers = [*(f"V{i}" for i in range(1, 9)), "Q1"]
    sheet = sheet_of(
        [numbers, labels, ["R_1", "x", "A", "1.1.1.1", "0", *["2024-05-01 08:00:00"] * 2, "1", "9"]], tmp_path
    )
    assert (sheet.tool, sheet.header_rows, sheet.rows) == ("qualtrics", 2, 1)
    assert sheet.headings == (*labels[:8], "Q1")
    assert sheet.questions[8] == "Polecisz?"


def test_surveymonkey_fills_questions_over_their_options(tmp_path: Path) -> None:
    first = ["Respondent ID", "Start Date", "Polecisz nas?", "Oceń", "", "Uwagi"]
    second = ["", "", "Response", "Kasa", "Dostawa", "Open-Ended Response"]
    sheet = sheet_of([first, second, ["1", "05/13/2024 08:00:00 AM", "9", "5", "4", "ok"]], tmp_path)
    assert (sheet.tool, sheet.header_rows, sheet.rows) == ("surveymonkey", 2, 1)
    assert sheet.headings == ("Respondent ID", "Start Date", "Polecisz nas?", "Oceń - Kasa", "Oceń - Dostawa", "Uwagi")


@pytest.mark.parametrize(
    ("headings", "tool"),
    [
        (["Timestamp", "How likely are you to recommend us?"], "google_forms"),
        (["Sygnatura czasowa", "Adres e-mail", "Czy nas polecisz?"], "google_forms"),
        (
            ["ID", "Godzina rozpoczęcia", "Godzina ukończenia", "Adres e-mail", "Nazwa", "Czy nas polecisz?"],
            "microsoft_forms",
        ),
        (["ID", "Start time", "Completion time", "Email", "Name", "Would you recommend us?"], "microsoft_forms"),
        (["#", "Would you recommend us?", "Start Date (UTC)", "Submit Date (UTC)", "Network ID"], "typeform"),
        (["id", "submitdate", "lastpage", "startlanguage", "Q1"], "limesurvey"),
        (["date", "touchpoint", "nps", "comment"], ""),
    ],
)
def test_a_tool_with_one_header_row_is_known_by_its_own_headings(
    tmp_path: Path, headings: list[str], tool: str
) -> None:
    sheet = sheet_of([headings, ["1"] * len(headings), ["2"] * len(headings)], tmp_path)
    assert (sheet.tool, sheet.header_rows, sheet.rows) == (tool, 1, 2)


def test_two_header_rows_of_no_known_tool_are_joined(tmp_path: Path) -> None:
    first = ["Obsługa", "", "", "Produkt", "", ""]
    second = ["uprzejmość", "czas", "wiedza", "jakość", "cena", "wygląd"]
    sheet = sheet_of([first, second, ["5", "4", "3", "5", "4", "2"], ["1", "4", "3", "5", "2", "2"]], tmp_path)
    assert (sheet.header_rows, sheet.rows) == (2, 2)
    assert sheet.headings[:4] == ("Obsługa - uprzejmość", "Obsługa - czas", "Obsługa - wiedza", "Produkt - jakość")
