"""One value as people, spreadsheets and grids write it, read as what its column holds."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

import polars as pl

from cxdata.governance.spec import Column, Kind, Many, Table, Value
from cxdata.text import LANGS, catalogue

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?: r\.?)?")
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)")
_NAMES = re.compile(r"[|\n\r]")
_DATES = re.compile(r"[|;,\s]+")
_UNSEEN = ("Cc", "Cs")
_YEARS = range(1900, 2201)
_LARGEST = 2**53
_FORMULA = re.compile(r"'+(?=[=+\-@])")


class Unreadable(Exception):
    """The value is not what the column holds: the key of a sentence."""


def alike(name: str) -> str:
    """For comparing names: case and blanks do not count."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def folded(text: str) -> str:
    """For comparing headings and words: case, accents, punctuation and runs of blanks do not count."""
    flat = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l"))
    kept = "".join(c if c.isalnum() else " " for c in flat if not unicodedata.combining(c))
    return " ".join(kept.split()) or " ".join(text.split())


def read(table: Table, column: Column, found: object) -> Value:
    """The value of that cell; None for an empty one. Raises Unreadable."""
    if column.many:
        return _several(table, column.one, found)
    if found is None or (isinstance(found, float) and math.isnan(found)):
        return None
    if column.kind == "date" and isinstance(found, date):
        return _day(found.year, found.month, found.day)
    if column.kind in ("integer", "number") and isinstance(found, int | float) and not isinstance(found, bool):
        return _bounded(column, found)
    text = tidy(str(found))
    return _parsed(table, column, text) if text else None


def _several(table: Table, column: Column, found: object) -> Many | None:
    """The values of a cell that may hold many, each once, in the order given."""
    if found is None or isinstance(found, float):
        return None
    if isinstance(found, str):
        parts: Iterable[object] = (_DATES if column.kind == "date" else _NAMES).split(found)
    else:
        parts = found if isinstance(found, Iterable) else (found,)
    values = dict.fromkeys(value for part in parts if (value := read(table, column, part)) is not None)
    return tuple(values) or None  # type: ignore[return-value]


def tidy(text: str) -> str:
    """Without control characters and needless blanks, nor the apostrophe that keeps a spreadsheet from computing."""
    text = " ".join("".join(" " if unicodedata.category(c) in _UNSEEN or c == "\ufeff" else c for c in text).split())
    guarded = _FORMULA.match(text)
    return text[guarded.end() :] if guarded else text


def _parsed(table: Table, column: Column, text: str) -> Value:
    if column.kind == "date":
        return _date(text)
    if column.kind in ("integer", "number"):
        return _bounded(column, _number(text, column.kind))
    if column.kind == "choice":
        chosen = words(table.name, column.name, column.choices).get(folded(text))
        if chosen is None:
            raise Unreadable("governance_choice")
        return chosen
    if len(text) > column.longest:
        raise Unreadable("governance_long")
    return text


def _date(text: str) -> date:
    if iso := _ISO.fullmatch(text):
        year, month, day = iso.groups()
    elif dotted := _DOTTED.fullmatch(text):
        day, month, year = dotted.groups()
    else:
        raise Unreadable("governance_date")
    return _day(int(year), int(month), int(day))


def _day(year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise Unreadable("governance_date") from None
    if year not in _YEARS:
        raise Unreadable("governance_date")
    return found


def _number(text: str, kind: Kind) -> float:
    bare = re.sub(r"[\s'’]", "", text).replace("−", "-").removesuffix("%")
    if not _NUMBER.fullmatch(bare):
        raise Unreadable(f"governance_{kind}")
    return float(bare.replace(",", "."))


def _bounded(column: Column, number: float) -> int | float:
    whole = column.kind == "integer"
    if not math.isfinite(number) or abs(number) > _LARGEST or (whole and number != int(number)):
        raise Unreadable(f"governance_{column.kind}")
    if (column.low is not None and number < column.low) or (column.high is not None and number > column.high):
        raise Unreadable("governance_bounds")
    return int(number) if whole else float(number) + 0.0


@cache
def words(table: str, column: str, choices: tuple[str, ...]) -> Mapping[str, str]:
    """Folded word -> choice: its key, its name in every language, and what else people write for it."""
    found: dict[str, str] = {}
    for choice in choices:
        place = f"{table}.{column}.{choice}"
        for word in (choice, *spellings(f"governance_choice.{place}"), *spellings(f"governance_choice_also.{place}")):
            found.setdefault(folded(word), choice)
    return found


def spellings(key: str) -> list[str]:
    """What the catalogue holds under the key in all languages, parted at "|"; nothing where it has no such key."""
    sentence = catalogue().get(key, {})
    found = [str(sentence[lang]) for lang in LANGS if lang in sentence]
    return [word.strip() for text in found for word in text.split("|")]


_DAYS = (-719_162, 2_932_896)
_A_DAY = {"ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}


def cells(series: pl.Series) -> list[object]:
    """The values of any series; days that no calendar has come as texts, which are then unreadable."""
    dtype = series.dtype
    if not isinstance(dtype, pl.Date | pl.Datetime):
        return list(series.to_list())
    size = _A_DAY[dtype.time_unit] if isinstance(dtype, pl.Datetime) else 1
    numbers = [None if n is None else n // size for n in series.to_physical().to_list()]
    epoch = date(1970, 1, 1).toordinal()
    return [n if n is None else date.fromordinal(n + epoch) if _DAYS[0] <= n <= _DAYS[1] else str(n) for n in numbers]
