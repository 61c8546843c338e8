"""What the months of a population tell, whatever period is chosen: worked out once for the same answers."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final, TypeVar, cast
from weakref import WeakKeyDictionary

from cxdata.choice import Choice
from cxdata.store.snapshot import Snapshot

T = TypeVar("T")

MOST: Final = 64
"""Histories that are kept of one snapshot; the one asked for longest ago is let go first."""


class History:
    """Results by name."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, object] = {}

    def once(self, name: Hashable, work: Callable[[], T]) -> T:
        if name not in self._kept:
            self._kept[name] = work()
        return cast(T, self._kept[name])


_known: WeakKeyDictionary[Snapshot, OrderedDict[Hashable, History]] = WeakKeyDictionary()


def history(snapshot: Snapshot, choice: Choice, *of: Hashable) -> History:
    """The history of the answers that the choice's filters keep; `of`: which of them, and up to which day."""
    held = _known.setdefault(snapshot, OrderedDict())
    where = frozenset((name, frozenset(labels)) for name, labels in choice.where.items() if labels)
    found = held.setdefault((where, *of), History())
    held.move_to_end((where, *of))
    while len(held) > MOST:
        held.popitem(last=False)
    return found
