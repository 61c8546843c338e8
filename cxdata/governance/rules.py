"""Rules over all rows of a table, as a spec lists them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from cxdata.governance.spec import Check, Problem, Row, Value
from cxdata.governance.values import alike


def same(row: Row, columns: Sequence[str]) -> tuple[object, ...]:
    """What two rows must share to speak of the same thing; the case of letters does not count."""
    return tuple(_folded(row.get(column)) for column in columns)


def _folded(value: Value) -> object:
    if isinstance(value, tuple):
        return tuple(sorted(_folded(one) for one in value))  # type: ignore[type-var]
    return alike(value) if isinstance(value, str) else value


def in_order(first: str, last: str, key: str = "governance_order") -> Check:
    """A row's last day may not lie before its first; the sentence of that key says so."""

    def check(rows: Sequence[Row]) -> list[Problem]:
        found = []
        for at, row in enumerate(rows):
            start, end = row.get(first), row.get(last)
            if isinstance(start, date) and isinstance(end, date) and end < start:
                found.append(Problem(at, last, key, {"start": start, "end": end}))
        return found

    return check


def once_at_a_time(columns: tuple[str, ...], first: str, last: str) -> Check:
    """Rows alike in `columns` may not be valid on the same day. Rows alike in `first` too are left to the key."""

    def check(rows: Sequence[Row]) -> list[Problem]:
        groups = defaultdict(list)
        for at, row in enumerate(rows):
            if all(row.get(column) is not None for column in columns):
                start, end = row.get(first), row.get(last)
                groups[same(row, columns)].append(
                    (start if isinstance(start, date) else date.min, end if isinstance(end, date) else date.max, at)
                )
        found = []
        for spans in groups.values():
            spans.sort()
            start, end, one = spans[0]
            for later, until, two in spans[1:]:
                if start < later <= end:
                    found += [_overlap(rows, one, two, first), _overlap(rows, two, one, first)]
                if until > end:
                    start, end, one = later, until, two
        return found

    return check


def _overlap(rows: Sequence[Row], at: int, other: int, column: str) -> Problem:
    return Problem(at, column, "governance_overlap", {"other": other + 1, "found": rows[at].get(column) or "–"})


def given_when(column: str, of: str, value: str) -> Check:
    """A column is given exactly in those rows where another one has that value."""

    def check(rows: Sequence[Row]) -> list[Problem]:
        found = []
        for at, row in enumerate(rows):
            if row.get(of) == value and row.get(column) is None:
                found.append(Problem(at, column, "governance_needed"))
            elif row.get(of) not in (None, value) and row.get(column) is not None:
                found.append(Problem(at, column, "governance_needless", {"found": row[column]}))
        return found

    return check


def needed(column: str, of: str, key: str, *, values: tuple[str, ...] = (), but: tuple[str, ...] = ()) -> Check:
    """A column is given where another one has one of `values`, or anything else than `but`."""

    def asked(value: Value) -> bool:
        return value is not None and (value in values or (bool(but) and value not in but))

    def check(rows: Sequence[Row]) -> list[Problem]:
        return [
            Problem(at, column, key) for at, row in enumerate(rows) if asked(row.get(of)) and row.get(column) is None
        ]

    return check


def single(column: str, value: str, key: str) -> Check:
    """At most one row has that value in the column."""

    def check(rows: Sequence[Row]) -> list[Problem]:
        places = [at for at, row in enumerate(rows) if row.get(column) == value]
        return [
            Problem(at, column, key, {"other": places[0 if at != places[0] else 1] + 1, "found": value})
            for at in places
            if len(places) > 1
        ]

    return check


def apart(column: str, other: str, key: str, when: Callable[[Row], bool] = bool) -> Check:
    """Two columns of many have nothing in common, in those rows that `when` is about."""

    def check(rows: Sequence[Row]) -> list[Problem]:
        found = []
        for at, row in enumerate(rows):
            both = [name for name in _names(row.get(column)) if name in _names(row.get(other))]
            if both and when(row):
                found.append(Problem(at, column, key, {"found": ", ".join(both)}))
        return found

    return check


def _names(value: Value) -> list[str]:
    return [str(name) for name in value] if isinstance(value, tuple) else []


def between(column: str, first: str, last: str, key: str) -> Check:
    """Days of a column of many lie after the row's first day and not after its last."""

    def check(rows: Sequence[Row]) -> list[Problem]:
        found = []
        for at, row in enumerate(rows):
            start, end, days = row.get(first), row.get(last), row.get(column)
            low = start if isinstance(start, date) else date.min
            high = end if isinstance(end, date) else date.max
            listed = days if isinstance(days, tuple) else ()
            outside = [str(day) for day in listed if isinstance(day, date) and not low < day <= high]
            if outside:
                facts = {"found": ", ".join(outside), "start": start or "–", "end": end or "–"}
                found.append(Problem(at, column, key, facts))
        return found

    return check


def within(columns: tuple[str, ...], of: str, bounds: dict[str, tuple[float, float]]) -> Check:
    """Numbers lie within the bounds that belong to another column's value."""

    def check(rows: Sequence[Row]) -> list[Problem]:
        found = []
        for at, row in enumerate(rows):
            low, high = bounds.get(str(row.get(of)), (float("-inf"), float("inf")))
            for column in columns:
                value = row.get(column)
                if isinstance(value, int | float) and not low <= value <= high:
                    facts = {"found": shown(value), "low": shown(low), "high": shown(high)}
                    found.append(Problem(at, column, "governance_range", facts))
        return found

    return check


def shown(number: float) -> str:
    """A number without needless decimals."""
    return f"{Decimal(repr(number)).normalize():f}" if number else "0"
