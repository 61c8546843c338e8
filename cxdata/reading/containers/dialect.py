"""Rows of delimited text, and by which separator and quote a sample of it splits best."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _csv import Reader

SEPARATORS = (",", ";", "\t", "|")
LONGEST_CELL = 1 << 24
csv.field_size_limit(LONGEST_CELL)

_TRIED = 1500
_STATED = re.compile(r'\ufeff?"?sep=([^"\r\n])"?[\r\n]', re.IGNORECASE)


@dataclass(frozen=True)
class Dialect:
    separator: str
    quote: str
    escape: str = ""
    """A backslash where quotes inside quotes are escaped by one; otherwise they are doubled."""
    spaced: bool = False
    """A space stands between separator and opening quote."""
    wrapped: bool = False
    """Whole lines stand in quotes, as a spreadsheet saves what it took for a single column."""

    @property
    def plain(self) -> bool:
        """Whether quotes inside quotes are doubled and nothing else is odd."""
        return not (self.escape or self.spaced or self.wrapped)


def rows(text: io.TextIOBase, dialect: Dialect) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not a blank line, with the number from 1 of the line on which it begins."""
    reader = _reader(text, dialect)
    line = 1
    for row in reader:
        if row:
            yield line, _unwrapped(row, dialect) if dialect.wrapped and len(row) == 1 else row
        line = reader.line_num + 1


def _strictly(text: str, dialect: Dialect) -> bool:
    """Whether every quote stands where the dialect wants one."""
    try:
        return all(True for _ in _reader(io.StringIO(text, newline=""), dialect, strict=True))
    except csv.Error:
        return False


def _reader(text: Iterable[str], dialect: Dialect, strict: bool = False) -> Reader:
    return csv.reader(
        text,
        strict=strict,
        delimiter=dialect.separator,
        quotechar=dialect.quote or None,
        quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
        escapechar=dialect.escape or None,
        doublequote=not dialect.escape,
        skipinitialspace=dialect.spaced,
    )


def _unwrapped(row: list[str], dialect: Dialect) -> list[str]:
    inner = list(_reader(io.StringIO(row[0], newline=""), dialect))
    return inner[0] if len(inner) == 1 and len(inner[0]) > 1 else row


def sampled(text: str, dialect: Dialect, complete: bool) -> tuple[list[int], list[list[str]]]:
    """Lines and rows of a sample; its last row is left out when the file goes on."""
    lines, found = [], []
    for line, row in rows(io.StringIO(text, newline=""), dialect):
        lines.append(line)
        found.append(row)
    if not complete and len(found) > 1:
        return lines[:-1], found[:-1]
    return lines, found


def dialect(text: str, complete: bool, separator: str | None = None, quote: str | None = None) -> Dialect:
    """The dialect that splits the sample into the most even rows; a given separator or quote is obeyed."""
    stated = _STATED.match(text)
    separators = (separator,) if separator else (stated[1],) if stated else SEPARATORS
    tried = [Dialect(sep, '"' if quote is None else quote) for sep in separators]
    scored = [(_rated(_tried(text, each, complete), each), -i, each) for i, each in enumerate(tried)]
    score, _, best = max(scored)
    if not score and '"' in text and quote is None:
        wrapped = (Dialect(sep, '"', wrapped=True) for sep in separators)
        best = next((each for each in wrapped if _even(_tried(text, each, complete))), best)
        score = float(best.wrapped)
    if not score:
        return Dialect(separator or _absent(text), '"' if quote is None else quote)
    return best if quote is not None else _with_quote(text, complete, best, score)


def _tried(text: str, each: Dialect, complete: bool) -> list[list[str]]:
    try:
        return sampled(text, each, complete)[1][:_TRIED]
    except csv.Error:
        return []


def _even(found: list[list[str]]) -> bool:
    """Whether the first row and nearly all others have the same cells, and several."""
    width = len(found[0]) if found else 0
    return width > 1 and sum(len(row) == width for row in found) >= 0.9 * len(found)


def _rated(found: list[list[str]], each: Dialect) -> float:
    """The score of a separator; less where cells hold another one, little where most do: it is a decimal comma."""
    score = _score(found)
    others = [mark for mark in SEPARATORS if mark not in (each.separator, ",")]
    cells = [cell for row in found for cell in row] if score else []
    torn = sum(any(mark in cell for mark in others) for cell in cells)
    share = torn / len(cells) if cells else 0.0
    return score * min(1 - 0.2 * share, 2 - 2 * share)


def _score(found: list[list[str]]) -> float:
    """How evenly rows are split: 0 where most have one cell; more when the first row is split like the rest."""
    widths = Counter(len(row) for row in found)
    several = {width: times for width, times in widths.items() if width > 1}
    if not several:
        return 0.0
    width = max(several, key=lambda each: (several[each], each))
    share = several[width] / len(found)
    if share < 0.3 and len(found) > 3:
        return 0.0
    above = next(i for i, row in enumerate(found) if len(row) == width)
    return share + 0.5 / (1 + above) + 0.05 * log2(width)


def _with_quote(text: str, complete: bool, best: Dialect, score: float) -> Dialect:
    """The same separator with another way of quoting, where that splits clearly better."""
    sep = best.separator
    others = []
    if '\\"' in text:
        escaped = Dialect(sep, '"', "\\")
        if complete and _strictly(text, escaped) and not _strictly(text, best):
            return escaped
        others.append(escaped)
    if f'{sep} "' in text:
        others.append(Dialect(sep, '"', spaced=True))
    if text.count(f"{sep}'") > 3 and text.count(f"'{sep}") > 3:
        others.append(Dialect(sep, "'"))
    if f'{sep}""' in text and any(len(row) == 1 and sep in row[0] for row in _tried(text, best, complete)):
        others.append(Dialect(sep, '"', wrapped=True))
    if text.count('"') % 2 or others:
        others.append(Dialect(sep, ""))
    for other in others:
        rival = _score(_tried(text, other, complete))
        if rival > score + 0.02:
            best, score = other, rival
    return best


def _absent(text: str) -> str:
    """A separator for text of one column: one that does not occur in it."""
    return next((sep for sep in (",", ";", "\t", "|", "\x1f") if sep not in text), ",")
