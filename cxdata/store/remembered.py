"""The latest tallies of a snapshot: what a page and its findings both ask for is counted once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Final

import polars as pl

MOST: Final = 500_000
"""Rows kept together; the tally asked for longest ago is let go first."""


class Remembered:
    """Safe to share between threads; two that ask for the same at once may both count it."""

    def __init__(self) -> None:
        self._held: OrderedDict[Hashable, pl.DataFrame] = OrderedDict()
        self._lock = Lock()

    def of(self, asked: Hashable, work: Callable[[], pl.DataFrame]) -> pl.DataFrame:
        with self._lock:
            if asked in self._held:
                self._held.move_to_end(asked)
                return self._held[asked]
        found = work()
        with self._lock:
            self._held[asked] = found
            while len(self._held) > 1 and sum(frame.height for frame in self._held.values()) > MOST:
                self._held.popitem(last=False)
        return found
