"""What findings are looked for in: one scan of the answers, what people entered, and who was asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

import polars as pl

from cxdata.choice import Choice
from cxdata.governance.current import Tables
from cxdata.scan import composition, period, response
from cxdata.scan.answers import NOW, Answers, Population, Time, measured
from cxdata.scan.family import Part, tested
from cxdata.schema import NOT_GIVEN, Metric
from cxdata.store.snapshot import Snapshot

TOUCHPOINT: Final = "touchpoint"
WHOLE, POINT, INSIDE = "whole", "point", "inside"
"""Kinds of tests: of all answers of a metric, of a touchpoint, and of a touchpoint in one member of the inner
dimension."""

INNER: Final = ("channel", "segment", "region", "department")
"""Dimensions that touchpoints are looked into by: the first that the data give."""


def inner(snapshot: Snapshot) -> str | None:
    """The dimension that touchpoints are looked into by."""
    return next((name for name in INNER if name in snapshot.dimensions), None)


def time(snapshot: Snapshot) -> Time:
    """How finely a scan for findings is cut: by day where there are too few months."""
    first, last = snapshot.first, snapshot.last
    return "day" if first is not None and last is not None and period.fine((first, last)) else "month"


def shared(snapshot: Snapshot, choice: Choice, by: str | None, at: Time, metric: Metric | None) -> Answers:
    """A page's scan by a dimension or by none: the one that findings are made from where it can be.

    `metric`: the only one that the page's own scan has to hold.
    """
    within = inner(snapshot)
    if by not in (None, TOUCHPOINT, within) or at != time(snapshot):
        return Answers.of(snapshot, choice, time=at, by=[by] if by else [], metric=metric)
    found = Ground.scanned(snapshot, choice, None).answers
    return found if within in (None, by) else found.without(within)


@dataclass(frozen=True)
class Ground:
    """`answers`: a scan by time, touchpoint and, where there is one, the `inner` dimension. `tables`: governance."""

    answers: Answers
    tables: Tables | None
    inner: str | None

    @classmethod
    def scanned(cls, snapshot: Snapshot, choice: Choice, tables: Tables | None) -> Ground:
        within = inner(snapshot)
        by = [within] if within else []
        return cls(Answers.of(snapshot, measured(choice, snapshot), time=time(snapshot), by=by), tables, within)

    @property
    def choice(self) -> Choice:
        return self.answers.choice

    @property
    def day(self) -> date:
        """The last day of the period: roles and goals count as they stand on it."""
        return self.answers.compared.span[1]

    @property
    def timed(self) -> bool:
        """Whether the comparison is with an earlier time."""
        return self.answers.compared.earlier is not None

    @cached_property
    def labels(self) -> dict[int, str]:
        """Code -> name of every touchpoint."""
        return self.answers.snapshot.labels(TOUCHPOINT)

    @cached_property
    def members(self) -> dict[int, str]:
        """Code -> name of every member of the inner dimension."""
        return self.answers.snapshot.labels(self.inner) if self.inner else {}

    @property
    def metrics(self) -> list[Metric]:
        return self.answers.snapshot.metrics

    def wholes(self) -> Iterator[Population]:
        """The headline's population of each metric: of the chosen one also where nobody was asked for it."""
        for metric in dict.fromkeys([*self.metrics, self.choice.metric]):
            yield self.coarse.population(metric)

    def pools(self) -> Iterator[Population]:
        """The touchpoint answers of each metric that has any."""
        for metric in self.metrics:
            pool = self.coarse.scoped(metric, "touchpoints")
            if pool.inside.height:
                yield pool

    @cached_property
    def coarse(self) -> Answers:
        """The same scan without the inner dimension: fewer rows for whatever does not need it."""
        return self.answers.without(self.inner) if self.inner else self.answers

    @cached_property
    def mixes(self) -> tuple[pl.DataFrame, pl.DataFrame] | None:
        """What `composition.within` and `composition.mixes` make of touchpoints; None without a time before."""
        fine = [self.answers.scoped(pool.metric, "touchpoints") for pool in self.pools()]
        if self.inner is None or not self.timed or not fine:
            return None
        split = composition.within(fine, self.inner)
        return split, composition.mixes(fine, self.inner, split)

    def invited(self, metric: Metric) -> pl.DataFrame:
        """What `response.invited` knows of the metric."""
        return response.invited(self.answers, metric)

    @cached_property
    def tests(self) -> pl.DataFrame:
        """`family.tested` of the wholes, of every touchpoint and, over time, of each in every inner member."""
        wholes, inner = list(self.wholes()), self.inner if self.timed else None
        fallback = {whole.metric: whole.wobble for whole in wholes}
        parts = [Part(WHOLE, whole, (), whole.wobble) for whole in wholes]
        for pool in self.pools():
            parts.append(Part(POINT, pool, (TOUCHPOINT,), fallback[pool.metric]))
            if inner:
                fine = self.answers.scoped(pool.metric, "touchpoints")
                parts.append(Part(INSIDE, fine, (TOUCHPOINT, inner), fallback[pool.metric]))
        return tested(self.answers, parts)

    @cached_property
    def ordinary(self) -> dict[Metric, dict[int, float]]:
        """By metric, each touchpoint's ordinary movement between the periods, in points squared."""
        found: dict[Metric, dict[int, float]] = {}
        points = self.tests.filter(pl.col("kind") == POINT, pl.col("p").is_not_null())
        for metric, code, wobble in points.select("metric", "code", "wobble").iter_rows():
            found.setdefault(metric, {})[code] = wobble
        return found

    @cached_property
    def sizes(self) -> dict[tuple[Metric, int], int]:
        """(metric, touchpoint) -> its answers in the period."""
        found: dict[tuple[Metric, int], int] = {}
        for pool in self.pools():
            counts = pool.counts([TOUCHPOINT], NOW).filter(pl.col(TOUCHPOINT) != NOT_GIVEN)
            found |= {(pool.metric, code): n for code, n in counts.select(TOUCHPOINT, "n").iter_rows()}
        return found

    def reach(self, metric: Metric, *codes: int) -> float:
        """The share of these touchpoints among the metric's touchpoint answers in the period."""
        total = sum(n for (of, _), n in self.sizes.items() if of == metric)
        return sum(self.sizes.get((metric, code), 0) for code in codes) / total if total else 0.0
