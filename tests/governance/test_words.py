"""Every refusal can be said in both languages with the facts that it carries."""

from __future__ import annotations

import pytest

from cxdata.errors import CxError, EditRefused, FileRefused
from cxdata.text import Text


@pytest.mark.parametrize(
    ("problem", "pl", "en"),
    [
        (
            EditRefused("governance_refused", n=2),
            "Nic nie zapisano: 2 miejsca wymagają poprawy.",
            "Nothing was saved: 2 places need correcting.",
        ),
        (
            EditRefused("governance_collision", n=1, row="Kasa / IT / A", by="Ala", at="2026-10-31"),
            "Nic jeszcze nie zapisano: te same pola wiersza „Kasa / IT / A” w tym czasie zmieniła inna osoba (Ala). "
            "Wybierz, co ma zostać.",
            "Nothing was saved yet: somebody else (Ala) has changed the same fields of the row “Kasa / IT / A” "
            "in the meantime. Choose what stays.",
        ),
        (
            EditRefused("governance_stale"),
            "Nic nie zapisano: ta przestrzeń została w międzyczasie zastąpiona inną. "
            "Odśwież stronę i wprowadź zmianę jeszcze raz.",
            "Nothing was saved: this workspace has been replaced by another in the meantime. "
            "Reload the page and make the change again.",
        ),
        (
            EditRefused("governance_used", name="IT", n=5),
            "Nic nie zapisano: „IT” występuje jeszcze w 5 wierszach innych tabel. "
            "Wskaż, co przejmie jego miejsce, albo usuń najpierw tamte wiersze.",
            "Nothing was saved: “IT” still stands in 5 rows of other tables. "
            "Say what takes its place, or delete those rows first.",
        ),
        (
            EditRefused("governance_heir", found="Kadry"),
            "Nic nie zapisano: „Kadry” nie może przejąć miejsca usuwanego wiersza, bo nie ma go na liście.",
            "Nothing was saved: “Kadry” cannot take the place of the deleted row, since it is not on the list.",
        ),
        (
            FileRefused("governance_rows", rows=60000, most=50000),
            "W tej tabeli jest 60000 wierszy, a mieści się najwyżej 50000. Wygląda na to, że to plik z czym innym.",
            "This table has 60000 rows, and there is room for 50000 at most. It looks like a file of something else.",
        ),
    ],
)
def test_a_refusal_says_what_happened_and_what_to_do(problem: CxError, pl: str, en: str) -> None:
    assert (Text("pl").error(problem), Text("en").error(problem)) == (pl, en)


@pytest.mark.parametrize("key", ["governance_contradicts", "governance_meanwhile", "governance_duplicate"])
def test_a_clash_names_the_other_row_or_where_it_stands(key: str) -> None:
    for lang in (Text("pl"), Text("en")):
        assert ("7" if key == "governance_duplicate" else "Kasa") in lang(f"errors.{key}", other=7, found="Kasa")
