"""Totals and footnotes below the table are no answers: they are left out, and named."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import xlsxwriter

from cxdata.reading import Sheet, read
from cxdata.reading.meaning.suggestion import suggest

HEAD = "Data;Dział;NPS;Uwagi"
BODY = [f"2024-05-{i % 27 + 1:02d};{('Kasa', 'Serwis')[i % 2]};{i % 11};uwaga {i}" for i in range(30)]


def sheet_of(below: list[str], folder: Path, body: list[str] = BODY) -> Sheet:
    return read("\n".join([HEAD, *body, *below, ""]).encode(), "a.csv", folder=folder)


@pytest.mark.parametrize(
    ("below", "said"),
    [
        (["Razem;;150;"], "Razem"),
        (["Suma:;;150;"], "Suma:"),
        ([";Średnia;4,87;"], "Średnia"),
        (["Total (n=30);;150;"], "Total (n=30)"),
        (["* dane ważone;;;"], "* dane ważone"),
        (["Źródło: badanie własne, maj 2024"], "Źródło: badanie własne, maj 2024"),
        (["Dane z badania klientów"], "Dane z badania klientów"),
        (["Razem;;150;", "Średnia;;4,87;", "", "* bez ankiet próbnych"], "Razem"),
        (["Razem;;150;", ";;;", "Wygenerowano 2024-06-01;;;"], "Razem"),
    ],
)
def test_totals_and_footnotes_are_left_out_and_named(tmp_path: Path, below: list[str], said: str) -> None:
    sheet = sheet_of(below, tmp_path)
    count = sum(bool(line) for line in below)
    assert (sheet.rows, sheet.after, sheet.table.height) == (30, count, 30)
    assert sheet.problems == (("rows_after", {"n": count, "line": 32, "said": said}),)
    assert sheet.table.row(29) == ("2024-05-03", "Serwis", "7", "uwaga 29")
    assert [(q.low, q.high) for q in suggest(sheet).mapping.questions] == [(0, 10)]


@pytest.mark.parametrize(
    "last",
    [
        "2024-05-30;Razem;9;",
        "2024-05-30;;;Średnia obsługa, długo czekałem",
        "2024-05-30;;;",
        ";;9;",
        ";;;Średnia",
        ";Kasa;4;",
    ],
)
def test_an_answer_with_gaps_stays(tmp_path: Path, last: str) -> None:
    sheet = sheet_of([last], tmp_path)
    assert (sheet.rows, sheet.after, sheet.problems) == (31, 0, ())


def test_a_company_called_total_stays(tmp_path: Path) -> None:
    body = [f"{('Total', 'Orlen')[i % 2]};Kasa;{i % 11};uwaga {i}" for i in range(30)]
    assert sheet_of(["Total;Kasa;9;"], tmp_path, body).rows == 31


def test_the_number_of_rows_below_can_be_given(tmp_path: Path) -> None:
    raw = "\n".join([HEAD, *BODY, "Razem;;150;", ""]).encode()
    assert read(raw, "a.csv", folder=tmp_path, after=0).rows == 31
    assert read(raw, "a.csv", folder=tmp_path, after=3).rows == 28


def test_the_end_of_a_large_file_is_looked_at_without_reading_it_again(tmp_path: Path) -> None:
    sheet = sheet_of(["Razem;;150;"], tmp_path, BODY * 200)
    assert (sheet.rows, sheet.after, sheet.table.height) == (6000, 1, 6000)


def test_a_total_row_of_a_workbook_is_left_out(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        page = book.add_worksheet()
        for row, cells in enumerate([HEAD, *BODY]):
            page.write_row(row, 0, cells.split(";"))
        page.write_row(32, 0, ["Razem", "", 150])
    sheet = read(buffer.getvalue(), "a.xlsx", folder=tmp_path)
    assert (sheet.rows, sheet.table.height) == (30, 30)
    assert sheet.problems == (("rows_after", {"n": 1, "line": 33, "said": "Razem"}),)
