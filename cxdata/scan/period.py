"""Which days are looked at, with which they are compared, and how finely time is cut."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

import polars as pl

from cxdata.card import Grain
from cxdata.choice import Choice, Span, month_end, months_later
from cxdata.store.snapshot import Snapshot

Kind = Literal["year", "month", "quarter", "half", "previous", "rest"]
"""What a comparison is called: the same days a year before, the time just before, or the rest."""

HISTORY: Final = 24
"""Months that a trend shows, unless the chosen period is longer."""

_EVERY: Final[dict[Grain, str]] = {"day": "1d", "week": "1w", "month": "1mo", "quarter": "1q", "year": "1y"}
_COARSER: Final[dict[Grain, tuple[Grain, ...]]] = {
    "day": ("day", "week", "month"),
    "week": ("week", "month", "quarter"),
    "month": ("month", "quarter", "year"),
    "quarter": ("quarter", "year"),
    "year": ("year",),
}
_LONGEST: Final[dict[Grain | None, int]] = {"day": 62, "week": 53 * 7}
_FINE_DAYS, _WEEKLY_DAYS = 31, 180
_NEARLY = 0.93
"""The share of its days from which a period counts as whole: a month may lack two days, a year no month."""


@dataclass(frozen=True)
class Compared:
    """The chosen days, those they are compared with (None: the rest, or nothing lies before), and its name."""

    span: Span
    earlier: Span | None
    kind: Kind

    @property
    def spans(self) -> list[Span]:
        """The periods in the order of their numbers, from 1."""
        return [self.span, *([self.earlier] if self.earlier else [])]


def until(choice: Choice, snapshot: Snapshot) -> date:
    """The day from which a choice counts back: periods leave a month out that has only begun, all time does not."""
    return snapshot.through if choice.preset == "all" else snapshot.as_of


def compared(choice: Choice, snapshot: Snapshot) -> Compared:
    """The two periods of a choice; where the year before would overlap, the time just before stands in its place."""
    day = until(choice, snapshot)
    span = choice.span(day, snapshot.first)
    if choice.compare == "rest":
        return Compared(span, None, "rest")
    earlier = choice.earlier(day, snapshot.first)
    kind: Kind = "year"
    if choice.compare == "previous" or (earlier and earlier[1] >= span[0]):
        earlier = replace(choice, compare="previous").earlier(day, snapshot.first)
        kind = _previous(span)
    return Compared(span, earlier, kind)


def _previous(span: Span) -> Kind:
    start, end = span
    if start.day != 1 or end != month_end(end):
        return "previous"
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    kinds: dict[int, Kind] = {1: "month", 3: "quarter", 6: "half", 12: "year"}
    return kinds.get(months, "previous")


def window(span: Span, first: date | None) -> Span:
    """What a trend shows: the last two years up to the end of the period, or the whole period where it is longer.

    It begins with a month, or with the first answer.
    """
    start = min(span[0].replace(day=1), months_later(span[1], 1 - HISTORY))
    return (max(start, first) if first and first <= span[1] else start), span[1]


def shown(span: Span, first: date | None, grain: Grain | None) -> Span:
    """The window of a trend cut that finely: fewer days where they are drawn one by one, or by weeks."""
    start, end = window(span, first)
    return (max(start, end - timedelta(days=_LONGEST[grain] - 1)) if grain in _LONGEST else start), end


def fine(days: Span) -> bool:
    """Whether answers from so few days are better told by day or week than by month."""
    return (days[1] - days[0]).days < _WEEKLY_DAYS


def first_grain(days: Span) -> Grain:
    """The grain to begin with for answers from these days."""
    length = (days[1] - days[0]).days + 1
    return "day" if length <= _FINE_DAYS else "week" if length <= _WEEKLY_DAYS else "month"


def coarser(grain: Grain) -> tuple[Grain, ...]:
    """The grain itself and those that may stand in for it when answers are few."""
    return _COARSER[grain]


def floored(column: str, grain: Grain) -> pl.Expr:
    """First day of the period of that grain in which the days lie."""
    return pl.col(column).dt.truncate(_EVERY[grain])


def calendar(days: Span, grain: Grain) -> pl.DataFrame:
    """`period`: every period of the grain that touches these days."""
    days_frame = pl.DataFrame({"at": [days[0], days[1]]}).select(floored("at", grain))["at"]
    found = pl.date_range(days_frame[0], days_frame[1], _EVERY[grain], eager=True)
    return pl.DataFrame({"period": found})


def start_of(day: date, grain: Grain) -> date:
    """First day of the period of that grain in which the day lies."""
    found = calendar((day, day), grain)["period"][0]
    assert isinstance(found, date)
    return found


def last_day(period: date, grain: Grain) -> date:
    """The last day of the period that begins there."""
    if grain == "day":
        return period
    if grain == "week":
        return period + timedelta(days=6)
    return months_later(period, {"month": 1, "quarter": 3, "year": 12}[grain]) - timedelta(days=1)


def partial(days: Span, grain: Grain) -> dict[date, Span]:
    """Periods of which these days hold only a part, by their first day, with the part that they hold.

    A month in which the answers begin is none of them.
    """
    days = (days[0].replace(day=1) if grain in ("month", "quarter", "year") else days[0]), days[1]
    found = {}
    for start in {calendar(days, grain)["period"][at] for at in (0, -1)}:
        end = last_day(start, grain)
        part = max(start, days[0]), min(end, days[1])
        if (part[1] - part[0]).days + 1 < _NEARLY * ((end - start).days + 1):
            found[start] = part
    return dict(sorted(found.items()))


def held(days: Iterable[date]) -> Span | None:
    """First and last of the days."""
    found = list(days)
    return (min(found), max(found)) if found else None
