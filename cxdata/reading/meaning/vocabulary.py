"""What headings and cells usually mean, in Polish and English; the words are in vocabulary.toml."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources
from typing import Any

_CAMEL = re.compile(r"(?<=[a-ząćęłńóśźż0-9])(?=[A-ZĄĆĘŁŃÓŚŹŻ][a-ząćęłńóśźż])")
_NOT_WORD = re.compile(r"[^\w#%+]+|_+")


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("vocabulary.toml").read_text("utf-8"))


@cache
def _exact() -> dict[str, str]:
    return {key(word): role for role, words in _words()["exact"].items() for word in words}


@cache
def _dates() -> dict[str, int]:
    ranks = enumerate(("submitted", "date", "started", "month"))
    return {key(word): rank for rank, name in ranks for word in _words()["dates"][name]}


def plain(heading: str) -> str:
    """Small letters without accents, words told apart by one space: "touchPoint_Name" -> "touch point name"."""
    spaced = _CAMEL.sub(" ", heading)
    letters = unicodedata.normalize("NFKD", spaced.casefold().replace("ł", "l"))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _NOT_WORD.sub(" ", bare).strip()


def key(heading: str) -> str:
    """A heading for comparison as a whole."""
    return plain(heading).replace(" ", "") or heading.strip()


def role(heading: str) -> str:
    """What a heading as a whole is the name of: a role of the vocabulary's [exact] section, or ""."""
    return _exact().get(key(heading), "")


def date_rank(heading: str) -> int | None:
    """0 for the time of answering, 1 for just a date, 2 for a beginning or another moment, 3 for a month, or None."""
    return _dates().get(key(heading))


@cache
def _parts() -> dict[str, str]:
    return {key(word): part for part, words in _words()["date_parts"].items() for word in words}


def part_of_date(heading: str) -> str:
    """What a heading as a whole is the name of: year, month, day, quarter, week, or ""."""
    return _parts().get(key(heading), "")


def says(pattern: str, wording: str) -> bool:
    """Whether a pattern of the [within] section is found in a heading or question."""
    return bool(_pattern(pattern).search(_loose(wording)))


def dimension_within(heading: str) -> str:
    """The dimension that a longer heading speaks of, or ""."""
    pieces: dict[str, str] = _words()["within"]["pieces"]
    return next((name for name, pattern in pieces.items() if re.search(pattern, plain(heading))), "")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_words()["within"][name])


def _loose(wording: str) -> str:
    """Without accents and case, but with the marks between words that some patterns look at."""
    spaced = _CAMEL.sub(" ", wording).replace("_", " ")
    letters = unicodedata.normalize("NFKD", spaced.casefold().replace("ł", "l"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
