"""Files of every container become the same text table, or are refused in words."""

from __future__ import annotations

import codecs
import io
import zipfile
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from cxdata.errors import FileRefused
from cxdata.reading import Sheet, read
from cxdata.text import LANGS, Text

POLISH = (
    "Data;Punkt styku;Ocena;Komentarz\n2024-05-01;Żłobek Łódź;9;Źle się działo\n2024-05-02;Ćwiczenia;10;Ładny śnieg\n"
)


def cells(sheet: Sheet) -> list[tuple[str | None, ...]]:
    return sheet.table.rows()


def said(refusal: FileRefused) -> list[str]:
    return [Text(lang).error(refusal) for lang in LANGS]


@pytest.mark.parametrize(
    ("encoding", "mark", "found"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", codecs.BOM_UTF8, "utf-8-sig"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("utf-32-le", codecs.BOM_UTF32_LE, "utf-32"),
        ("cp1250", b"", "cp1250"),
        ("iso-8859-2", b"", "iso-8859-2"),
        ("mac_latin2", b"", "mac_latin2"),
    ],
)
def test_polish_text_reads_the_same_in_every_encoding(tmp_path: Path, encoding: str, mark: bytes, found: str) -> None:
    sheet = read(mark + POLISH.encode(encoding), "a.csv", folder=tmp_path)
    assert (sheet.encoding, sheet.separator, sheet.header_rows, sheet.rows) == (found, ";", 1, 2)
    assert sheet.headings == ("Data", "Punkt styku", "Ocena", "Komentarz")
    assert cells(sheet)[0] == ("2024-05-01", "Żłobek Łódź", "9", "Źle się działo")


def test_western_text_is_not_taken_for_polish(tmp_path: Path) -> None:
    text = "id,comment\n1,Café très agréable à côté\n2,Señor Müller is happy with the naïve résumé\n"
    assert read(text.encode("cp1252"), folder=tmp_path).encoding == "cp1252"


def test_an_encoding_is_obeyed_and_what_it_cannot_read_is_counted(tmp_path: Path) -> None:
    sheet = read("a,b\nł,1\n".encode("cp1250"), folder=tmp_path, encoding="utf-8")
    assert sheet.problems == (("letters_lost", {"n": 1, "encoding": "utf-8"}),)


def test_bytes_a_stream_and_a_path_give_the_same_sheet(tmp_path: Path) -> None:
    path = tmp_path / "it's [1].csv"
    path.write_bytes(POLISH.encode())
    sheets = [read(path), read(POLISH.encode(), "b.csv"), read(io.BytesIO(POLISH.encode()), "c.csv")]
    assert [cells(sheet) for sheet in sheets] == [cells(sheets[0])] * 3
    assert {sheet.digest for sheet in sheets} == {sha256(POLISH.encode()).hexdigest()}
    assert [sheet.name for sheet in sheets] == ["it's [1].csv", "b.csv", "c.csv"]


def test_a_title_above_the_header_is_skipped_and_said(tmp_path: Path) -> None:
    text = "Raport NPS za maj;;\n\nOkres:;2024-05;\nid;nps;komentarz\n1;9;ok\n\n2;7;\n"
    sheet = read(text.encode(), folder=tmp_path)
    assert sheet.headings == ("id", "nps", "komentarz")
    assert (sheet.skipped, sheet.data_start, sheet.rows) == (3, 5, 2)
    assert [sheet.line(0), sheet.line(1)] == [5, 7]
    assert sheet.problems == (("lines_skipped", {"n": 3}),)


def test_a_file_without_headings_gets_neutral_ones(tmp_path: Path) -> None:
    sheet = read(b"2024-05-01,phone,9\n2024-05-02,web,7\n2024-05-03,shop,8\n", folder=tmp_path)
    assert (sheet.headings, sheet.header_rows, sheet.rows) == (("column_1", "column_2", "column_3"), 0, 3)


def test_empty_and_repeated_headings_are_told_apart(tmp_path: Path) -> None:
    sheet = read(b"Other,,Other,Other (2),Other\na,b,c,d,e\n", folder=tmp_path)
    assert sheet.headings == ("Other", "column_2", "Other (3)", "Other (2)", "Other (4)")


def test_uneven_rows_are_padded_and_surplus_cells_counted(tmp_path: Path) -> None:
    sheet = read(b"a,b,c\n1,2,3\n4,5\n6,7,8,9\n1,2,3\n10,11,12,\n", folder=tmp_path)
    assert cells(sheet) == [("1", "2", "3"), ("4", "5", None), ("6", "7", "8"), ("1", "2", "3"), ("10", "11", "12")]
    assert sheet.problems == (("rows_short", {"n": 1, "columns": 3}), ("rows_long", {"n": 1, "columns": 3}))


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ('h1,h2\na,"x ""y"" z"\n', 'x "y" z'),
        ('h1,h2\na,"x \\"y\\", z"\n', 'x "y", z'),
        ('h1,h2\na, "x, y"\n', "x, y"),
        ("h1;h2\n1;5'8\" tall\n", "5'8\" tall"),
    ],
)
def test_quotes_of_every_kind_are_read(tmp_path: Path, text: str, second: str) -> None:
    sheet = read((text + text.split("\n")[1] + "\n").encode(), folder=tmp_path)
    assert [row[1] for row in cells(sheet)] == [second, second]


def test_decimal_commas_do_not_hide_the_semicolon(tmp_path: Path) -> None:
    sheet = read(("a;b;c\n" + "1,5;2,5;3,5\n" * 50).encode(), folder=tmp_path)
    assert (sheet.separator, len(sheet.headings)) == (";", 3)


def test_one_column_of_comments_stays_one_column(tmp_path: Path) -> None:
    sheet = read("komentarz\nbardzo dobrze, polecam\n\nsłabo\ntak, nie, może\n".encode(), folder=tmp_path)
    assert cells(sheet) == [("bardzo dobrze, polecam",), ("słabo",), ("tak, nie, może",)]
    assert [sheet.line(i) for i in range(3)] == [2, 4, 5]


def test_old_and_mixed_line_ends_are_read(tmp_path: Path) -> None:
    assert cells(read(b"a,b\r1,2\r3,4\r", folder=tmp_path)) == [("1", "2"), ("3", "4")]
    assert cells(read(b"a,b\r\n1,2\n3,4\r\n10,11\r12,13", folder=tmp_path)) == [
        ("1", "2"),
        ("3", "4"),
        ("10", "11"),
        ("12", "13"),
    ]


def test_decisions_override_what_would_be_found(tmp_path: Path) -> None:
    sheet = read(b"x|y\na|b,c\n1|2,3\n", folder=tmp_path, separator=",", header_rows=2, skip=0)
    assert (sheet.separator, sheet.header_rows, sheet.rows) == (",", 2, 1)
    with pytest.raises(FileRefused) as refusal:
        read(b"a,b\n1,2\n", delimiter=";")
    assert said(refusal.value)[1] == (
        "“delimiter” is no setting of reading. "
        "Possible: after, encoding, header_rows, quote, separator, sheet, skip, tool."
    )


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "dd.mm.yyyy hh:mm"})
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        for i, row in enumerate(rows):
            for j, value in enumerate(row):
                if value is not None:
                    sheet.write(i, j, value)
    book.close()
    return buffer.getvalue()


def test_a_workbook_reads_from_its_sheet_with_a_table_with_excels_own_lines(tmp_path: Path) -> None:
    body: list[list[object]] = [["Raport", None, None, None], [], ["id", "data", "nps", "ok"]]
    body += [[i, datetime(2024, 5, i), 9.0, True] for i in range(1, 4)]
    body += [[], [4, datetime(2024, 5, 4, 10, 30), 7.5, False]]
    content = workbook(("Opis", [["Eksport z dnia 3 maja"]]), ("Dane", body))
    sheet = read(content, "a.xlsx", folder=tmp_path)
    assert (sheet.sheet, sheet.sheets, sheet.container) == ("Dane", ("Opis", "Dane"), "excel")
    assert sheet.headings == ("id", "data", "nps", "ok")
    assert cells(sheet)[0] == ("1", "2024-05-01", "9", "true")
    assert cells(sheet)[3] == ("4", "2024-05-04 10:30:00", "7.5", "false")
    assert [sheet.line(i) for i in range(4)] == [4, 5, 6, 8]
    with pytest.raises(FileRefused) as refusal:
        read(content, sheet="Wyniki")
    assert said(refusal.value)[1] == "The workbook has no sheet “Wyniki”. There are: Opis, Dane."


def test_parquet_cells_become_text(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "score": [9.0, 7.25],
            "n": [1, None],
            "day": [date(2024, 5, 1), date(2024, 5, 2)],
            "at": [datetime(2024, 5, 1), datetime(2024, 5, 1, 10, 11, 12)],
            "ok": [True, False],
            "text": ["", "ą"],
        }
    )
    frame.write_parquet(tmp_path / "a.parquet")
    sheet = read(tmp_path / "a.parquet", folder=tmp_path)
    assert sheet.headings == ("score", "n", "day", "at", "ok", "text")
    assert cells(sheet) == [
        ("9", "1", "2024-05-01", "2024-05-01", "true", None),
        ("7.25", None, "2024-05-02", "2024-05-01 10:11:12", "false", "ą"),
    ]


def zipped(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "key", "facts"),
    [
        (b"", "file_empty", {}),
        (b"\xef\xbb\xbf \n\n", "file_empty", {}),
        (b"%PDF-1.7 ...", "file_kind", {"looks": "PDF"}),
        (b"\x89PNG\r\n\x1a\n\0\0", "file_kind", {"looks": "PNG"}),
        (b"<!DOCTYPE html><table></table>", "file_kind", {"looks": "HTML"}),
        (b'[{"a": 1}]', "file_kind", {"looks": "JSON"}),
        (zipped(word__document=b"x"), "file_kind", {"looks": "Word (DOCX)"}),
        (zipped(a=b"x"), "file_kind", {"looks": "ZIP"}),
        (b"PK\x03\x04 cut off", "file_damaged", {"looks": "XLSX"}),
        (b"PAR1 cut off", "file_damaged", {"looks": "Parquet"}),
        (bytes(range(256)) * 40, "file_binary", {}),
        (b"a,b\n" + (b"1" * 999 + b",2\n") * 1200 + b"\0\0\0", "file_binary", {}),
        (",".join(map(str, range(2001))).encode() + b"\n", "file_columns", {"found": 2001, "limit": 2000}),
    ],
)
def test_what_is_no_table_is_refused_in_words(
    tmp_path: Path, content: bytes, key: str, facts: dict[str, object]
) -> None:
    with pytest.raises(FileRefused) as refusal:
        read(content, "x.csv", folder=tmp_path)
    assert (refusal.value.key, refusal.value.facts) == (key, facts)
    assert all(said(refusal.value))


def test_a_workbook_that_unfolds_without_end_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    content = zipped(xl__sharedStrings=b"a" * (30 << 20))
    with pytest.raises(FileRefused) as refusal:
        read(content, "x.xlsx", folder=tmp_path)
    assert (refusal.value.key, refusal.value.facts) == ("file_bomb", {"found": 30, "limit": 400})
