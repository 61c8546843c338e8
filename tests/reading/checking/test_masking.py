"""What is masked in a comment, and what stays."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdata.reading.checking.masking import SUSPECT, listed, masked


@pytest.mark.parametrize(
    ("said", "stored"),
    [
        ("Piszcie na jan.kowalski+sklep@poczta.example.pl, dziękuję", "Piszcie na [e-mail], dziękuję"),
        ("Mój numer 600 700 800", "Mój numer [tel.]"),
        ("tel. 600-700-800.", "tel. [tel.]."),
        ("tel 600700800", "tel [tel.]"),
        ("+48 600 700 800 po 16", "[tel.] po 16"),
        ("0048600700800", "[tel.]"),
        ("48600700800", "[tel.]"),
        ("biuro (22) 123-45-67", "biuro [tel.]"),
        ("biuro 22 123 45 67", "biuro [tel.]"),
        ("call +44 20 7946 0958 please", "call [tel.] please"),
        ("PESEL 44051401359", "PESEL [PESEL]"),
        ("karta 4111 1111 1111 1111 odrzucona", "karta [karta] odrzucona"),
        ("karta 4111111111111111", "karta [karta]"),
        ("konto 61 1090 1014 0000 0712 1981 2874 proszę", "konto [konto] proszę"),
        ("PL61109010140000071219812874", "[konto]"),
        ("GB82 WEST 1234 5698 7654 32", "[konto]"),
    ],
)
def test_personal_data_is_replaced_by_its_kind(said: str, stored: str) -> None:
    assert masked(said) == stored


@pytest.mark.parametrize(
    "said",
    [
        "Czekałem 40 minut, o 12:30 nikogo",
        "zamówienie 44051401358 nie dotarło",
        "zamówienie 4111111111111112",
        "faktura FV/2026/05/0012 z 2026-05-31",
        "cena 1 234,50 zł zamiast 999,99",
        "pokój 101, 102 i 103",
        "w 2024, 2025 i 2026 roku",
        "konto 61 1090 1014 0000 0712 1981 2875",
        "malpa@ sklep",
    ],
)
def test_other_numbers_stay_readable(said: str) -> None:
    assert masked(said) == said


def test_names_of_the_files_own_columns_are_masked_wherever_they_stand() -> None:
    names = listed(["Anna Kowalska-Nowak", "jan", "Al", "R2D2"])
    assert names == {"Anna", "Kowalska-Nowak", "Jan"}
    said = "Pani Anna Kowalska-Nowak i Jan byli mili, Al i annał też"
    assert masked(said, names) == "Pani [osoba] [osoba] i [osoba] byli mili, Al i annał też"


@given(st.text(alphabet="0123456789 +-()@.ab", max_size=60))
def test_whatever_is_masked_was_a_suspect_and_masking_twice_changes_nothing(said: str) -> None:
    once = masked(said)
    assert masked(once) == once
    if once != said:
        assert re.search(SUSPECT, said)
