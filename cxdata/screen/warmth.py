"""Keeps the garbage collector from walking over everything that was loaded at the start, after every run."""

from __future__ import annotations

import gc
from functools import cache


@cache
def kept() -> None:
    """Sets aside, once a process, whatever the first page has loaded: Streamlit collects fully after each run."""
    gc.collect()
    gc.freeze()
