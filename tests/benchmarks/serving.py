"""Apps as processes of their own: the product, the product's frame round an empty page, an empty Streamlit app."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
EMPTY = Path(__file__).with_name("empty.py")


@dataclass(frozen=True)
class Served:
    """`started` is the moment (`time.perf_counter`) just before the process began."""

    url: str
    process: int
    started: float


@contextmanager
def served(folder: Path, script: str, home: Path | None = None, options: Sequence[str] = ()) -> Iterator[Served]:
    """Runs `streamlit run script` in that folder until the end of the block; ready when the block begins."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = ["--server.headless", "true", "--browser.gatherUsageStats", "false", "--server.port", str(port), *options]
    settings = {"CXDATA_HOME": str(home)} if home else {}
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", script, *own],
        cwd=folder,
        env={**os.environ, **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        _awaited(url, process)
        yield Served(url, process.pid, started)
    finally:
        process.terminate()
        process.wait(20)


def _awaited(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.02)
    raise TimeoutError("the app did not start")


@contextmanager
def product(home: Path) -> Iterator[Served]:
    with served(ROOT, "app.py", home) as app:
        yield app


@contextmanager
def empty(folder: Path) -> Iterator[Served]:
    """Streamlit as it comes, with nothing but the probe."""
    place = folder / "empty"
    place.mkdir(exist_ok=True)
    shutil.copy(EMPTY, place / "app.py")
    with served(place, "app.py") as app:
        yield app


@contextmanager
def frame(folder: Path, home: Path) -> Iterator[Served]:
    """A copy of the product whose first page is the probe, so that only the frame is its own."""
    place = folder / "frame"
    shutil.rmtree(place, ignore_errors=True)
    for part in ("cxdata", "pages", ".streamlit"):
        shutil.copytree(ROOT / part, place / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "app.py", place)
    shutil.copy(EMPTY, place / "pages" / "overview.py")
    with served(place, "app.py", home) as app:
        yield app
