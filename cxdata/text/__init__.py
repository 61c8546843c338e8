"""The reader's words: one TOML a subject, Polish and English side by side; numbers, dates and plurals by Babel."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from importlib import resources
from math import isfinite
from typing import Any, Literal

from babel.core import Locale
from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.numbers import format_decimal

from cxdata.errors import CxError

Lang = Literal["pl", "en"]
LANGS: tuple[Lang, ...] = ("pl", "en")
MINUS, NBSP, DASH = "\u2212", "\u00a0", "\u2013"
NOTHING = DASH
_LOCALES = {"pl": Locale("pl", "PL"), "en": Locale("en", "GB")}


@cache
def catalogue() -> Mapping[str, Mapping[Lang, str | Mapping[str, str]]]:
    """Every sentence by its key `subject.name`; a value is a sentence or its plural forms."""
    found: dict[str, Mapping[Lang, str | Mapping[str, str]]] = {}
    for entry in sorted(resources.files(__name__).iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".toml"):
            _collect(tomllib.loads(entry.read_text("utf-8")), (), found)
    return found


def _collect(node: Mapping[str, Any], path: tuple[str, ...], found: dict[str, Any]) -> None:
    if set(node) == set(LANGS):
        key = ".".join(path)
        if key in found:
            raise ValueError(f"two sentences are called {key}")
        found[key] = node
        return
    for name, child in node.items():
        if not isinstance(child, dict):
            raise ValueError(f"{'.'.join((*path, name))} has one language only")
        _collect(child, (*path, name), found)


def rounded(value: float, digits: int = 0) -> float:
    """A half goes away from zero: 2.5 -> 3, -2.5 -> -3; dust of arithmetic beyond nine decimals is swept off first."""
    if not isfinite(value):
        return value
    exact = Decimal(repr(round(float(value), 9)))
    return float(exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)) + 0.0


@lru_cache(1 << 14)
def _written(value: float, digits: int, lang: Lang) -> str:
    """A page of charts writes the same few thousand numbers again and again."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=_LOCALES[lang])


@lru_cache(1 << 12)
def _plural(count: int, lang: Lang) -> str:
    form: str = _LOCALES[lang].plural_form(count)
    return form


class Text:
    """Sentences, numbers and dates in one language: `text("upload.title")`, `text("upload.rows", n=3)`."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang
        self.locale = _LOCALES[lang]

    def __call__(self, key: str, /, **facts: object) -> str:
        """The sentence of that key; plural forms are chosen by the fact `n`. Facts are written as given."""
        sentence = catalogue()[key][self.lang]
        if not isinstance(sentence, str):
            count = facts["n"]
            form = _plural(abs(count) if isinstance(count, int) else 0, self.lang)
            sentence = sentence.get(form, sentence["other"])
        shown = {name: self.number(v) if isinstance(v, int) and name == "n" else v for name, v in facts.items()}
        return sentence.format(**shown)

    def has(self, key: str) -> bool:
        return key in catalogue()

    def error(self, problem: CxError) -> str:
        """The sentence of an error: what was found, what was expected, what to do."""
        return self(f"errors.{problem.key}", **problem.facts)

    def problem(self, key: str, facts: Mapping[str, object]) -> str:
        """What there is to know about a file: `problems.<key>`, with days and fractions as one writes them."""
        shown = {
            name: self.day(fact)
            if isinstance(fact, date)
            else self.number(fact, 2)
            if isinstance(fact, float)
            else fact
            for name, fact in facts.items()
        }
        return self(f"problems.{key}", **shown) if self.has(f"problems.{key}") else key

    def number(self, value: float | None, digits: int = 0, sign: bool = False) -> str:
        """1234.5 -> "1 234,5": no-break spaces, true minus, never minus zero; a dash for nothing."""
        if value is None or value != value:
            return NOTHING
        value = rounded(value, digits)
        shown = _written(abs(value), digits, self.lang)
        return (MINUS if value < 0 else "+" if sign and value > 0 else "") + shown

    def percent(self, value: float | None, digits: int = 0) -> str:
        """A share on 0..100 with its sign."""
        return NOTHING if value is None or value != value else f"{self.number(value, digits)}%"

    def day(self, day: date, short: bool = False) -> str:
        """31 October 2026, or 31 Oct 2026."""
        return format_date(day, "d MMM y" if short else "d MMMM y", locale=self.locale).replace(" ", NBSP)

    def moment(self, at: datetime) -> str:
        return format_datetime(at, "d MMM y, HH:mm", locale=self.locale).replace(" ", NBSP)

    def month(self, day: date, short: bool = False) -> str:
        """October 2026, or Oct 2026."""
        return format_date(day, "LLL y" if short else "LLLL y", locale=self.locale).replace(" ", NBSP)

    def month_name(self, day: date, short: bool = False) -> str:
        return format_date(day, "LLL" if short else "LLLL", locale=self.locale)

    def at(self, start: date, grain: str, short: bool = False) -> str:
        """The day, week, month, quarter or year that begins at `start`: "October 2026", "Q3 2026", "12 Oct"."""
        if grain in ("day", "week"):
            shown = format_date(start, "d MMM" if short else "d MMMM y", locale=self.locale).replace(" ", NBSP)
            return shown if short or grain == "day" else self("words.week_from", day=shown)
        if grain == "quarter":
            return format_date(start, "QQQ y", locale=self.locale).replace(" ", NBSP)
        return str(start.year) if grain == "year" else self.month(start, short)

    def period(self, start: date, end: date) -> str:
        """ "October 2026", "August–October 2026", "November 2025 – October 2026", or days where months are cut."""
        if start.day != 1 or end.day != monthrange(end.year, end.month)[1]:
            return self.day(start) if start == end else f"{self.day(start)} {DASH} {self.day(end)}"
        if (start.year, start.month) == (end.year, end.month):
            return self.month(start)
        if start.year == end.year:
            return f"{self.month_name(start)}{DASH}{self.month(end)}"
        return f"{self.month(start)} {DASH} {self.month(end)}"

    def quoted(self, words: str) -> str:
        """ "words" in the language's quotation marks."""
        return f"„{words}”" if self.lang == "pl" else f"“{words}”"

    def list(self, items: Iterable[str]) -> str:
        """ "a, b and c" """
        return format_list(list(items), locale=self.locale)


def preferred(accepted: str | None) -> Lang:
    """The language of a first visit: English when the browser asks for a language other than Polish."""
    return "en" if accepted and not accepted.lower().startswith("pl") else "pl"
