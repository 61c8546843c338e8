"""Rules over all rows of a table, as a spec lists them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from cxdata.governance.spec import Check, Problem, Row
from cxdata.governance.values import alike


def same(row: Row, columns: Sequence[str]) -> tuple[object, ...]:
    """What two rows must share to speak of the same thing; the case of letters does not count."""
    return tuple(alike(value) if isinstance(value, str) else value for value in (row.get(c) for c in columns))


def in_order(first: str, last: str) -> Check:
    """A row's last day may not lie before its first."""

    def check(rows: Sequence[Row]) -> list[Problem]:
        found = []
        for at, row in enumerate(rows):
            start, end = row.get(first), row.get(last)
            if isinstance(start, date) and isinstance(end, date) and end < start:
                found.append(Problem(at, last, "governance_order", {"start": start, "end": end}))
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
