"""What the made-up answers are about, and SQL that draws from it by a seed."""

from __future__ import annotations

from collections.abc import Sequence

TOUCHPOINTS = (
    *("Wizyta na stronie", "Wyszukiwarka produktów", "Kalkulator oferty", "Rozmowa z doradcą", "Umowa online"),
    *("Weryfikacja tożsamości", "Aktywacja usługi", "Dostawa kurierska", "Montaż u klienta", "Pierwsze logowanie"),
    *("Aplikacja mobilna", "Portal klienta", "Faktura", "Płatność online", "Zmiana taryfy"),
    *("Infolinia", "Czat", "Salon", "Reklamacja", "Wizyta serwisu"),
    *("Przerwa w usłudze", "Windykacja", "Przedłużenie umowy", "Program lojalnościowy", "Rezygnacja"),
)
CHANNELS = ("Telefon", "Aplikacja", "WWW", "Salon", "E-mail", "Czat")
DEPARTMENTS = (
    *("Sprzedaż", "Obsługa klienta", "Rozliczenia", "Logistyka"),
    *("Serwis techniczny", "Produkty cyfrowe", "Marketing", "Windykacja"),
)
SEGMENTS = ("Indywidualny", "Rodzina", "Premium", "Małe firmy", "Duże firmy")
REGIONS = (
    *("dolnośląskie", "kujawsko-pomorskie", "lubelskie", "lubuskie", "łódzkie", "małopolskie", "mazowieckie"),
    *("opolskie", "podkarpackie", "podlaskie", "pomorskie", "śląskie", "świętokrzyskie", "warmińsko-mazurskie"),
    *("wielkopolskie", "zachodniopomorskie"),
)
DIMENSIONS = {
    "touchpoint": TOUCHPOINTS,
    "channel": CHANNELS,
    "department": DEPARTMENTS,
    "segment": SEGMENTS,
    "region": REGIONS,
}
_OPENINGS = ("Wszystko przebiegło sprawnie", "Długo czekałem na połączenie", "Konsultantka była bardzo pomocna")
_MIDDLES = (", ale formularz zgubił moje dane", ", a płatność nie przeszła", ", tylko kurier się spóźnił", "")
_ENDINGS = (
    ". Dziękuję za szybką odpowiedź.",
    ". Aplikacja mogłaby działać szybciej, zwłaszcza wieczorem.",
    ". Żółta kartka za jakość łącza!",
    ".",
)

_ADDRESS = "Proszę o odpowiedź pod adres jan.kowalski@example.com"
"""What one comment of a hundred asks for; it is masked by the import."""

SEED = 20260101


def drawn(row: str, of: int, draw: int) -> str:
    """SQL of a number from 0 to `of` - 1, the same for the same row, draw and seed on any number of threads."""
    return f"(hash({row}, {SEED + draw}) % {of})::INTEGER"


def picked(values: Sequence[str], row: str, draw: int) -> str:
    """SQL of one of the values."""
    return f"{listed(values)}[{drawn(row, len(values), draw)} + 1]"


def listed(values: Sequence[str]) -> str:
    quoted = (value.replace("'", "''") for value in values)
    return "[" + ", ".join(f"'{value}'" for value in quoted) + "]"


def comment(row: str) -> str:
    """SQL of a Polish comment on three rows of ten."""
    said = " || ".join(picked(part, row, 20 + at) for at, part in enumerate((_OPENINGS, _MIDDLES, _ENDINGS)))
    said = f"CASE WHEN {drawn(row, 100, 23)} = 0 THEN '{_ADDRESS}' ELSE {said} END"
    return f"CASE WHEN {drawn(row, 10, 19)} < 3 THEN {said} END"
