"""What has been worked out of a snapshot, for whoever asks again: a page and its findings share their scan."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import cached_property
from threading import Lock
from typing import ClassVar, Final, Generic, TypeVar, cast

import polars as pl

T = TypeVar("T")

ROWS: Final = 500_000
"""Rows of tallies kept together."""


class Latest(Generic[T]):
    """The results asked for last; the one asked for longest ago is let go first.

    Safe to share between threads; two that ask for the same at once may both work it out.
    """

    MOST: ClassVar[int] = 4

    def __init__(self) -> None:
        self._held: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()

    def of(self, asked: Hashable, work: Callable[[], T]) -> T:
        with self._lock:
            if asked in self._held:
                self._held.move_to_end(asked)
                return self._held[asked]
        found = work()
        with self._lock:
            self._held[asked] = found
            while len(self._held) > 1 and self._many():
                self._held.popitem(last=False)
        return found

    def _many(self) -> bool:
        return len(self._held) > self.MOST


class Remembered(Latest[pl.DataFrame]):
    """The latest tallies of a snapshot."""

    def _many(self) -> bool:
        return sum(frame.height for frame in self._held.values()) > ROWS


class Bearer:
    """Bears what others work out of it, for as long as it lives itself."""

    @cached_property
    def _borne(self) -> dict[type, object]:
        return {}

    def borne(self, kind: type[T]) -> T:
        """Its one object of this kind."""
        return cast(T, self._borne.setdefault(kind, kind()))
