"""Words of users and files made safe for places where Streamlit reads Markdown."""

from __future__ import annotations

import re

from cxdata.card import Said, Tone

_MARKS = re.compile(r"[\\`*_\[\]<>~$|&]|:(?=\S)|^(?:[#+\-=]|\d+(?=[.)]))")
_CODES = re.compile(r":(?=[\w+/-]+:|//)|(?<=www)(?=\.)|(?=@)|(?<=@)", re.IGNORECASE)
_JOINER = "\u2060"
"""Shows nothing; it breaks up emoji codes and addresses, which are looked for after backslashes are gone."""

_COLOURS: dict[Tone, str] = {"worse": "red", "better": "green", "quiet": "gray"}


def plain(words: str) -> str:
    """The words as they stand: no markup, colours, formulas, icons or links come out of them, on one line."""
    one_line = words.replace("\r", " ").replace("\n", " ")
    return _MARKS.sub(_escaped, _CODES.sub(lambda found: found[0] + _JOINER, one_line))


def _escaped(found: re.Match[str]) -> str:
    """A number at the start of a line is made a list by the point behind it."""
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"


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


def toned_word(words: str, tone: Tone) -> str:
    """The word of a verdict by itself: 13 pixels, bold, in the colour of its tone."""
    colour = _COLOURS.get(tone, "gray")
    return f":small[:{colour}[**{plain(words)}**]]"
