"""Which encoding of one byte a letter a text is written in, by what its letters would be and where they stand."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from cxdata.errors import FileRefused

_PIECE = 1 << 20
_EVIDENCE = 1 << 24
_PLACES = 50_000
_WORDS = 1 << 18
"""Bytes in which words are counted."""

# How well a letter speaks for an encoding; what is in neither list speaks against it.
_SHARED = dict.fromkeys("éáíóúýäöüßçôîâëšžÉÁÍÓÚÄÖÜÇŠŽ", 0.6) | dict.fromkeys("„”“‘’–—…•€°§«»\u00a0±×", 0.5)
_POLISH = dict.fromkeys("ąęłżśĄĘŁŻŚ", 1.0) | dict.fromkeys("ćńźĆŃŹřěčťňůőűŘČ", 0.7) | _SHARED
_WESTERN = dict.fromkeys("èêàùûïñãõåæøÈÊÀÙÑÕÅÆØ¿¡", 0.9) | dict.fromkeys("œŒ£ªº", 0.5) | _SHARED
_COMMON = {"cp1252": _WESTERN, "cp1250": _POLISH, "iso-8859-2": _POLISH}
_RARE = {"mac_roman": _WESTERN, "mac_latin2": _POLISH, "cp852": _POLISH}
_INNER = "ñ"
"""Letters that end no word."""
_APOSTROPHES = "’'‘-–\u00ad"
_UNKNOWN, _UNREADABLE, _MISPLACED, _ALONE, _COUNTED = -1.0, -3.0, -2.0, -0.4, 0.3

_AROUND = re.compile(rb"[\x00-\x7f]?[\x80-\xff]+[\x00-\x7f]?")
_POLISH_WORDS = re.compile(
    rb"\b(nie|jest|na|do|od|za|dla|jak|czy|czas|bardzo|oraz|przez|po|tak|ale|bo|nas|z|w|i|data|ocena|komentarz|uwagi"
    rb"|opinia|punkt|styku|polecisz|zadowolenie|dlaczego|kraj|miasto|sklep|klient|wiek|waga)\b"
)
_WESTERN_WORDS = re.compile(
    rb"\b(der|die|und|ich|mit|nicht|sehr|les|des|est|pas|le|la|el|que|los|con|por|para|muy|muito|service|tr.s)\b"
)
_ENGLISH_WORDS = re.compile(
    rb"\b(the|and|is|of|you|was|it|for|comment|score|date|time|name|question|response|yes|no)\b"
)


def encoding(path: Path) -> str:
    """The likeliest of the known ones; "utf-8" where only stray bytes are not of it. Raises FileRefused for NUL."""
    seen, first = _places(path)
    text = first.decode("utf-8", "replace")
    if sum(map(text.count, "ąęćłńóśżźäöüéèà„”’–\u00a0")) > 10 * text.count("\ufffd"):
        return "utf-8"
    lean = _lean(first[:_WORDS].lower())
    n = sum(seen.values())
    common, usual = _best(_COMMON, seen, lean)
    rare, better = _best(_RARE, seen, lean)
    if better > max(usual + 2 + 0.5 * n, 0.3 * n):
        return rare
    return common if usual > 0 else "cp1250" if lean > 0 else "cp1252"


def _lean(text: bytes) -> float:
    """How much the words speak for Polish, from -0.5 to 0.5; English ones, which need no such letters, say little."""
    polish, western, english = (len(each.findall(text)) for each in (_POLISH_WORDS, _WESTERN_WORDS, _ENGLISH_WORDS))
    told = polish + western + 0.3 * english
    return 0.5 * (polish - western - 0.3 * english) / told if told else 0.15


def _best(known: dict[str, dict[str, float]], seen: Counter[bytes], lean: float) -> tuple[str, float]:
    scores = {name: _score(name, letters, seen, lean) for name, letters in known.items()}
    return max(scores.items(), key=lambda each: each[1])


def _places(path: Path) -> tuple[Counter[bytes], bytes]:
    """Letters outside ASCII with their neighbours, and the file's first piece."""
    seen: Counter[bytes] = Counter()
    first, taken = b"", 0
    with path.open("rb") as file:
        while (piece := file.read(_PIECE)) and taken < _EVIDENCE and seen.total() < _PLACES:
            first = first or piece
            taken += len(piece)
            if b"\0" in piece:
                raise FileRefused("file_binary")
            seen.update(_AROUND.findall(piece))
    return seen, first


def _score(name: str, known: dict[str, float], seen: Counter[bytes], lean: float) -> float:
    score = -lean if known is _WESTERN else lean
    for place, times in seen.items():
        text = place.decode(name, "replace")
        score += times * sum(_weight(text, at, known) for at, letter in enumerate(text) if letter > "\x7f")
    return score


def _weight(text: str, at: int, known: dict[str, float]) -> float:
    """How much one letter speaks for the encoding that made it so, between these neighbours."""
    letter = text[at]
    if letter == "\ufffd" or "\x80" <= letter <= "\x9f":
        return _UNREADABLE
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    weight = known.get(letter, _UNKNOWN)
    if letter.isalpha():
        torn = (letter.isupper() and before.islower()) or (letter in _INNER and not after.isalpha())
        alone = not (before.isalpha() or after.isalpha())
        return weight + (_MISPLACED if torn else _ALONE if alone else 0.0)
    inside = before.isalpha() and after.isalpha() and letter not in _APOSTROPHES and not letter.isspace()
    counted = after.isdigit() or (before.isdigit() and letter != "±")
    return weight + (_MISPLACED if inside else _COUNTED if counted else 0.0)
