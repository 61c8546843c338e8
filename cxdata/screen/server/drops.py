"""Uploaded files on disk: copied there at once, so that the browser's upload need not stay in memory."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from cxdata.store import folders, privacy

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

KEPT_FOR: Final = 3600
"""Seconds after which a file that nobody has before them any more is thrown away: it may hold personal data."""

_OFTEN: Final = 600

_PIECE = 1 << 20
_STRANGE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Drop:
    """One uploaded file: what the person called it, and where its bytes lie."""

    id: str
    name: str
    path: Path

    @property
    def folder(self) -> Path:
        return self.path.parent


def waiting() -> list[Drop]:
    """Files of this visit that are neither imported nor put aside; each is kept for as long as it waits."""
    found: list[Drop] = st.session_state.setdefault("drops", [])
    for drop in list(found):
        try:
            os.utime(drop.folder)
        except OSError:
            found.remove(drop)
    return found


def taken(files: list[UploadedFile]) -> None:
    """Copies the files to disk, each to a folder of its own."""
    swept()
    for file in files:
        id = secrets.token_hex(6)
        folder = _spool() / id
        folder.mkdir(parents=True)
        path = folder / (_STRANGE.sub("_", Path(file.name).name)[-80:] or "file")
        with path.open("wb") as out:
            shutil.copyfileobj(file, out, _PIECE)
        waiting().append(Drop(id, file.name, path))


def put_aside(drop: Drop) -> None:
    """Forgets a file and whatever was made of it."""
    waiting().remove(drop)
    shutil.rmtree(drop.folder, ignore_errors=True)
    for key in [key for key in st.session_state if isinstance(key, str) and key.endswith(f"_{drop.id}")]:
        del st.session_state[key]


def _spool() -> Path:
    return folders.home() / ".uploads"


def swept() -> None:
    """Removes what earlier visits have left, private workspaces past their time among it."""
    privacy.expire()
    if not _spool().is_dir():
        return
    for folder in _spool().iterdir():
        with suppress(OSError):
            if folder.is_dir() and time.time() - folder.stat().st_mtime > KEPT_FOR:
                shutil.rmtree(folder, ignore_errors=True)


def swept_now_and_then() -> None:
    """Sweeps with the first page that a server shows, and with the first one of each ten minutes."""
    waiting()
    swept_in(int(time.time() // _OFTEN))


@lru_cache(maxsize=1)
def swept_in(_slot: int) -> None:
    swept()
