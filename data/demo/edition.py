"""The company in one language: generated in Polish words, written in those of its reader."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import polars as pl

from data.demo import journey

Lang = Literal["pl", "en"]
LANGS: tuple[Lang, ...] = ("pl", "en")
ENGLISH = Path(__file__).resolve().parent / "english"
VOICES = "voices.toml"


@cache
def english() -> Mapping[str, Mapping[str, Any]]:
    """The English words by subject, each a table Polish = English; [columns] holds headings by Polish file name."""
    found: dict[str, Mapping[str, Any]] = {}
    for path in sorted(ENGLISH.glob("*.toml")):
        if path.name != VOICES:
            found |= tomllib.loads(path.read_text(encoding="utf-8"))
    return found


@cache
def dictionary() -> Mapping[str, str]:
    """Every English word by its Polish one, whatever it names."""
    subjects = (words for subject, words in english().items() if subject != "columns")
    return {polish: word for words in subjects for polish, word in words.items()}


@dataclass(frozen=True)
class Edition:
    """Where the company's files go, and in which language."""

    folder: Path
    lang: Lang = "pl"

    def path(self, name: str) -> Path:
        """The file that is called `name` in Polish."""
        return self.folder / self.word(name)

    def word(self, text: str) -> str:
        """The text as this edition says it; names of people, keys and dates are the same in both."""
        return text if self.lang == "pl" else dictionary().get(text, text)

    def labels(self, column: str) -> pl.Expr:
        """A column of labels, as this edition says them."""
        return pl.col(column) if self.lang == "pl" else pl.col(column).replace(dictionary())

    def columns(self, name: str, polish: list[str]) -> list[str]:
        """Headings of the table whose file is called `name` in Polish."""
        headings: list[str] = polish if self.lang == "pl" else english()["columns"][name]
        return headings

    def voices(self) -> dict[str, Any]:
        """Fragments of what customers write, by touchpoint."""
        return journey.toml(VOICES if self.lang == "pl" else f"{ENGLISH.name}/{VOICES}")

    @property
    def separator(self) -> str:
        """What parts the columns of a table where Excel speaks this language."""
        return ";" if self.lang == "pl" else ","
