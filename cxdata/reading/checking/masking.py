"""Personal data in texts, replaced by what it was: e-mails, phones, PESEL, card and account numbers, IPs, listed names.

Numbers are masked as PESEL, card or account only when their check digits agree, so an order number stays readable.
Nothing is claimed beyond this list.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from cxdata.reading.checking.names import WORD, folded, titled

MARKS: Final[Mapping[str, str]] = {
    "email": "[e-mail]",
    "account": "[konto]",
    "card": "[karta]",
    "pesel": "[PESEL]",
    "ip": "[IP]",
    "phone": "[tel.]",
    "person": "[osoba]",
}
"""Kind of personal data -> what stands in its place."""

SUSPECT = r"@|\d(\D{0,3}\d){8}|\d\.\d{1,3}\.\d{1,3}\.\d"
"""RE2 pattern that every text with an e-mail, an IP or a long number matches; the others need no second look."""

_SUSPECT = re.compile(SUSPECT)
_GAP = r"[\s.\-\u2010-\u2013]"
_EMAIL = re.compile(r"[^\W_][\w.+%-]*@[\w-]+(?:\.[\w-]+)+")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?\b", re.IGNORECASE)
_ACCOUNT = re.compile(r"(?<!\d)\d{2}(?:[ -]?\d{4}){6}(?!\d)")
_CARD = re.compile(r"(?<!\d)[1-9](?:[ -]?\d){12,18}(?!\d)")
_PESEL = re.compile(r"(?<!\d)\d{6}[ -]?\d{5}(?!\d)")
_IP = re.compile(r"(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]*\d)")
_PHONE = re.compile(
    rf"(?<![\d.,])(?:(?:\+|\b00)\d{{1,3}}{_GAP}{{0,2}}|48{_GAP}?)?"
    rf"(?:\(?\d{{2}}\)?{_GAP}{{0,2}}\d{{3}}{_GAP}?\d{{2}}{_GAP}?\d{{2}}|\d{{3}}{_GAP}?\d{{3}}{_GAP}?\d{{3}}"
    rf"|\d{{3}}{_GAP}\d{{2}}{_GAP}\d{{2}}{_GAP}\d{{2}}|\d{{2}}{_GAP}\d{{3}}{_GAP}\d{{2}}{_GAP}\d{{2}})(?!\d)"
    r"|(?<!\d)\+\d(?:[\s.()-]{0,2}\d){8,14}(?!\d)"
)
_LONGEST_CODE = 12
_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)
_CENTURIES = {0: 1900, 1: 2000, 2: 2100, 3: 2200, 4: 1800}


def masked(text: str, names: frozenset[str] = frozenset(), found: Counter[str] | None = None) -> str:
    """The text with each piece of personal data replaced by its kind, counted in `found`; `names` as of `listed`."""
    counts = Counter[str]() if found is None else found
    for kind, pattern, valid in _PATTERNS if _SUSPECT.search(text) else ():
        text = pattern.sub(_when(valid, kind, counts), text)
    return _without(text, names, counts) if names else text


def spared(text: str, found: Counter[str] | None = None) -> str:
    """A label masked: what is surely personal, while a bare number of nine digits may be that of a branch."""
    return text if text.isdecimal() and len(text) <= _LONGEST_CODE and not pesel(text) else masked(text, found=found)


def _without(text: str, names: frozenset[str], counts: Counter[str]) -> str:
    """The text without listed names: capitalised, in a row of names, or behind a title."""
    words = list(WORD.finditer(text))
    known = [any(folded(part) in names for part in (word[0], *word[0].split("-"))) for word in words]
    pieces, end = [], 0
    for place, word in enumerate(words):
        if not known[place] or not (word[0][0].isupper() or _beside(text, words, known, place)):
            continue
        pieces += [text[end : word.start()], MARKS["person"]]
        end = word.end()
        counts["person"] += 1
    return "".join([*pieces, text[end:]])


def _beside(text: str, words: list[re.Match[str]], known: list[bool], place: int) -> bool:
    """Whether another name, or a title, stands next to the word."""
    word = words[place]
    before = words[place - 1] if place else None
    if before and not text[before.end() : word.start()].strip(" ."):
        beside = known[place - 1] or titled(before[0])
    else:
        beside = False
    after = words[place + 1] if place + 1 < len(words) else None
    return beside or bool(after and known[place + 1] and not text[word.end() : after.start()].strip())


def _when(valid: Callable[[str], bool], kind: str, counts: Counter[str]) -> Callable[[re.Match[str]], str]:
    def replacement(found: re.Match[str]) -> str:
        if not valid(re.sub(r"[ -]", "", found[0])):
            return found[0]
        counts[kind] += 1
        return MARKS[kind]

    return replacement


def luhn(digits: str) -> bool:
    """Check digit of a card number (ISO/IEC 7812-1); a row of one repeated digit is no card."""
    if not 13 <= len(digits) <= 19 or len(set(digits)) == 1:
        return False
    doubled = [int(d) * (1 + place % 2) for place, d in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def iban(account: str) -> bool:
    """Check digits of an account number (ISO 13616); without its country it is a Polish one."""
    text = account.upper()
    text = f"PL{text}" if text.isdecimal() else text
    if not 15 <= len(text) <= 34:
        return False
    return int("".join(str(int(sign, 36)) for sign in text[4:] + text[:4])) % 97 == 1


def pesel(digits: str, centuries: Mapping[int, int] = _CENTURIES) -> bool:
    """Check digit and birth date of a PESEL number."""
    if len(digits) != 11 or not digits.isdecimal():
        return False
    if sum(int(d) * weight for d, weight in zip(digits, _WEIGHTS, strict=True)) % 10:
        return False
    century, month = divmod(int(digits[2:4]), 20)
    try:
        date(centuries[century] + int(digits[:2]), month, int(digits[4:6]))
    except (KeyError, ValueError):
        return False
    return True


def _always(_: str) -> bool:
    return True


_PATTERNS: Final[tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...]] = (
    ("email", _EMAIL, _always),
    ("account", _IBAN, iban),
    ("account", _ACCOUNT, iban),
    ("card", _CARD, luhn),
    ("pesel", _PESEL, pesel),
    ("ip", _IP, _always),
    ("phone", _PHONE, _always),
)
