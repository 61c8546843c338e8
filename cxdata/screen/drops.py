"""Uploaded files on disk: copied there at once, so that the browser's upload need not stay in memory."""

from __future__ import annotations

import re
import secrets
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from cxdata.store import folders, privacy

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

KEPT_FOR: Final = 24 * 3600
"""Seconds after which a file that nobody imported is thrown away."""

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
    """Files of this visit that are uploaded and neither imported nor put aside."""
    found: list[Drop] = st.session_state.setdefault("drops", [])
    return found


def taken(files: list[UploadedFile]) -> None:
    """Copies the files to disk, each to a folder of its own."""
    _swept()
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


def _swept() -> None:
    """Removes what earlier visits have left, private workspaces past their time among it."""
    privacy.expire()
    if not _spool().is_dir():
        return
    for folder in _spool().iterdir():
        if folder.is_dir() and time.time() - folder.stat().st_mtime > KEPT_FOR:
            shutil.rmtree(folder, ignore_errors=True)
