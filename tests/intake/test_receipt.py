"""The account that always adds up."""

from __future__ import annotations

import pytest

from cxdata.intake.receipt import Receipt


def test_an_account_that_does_not_add_up_is_no_receipt() -> None:
    with pytest.raises(ArithmeticError):
        Receipt(file="a.csv", import_id=1, rows=3, loaded=1, rejected=1)


def test_a_receipt_survives_its_way_through_json() -> None:
    receipt = Receipt(file="ż.csv", import_id=1, rows=1, loaded=1, reasons={"empty": 2}, left_out=("IP", "E-mail"))
    assert Receipt.of_json(receipt.to_json()) == receipt
