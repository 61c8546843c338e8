"""What is masked in a comment, and what stays."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdata.reading.checking.masking import SUSPECT, masked, spared
from cxdata.reading.checking.names import listed


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
        ("600–700–800", "[tel.]"),
        ("600 70 08 00", "[tel.]"),
        ("600\u00a0700\u00a0800", "[tel.]"),
        ("PESEL 440514 01359", "PESEL [PESEL]"),
        ("z adresu 192.168.10.44.", "z adresu [IP]."),
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
        "w wersji 12.4.1 działało, 1.05.2026 przestało",
    ],
)
def test_other_numbers_stay_readable(said: str) -> None:
    assert masked(said) == said


def test_names_of_the_files_own_columns_are_masked_wherever_they_stand() -> None:
    names = listed(["Anna Kowalska-Nowak", "jan", "Al", "R2D2"])
    said = "Pani Anna Kowalska-Nowak i Jan byli mili, Al i annał też"
    assert masked(said, names) == "Pani [osoba] [osoba] i [osoba] byli mili, Al i annał też"


@pytest.mark.parametrize(
    ("name", "inflected"),
    [
        ("Anna", "Anny Annie Annę Anną"),
        ("Marek", "Marka Markowi Markiem Marku"),
        ("Paweł", "Pawła Pawłowi Pawłem PAWLE Pawel"),
        ("Piotr", "Piotra Piotrowi Piotrem Piotrze"),
        ("Olga", "Olgi Oldze Olgą"),
        ("Maria", "Marii Marię Marią"),
        ("Kasia", "Kasi Kasię Kasiu"),
        ("Antoni", "Antoniego Antoniemu Antonim"),
        ("Kowalski", "Kowalskiego Kowalskiemu Kowalskim Kowalscy Kowalskich"),
        ("Kowalska", "Kowalskiej Kowalską"),
        ("Nowak", "Nowaka Nowakowi Nowakiem Nowakowie Nowaków NOWAK"),
        ("Wróbel", "Wróbla Wróblowi Wroblem"),
        ("Grześ", "Grzesia Grzesiowi"),
        ("Górny", "Górnego Górnemu Górnym"),
    ],
)
def test_polish_cases_of_a_listed_name_are_masked_with_and_without_accents(name: str, inflected: str) -> None:
    names = listed([name])
    assert {masked(word, names) for word in inflected.split()} == {"[osoba]"}


def test_a_name_in_small_letters_is_masked_behind_a_title_or_beside_another_name() -> None:
    names = listed(["Jan Miły"])
    assert masked("pan jan i jan miły", names) == "pan [osoba] i [osoba] [osoba]"
    assert masked("to był miły zakup, jan", names) == "to był miły zakup, jan"


def test_words_of_every_day_in_a_column_of_names_are_no_names() -> None:
    names = listed(["Brak", "klient anonimowy", "Nie podano", "Ewa"])
    assert masked("Nie polecam. Brak odpowiedzi. Klient Ewa.", names) == "Nie polecam. Brak odpowiedzi. Klient [osoba]."


def test_what_was_masked_is_counted_by_kind() -> None:
    found: Counter[str] = Counter()
    masked("Ewa: ewa@poczta.example, 600 700 800 albo 600 700 801", listed(["Ewa"]), found)
    assert found == {"email": 1, "phone": 2, "person": 1}


@pytest.mark.parametrize(
    ("label", "stored"),
    [
        ("600700800", "600700800"),
        ("44051401359", "[PESEL]"),
        ("600 700 800", "[tel.]"),
        ("61109010140000071219812874", "[konto]"),
        ("sklep jan@poczta.example", "sklep [e-mail]"),
    ],
)
def test_a_label_keeps_a_bare_number_that_may_be_a_branchs(label: str, stored: str) -> None:
    assert spared(label) == stored


@given(st.text(alphabet="0123456789 +-()@.ab", max_size=60))
def test_whatever_is_masked_was_a_suspect_and_masking_twice_changes_nothing(said: str) -> None:
    once = masked(said)
    assert masked(once) == once
    if once != said:
        assert re.search(SUSPECT, said)
