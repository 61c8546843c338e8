"""Words of users and files made safe for places where Streamlit reads Markdown."""

from __future__ import annotations

import re

from cxdata.card import Said, Tone

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:^@&=])")
_EMOJI = re.compile(r":(?=[\w+-]+:)")
_JOINER = "\u2060"
_COLOURS: dict[Tone, str] = {"worse": "red", "better": "green", "quiet": "gray"}


def plain(words: str) -> str:
    """The words as they stand: no markup, colours, formulas or emoji codes come out of them, on one line."""
    one_line = " ".join(words.split(" ")).replace("\r", " ").replace("\n", " ")
    return _MARKS.sub(r"\\\1", _EMOJI.sub(f":{_JOINER}", one_line))


def small(words: str) -> str:
    """A note: 13 pixels, second ink."""
    return f":gray[:small[{plain(words)}]]"


def toned(said: tuple[Said, ...]) -> str:
    """A sentence of pieces, each in the colour of its tone; what is worse or better also stands in bold."""
    return "".join(_toned(piece.words, piece.tone) for piece in said)


def _toned(words: str, tone: Tone) -> str:
    if tone == "plain":
        return plain(words)
    bare = words.strip()
    before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    inner = plain(bare) if tone == "quiet" else f"**{plain(bare)}**"
    return f"{before}:{_COLOURS[tone]}[{inner}]{after}" if bare else words
