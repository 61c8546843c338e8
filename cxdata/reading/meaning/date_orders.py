"""In which order day, month and year stand: decided over a whole column, or left open with what is possible."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

import duckdb

from cxdata.reading.mapping import DateOrder

EARLIEST = date(1990, 1, 1)
_RARE = 0.1
"""Up to this share of the cells that speak for one order may speak for another and count as slips."""
_YEARS = 12
"""A survey that seems to run over more years than this is read in the wrong order."""

PARTS = r"^(\d{1,2})([-./])(\d{1,2})[-./](\d{4}|\d{2})(?:\D|$)"
"""Two numbers before or after a year; RE2 and Python alike."""
_LONGEST = len("31.12.2025 ")
"""Characters that it looks at; times of day behind them would make most cells of a column different."""


@dataclass(frozen=True)
class Written:
    """Different dates of one notation: `first`, `second`, `third` number, and how many cells say so."""

    first: int
    second: int
    third: int
    n: int


@dataclass(frozen=True)
class Order:
    """`order` is "" where a column allows several: those are `options`. `n`: cells that the order reads."""

    order: DateOrder
    options: tuple[DateOrder, ...]
    n: int


def ordered(connection: duckdb.DuckDBPyConnection, relation: str, text: str) -> Order:
    """The order of the cells of `relation` whose year stands last, or has two digits.

    `text`: SQL of the trimmed cell. Dates between dots are judged apart from others: in one column they may be
    another style, and without evidence the day stands first in them.
    """
    rows = connection.sql(
        f"SELECT part.s = '.', length(part.y) = 2, part.a::INTEGER, part.b::INTEGER, part.y::INTEGER, sum(n)::BIGINT "
        f"FROM (SELECT regexp_extract(d, '{PARTS}', ['a', 's', 'b', 'y']) AS part, n "
        f"FROM (SELECT left({text}, {_LONGEST}) AS d, count(*) AS n FROM {relation} GROUP BY 1) "
        f"WHERE regexp_matches(d, '{PARTS}')) GROUP BY ALL"
    ).fetchall()
    dotted = _decided([row[1:] for row in rows if row[0]], ("dmy",))
    slashed = _decided([row[1:] for row in rows if not row[0]], ())
    return _both(dotted, slashed)


def _both(dotted: Order | None, slashed: Order | None) -> Order:
    if dotted is None or slashed is None:
        return dotted or slashed or Order("ymd", (), 0)
    n = dotted.n + slashed.n
    options: list[DateOrder] = []
    for dots, slashes in product(_possible(dotted), _possible(slashed)):
        if dots == slashes:
            options.append(slashes)
        elif (slashes, dots) == ("mdy", "dmy"):
            options.append("mdy+dmy")
    if len(options) == 1:
        return Order(options[0], (), n)
    return Order("", tuple(options) or ("dmy", "mdy"), n)


def _possible(found: Order) -> Sequence[DateOrder]:
    return found.options or (found.order,)


def _decided(rows: Iterable[tuple[bool, int, int, int, int]], usual: Sequence[DateOrder]) -> Order | None:
    """The order of one style; `usual` is taken where nothing speaks against it."""
    short = [Written(a, b, y, n) for two, a, b, y, n in rows if two]
    long = [Written(a, b, y, n) for two, a, b, y, n in rows if not two]
    if not short and not long:
        return None
    orders: list[DateOrder] = ["dmy", "mdy", "ymd"] if short and not long else ["dmy", "mdy"]
    latest = date.today() + timedelta(days=1)
    reads = {order: [_day(each, order, latest) for each in [*short, *long]] for order in orders}
    counts = [each.n for each in [*short, *long]]
    n = {order: sum(c for c, day in zip(counts, days, strict=True) if day) for order, days in reads.items()}
    for order in orders:
        years = {day.year for day in reads[order] if day}
        if short and len(years) > _YEARS and min(len({d.year for d in r if d}) for r in reads.values() if any(r)) < 4:
            n[order] = 0
    most = max(n.values())
    if not most:
        return Order("", ("dmy", "mdy"), 0)
    left = [order for order in orders if not _beaten(order, orders, reads, counts, n)]
    for order in usual:
        if order in left:
            return Order(order, (), n[order])
    if len(left) == 1:
        return Order(left[0], (), n[left[0]])
    return Order("", tuple(left) or tuple(orders), most)


def _beaten(
    order: DateOrder,
    orders: Sequence[DateOrder],
    reads: dict[DateOrder, list[date | None]],
    counts: Sequence[int],
    n: dict[DateOrder, int],
) -> bool:
    """Whether another order reads cells that this one cannot, and hardly any the other way round."""
    if not n[order]:
        return True
    for other in orders:
        if other == order or not n[other]:
            continue
        pairs = list(zip(counts, reads[order], reads[other], strict=True))
        against = sum(c for c, mine, theirs in pairs if theirs and not mine)
        for_it = sum(c for c, mine, theirs in pairs if mine and not theirs)
        if against and for_it <= _RARE * against:
            return True
    return False


def _day(each: Written, order: DateOrder, latest: date) -> date | None:
    year, month, day = {
        "dmy": (each.third, each.second, each.first),
        "mdy": (each.third, each.first, each.second),
        "ymd": (each.first, each.second, each.third),
    }[order]
    try:
        found = date(century(year), month, day)
    except ValueError:
        return None
    return found if year > 99 or EARLIEST <= found <= latest else None


def readings(cell: str, order: DateOrder) -> date | None:
    """The day that a cell means in an order; None where it is no such date, or means one day in any order."""
    found = re.match(PARTS, cell.strip(), re.ASCII)
    if not found:
        return None
    first, mark, second, third = found.groups()
    if order == "mdy+dmy":
        order = "dmy" if mark == "." else "mdy"
    return _day(Written(int(first), int(second), int(third), 1), order, date.max)


def century(year: int) -> int:
    """A year of two digits as strptime reads it: 69 to 99 are of the last century."""
    return year if year > 99 else 1900 + year if year > 68 else 2000 + year
