"""How far ratings by one person are alike, and how many each gives: for pools of touchpoint answers.

Both are ratios of sums over responses, so a sample of whole responses tells them without bias; with 250,000 answers in
it, the ratings per response are known to about half a per cent.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Sequence
from datetime import date
from functools import cached_property
from threading import Lock
from typing import Final

import numpy as np
import polars as pl

from cxdata.schema import Metric
from cxdata.store.connection import quoted
from cxdata.store.tally import Scan
from cxdata.store.workspace import Connection

SAMPLE: Final = 250_000
"""Answers that are looked at, at least; all of them where there are less than twice as many."""

ENOUGH: Final = 10_000
"""Ratings of a choice that the sample should hold; with fewer, all ratings of the choice are read."""

LEAST: Final = 50
"""The same for a part of a choice, which is then counted in full."""

_SAMPLED: Final = "sampled"
"""The table of the sample, in order of responses."""

_KEPT: Final = 8
"""Choices and days whose ratings are kept: the page asks for many pools of the same choice."""

# What the score averages: 1, 0, -1 for NPS, 1 or 0 for shares.
WORTH = """CASE WHEN up = (score >= positive_from) OR score = positive_from THEN 1
    WHEN metric = 'nps' AND (up = (score <= negative_to) OR score = negative_to) THEN -1 ELSE 0 END"""

_SUMS = f"""
WITH worth AS (
    SELECT resp, {WORTH} AS x FROM {{source}} JOIN measures ON {{source}}.measure = measures.id
    WHERE metric = $metric AND touchpoint <> 0
), response AS (
    SELECT count(*) AS k, sum(x) AS s, sum(x * x) AS q FROM worth GROUP BY resp HAVING count(*) > 1
)
SELECT sum(k * (k - 1)) / 2.0, sum(s * s - q) / 2.0, sum((k - 1) * s), sum((k - 1) * q) FROM response
"""


class Clustering:
    """What one snapshot's responses hold of ratings; safe to share between threads. `columns`: of dimensions."""

    def __init__(self, connection: Connection, columns: Collection[str], answers: int) -> None:
        self._connection, self._columns = connection, columns
        self._every = max(1, answers // SAMPLE)
        self._alike: dict[Metric, float] = {}
        self._kept: OrderedDict[tuple[object, ...], pl.DataFrame] = OrderedDict()
        self._lock = Lock()

    def correlation(self, metric: Metric) -> float:
        """Correlation of two touchpoint ratings of one response, over all pairs; 0.0 where no response holds two.

        Fisher's intraclass correlation from additive sums, as `cxdata.statistics.clustering` defines them.
        """
        source = self._source
        with self._lock:
            if metric not in self._alike:
                sql = _SUMS.format(source=source)
                row = self._connection.cursor().sql(sql, params={"metric": metric}).fetchall()[0]
                self._alike[metric] = _correlation(*(float(value or 0) for value in row))
            return self._alike[metric]

    def ratings(self, choice: Scan, touchpoints: Sequence[int] | None, start: date | None, end: date | None) -> float:
        """Ratings of these touchpoints (None: of all) that a response of the choice gives; 1.0 where there are none.

        `choice`: conditions on `answers` that say nothing of touchpoints or days, beyond that there is a touchpoint.
        """
        found, sampled = self._pairs(choice, self._source, start, end), self._every > 1
        if sampled and found.height < ENOUGH:
            found, sampled = self._pairs(choice, "answers", start, end), False
        if touchpoints is not None:
            found = found.filter(pl.col("touchpoint").is_in(touchpoints))
        if sampled and touchpoints and found.height < LEAST:
            found = self._read(_narrowed(choice, touchpoints, start, end), "answers")
        return found.height / (1 + np.count_nonzero(np.diff(found["resp"].to_numpy()))) if found.height else 1.0

    @cached_property
    def _source(self) -> str:
        """The table to look at: the answers, or a sample that is drawn once."""
        if self._every == 1:
            return "answers"
        kept = ", ".join(quoted(name) for name in ("resp", "measure", "score", "day", "month", *self._columns))
        sample = f"SELECT {kept} FROM answers WHERE hash(resp) % {self._every} = 0 ORDER BY resp"
        with self._lock:
            self._connection.cursor().execute(f"CREATE TABLE IF NOT EXISTS memory.{_SAMPLED} AS {sample}")
        return _SAMPLED

    def _pairs(self, choice: Scan, source: str, start: date | None, end: date | None) -> pl.DataFrame:
        """`resp, touchpoint` of each answer of the choice on these days, by response; kept."""
        scan = _narrowed(choice, None, start, end)
        key = (source, *scan.conditions, *scan.values.values())
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = self._read(scan, source)
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found

    def _read(self, scan: Scan, source: str) -> pl.DataFrame:
        """`resp, touchpoint` of each answer, by response."""
        sql = scan.sql({}, {name: name for name in ("resp", "touchpoint")}, source)
        found: pl.DataFrame = self._connection.cursor().sql(sql, params=scan.values).pl()
        return found if source == _SAMPLED else found.sort("resp")


def effect(ratings: float, r: float) -> float:
    """1 + (k - 1) r, never under 1."""
    return 1.0 + (max(ratings, 1.0) - 1.0) * max(r, 0.0)


def _correlation(pairs: float, products: float, sums: float, squares: float) -> float:
    if not pairs:
        return 0.0
    mean = sums / (2 * pairs)
    spread = squares / (2 * pairs) - mean * mean
    return (products / pairs - mean * mean) / spread if spread > 1e-12 else 0.0


def _narrowed(choice: Scan, touchpoints: Sequence[int] | None, start: date | None, end: date | None) -> Scan:
    found = Scan(dict(choice.values), list(choice.conditions))
    if touchpoints is not None:
        found.conditions.append(found.among("touchpoint", touchpoints))
    found.conditions += found.within(start, end)
    return found
