"""One scan of the answers for a whole page, and the populations that its charts speak of."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Literal

import polars as pl

from cxdata.card import Grain, Scope
from cxdata.choice import Choice, Span
from cxdata.scan.history import History, history
from cxdata.scan.period import Compared, compared, first_grain, floored
from cxdata.schema import NOT_GIVEN, Metric
from cxdata.statistics import tallies
from cxdata.statistics.wobble import wobble, wobbles
from cxdata.store.remembered import Latest
from cxdata.store.snapshot import Snapshot
from cxdata.store.tally import by_month, edged, spanned

NOW, BEFORE = 1, 2
Time = Literal["day", "month"]


def measured(choice: Choice, snapshot: Snapshot) -> Choice:
    """The choice with a metric that somebody was asked for: the chosen one, or else the first that the data hold."""
    if not snapshot.metrics or choice.metric in snapshot.metrics:
        return choice
    return replace(choice, metric=snapshot.metrics[0])


@dataclass(frozen=True)
class Population:
    """Answers of one metric that count together: the relationship with the company, or touchpoints.

    `inside` are those that the filters keep, `outside` the others (empty unless compared with the rest): rows of
    `Answers.classes`. `deff`: how much the interval of a pool widens because one person rates several touchpoints.
    """

    metric: Metric
    scope: Scope
    deff: float
    inside: pl.DataFrame
    outside: pl.DataFrame
    time: Time
    history: History = field(default_factory=History, repr=False, compare=False)
    _known: dict[Hashable, pl.DataFrame] = field(default_factory=dict, repr=False, compare=False)

    def counts(self, by: Sequence[str] = (), span: int | None = None, *, rest: bool = False) -> pl.DataFrame:
        """`by..., n, n_eff, positive, neutral, negative` of a period (1 the chosen, 2 the earlier), or of all days."""

        def counted() -> pl.DataFrame:
            frame = self.outside if rest else self.inside
            return tallies.summed(frame if span is None else frame.filter(pl.col("span") == span), by)

        return self.once((*by, span, rest), counted)

    def once(self, name: Hashable, work: Callable[[], pl.DataFrame]) -> pl.DataFrame:
        """What is worked out of these answers for the first time, and known from then on."""
        if name not in self._known:
            self._known[name] = work()
        return self._known[name]

    def scores(self, by: Sequence[str] = (), span: int | None = None) -> pl.DataFrame:
        """`by..., n, positive, neutral, negative, score, low, high, hidden`."""
        return tallies.scores(self.counts(by, span), self.metric, self.deff)

    def part(self, dimension: str, code: int) -> Population:
        """The answers of one member; a single touchpoint is no pool."""
        deff = 1.0 if dimension == "touchpoint" else self.deff
        return replace(self.only(pl.col(dimension) == code), deff=deff)

    def only(self, kept: pl.Expr) -> Population:
        """Those of its answers."""
        inside, outside = self.inside.filter(kept), self.outside.filter(kept)
        return replace(self, inside=inside, outside=outside, history=History(), _known={})

    @property
    def wobble(self) -> float | None:
        """Variance of the true score from month to month, points squared; None with too short a history."""
        return self.history.once("wobble", lambda: wobble(self.monthly(), self.metric))

    def moving(self, *by: str) -> pl.DataFrame:
        """`by..., months, wobble, noise, free, shifts` of every member with a year of months; worked out once."""
        return self.history.once(("moving", *by), lambda: wobbles(self.monthly(by), by, self.metric))

    def monthly(self, by: Sequence[str] = ()) -> pl.DataFrame:
        """Counts by month: `by..., period, n, n_eff, ...`."""

        def counted() -> pl.DataFrame:
            dated = self.inside.with_columns(period=floored(self.time, "month"))
            return tallies.summed(dated, [*by, "period"])

        return self.history.once(("monthly", *by), counted)

    @property
    def days(self) -> Span | None:
        """First and last day (or month) with answers."""
        column = self.inside[self.time]
        return (_date(column.min()), _date(column.max())) if len(column) else None


@dataclass(frozen=True)
class Counted:
    """Answers up to a day, before periods are cut out of them: `Answers.frame` and `classes` without `span`.

    With it where a period begins or ends within a month, and days are not told apart.
    """

    frame: pl.DataFrame
    classes: pl.DataFrame
    _coarser: dict[str, Counted] = field(default_factory=dict, repr=False, compare=False)

    def without(self, dimension: str) -> Counted:
        """The same with the members of a dimension counted together."""
        if dimension not in self._coarser:
            classes = tallies.together(self.classes.drop(dimension))
            self._coarser[dimension] = Counted(self.frame.drop(dimension), classes)
        return self._coarser[dimension]


@dataclass(frozen=True)
class Answers:
    """What a page knows after its one scan."""

    snapshot: Snapshot
    choice: Choice
    compared: Compared
    counted: Counted
    time: Time
    _populations: dict[tuple[Metric, Scope], Population] = field(default_factory=dict, repr=False, compare=False)
    _coarser: dict[str, Answers] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(
        cls,
        snapshot: Snapshot,
        choice: Choice,
        *,
        time: Time = "month",
        by: Sequence[str] = (),
        metric: Metric | None = None,
    ) -> Answers:
        """Everything up to the end of the chosen period, by time, touchpoint and `by`; the latest are remembered."""
        asked = choice, time, tuple(by), metric
        return snapshot.borne(_Scans).of(asked, lambda: cls._scanned(snapshot, *asked))

    @classmethod
    def _scanned(
        cls, snapshot: Snapshot, choice: Choice, time: Time, by: Sequence[str], metric: Metric | None
    ) -> Answers:
        found = compared(choice, snapshot)
        apart = time == "day" or all(by_month(*edged(span, snapshot.first, snapshot.last)) for span in found.spans)
        spans, rest = [] if apart else found.spans, found.kind == "rest"

        def counted() -> Counted:
            frame = snapshot.tally(
                list(dict.fromkeys([time, "touchpoint", *by])),
                metric=metric, where=choice.where, end=found.span[1], scope="all", spans=spans, rest=rest,
            )  # fmt: skip
            if "inside" not in frame.columns:
                frame = frame.with_columns(inside=pl.lit(True))
            return Counted(frame, tallies.classes(frame, snapshot.cuts))

        where = tuple((name, tuple(labels)) for name, labels in choice.where.items() if labels)
        asked = time, by, metric, where, found.span[1], tuple(spans), rest
        return cls(snapshot, choice, found, snapshot.borne(_Counts).of(asked, counted), time)

    @cached_property
    def frame(self) -> pl.DataFrame:
        """The histogram of scores by time, touchpoint, `span` and whether the filters keep them (`inside`)."""
        return self._cut(self.counted.frame)

    @cached_property
    def classes(self) -> pl.DataFrame:
        """The same by metric and class, in place of measure and score `positive, neutral, negative`; far fewer rows."""
        return self._cut(self.counted.classes)

    def _cut(self, frame: pl.DataFrame) -> pl.DataFrame:
        if "span" in frame.columns:
            return frame
        ends = [edged(span, self.snapshot.first, self.snapshot.last) for span in self.compared.spans]
        return spanned(frame, ends, self.time)

    @cached_property
    def filtered(self) -> bool:
        return any(self.choice.where.values())

    def without(self, dimension: str) -> Answers:
        """The same scan with the members of a dimension counted together."""
        if dimension not in self._coarser:
            counted = self.counted.without(dimension)
            self._coarser[dimension] = Answers(self.snapshot, self.choice, self.compared, counted, self.time)
        return self._coarser[dimension]

    def grain(self, days: Span) -> Grain:
        """The grain that a trend over these days begins with."""
        return first_grain(days) if self.time == "day" else "month"

    def population(self, metric: Metric, dimension: str | None = None) -> Population:
        """The headline's population of a metric: the relationship, or else the pool of touchpoints.

        The pool stands in where the filters leave no answer about the relationship, and for a `dimension` of which
        answers about the relationship say nothing.
        """
        about = self.scoped(metric, "relationship").inside
        if dimension:
            about = about.filter(pl.col(dimension) != NOT_GIVEN)
        whole = dimension != "touchpoint" and not self.choice.where.get("touchpoint") and about.height > 0
        return self.scoped(metric, "relationship" if whole else "touchpoints")

    def scoped(self, metric: Metric, scope: Scope) -> Population:
        """All answers of a metric about the relationship, or about touchpoints."""
        if (metric, scope) not in self._populations:
            self._populations[metric, scope] = self._population(metric, scope)
        return self._populations[metric, scope]

    @cached_property
    def _parts(self) -> dict[tuple[object, ...], pl.DataFrame]:
        """The classes by metric, and by whether they are about the relationship."""
        told = self.classes.with_columns(_whole=pl.col("touchpoint") == NOT_GIVEN)
        return {of: part.drop("_whole") for of, part in told.partition_by("metric", "_whole", as_dict=True).items()}

    def _population(self, metric: Metric, scope: Scope) -> Population:
        frame = self._parts.get((metric, scope == "relationship"), self.classes.clear())
        deff = 1.0
        if scope == "touchpoints" and frame.height:
            deff = self.snapshot.clustering(metric, self.choice.where, None, self.compared.span[1])
        rest = self.compared.kind == "rest"
        inside, outside = (frame.filter("inside"), frame.filter(~pl.col("inside"))) if rest else (frame, frame.clear())
        months = history(self.snapshot, self.choice, metric, scope, self.compared.span[1])
        return Population(metric, scope, deff, inside, outside, self.time, months)


class _Scans(Latest[Answers]):
    """A page and its findings ask for the same one."""

    MOST = 2


class _Counts(Latest[Counted]):
    """A period moved is cut out of them anew, and nothing is counted again."""

    MOST = 4


def _date(value: object) -> date:
    assert isinstance(value, date)
    return value
