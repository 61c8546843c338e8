"""Where the bytes of an upload lie on disk, what they look like, and what is refused before anything parses them."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO

from cxdata.errors import FileRefused
from cxdata.reading.containers import extent
from cxdata.reading.sheet import Container

LARGEST_BOOK = 400 * 1024 * 1024
"""Unpacked bytes of a workbook: reading one takes about twenty times as much memory."""
LARGEST_RATIO, RATIO_COUNTS_FROM = 150, 20 * 1024 * 1024
SAMPLE = 1 << 18

_SIGNS = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"MZ": "EXE",
    b"\x7fELF": "ELF",
    b"\x1f\x8b": "GZIP",
    b"7z\xbc\xaf": "7-Zip",
    b"Rar!": "RAR",
    b"\x28\xb5\x2f\xfd": "Zstandard",
    b"BZh": "BZIP2",
    b"$FL2": "SPSS (SAV)",
    b"$FL3": "SPSS (ZSAV)",
    b"<stata_dta": "Stata",
    b"SQLite format 3": "SQLite",
    b"{\\rtf": "RTF",
}
_MARKUP = {b"<!doctype html": "HTML", b"<html": "HTML", b"<table": "HTML", b"<?xml": "XML", b"<svg": "SVG"}


@dataclass(frozen=True)
class Source:
    """A file on disk with the name that the person knows it by; `folder` takes what is made from it."""

    path: Path
    name: str
    folder: Path

    def made(self, suffix: str) -> Path:
        """A new file for something made from this one."""
        with tempfile.NamedTemporaryFile("wb", suffix=suffix, prefix="sheet-", dir=self.folder, delete=False) as file:
            return Path(file.name)


@cache
def _scratch() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="cxdata-")


def room(folder: Path | None) -> Path:
    """The folder for what is made from a file; without a given one, one that lives as long as the process."""
    found = Path(folder) if folder is not None else Path(_scratch().name)
    found.mkdir(parents=True, exist_ok=True)
    return found.resolve()


def landed(source: bytes | str | Path | BinaryIO, name: str | None, folder: Path | None) -> Source:
    """The source as a file: a path stays where it is, bytes and streams are written to `folder`."""
    folder = room(folder)
    if isinstance(source, (str, Path)):
        path = Path(source)
        if not path.is_file():
            raise FileRefused("file_missing", found=str(source))
        here = Source(path.resolve(), name or path.name, folder)
        # DuckDB would take these for patterns.
        if not any(sign in str(here.path) for sign in "*?["):
            return here
        kept = here.made(path.suffix.lower() if path.suffix.isascii() else "")
        shutil.copyfile(here.path, kept)
        return Source(kept, here.name, folder)
    name = name or getattr(source, "name", None) or "upload"
    here = Source(folder, Path(str(name)).name, folder)
    kept = here.made(".upload")
    with kept.open("wb") as file:
        if isinstance(source, bytes):
            file.write(source)
        else:
            shutil.copyfileobj(source, file, 1 << 20)
    return Source(kept, here.name, folder)


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def container(path: Path) -> Container:
    """What the bytes are, whatever the name says; raises FileRefused for anything but a table, saying what it is."""
    with path.open("rb") as file:
        start = file.read(SAMPLE)
    if not start.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise FileRefused("file_empty")
    if start.startswith(b"PAR1"):
        return "parquet"
    if start.startswith(b"PK\x03\x04"):
        return _zipped(path)
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound(start, path)
    for sign, looks in _SIGNS.items():
        if start.startswith(sign) and (len(sign) > 2 or b"\0" in start or sign == b"\x1f\x8b"):
            raise FileRefused("file_kind", looks=looks)
    opening = start.removeprefix(b"\xef\xbb\xbf").lstrip()[:20].lower()
    for sign, looks in _MARKUP.items():
        if opening.startswith(sign):
            raise FileRefused("file_kind", looks=looks)
    if opening[:1] == b"{" or (opening[:1] == b"[" and opening[1:].lstrip()[:1] in (b"{", b"[")):
        raise FileRefused("file_kind", looks="JSON")
    return "text"


def _zipped(path: Path) -> Container:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            if not any(n.startswith("xl/") for n in names) and "content.xml" not in names:
                raise FileRefused("file_kind", looks=_office(names))
            unpacked = sum(entry.file_size for entry in entries)
            ratio = unpacked / max(1, path.stat().st_size)
            if unpacked > LARGEST_BOOK or (unpacked > RATIO_COUNTS_FROM and ratio > LARGEST_RATIO):
                raise FileRefused("file_bomb", found=unpacked >> 20, limit=LARGEST_BOOK >> 20)
            if any(n.startswith("xl/worksheets/") and n.endswith(".bin") for n in names):
                raise FileRefused("file_kind", looks="XLSB")
            # Sizes are only claims: unpacking stops at the claim and then fails the checksum.
            if archive.testzip() is not None:
                raise FileRefused("file_damaged", looks="XLSX")
            extent.checked(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as problem:
        raise FileRefused("file_damaged", looks="XLSX") from problem
    return "excel"


def _office(names: set[str]) -> str:
    if any(n.startswith("word/") for n in names):
        return "Word (DOCX)"
    if any(n.startswith("ppt/") for n in names):
        return "PowerPoint (PPTX)"
    return "ZIP"


def _compound(start: bytes, path: Path) -> Container:
    """An old Office file: a workbook, a locked new one, or something else."""
    with path.open("rb") as file:
        body = start if len(start) < SAMPLE else file.read(1 << 24)
    if "EncryptedPackage".encode("utf-16-le") in body:
        raise FileRefused("file_locked")
    if not any(name.encode("utf-16-le") in body for name in ("Workbook", "Book")):
        raise FileRefused("file_kind", looks="Word (DOC), MSG")
    return "excel"
