"""Cells: answers counted once as finely as a choice may soon ask for; tallies of many answers then add up cells.

A move of the period, of the metric or of the filter moved last needs no scan any more: the cells leave those free
(the active filter of Falcon and Mosaic), and hold the filters set before.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Final

import polars as pl

from cxdata.store.connection import quoted
from cxdata.store.loading import Copied, Outline
from cxdata.store.tally import Scan, sums
from cxdata.store.workspace import Connection

MOST: Final = 1_000_000
"""Cells that one count may be expected to give at most."""

WORTH: Final = 4
"""Answers a cell from which cells are worth keeping: with fewer, counting the answers again is as quick."""

HELD: Final = 3_000_000
"""Cells kept by one snapshot; the count used longest ago is let go first."""


@dataclass(frozen=True)
class Fineness:
    """By what cells are counted: month, or day and month; touchpoint, measure and score; and these dimensions.

    `fixed`: filters that hold for all of them, as dimensions and codes.
    """

    daily: bool
    dimensions: frozenset[str]
    fixed: frozenset[tuple[str, tuple[int, ...]]]

    def covers(self, other: Fineness) -> bool:
        return self.fixed == other.fixed and self.daily >= other.daily and self.dimensions >= other.dimensions


class Cells:
    """The cells of one snapshot; safe to share between threads."""

    def __init__(self, connection: Connection, held: Copied, found: Outline) -> None:
        self._connection, self._columns, self._sums = connection, held.columns, sums(held.weighted)
        of = dict(held.members.group_by("dimension").len().iter_rows())
        self._sizes = {name: 1 + of.get(name, 0) for name in held.columns}
        months, days = found.length
        scores = int((held.measures["high"] - held.measures["low"] + 1).sum())
        self._steps = (max(months * scores, 1), max(days * scores, 1))
        self._most = min(MOST, found.answers // WORTH)
        self._held: OrderedDict[Fineness, pl.DataFrame] = OrderedDict()
        self._lock = Lock()

    def fitting(
        self, by: Collection[str], where: Mapping[str, Sequence[int]], *, daily: bool, rest: bool
    ) -> Fineness | None:
        """How finely to count for groups and filters (dimension -> codes); None where the answers are counted anew.

        Of filters that would make too many cells those set longest ago are fixed; with the `rest` none may be.
        """
        room = self._most // self._steps[daily]
        free, size = {"touchpoint", *by}, 1
        for name in free:
            size *= self._sizes[name]
        if size > room:
            return None
        fixed = []
        for name in reversed([name for name in where if name not in free]):
            if size * self._sizes[name] <= room:
                free.add(name)
                size *= self._sizes[name]
            else:
                fixed.append((name, tuple(where[name])))
        return None if fixed and rest else Fineness(daily, frozenset(free), frozenset(fixed))

    def of(self, fineness: Fineness) -> pl.DataFrame:
        """`month, [day], touchpoint, dimensions' columns, measure, score`, and the sums; kept or counted now."""
        with self._lock:
            fine = [known for known in self._held if known.covers(fineness)]
            if fine:
                best = min(fine, key=lambda known: self._held[known].height)
                self._held.move_to_end(best)
                return self._held[best]
        found = self._counted(fineness)
        with self._lock:
            self._held[fineness] = found
            while len(self._held) > 1 and sum(frame.height for frame in self._held.values()) > HELD:
                self._held.popitem(last=False)
        return found

    def _counted(self, fineness: Fineness) -> pl.DataFrame:
        scan = Scan()
        for name, codes in sorted(fineness.fixed):
            scan.conditions.append(scan.among(quoted(self._columns[name]), codes))
        names = [*(["day"] if fineness.daily else []), "month", *sorted(self._columns[n] for n in fineness.dimensions)]
        groups = {name: quoted(name) for name in [*names, "measure", "score"]}
        found: pl.DataFrame = self._connection.cursor().sql(scan.sql(groups, self._sums), params=scan.values).pl()
        return found


def added(connection: Connection, cells: pl.DataFrame, scan: Scan, groups: Mapping[str, str]) -> pl.DataFrame:
    """The groups' sums over cells instead of answers."""
    cursor = connection.cursor()
    cursor.register("cells", cells)
    again = {name: f"sum({name}){'::BIGINT' if name == 'n' else ''}" for name in sums("w" in cells.columns)}
    found: pl.DataFrame = cursor.sql(scan.sql(groups, again, "cells"), params=scan.values).pl()
    return found
