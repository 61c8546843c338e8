"""The layout of a text body in one pass over its bytes: its rows, their lines, and whether CSV readers agree on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

LF, CR = 10, 13
CHUNK = 1 << 18
"""Small enough to stay, with what is made of it, in the processor's cache."""
LONGEST_LINE = 1 << 20
"""Bytes of a line up to which DuckDB's reader needs no larger buffers."""

Bytes = NDArray[np.uint8]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Layout:
    """`regular` bodies are read by DuckDB as they stand; of others nothing but that is known.

    `rows` leaves blank lines out; `lines` is None when row i stands on line `first_line + i`.
    """

    regular: bool
    rows: int = 0
    lines: NDArray[np.int32] | None = None
    carriage: bool = False
    """Lines end with CR LF."""
    mixed: bool = False
    """They do, and inside quotes lines end with LF: DuckDB needs `unified` line ends."""


IRREGULAR = Layout(regular=False)
ALL: NDArray[np.bool_] = np.ones(0, dtype=bool)


def layout(path: Path, start: int, first_line: int, width: int, separator: str, quote: str) -> Layout:
    """The layout of `path` from byte `start`, which is line `first_line`; every row should have `width` cells."""
    if width == 1:
        return IRREGULAR
    walk = _Walk(first_line, width, ord(separator), ord(quote) if quote else -1)
    for chunk, added in _chunks(path, start):
        if not walk.over(chunk, added):
            return IRREGULAR
    return walk.layout()


def _chunks(path: Path, start: int) -> Iterator[tuple[bytes, bool]]:
    """Pieces of the file that end behind a line feed; true with the last one if it had to be given one."""
    with path.open("rb") as file:
        file.seek(start)
        rest = b""
        while piece := file.read(CHUNK):
            end = piece.rfind(b"\n") + 1
            if not end:
                rest += piece
                if len(rest) > 2 * LONGEST_LINE:
                    break
                continue
            yield rest + piece[:end], False
            rest = piece[end:]
        if rest:
            yield rest + b"\n", True


def unified(path: Path, start: int, made: Path) -> None:
    """The body with LF for CR LF; only right where no CR stands inside quotes."""
    with made.open("wb") as target:
        for chunk, added in _chunks(path, start):
            text = chunk.replace(b"\r\n", b"\n")
            target.write(text[:-1] if added else text)


def _any_of(chunk: Bytes, wanted: Sequence[int]) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = chunk == wanted[0]
    for byte in wanted[1:]:
        found |= chunk == byte
    return found


class _Walk:
    """What is carried from chunk to chunk: each begins at the start of a line."""

    def __init__(self, first_line: int, width: int, separator: int, quote: int) -> None:
        self.width, self.separator, self.quote = width, separator, quote
        self.line = first_line
        self.first_line = first_line
        self.rows = 0
        self.carriage: bool | None = None
        self.parity = 0
        self.pending = 0
        self.pending_line = 0
        self.pending_bytes = 0
        self.plain = True
        self.mixed = False
        self.found: list[NDArray[np.int32]] = []
        self.special = sorted({LF, CR, separator, *([quote] if quote >= 0 else [])})
        self.marks = [byte for byte in self.special if byte != CR]

    def layout(self) -> Layout:
        if self.parity or self.pending:
            return IRREGULAR
        lines = None if self.plain else np.concatenate([np.empty(0, np.int32), *self.found])
        return Layout(True, self.rows, lines, bool(self.carriage), self.mixed)

    def over(self, piece: bytes, added: bool) -> bool:
        """Takes the next chunk in; false as soon as the body turns out irregular."""
        chunk = np.frombuffer(piece, np.uint8)
        if not (added or self.parity or self.pending) and self._simple(piece, chunk):
            return True
        present = [byte for byte in self.special if bytes((byte,)) in piece]
        at = np.flatnonzero(_any_of(chunk, present))
        what = chunk[at]
        outside = self._outside(chunk, at, what)
        if outside is None:
            return False
        rows_at, rows = (at, what) if outside is ALL else (at[outside], what[outside])
        if not self._ends_agree(chunk, what, rows_at, rows, added):
            return False
        if self.carriage:
            kept = rows != CR
            rows_at, rows = rows_at[kept], rows[kept]
        return self._rows(chunk, at[what == LF], rows_at, rows)

    def _simple(self, piece: bytes, chunk: Bytes) -> bool:
        """Takes in a chunk of whole rows that stand on one line each, as most do; false, untouched, for any other."""
        at = np.flatnonzero(_any_of(chunk, self.marks))
        what = chunk.take(at)
        kept = self._unquoted(chunk, at, what)
        if kept is None or not len(kept) or len(kept) % self.width or len(piece) >= LONGEST_LINE:
            return False
        ends = kept[self.width - 1 :: self.width]
        if not (what[ends] == LF).all() or np.count_nonzero(what == LF) != len(ends):
            return False
        carriage = CR in piece
        if self.carriage not in (None, carriage):
            return False
        if carriage and not (np.count_nonzero(chunk == CR) == len(ends) == np.count_nonzero(chunk[at[ends] - 1] == CR)):
            return False
        self.carriage = carriage
        if not self.plain:
            self.found.append(np.arange(self.line, self.line + len(ends), dtype=np.int32))
        self.line += len(ends)
        self.rows += len(ends)
        return True

    def _unquoted(self, chunk: Bytes, at: Places, what: Bytes) -> Places | None:
        """Which marks of a chunk that begins outside quotes are separators and line feeds of rows; None where it ends
        inside quotes, or they do not follow RFC 4180."""
        quotes = np.flatnonzero(what == self.quote)
        if not len(quotes):
            return np.arange(len(at))
        if len(quotes) % 2:
            return None
        opened, closed = quotes[::2], quotes[1::2]
        before, after = chunk[at[opened] - 1], chunk[at[closed] + 1]
        if not (_any_of(before, self.special).all() and _any_of(after, self.special).all()):
            return None
        outside = np.ones(len(at), np.bool_)
        outside[quotes] = False
        within = closed - opened - 1
        starts = np.repeat(opened + 1 - np.cumsum(within) + within, within)
        outside[starts + np.arange(len(starts))] = False
        return np.flatnonzero(outside)

    def _outside(self, chunk: Bytes, at: Places, what: Bytes) -> NDArray[np.bool_] | None:
        """Which special bytes are separators and line ends: ALL, a mask, or None where quotes do not follow RFC 4180.

        A chunk begins behind a line feed and ends with one, so that every quote has neighbours (the first one's is
        the last byte, by wrapping round).
        """
        quotes = what == self.quote
        if not self.parity and not quotes.any():
            return ALL
        # Only the last bit counts, so that a byte may run over.
        inside = np.cumsum(quotes, dtype=np.uint8)
        inside += np.uint8(self.parity)
        inside &= 1
        opened = (inside == 1) & quotes
        before, after = chunk[at[opened] - 1], chunk[at[quotes & ~opened] + 1]
        if not (_any_of(before, self.special).all() and _any_of(after, self.special).all()):
            return None
        self.parity = int(inside[-1])
        return np.asarray((inside == 0) & ~quotes)

    def _ends_agree(self, chunk: Bytes, what: Bytes, at: Places, structural: Bytes, added: bool) -> bool:
        """Whether all rows end alike (CR LF or LF) without a lone CR, and quoted breaks are of a kind DuckDB takes."""
        feeds = at[structural == LF]
        carried = chunk[feeds - 1] == CR
        if added and len(feeds):
            if carried[-1]:
                return False
            carried = carried[:-1]
        if self.carriage is None and len(carried):
            self.carriage = bool(carried[0])
        if not (carried == bool(self.carriage)).all():
            return False
        carriages = int(np.count_nonzero(structural == CR))
        if carriages != int(np.count_nonzero(carried)):
            return False
        quoted_feeds = int(np.count_nonzero(what == LF)) > len(feeds)
        quoted_carriages = int(np.count_nonzero(what == CR)) > carriages
        self.mixed = self.mixed or (quoted_feeds and self.carriage is not False)
        return not quoted_carriages

    def _rows(self, chunk: Bytes, breaks_at: Places, at: Places, what: Bytes) -> bool:
        """Counts the rows that end in this chunk; false where one has another width or is very long."""
        ends = np.flatnonzero(what == LF)
        if not len(ends):
            self.pending += len(what)
            self.pending_line = self.pending_line or self.line
            self.line += len(breaks_at)
            self.pending_bytes += len(chunk)
            return self.pending_bytes < LONGEST_LINE
        cells = np.diff(ends, prepend=-1)
        cells[0] += self.pending
        ends_at = at[ends]
        starts = np.empty_like(ends_at)
        starts[0] = 0
        starts[1:] = ends_at[:-1] + 1
        length = ends_at - starts
        length[0] += self.pending_bytes
        blank = length <= (1 if self.carriage else 0)
        if self.pending_line:
            blank[0] = False
        if not ((cells == self.width) | (blank & (cells == 1))).all() or length.max() >= LONGEST_LINE:
            return False
        self._remember(starts, blank, breaks_at)
        self.pending = len(what) - 1 - int(ends[-1])
        self.pending_line = 0
        self.pending_bytes = len(chunk) - 1 - int(ends_at[-1])
        if self.pending_bytes:
            self.pending_line = self.line + int(np.searchsorted(breaks_at, ends_at[-1] + 1))
        self.line += len(breaks_at)
        self.rows += len(ends) - int(np.count_nonzero(blank))
        return True

    def _remember(self, starts: Places, blank: NDArray[np.bool_], breaks_at: Places) -> None:
        simple = len(breaks_at) == len(starts) and not self.pending_line and not blank.any()
        if self.plain and simple:
            return
        if self.plain:
            self.plain = False
            self.found.append(np.arange(self.first_line, self.first_line + self.rows, dtype=np.int32))
        lines = (np.searchsorted(breaks_at, starts) + self.line).astype(np.int32)
        if self.pending_line:
            lines[0] = self.pending_line
        self.found.append(lines[~blank])
