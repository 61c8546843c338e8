"""How wide words are in Inter, and where their lines break: a picture is laid out before anything draws it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

_LETTERS: Final = "".join(map(chr, range(32, 127))) + "łŁßđĐøØæÆ§°±·×÷«»–—‘’‚“”„•…€→↑↓−≈≤≥●\u00a0\u2009\u202f"
_REGULAR: Final = """
281 288 466 633 642 982 644 300 365 365 501 662 288 460 288 360 631 407 610 618 646 593 620 566 619
620 288 302 662 662 662 511 966 690 654 730 722 601 590 746 743 269 571 672 565 903 753 765 639 765
644 642 646 744 690 985 682 679 629 365 360 365 471 456 323 562 612 571 612 583 370 613 591 242 242
549 242 876 591 600 612 612 376 528 327 591 562 818 546 562 552 426 333 426 662 242 595 616 612 735
600 765 917 994 568 456 662 288 662 662 583 583 500 1000 261 261 241 440 440 421 562 864 667 1000
834 834 662 549 549 549 604 281 182 141"""
_BOLD: Final = """
237 338 552 649 655 1016 672 339 377 377 559 679 334 468 334 388 674 431 630 646 676 622 649 582 651
649 334 343 679 679 679 560 1016 747 662 740 722 607 587 750 747 281 584 719 565 932 762 771 648 777
657 655 667 732 747 1038 738 731 664 377 388 377 487 476 365 581 630 588 630 596 398 632 623 271 271
580 271 913 623 613 630 630 407 560 366 623 600 850 580 602 573 469 372 469 679 271 605 657 630 760
613 771 910 1022 568 459 679 334 679 679 660 660 500 1000 311 311 289 540 532 510 474 1002 685 1000
905 905 679 549 549 549 604 237 157 118"""
_WIDEST: Final = 1050
"""Thousandths of the size of type that a letter takes which is not in the table: as much as any."""

_WIDTHS: Final = {
    bold: dict(zip(_LETTERS, map(int, table.split()), strict=True))
    for bold, table in ((False, _REGULAR), (True, _BOLD))
}
_SHORT: Final = re.compile(r"(?<![^\s(„\u00a0])([aiouwzAIOUWZ]) (?=\S)")
_ADDED: Final = {"ď": 130, "ľ": 130, "ť": 80}


def width(words: str, size: float, bold: bool = False) -> float:
    """Pixels that one line takes; accents take no room of their own."""
    return sum(_letter(letter, bold) for letter in unicodedata.normalize("NFC", words)) * size / 1000


def _letter(letter: str, bold: bool) -> int:
    table = _WIDTHS[bold]
    if letter in table:
        return table[letter]
    if unicodedata.combining(letter):
        return 0
    plain = unicodedata.normalize("NFD", letter)[0]
    return table.get(plain, _WIDEST) + _ADDED.get(letter, 0)


def held(words: str) -> str:
    """Polish: a word of one letter does not end a line."""
    return _SHORT.sub("\\1\u00a0", _SHORT.sub("\\1\u00a0", words))


def wrapped(words: str, size: float, room: float, bold: bool = False) -> list[str]:
    """Lines no wider than `room`; they break at spaces, and inside a word only where it is wider than a line."""
    lines: list[str] = []
    for word in words.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width(joined, size, bold) <= room:
            lines[-1] = joined
        else:
            lines += _pieces(word, size, room, bold)
    return [line for line in lines if line]


def _pieces(word: str, size: float, room: float, bold: bool) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, size, bold) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def balanced(words: str, size: float, room: float, bold: bool = False) -> list[str]:
    """As few lines as `wrapped`, of about the same width."""
    lines = wrapped(words, size, room, bold)
    if len(lines) < 2:
        return lines
    narrow, wide = room / 2, room
    while wide - narrow > 4:
        middle = (narrow + wide) / 2
        if len(wrapped(words, size, middle, bold)) > len(lines):
            narrow = middle
        else:
            wide = middle
    return wrapped(words, size, wide, bold)


def fitting(words: str, sizes: Sequence[float], room: float, lines: int, bold: bool = False) -> tuple[float, list[str]]:
    """The largest of these sizes at which the words take at most so many lines, and the lines; else the smallest."""
    for size in sizes:
        found = balanced(words, size, room, bold)
        if len(found) <= lines:
            return size, found
    return sizes[-1], balanced(words, sizes[-1], room, bold)


def joined(parts: Sequence[str], separator: str, size: float, room: float) -> list[str]:
    """Parts in as few lines as they need; one that would break starts a line, unless it fills most of it anyway.

    The separator clings to what it follows; at the end of a line only one that opens with a space falls away.
    """
    lines: list[str] = []
    clinging = separator.replace(" ", "\u00a0", 1) if separator.startswith(" ") else separator
    for part in parts:
        whole = f"{lines[-1]}{clinging}{part}" if lines else part
        if not lines or (width(whole, size) > room and width(part, size) <= room * 0.6):
            if lines and not separator.startswith(" "):
                lines[-1] += separator.rstrip()
            lines += wrapped(part, size, room)
        else:
            lines[-1:] = wrapped(whole, size, room)
    return lines
