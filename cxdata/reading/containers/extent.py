"""How much room a workbook's cells would take, told from its unpacked text before anything parses it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from cxdata.errors import FileRefused

MOST_CELLS = 60_000_000
LONGEST_TEXT = 1 << 17
"""Bytes of a cell: a spreadsheet takes no more than 32,767 characters."""
_SPARSE, _SPARSE_FROM = 100, 5_000_000
_PIECE = 1 << 20
_REFERENCE = 13
"""Bytes of `r="ABC1234567`."""
_OVERLAP = 300
_REPEATS = 10_000
_REPEATED = re.compile(rb"""<table:table-(cell|row)\b[^>]*?number-(?:columns|rows)-repeated=["'](\d+)["'][^>]*>""")


def checked(archive: zipfile.ZipFile) -> None:
    """Raises FileRefused for a book of which a full table cannot be held: cells far apart, endless texts."""
    for entry in archive.infolist():
        name = entry.filename
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            _sheet(archive, entry)
        elif name == "content.xml":
            _open_document(archive, entry)
        elif name == "xl/sharedStrings.xml":
            for _ in _pieces(archive, entry):
                pass


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The entry's text, each piece beginning with the end of the one before it. Raises FileRefused for endless text."""
    rest, run = b"", 0
    with archive.open(entry) as file:
        while piece := file.read(_PIECE):
            tags = np.flatnonzero(np.frombuffer(piece, np.uint8) == ord("<"))
            runs = np.diff(tags, prepend=-run, append=len(piece))
            if runs.max() > LONGEST_TEXT:
                raise FileRefused("file_cell_huge", limit=LONGEST_TEXT >> 10)
            run = int(runs[-1])
            yield rest + piece
            rest = piece[-_OVERLAP:]


def _sheet(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    columns = rows = cells = 1
    for piece in _pieces(archive, entry):
        cells += piece.count(b"<c ")
        column, row = _furthest(np.frombuffer(piece + b" " * _REFERENCE, np.uint8))
        columns, rows = max(columns, column), max(rows, row)
    room = columns * rows
    if room > MOST_CELLS or (room > _SPARSE_FROM and room > _SPARSE * cells):
        raise FileRefused("file_cells", found=room, limit=MOST_CELLS)


def _furthest(text: NDArray[np.uint8]) -> tuple[int, int]:
    """The last column and the last row, from 1, that cells of this text name: `r="AB12"`."""
    head = len(text) - _REFERENCE
    quoted = (text[2 : head + 2] == ord('"')) | (text[2 : head + 2] == ord("'"))
    at = np.flatnonzero((text[:head] == ord("r")) & (text[1 : head + 1] == ord("=")) & quoted) + 3
    column, row, live = np.zeros(len(at), np.int64), np.zeros(len(at), np.int64), np.ones(len(at), np.bool_)
    for place in range(_REFERENCE - 3):
        sign = text[at + place].astype(np.int64)
        letter = live & (sign >= ord("A")) & (sign <= ord("Z")) & (row == 0)
        digit = live & (sign >= ord("0")) & (sign <= ord("9"))
        column[letter] = column[letter] * 26 + sign[letter] - 64
        row[digit] = row[digit] * 10 + sign[digit] - 48
        live = letter | digit
    return int(column.max(initial=0)), int(row[column > 0].max(initial=0))


def _open_document(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """One cell or row may stand for millions; in earnest only empty ones do so."""
    for piece in _pieces(archive, entry):
        for found in _REPEATED.finditer(piece):
            row = piece[found.end() : found.end() + _OVERLAP].partition(b"</table:table-row")[0]
            filled = b"value-type" in (row if found[1] == b"row" else found[0])
            if filled and int(found[2]) > _REPEATS:
                raise FileRefused("file_cells", found=int(found[2]), limit=_REPEATS)
