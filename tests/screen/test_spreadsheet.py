from __future__ import annotations

import polars as pl

from cxdata.screen.spreadsheet import csv

FRAME = pl.DataFrame({"co": ["=1+1", "-5", "a,b", None], "wynik": [1.5, -2.0, None, 3.0]})


def test_polish_files_have_semicolons_decimal_commas_and_a_mark() -> None:
    assert csv(FRAME, "pl").decode() == "\ufeffco;wynik\n'=1+1;1,5\n'-5;-2,0\na,b;\n;3,0\n"


def test_english_files_have_commas_and_points() -> None:
    assert csv(FRAME, "en").decode() == "co,wynik\n'=1+1,1.5\n'-5,-2.0\n\"a,b\",\n,3.0\n"


def test_headings_are_no_formulas_either() -> None:
    assert csv(pl.DataFrame({"@x": [1]}), "en") == b"'@x\n1\n"


def test_several_columns_of_text_are_made_harmless_each() -> None:
    frame = pl.DataFrame({"wiersz": [2, 3], "kolumna": ["=x", "Data"], "wartość": ["@a", None]})
    assert csv(frame, "en").decode() == "wiersz,kolumna,wartość\n2,'=x,'@a\n3,Data,\n"
