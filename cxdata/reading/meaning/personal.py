"""Which columns say who somebody is, by their headings and by what stands in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from cxdata.reading.checking.masking import iban, luhn, pesel
from cxdata.reading.checking.names import WORD, given
from cxdata.reading.meaning.profiles import EMAIL, IP, PHONE, Column
from cxdata.reading.meaning.vocabulary import role, says
from cxdata.reading.sheet import Sheet

KINDS: Final = ("email", "phone", "name", "pesel", "account", "card", "ip", "address", "other")
"""Kinds of personal data in a column; `upload.personal.<kind>` in the catalogue."""

_MOST = 0.6
_HINTED = 0.2
_GIVEN = 0.3
"""Share of a column's cells of capitalised words that must hold a common given name to be names of people."""

_SAMPLE = 500
_HEADINGS = {"email": "email", "phone": "phone", "name": "name"}
_WITHIN = ("pesel", "email", "phone", "name", "account", "ip", "address")
_NUMBER = re.compile(r"(?:[A-Za-z]{2})?\d[\d -]{9,40}$")
_PARTS = re.compile(r"[ -]")
_DIGITS = re.compile(r"\D")


def kind(column: Column) -> str:
    """One of KINDS where the column says who somebody is, else "". A column of names needs no name in its heading."""
    known = role(column.heading) or role(column.wording)
    if known == "private":
        return next((each for each in _WITHIN if says(f"personal_{each}", column.heading)), "other")
    if known in _HEADINGS:
        return _HEADINGS[known]
    found = _sorted(column)
    total = len(column.values)
    if total and sum(found.values()) >= _MOST * total and (column.distinct > total / 2 or "name" not in found):
        return found.most_common(1)[0][0]
    hinted = next((each for each in _WITHIN if says(f"personal_{each}", column.words)), "")
    return hinted if total and _fits(hinted, column, found) else ""


def kinds(sheet: Sheet, headings: Iterable[str]) -> dict[str, str]:
    """Heading -> kind, of those among these columns that say who somebody is."""
    asked = list(headings)
    if not asked:
        return {}
    head, found = sheet.head(_SAMPLE), {}
    for heading in asked:
        place = sheet.headings.index(heading)
        values = [trimmed for cell in head[heading] if cell and (trimmed := cell.strip())]
        wording = sheet.questions[place]
        found[heading] = kind(Column(place, heading, wording, values, len(head), False, Counter(values)))
    return {heading: told for heading, told in found.items() if told}


def people(column: Column) -> bool:
    """Whether its cells may be names of people."""
    return column.numbers < 0.5 and column.length < 40


def _sorted(column: Column) -> Counter[str]:
    """How many of the sample's cells are of which kind."""
    found: Counter[str] = Counter()
    dated, known = column.dates > 0.3, 0
    for value, times in column.different.items():
        told = _one(value)
        if told and not (dated and told == "phone"):
            found[told] += times
            known += times * (told == "name" and any(map(given, value.split())))
    if known < _GIVEN * found["name"]:
        found["name"] = 0
    return +found


def _one(value: str) -> str:
    if "@" in value:
        return "email" if EMAIL.match(value) else ""
    if not any(sign.isdigit() for sign in value):
        return "name" if _named(value) else ""
    if IP.match(value):
        return "ip"
    if PHONE.match(value):
        return "phone"
    if _NUMBER.match(value):
        bare = _PARTS.sub("", value)
        return "pesel" if pesel(bare) else "account" if iban(bare) else "card" if _card(bare) else ""
    return ""


def _card(bare: str) -> bool:
    return bare.isdecimal() and luhn(bare)


def _named(value: str) -> bool:
    """ "Jan Kowalski", "Kowalska-Nowak Anna Maria"."""
    words = value.split()
    return 2 <= len(words) <= 3 and all(WORD.fullmatch(word) and word[0].isupper() for word in words)


def _fits(hinted: str, column: Column, found: Counter[str]) -> bool:
    """Whether what stands in a column may be what a part of its heading says: "ocena kontaktu e-mail" holds scores."""
    if hinted == "name":
        titled = sum(bool(WORD.fullmatch(word)) and word[0].isupper() for v in column.values for word in v.split())
        words = sum(len(value.split()) for value in column.values)
        return titled >= _MOST * words and column.length < 40 and column.distinct > len(column.values) / 2
    if hinted in ("phone", "account", "pesel"):
        long = sum(len(_DIGITS.sub("", value)) >= 7 for value in column.values)
        return long >= _MOST * len(column.values)
    if hinted == "address":
        return column.distinct > len(column.values) / 2 and column.length > 8 and column.numbers < 0.5
    return found[hinted] >= _HINTED * len(column.values) if hinted else False
