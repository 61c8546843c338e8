"""How a file was read stands on the receipt, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from cxdata.intake import assumed, importing, undoing
from cxdata.reading import Mapping, Question, Sheet
from cxdata.store.workspace import Workspace
from cxdata.text import Text

Written = Callable[..., Sheet]


def test_a_receipt_says_how_the_file_was_read_and_keeps_it(workspace: Workspace, written: Written) -> None:
    sheet = written(
        "a.csv", "Data;Ocena;Trudność", "3.04.2026;9;1", "14.04.2026;99;2", encoding="cp1250",
    )  # fmt: skip
    mapping = Mapping(
        at="Data",
        questions=(
            Question("Ocena", "nps", 0, 10, missing=("99", "bd.")),
            Question("Trudność", "ces", 1, 7, direction="down", touchpoint="Infolinia"),
        ),
    )
    receipt = importing.load(workspace, sheet, mapping)
    assert assumed.said(receipt.assumed, Text("pl")) == [
        "Daty w kolumnie „Data”: dzień, miesiąc, rok.",
        "„Ocena”: NPS, skala od 0 do 10; brak odpowiedzi to: 99, bd.",
        "„Trudność”: CES, skala od 1 do 7; im niżej, tym lepiej; punkt styku: Infolinia.",
    ]
    assert undoing.receipt(workspace, 1).assumed == receipt.assumed


def test_files_without_dates_say_where_their_answers_stand(workspace: Workspace, written: Written) -> None:
    mapping = Mapping(date=date(2026, 5, 1), questions=(Question("Ocena", "nps", 0, 10),))
    english = Text("en")
    one = importing.load(workspace, written("a.csv", "Ocena", "9", separator=","), mapping)
    assert assumed.said(one.assumed, english)[0] == "The file has no dates; all answers are of 2026-05-01."
    wave = replace(mapping, until=date(2026, 5, 31))
    two = importing.load(workspace, written("b.csv", "Ocena", "8", separator=","), wave)
    assert assumed.said(two.assumed, english)[0] == (
        "The file has no dates; the answers are from 2026-05-01 to 2026-05-31, and stand in the middle."
    )


def test_what_a_later_version_may_say_is_passed_over_and_not_in_the_way() -> None:
    assert assumed.said((("problems.unheard_of", {}), ("zone", {"zone": "UTC"})), Text("en")) == [
        "Times in the zone UTC."
    ]
