"""CSV as a spreadsheet opens it: marked, in the reader's notation, and without formulas."""

from __future__ import annotations

import polars as pl
import pytest

from cxdata.spreadsheet import csv

FRAME = pl.DataFrame({"co": ["=1+1", "-5", "a,b", None], "wynik": [1.5, -2.0, None, 3.0]})


def test_polish_files_have_semicolons_decimal_commas_and_a_mark() -> None:
    assert csv(FRAME, "pl").decode() == "\ufeffco;wynik\n'=1+1;1,5\n'-5;-2,0\na,b;\n;3,0\n"


def test_english_files_have_commas_points_and_a_mark() -> None:
    assert csv(FRAME, "en").decode() == "\ufeffco,wynik\n'=1+1,1.5\n'-5,-2.0\n\"a,b\",\n,3.0\n"


def test_other_programs_get_no_mark() -> None:
    assert csv(FRAME.head(1), "en", marked=False) == b"co,wynik\n'=1+1,1.5\n"


def test_headings_are_no_formulas_either() -> None:
    assert csv(pl.DataFrame({"@x": [1], " =y": [2]}), "en", marked=False) == b"'@x,' =y\n1,2\n"


def test_several_columns_of_text_are_made_harmless_each() -> None:
    frame = pl.DataFrame({"wiersz": [2, 3], "kolumna": ["=x", "Data"], "wartość": ["@a", None]})
    assert csv(frame, "en").decode() == "\ufeffwiersz,kolumna,wartość\n2,'=x,'@a\n3,Data,\n"


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@a", "  =1", "\u00a0@a", "\t1", "\r1", "\n1", '=HYPERLINK("http://a")']
)
def test_no_text_begins_a_formula(text: str) -> None:
    frame = pl.DataFrame({"x": [text]})
    assert pl.read_csv(csv(frame, "en", marked=False))["x"].to_list() == [f"'{text}"]


def test_numbers_written_as_text_stay_numbers() -> None:
    frame = pl.DataFrame({"poziom": ["-3,5", None], "nazwa": ["-3,5", "a"]})
    assert csv(frame, "pl", figures=["poziom"]).decode() == "\ufeffpoziom;nazwa\n-3,5;'-3,5\n;a\n"


def test_an_empty_table_keeps_its_headings() -> None:
    assert csv(pl.DataFrame(schema={"ż": pl.String}), "pl").decode() == "\ufeffż\n"
