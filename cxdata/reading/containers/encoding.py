"""Which encoding a text file has, decided by its bytes, and its body as UTF-8."""

from __future__ import annotations

import codecs
from hashlib import sha256
from pathlib import Path

import pyarrow as pa

from cxdata.errors import FileRefused
from cxdata.reading.containers import letters
from cxdata.reading.containers.source import Source

MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
CHUNK = 1 << 20
_LOST = "\ufffd"
_PIECE = 1 << 18
"""Of a whole file, so much at a time stays in the processor's cache."""


def marked(path: Path) -> tuple[str, int]:
    """The encoding that a byte order mark states, which decodes the file with its mark, and the mark's length."""
    with path.open("rb") as file:
        start = file.read(4)
    for mark, encoding in MARKS.items():
        if start.startswith(mark):
            return encoding, len(mark)
    return "", 0


def likely(path: Path) -> bool:
    """Whether the file's first piece is text in UTF-8, so that the whole may be; see `examined`."""
    with path.open("rb") as file:
        sample = file.read(CHUNK)
    end = sample.rfind(b"\n") + 1 or len(sample)
    return _is_text(sample) and _valid(sample[:end] if len(sample) == CHUNK else sample)


def guessed(path: Path) -> str:
    """The encoding of a file that is not UTF-8: UTF-16 by its zero bytes, or else by its letters.

    Raises FileRefused for bytes that are no text at all.
    """
    with path.open("rb") as file:
        sample = file.read(CHUNK)
    if b"\0" in sample:
        return _sixteen(sample)
    if not _is_text(sample):
        raise FileRefused("file_binary")
    return letters.encoding(path)


def _is_text(sample: bytes) -> bool:
    odd = sum(sample.count(byte) for byte in range(32) if byte not in b"\t\n\r\f\v\x1a\x1b")
    return odd <= len(sample) // 50


def examined(path: Path) -> tuple[str, bool]:
    """SHA-256 of the file, and whether all of it is strict UTF-8 without zero bytes."""
    hashed, rest, valid = sha256(), b"", True
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            hashed.update(piece)
            # Pieces end at line feeds, so that no letter is cut.
            end = len(piece) if piece.isascii() else piece.rfind(b"\n") + 1
            valid = valid and (_valid(rest + piece[:end]) if end else len(rest) < 64 * CHUNK)
            rest = piece[end:] if end or not valid else rest + piece
    return hashed.hexdigest(), valid and _valid(rest)


def _valid(piece: bytes) -> bool:
    if b"\0" in piece:
        return False
    if piece.isascii():
        return True
    offsets = pa.py_buffer(b"\0\0\0\0" + len(piece).to_bytes(4, "little"))
    try:
        pa.StringArray.from_buffers(1, offsets, pa.py_buffer(piece)).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _sixteen(sample: bytes) -> str:
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.3 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.3 * half and odd < 0.05 * half:
        return "utf-16-be"
    raise FileRefused("file_binary")


def transcoded(source: Source, encoding: str) -> tuple[Path, int]:
    """The file as UTF-8 without a mark in the source's folder, and how many characters could not be read.

    Raises FileRefused for an unknown encoding, and for zero bytes, which no text holds.
    """
    try:
        "a".encode(encoding)
        reader = codecs.getincrementaldecoder(encoding)("replace")
    except (LookupError, UnicodeError) as problem:
        raise FileRefused("encoding_unknown", found=encoding) from problem
    made, lost, mark = source.made(".csv"), 0, True
    with source.path.open("rb") as file, made.open("wb") as target:
        while piece := file.read(_PIECE):
            text = reader.decode(piece)
            text, mark = text.removeprefix("\ufeff") if mark else text, mark and not text
            body = text.encode("utf-8", "replace")
            if b"\0" in body:
                raise FileRefused("file_binary")
            lost += text.count(_LOST)
            target.write(body)
        text = reader.decode(b"", final=True)
        target.write(text.encode("utf-8", "replace"))
        lost += text.count(_LOST)
    return made, lost
