"""The tally: one scan over the answers, giving the histogram of scores per group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

import polars as pl

from cxdata.choice import month_end, months_later
from cxdata.schema import METRICS
from cxdata.store.connection import quoted

Scope = Literal["headline", "relationship", "touchpoints", "all"]
Span = tuple[date, date]
Ends = tuple[date | None, date | None]
"""First and last day, both included; None where there is no bound."""

COLUMNS = frozenset({"month", "day", "metric", "span", "inside", "measure", "score", "n", "w", "w2"})
"""Names that a tally's columns have of their own; no dimension may be called so."""

_METRIC = pl.Enum(sorted(METRICS))
_MOST_PLACES = 2**63

_PLAIN = {"n": "count(*)"}
_WEIGHTED = _PLAIN | {
    "w": "sum(coalesce(weight, 1)::DOUBLE)",
    "w2": "sum(coalesce(weight, 1)::DOUBLE * coalesce(weight, 1)::DOUBLE)",
}


def sums(weighted: bool) -> Mapping[str, str]:
    """The sums of a tally: how many answers, and where they are weighted their weights and the squares of these."""
    return _WEIGHTED if weighted else _PLAIN


@dataclass
class Scan:
    """One SELECT in the making: expressions over columns of `answers`, and the values bound to them."""

    values: dict[str, object] = field(default_factory=dict)
    conditions: list[str] = field(default_factory=list)

    def bound(self, value: object) -> str:
        name = f"p{len(self.values)}"
        self.values[name] = value
        return f"${name}"

    def among(self, column: str, codes: Sequence[int]) -> str:
        """`column IN (...)`, false for no codes."""
        if not codes:
            return "false"
        return f"{column} IN ({', '.join(self.bound(code) for code in codes)})"

    def within(self, start: date | None, end: date | None) -> list[str]:
        """Conditions that keep both days and what lies between; by month where both fall on a month's edge."""
        if by_month(start, end):
            low, high = (start and month_number(start)), (end and month_number(end))
            column = "month"
        else:
            low, high, column = start, end, "day"
        found = [] if low is None else [f"{column} >= {self.bound(low)}"]
        return found if high is None else [*found, f"{column} <= {self.bound(high)}"]

    def both(self, conditions: Sequence[str]) -> str:
        return "(" + " AND ".join(conditions) + ")" if conditions else "true"

    def span(self, spans: Sequence[Ends]) -> str:
        """The number, from 1, of the span that a day falls into; 0 outside all of them."""
        cases = [f"WHEN {self.both(self.within(*span))} THEN {at}" for at, span in enumerate(spans, 1)]
        return f"CASE {' '.join(cases)} ELSE 0 END"

    def sql(self, groups: Mapping[str, str], sums: Mapping[str, str], source: str = "answers") -> str:
        """Groups and sums by the name of their column; grouped by position, which every engine understands."""
        columns = [f"{expression} AS {quoted(name)}" for name, expression in (*groups.items(), *sums.items())]
        where = f" WHERE {' AND '.join(self.conditions)}" if self.conditions else ""
        by = f" GROUP BY {', '.join(str(at) for at in range(1, len(groups) + 1))}" if groups else ""
        return f"SELECT {', '.join(columns)} FROM {source}{where}{by}"


def by_month(start: date | None, end: date | None) -> bool:
    """Whether the period has its ends, where it has any, on the edges of months."""
    return (start is None or start.day == 1) and (end is None or end == month_end(end))


def edged(ends: Ends, first: date | None, last: date | None) -> Ends:
    """The same answers by whole months, where an end lies beyond the first or the last of all answers."""
    start, end = ends
    if first is None or last is None:
        return ends
    if start is not None and not first < start <= last:
        start = start.replace(day=1) if start <= first else months_later(start, 1)
    if end is not None and not first <= end < last:
        end = month_end(end) if end >= last else end.replace(day=1) - timedelta(days=1)
    return start, end


def month_number(day: date) -> int:
    """How `month` columns count: year * 12 + month - 1."""
    return day.year * 12 + day.month - 1


def month_dates(column: str = "month") -> pl.Expr:
    """A `month` column of numbers as the first days of those months."""
    number = pl.col(column).cast(pl.Int32)
    return pl.date(number // 12, number % 12 + 1, 1).alias(column)


def disjoint(spans: Sequence[Span]) -> bool:
    """Whether each day lies in one span at most, and none ends before it starts."""
    ordered = sorted(spans)
    apart = all(before[1] < after[0] for before, after in pairwise(ordered))
    return apart and all(start <= end for start, end in spans)


def spanned(frame: pl.DataFrame, spans: Sequence[Ends], time: str) -> pl.DataFrame:
    """A tally by `time` with its `span`, the number that `Snapshot.tally` gives it; for spans that time tells apart."""
    number = pl.lit(0)
    for at, (low, high) in enumerate(spans, 1):
        number = pl.when(pl.col(time).is_between(low, high)).then(at).otherwise(number)
    return frame.with_columns(span=number.cast(pl.UInt8))


def merged(frame: pl.DataFrame, canonical: Mapping[str, Mapping[int, int]], by: Sequence[str]) -> pl.DataFrame:
    """The same tally with the codes of merged members counted under their canonical one."""
    moves = {name: moved for name in by if (moved := canonical.get(name))}
    if not moves:
        return frame
    groups = [name for name in frame.columns if name not in ("n", "w", "w2")]
    frame = frame.with_columns(pl.col(name).replace(moved) for name, moved in moves.items())
    return frame.group_by(groups).agg(pl.col("n", *(name for name in ("w", "w2") if name in frame.columns)).sum())


def shaped(
    frame: pl.DataFrame,
    by: Sequence[str],
    groups: Sequence[str],
    canonical: Mapping[str, Mapping[int, int]],
    metric_of: Mapping[int, str],
) -> pl.DataFrame:
    """Merged members counted together, months as dates, columns in the promised order and types."""
    frame = merged(frame, canonical, by)
    if "month" in by:
        frame = frame.with_columns(month_dates())
    if "span" in groups:
        frame = frame.with_columns(pl.col("span").cast(pl.UInt8))
    if "metric" in by:
        frame = frame.with_columns(metric=pl.col("measure").replace_strict(metric_of, return_dtype=_METRIC))
    order = [*by, *(name for name in groups if name not in by)]
    found = _ordered(frame.select(*order, *(name for name in frame.columns if name in _WEIGHTED)), order)
    return found.with_columns(pl.col("metric").cast(pl.String)) if "metric" in by else found


def _ordered(frame: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Sorted by these columns of codes, days and flags, as one number where they fit: several times as fast."""
    if frame.is_empty() or not by:
        return frame
    numbers = [pl.col(name).to_physical().cast(pl.Int64) for name in by]
    keys = frame.select(numbers)
    place, size = pl.lit(0, pl.Int64), 1
    for number, low, high in zip(numbers, keys.min().row(0), keys.max().row(0), strict=True):
        place, size = place * (high - low + 1) + (number - low), size * (high - low + 1)
    return frame.sort(place) if size < _MOST_PLACES else frame.sort(by)
