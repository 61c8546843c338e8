"""What a survey tool's reader says of the first rows of a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Recognised:
    """`headings` and `questions` are given where they are not simply the first header row."""

    tool: str
    header_rows: int = 1
    confidence: float = 1.0
    headings: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Habits:
    """What a tool always does. `tests`: a column that marks test answers, and its values in small letters.

    `aside`: headings of columns that say nothing about a customer's experience. `labels`: columns that read like
    comments but hold one of a few given texts. `finished`: columns of the time at which an answer was sent, blank in
    those that never were.
    """

    tests: tuple[str, tuple[str, ...]] = ("", ())
    aside: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    finished: tuple[str, ...] = ()


def tidied(cell: str) -> str:
    """One line without space around it."""
    return " ".join(cell.replace("\ufeff", "").split())


def folded(cell: str) -> str:
    """A heading for comparison: one line, small letters, without a number or mark at its end."""
    return re.sub(r"[\s:.*?]+$", "", tidied(cell).casefold())


def has_all(row: Sequence[str], names: Iterable[str]) -> bool:
    """Whether all these headings are in the row, whatever their case."""
    return {folded(name) for name in names} <= {folded(cell) for cell in row}
