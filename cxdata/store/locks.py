"""One writer or many readers of a workspace file within this process; other processes are kept out by DuckDB's lock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Condition, Lock, get_ident


class Turn:
    """A lock that readers share and a writer has alone; a waiting writer goes before readers who come later.

    A thread that holds the file and asks again would wait for itself: that is a mistake and raises RuntimeError.
    """

    def __init__(self) -> None:
        self._change = Condition(Lock())
        self._readers: list[int] = []
        self._writer: int | None = None
        self._waiting = 0

    @contextmanager
    def held(self, write: bool, patience: float) -> Iterator[bool]:
        """Yields whether the turn came within `patience` seconds; gives it back at the end."""
        me = get_ident()
        with self._change:
            if self._writer == me or (write and me in self._readers):
                raise RuntimeError("this thread holds the workspace already")
            self._waiting += write
            try:
                taken = self._change.wait_for(lambda: self._free(write, me), patience)
            finally:
                self._waiting -= write
                self._change.notify_all()
            if taken and write:
                self._writer = me
            elif taken:
                self._readers.append(me)
        try:
            yield taken
        finally:
            if taken:
                self._give_back(write, me)

    def _free(self, write: bool, me: int) -> bool:
        if self._writer is not None:
            return False
        if write:
            return not self._readers
        return not self._waiting or me in self._readers

    def _give_back(self, write: bool, me: int) -> None:
        with self._change:
            if write:
                self._writer = None
            else:
                self._readers.remove(me)
            self._change.notify_all()


_turns: defaultdict[Path, Turn] = defaultdict(Turn)
_guard = Lock()


def turn(path: Path) -> Turn:
    """The lock of one file, the same object for every spelling of its path."""
    with _guard:
        return _turns[path.resolve()]
