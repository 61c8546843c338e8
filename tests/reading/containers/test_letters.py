"""Encodings of one byte a letter are told apart by the letters that they would give."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from cxdata.errors import FileRefused
from cxdata.reading import read
from cxdata.reading.containers import letters

POLISH = (
    "Źle się działo, niestety",
    "Obsługa była w porządku",
    "Długo czekałem na połączenie z konsultantem",
    "Ładnie, szybko, żadnych uwag",
    "Łódź",
    "Jak prawdopodobne jest, że polecisz nas?",
    "Pani była bardzo miła – dziękuję",
    "„super”",
)
WESTERN = {
    "German": ("Sehr gute Qualität", "Es hat zu lange gedauert", "Die Gebühr ist zu hoch", "Größe", "Müller, Straße 5"),
    "French": ("Très bon service", "Le délai était trop long à mon goût", "L’équipe est sympathique – merci"),
    "Portuguese": ("Atendimento ótimo", "Não gostei", "A informação não é clara", "São Paulo"),
    "Spanish": ("El servicio fue rápido", "Mañana", "Señor Muñoz", "Muy lento, ¿por qué?", "atención"),
    "English": ("Great", "I don’t know", "It’s “fine”", "too slow – really", "naïve café", "it costs £5"),
}


def guessed(text: str, encoding: str, folder: Path) -> str:
    path = folder / "a.csv"
    path.write_bytes(text.encode(encoding))
    return letters.encoding(path)


def lines(said: tuple[str, ...], n: int, seed: int) -> str:
    chosen = random.Random(seed)
    return "".join(f"{i};{chosen.choice(said)};{i % 11}\n" for i in range(n))


@pytest.mark.parametrize("encoding", ["cp1250", "iso-8859-2"])
@pytest.mark.parametrize("n", [1, 2, 8, 60])
def test_polish_reads_right_from_the_first_line_on(tmp_path: Path, encoding: str, n: int) -> None:
    for seed in range(25):
        text = lines(POLISH if encoding == "cp1250" else POLISH[:6], n, seed)
        found = guessed(text, encoding, tmp_path)
        assert text.encode(encoding).decode(found, "replace") == text


@pytest.mark.parametrize("language", WESTERN)
@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_western_text_reads_right(tmp_path: Path, language: str, encoding: str) -> None:
    for seed in range(5):
        text = lines(WESTERN[language], 60, seed)
        assert text.encode(encoding).decode(guessed(text, encoding, tmp_path), "replace") == text


@pytest.mark.parametrize("encoding", ["mac_latin2", "cp852"])
def test_polish_of_older_machines_reads_right(tmp_path: Path, encoding: str) -> None:
    text = lines(POLISH[:6], 60, 1)
    assert guessed(text, encoding, tmp_path) == encoding


def test_text_that_was_spoilt_before_is_taken_for_the_usual_encoding(tmp_path: Path) -> None:
    spoilt = "id,name\n1,Pen\xcc\xa9lope\n2,Beyonc\xcc\xa9 and the band\n" * 9
    assert guessed(spoilt, "latin-1", tmp_path) == "cp1252"


def test_stray_bytes_do_not_turn_utf_8_into_something_else(tmp_path: Path) -> None:
    sheet = read(b"id;uwagi\n" + "1;zażółć gęślą jaźń\n".encode() * 9 + b"2;\xb9\n", folder=tmp_path)
    assert (sheet.encoding, sheet.table.row(0)[1]) == ("utf-8", "zażółć gęślą jaźń")
    assert sheet.problems == (("letters_lost", {"n": 1, "encoding": "utf-8"}),)


@pytest.mark.parametrize("wanted", ["klingon", "base64", "undefined"])
def test_an_encoding_that_is_none_is_refused(tmp_path: Path, wanted: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        read(b"a;b\n\xb9;2\n", folder=tmp_path, encoding=wanted)
    assert (refusal.value.key, refusal.value.facts) == ("encoding_unknown", {"found": wanted})


def test_a_mark_stays_out_of_cells_whatever_encoding_is_named(tmp_path: Path) -> None:
    for encoding, wanted in (("utf-16", "utf-16-le"), ("utf-8-sig", "utf-8"), ("utf-8-sig", "utf-8-sig")):
        sheet = read("ąę;2\n3;4\n".encode(encoding), folder=tmp_path, encoding=wanted, header_rows=0)
        assert sheet.table.rows() == [("ąę", "2"), ("3", "4")]
