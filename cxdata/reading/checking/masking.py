"""Personal data in comments, replaced by what it was: e-mails, phones, PESEL, card and account numbers, listed names.

Numbers are masked as PESEL, card or account only when their check digits agree, so an order number stays readable.
Nothing is claimed beyond this list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date

EMAIL, PHONE, PESEL, CARD, ACCOUNT, PERSON = "[e-mail]", "[tel.]", "[PESEL]", "[karta]", "[konto]", "[osoba]"

SUSPECT = r"@|\d(\D{0,3}\d){8}"
"""RE2 pattern that every comment with an e-mail or a long number matches; the others need no second look."""

_EMAIL = re.compile(r"[^\W_][\w.+%-]*@[\w-]+(?:\.[\w-]+)+")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?\b", re.IGNORECASE)
_ACCOUNT = re.compile(r"(?<!\d)\d{2}(?:[ -]?\d{4}){6}(?!\d)")
_CARD = re.compile(r"(?<!\d)[1-9](?:[ -]?\d){12,18}(?!\d)")
_PESEL = re.compile(r"(?<!\d)\d{11}(?!\d)")
_PHONE = re.compile(
    r"(?<![\d.,])(?:(?:\+|\b00)\d{1,3}[\s.-]{0,2}|48[\s.-]?)?"
    r"(?:\(?\d{2}\)?[\s.-]{0,2}\d{3}[\s.-]?\d{2}[\s.-]?\d{2}|\d{3}[\s.-]?\d{3}[\s.-]?\d{3})(?![\d])"
    r"|(?<!\d)\+\d(?:[\s.()-]{0,2}\d){8,14}(?!\d)"
)
_WORD = re.compile(r"\w+(?:-\w+)*")
_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)
_CENTURIES = {0: 1900, 1: 2000, 2: 2100, 3: 2200, 4: 1800}


def masked(text: str, names: frozenset[str] = frozenset()) -> str:
    """The comment with each piece of personal data replaced by its kind; `names` as made by `listed`."""
    text = _EMAIL.sub(EMAIL, text)
    text = _IBAN.sub(_when(iban, ACCOUNT), text)
    text = _ACCOUNT.sub(_when(lambda digits: iban("PL" + digits), ACCOUNT), text)
    text = _CARD.sub(_when(luhn, CARD), text)
    text = _PESEL.sub(_when(pesel, PESEL), text)
    text = _PHONE.sub(PHONE, text)
    return _WORD.sub(lambda found: PERSON if found[0] in names else found[0], text) if names else text


def listed(cells: Iterable[str]) -> frozenset[str]:
    """Names to look for, out of the cells of name columns: each word of three letters and more, capitalised."""
    words = {word for cell in cells for word in _WORD.findall(cell)}
    return frozenset(w[:1].upper() + w[1:] for w in words if len(w) >= 3 and not any(sign.isdigit() for sign in w))


def _when(valid: Callable[[str], bool], mark: str) -> Callable[[re.Match[str]], str]:
    def replacement(found: re.Match[str]) -> str:
        return mark if valid(re.sub(r"[ -]", "", found[0])) else found[0]

    return replacement


def luhn(digits: str) -> bool:
    """Check digit of a card number (ISO/IEC 7812-1); a row of one repeated digit is no card."""
    if len(set(digits)) == 1:
        return False
    doubled = [int(d) * (1 + place % 2) for place, d in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def iban(account: str) -> bool:
    """Check digits of an account number with its country (ISO 13616)."""
    text = account.upper()
    if not 15 <= len(text) <= 34:
        return False
    return int("".join(str(int(sign, 36)) for sign in text[4:] + text[:4])) % 97 == 1


def pesel(digits: str, centuries: Mapping[int, int] = _CENTURIES) -> bool:
    """Check digit and birth date of a PESEL number."""
    if sum(int(d) * weight for d, weight in zip(digits, _WEIGHTS, strict=True)) % 10:
        return False
    century, month = divmod(int(digits[2:4]), 20)
    try:
        date(centuries[century] + int(digits[:2]), month, int(digits[4:6]))
    except (KeyError, ValueError):
        return False
    return True
