"""The account that always adds up, and the list of refusals as a spreadsheet opens it."""

from __future__ import annotations

import polars as pl
import pytest

from cxdata.intake.receipt import Receipt, rejects_csv


def test_an_account_that_does_not_add_up_is_no_receipt() -> None:
    with pytest.raises(ArithmeticError):
        Receipt(file="a.csv", import_id=1, rows=3, loaded=1, rejected=1)


def test_a_receipt_survives_its_way_through_json() -> None:
    receipt = Receipt(file="ż.csv", import_id=1, rows=1, loaded=1, reasons={"empty": 2}, left_out=("IP", "E-mail"))
    assert Receipt.of_json(receipt.to_json()) == receipt


def test_refusals_open_in_a_spreadsheet_without_becoming_formulas() -> None:
    frame = pl.DataFrame(
        {
            "line": [2, 3, 4],
            "whole": [True, False, False],
            "column": ["data", "=x", "ocena"],
            "value": ['=HYPERLINK("http://a")', " @sum", "-5"],
            "reason": ["unreadable_date", "not_a_number", "out_of_range"],
        }
    )
    made = rejects_csv(frame, {"line": "wiersz", "column": "kolumna"}, {"out_of_range": "liczba spoza skali"})
    assert made.decode("utf-8-sig").splitlines() == [
        "wiersz,kolumna,value,reason",
        '2,data,"\'=HYPERLINK(""http://a"")",unreadable_date',
        "3,'=x,' @sum,not_a_number",
        "4,ocena,'-5,liczba spoza skali",
    ]
    assert made.startswith(b"\xef\xbb\xbf")
