"""Charts of scores over time, of their changes, and of how often each score was given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from cxdata.card.words import Event, Grain, Role, Scope, Tone, Unit, Verdict
from cxdata.schema import Metric


@dataclass(frozen=True)
class Turn:
    """Where a level shifted: the first period of the new one, the periods between which that lies, and both levels."""

    at: date
    first: date
    last: date
    before: float
    after: float


@dataclass(frozen=True)
class Limits:
    """The ordinary movement of a line. `frame`: period, centre, low, high, signal (null where no score is shown).

    `periods` between `base` set the limits. `drift`: the line stays too long on one side of the centre.
    """

    frame: pl.DataFrame
    periods: int
    base: tuple[date, date]
    drift: bool = False
    turn: Turn | None = None

    @property
    def signals(self) -> list[date]:
        """The periods outside the limits."""
        return self.frame.filter(pl.col("signal").fill_null(False))["period"].to_list()


@dataclass(frozen=True)
class Series:
    """One line. `frame`: period (Date, first day), n, score, low, high (floats or null), hidden (str or null).

    `where` and `scope` say which answers stand behind a point, in addition to the reader's choice. `metric`: of the
    line, where a chart holds several metrics. `levels`: its score over each of the chart's `windows`.
    """

    label: str
    frame: pl.DataFrame
    role: Role = "main"
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    scope: Scope | None = None
    metric: Metric | None = None
    limits: Limits | None = None
    levels: tuple[float | None, ...] = ()


@dataclass(frozen=True)
class Lines:
    """Score over time with its interval as a band and n beneath; `multiples` draws one panel a series.

    All series have the same periods without gaps. `n` (period, n): the bars beneath; without it, those of the first
    series. `by`: the dimension whose members the series are. `partial`: periods, by their first day, of which only
    those days are counted. `windows`: days that the words compare with one another; `compared`: whether they compare
    any. `across`: panels side by side, where that is not left to the width.
    """

    series: tuple[Series, ...]
    unit: Unit
    grain: Grain
    goal: float | None = None
    events: tuple[Event, ...] = ()
    multiples: bool = False
    metric: str = "nps"
    by: str | None = None
    n: pl.DataFrame | None = None
    partial: Mapping[date, tuple[date, date]] = field(default_factory=dict)
    windows: tuple[tuple[date, date], ...] = ()
    across: int | None = None
    compared: bool = True


@dataclass(frozen=True)
class Changes:
    """Differences as bars round zero, grouped under their verdict.

    `frame`: label, n, score, change, low, high, verdict; one row a bar, in the order to be drawn. `beside`: against
    others at the same time, not against an earlier time.
    """

    frame: pl.DataFrame
    unit: Unit
    beside: bool = False


@dataclass(frozen=True)
class Figure:
    """One number with interval, change and a spark. `spark`: period, score, low, high, n.

    The words: `name` "NPS", `meaning` "willingness to recommend", `value` "34.2", `interval` "interval 30 to 39,
    n = 1,138", `moved` "-1.8 pts", `said` "could be chance" with the tone in which it is written,
    `moved_between` the interval of the change, `why` what the verdict rests on where that interval seems to say more.
    """

    metric: str
    unit: Unit
    n: int
    score: float | None
    low: float | None
    high: float | None
    hidden: str | None
    change: float | None
    change_low: float | None
    change_high: float | None
    verdict: Verdict | None
    spark: pl.DataFrame
    name: str = ""
    meaning: str = ""
    value: str = ""
    interval: str = ""
    moved: str = ""
    said: str = ""
    tone: Tone = "quiet"
    goal: float | None = None
    moved_between: str = ""
    why: str = ""


@dataclass(frozen=True)
class Distribution:
    """How often each score was given. `frame`: score, n, kind (negative, neutral, positive)."""

    frame: pl.DataFrame
    unit: Unit
