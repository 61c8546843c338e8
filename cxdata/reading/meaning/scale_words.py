"""Words on scales: which mean no answer, which are steps of a scale, and whether one speaks well or ill."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from cxdata.schema import Metric

HARD_TO_SAY = "trudno powiedziec"
"""The middle of some Polish scales and no answer on others: nobody can tell which from the file."""

_NOTE = re.compile(r"(?<=[^\W\d_])(?:/-?[aey]|\(-?[aey]\))(?!\w)")
_ENDING = re.compile(r"(?<=\w{2})[aeiy]\b")


@dataclass(frozen=True)
class Words:
    """A scale of words. `scores`: label -> step, from 1. `about` is "statement" where they say agreement, "asked"
    where they mean nothing unless the heading asks for a rating; `needed`: labels without which it is another scale.
    """

    metric: Metric
    scores: dict[str, int]
    about: str
    needed: frozenset[str]

    @property
    def high(self) -> int:
        return max(self.scores.values())


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("scale_words.toml").read_text("utf-8"))


def _listed(text: str) -> list[str]:
    return [word.strip() for line in text.split("\n") for word in line.split(" | ") if word.strip()]


def loose(text: str) -> str:
    """Small letters without accents; one blank between words."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l").replace("’", "'").replace("\ufe0f", ""))
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())


def label(cell: str) -> str:
    """A cell for comparison with words of a scale: "Zadowolony/a" and "zadowolona" are the same."""
    bare = re.sub(r"[\s,.;!]+", " ", _NOTE.sub("", loose(cell))).strip()
    return _ENDING.sub("", bare.replace("nie zadowol", "niezadowol"))


def is_missing(cell: str) -> bool:
    """Whether a cell says in words that there is no answer."""
    said = loose(cell)
    return said in _missing() or said.rstrip(".") in _missing()


@cache
def _missing() -> frozenset[str]:
    missing = _words()["missing"]
    return frozenset(map(loose, _listed(missing["words"]) + _listed(missing["sent"])))


@cache
def missing_codes() -> frozenset[int]:
    return frozenset(_words()["missing"]["codes"])


@cache
def scales() -> tuple[Words, ...]:
    """Every scale of words, the commoner one first where several share words."""
    return tuple(
        Words(
            each["metric"],
            {label(word): score for score, step in enumerate(each["steps"], 1) for word in _listed(step)},
            each.get("about", ""),
            frozenset(map(label, _listed(each.get("needs", "")))),
        )
        for each in _words()["scale"]
    )


def polarity(text: str) -> int:
    """1 where words praise, -1 where they blame, 0 where they do neither, or both."""
    said = loose(text)
    good, bad = (bool(re.search(_words()["polarity"][side], said)) for side in ("good", "bad"))
    return good - bad
