from __future__ import annotations

from pathlib import Path

import polars as pl

from cxdata.reading.containers.files import read
from cxdata.screen.upload.veil import Veil, drawn

CSV = "Kto;Uwagi;Numer;E-mail\nJan Kowalski;Kowalski: 601 234 567;601234567;jan@poczta.pl\n"
ROLES = {"Kto": "names", "Uwagi": "comment", "Numer": "customer", "E-mail": "channel"}


def test_comments_names_and_addresses_are_covered_and_numbers_of_orders_are_not(tmp_path: Path) -> None:
    sheet = read(CSV.encode(), "a.csv", folder=tmp_path)
    assert drawn(sheet, ROLES, lifted=False).over_all(sheet.head(1)).row(0) == (
        "[osoba]",
        "[osoba]: [tel.]",
        "601234567",
        "[e-mail]",
    )


def test_a_lifted_veil_covers_nothing(tmp_path: Path) -> None:
    sheet = read(CSV.encode(), "a.csv", folder=tmp_path)
    assert drawn(sheet, ROLES, lifted=True).over_all(sheet.head(1)).equals(sheet.head(1))


def test_missing_cells_stay_missing() -> None:
    frame = pl.DataFrame({"Uwagi": [None, "601 234 567"]})
    assert Veil({"Uwagi": "ignored"}).over_all(frame)["Uwagi"].to_list() == [None, "[tel.]"]


def test_a_veil_tells_which_columns_it_covers() -> None:
    assert Veil({"a": "comment"}).covers != Veil({"a": "channel"}).covers
    assert Veil({"a": "customer"}).covers == Veil({"a": "channel"}).covers
