"""People's names as they stand in a comment: inflected, in capitals, without Polish letters."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib import resources

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

_SHORTEST = 3
_PLURAL = ("owie", "ow", "om", "ami", "ach")
_SOFT = {
    "st": "scie", "ch": "sze", "b": "bie", "d": "dzie", "f": "fie", "g": "dze", "k": "ce", "ł": "le", "m": "mie",
    "n": "nie", "p": "pie", "r": "rze", "s": "sie", "t": "cie", "v": "vie", "w": "wie", "z": "zie",
}  # fmt: skip
"""How a stem ends in the dative and locative of nouns in -a, and, but for k, g and ch, in the locative of others."""


@cache
def _listed() -> dict[str, frozenset[str]]:
    lists = tomllib.loads(resources.files(__package__).joinpath("names.toml").read_text("utf-8"))
    return {name: frozenset(folded(word) for word in words) for name, words in lists.items()}


@cache
def folded(word: str) -> str:
    """Small letters without accents: "ŁUKASZ" is "lukasz"."""
    letters = unicodedata.normalize("NFKD", word.casefold().replace("ł", "l"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def given(word: str) -> bool:
    """Whether it is one of the given names that most people in Poland and in English-speaking countries bear."""
    return folded(word) in _listed()["given"]


def titled(word: str) -> bool:
    """Whether a name is to be expected behind it: "pani", "mr"."""
    return folded(word) in _listed()["titles"]


def listed(cells: Iterable[str]) -> frozenset[str]:
    """What to look for in comments, folded: each word of three letters and more in the cells, and its Polish forms.

    Words that stand in every comment ("nie", "klient") are left out, whoever wrote them where a name belongs.
    """
    words = {part for cell in cells for word in WORD.findall(cell) for part in {word, *word.split("-")}}
    known = {word for word in words if len(word) >= _SHORTEST and folded(word) not in _listed()["common"]}
    return frozenset(form for word in known for form in forms(word))


def forms(name: str) -> set[str]:
    """The name, folded, in all cases that its ending allows; a few that nobody says are among them."""
    word, plain = name.lower(), folded(name)
    if word.endswith(("ski", "cki", "dzki", "ska", "cka", "dzka", "y", "i", "ny", "na", "wa")) and len(word) > 4:
        found = _adjective(plain)
    else:
        found = set()
    if word.endswith(("a", "o")):
        found |= _feminine(word[:-1])
    elif not word.endswith(("e", "i", "y", "u", "ó", "é")):
        found |= _masculine(word)
    return found | {plain}


def _adjective(plain: str) -> set[str]:
    stem = plain[:-1]
    ends = ("a", "i", "y", "ego", "emu", "ej", "ich", "im", "imi", "ych", "ym", "ymi")
    found = {stem + end for end in ends} | {f"{stem}i{end}" for end in ("ego", "emu", "ej")}
    return found | ({f"{stem[:-1]}cy"} if stem.endswith(("sk", "ck", "zk")) else set())


def _feminine(stem: str) -> set[str]:
    plain = folded(stem)
    found = {plain + end for end in ("y", "i", "e", "a", "o", "u", *_PLURAL)} | _soft(stem)
    if plain.endswith("i"):
        found.add(plain)
    return found | ({f"{plain[:-1]}i"} if plain.endswith("j") else set())


def _masculine(word: str) -> set[str]:
    stem = folded(word)
    if word.endswith(("ń", "ś", "ć", "ź")):
        stem += "i"
    stems = {stem}
    if len(word) > 3 and (fleeting := re.search(r"i?e([kłlrcn]|ń$)$", word)):
        stems.add(folded(word[: fleeting.start()] + fleeting[1]) + "i" * word.endswith("ń"))  # Marek: Marka
    ends = ("a", "owi", "em", "iem", "u", "ie", "y", *_PLURAL)
    found = {each + end for each in stems for end in ends}
    return found | {form for each in stems for form in _soft(each[:-1] + word[-1])}


def _soft(stem: str) -> set[str]:
    ending = stem[-2:] if stem[-2:] in _SOFT else stem[-1:]
    return {folded(stem[: -len(ending)]) + _SOFT[ending]} if ending in _SOFT else set()
