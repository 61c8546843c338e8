"""In which order day, month and year stand: decided over a whole column, or left open with what is possible."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from cxdata.reading.mapping import DateOrder
from cxdata.schema import EARLIEST

_RARE = 0.1
"""Up to this share of the cells that speak for one order may speak for another and count as slips."""
_YEARS = 12
"""A survey that seems to run over more years than this is read in the wrong order."""

PARTS = r"^(\d{1,2})([-./])(\d{1,2})[-./](\d{4}|\d{2})(?:\D|$)"
"""Two numbers before or after a year; RE2 and Python alike."""
_BEGUN = r"^\d{1,2}[-./]"
_LONGEST = len("31.12.2025 ")
"""Characters that it looks at; times of day behind them would make most cells of a column different."""


@dataclass(frozen=True)
class Written:
    """A date of one notation: its numbers, how many cells say so, and whether its year has two digits."""

    first: int
    second: int
    third: int
    n: int
    short: bool = False


@dataclass(frozen=True)
class Order:
    """`order` is "" where a column allows several: those are `options`. `n`: cells that the order reads."""

    order: DateOrder
    options: tuple[DateOrder, ...]
    n: int


def year_last(column: str) -> str:
    """SQL of whether a cell may be a date whose year stands last, or has two digits."""
    year_first = f"{column} BETWEEN '1900' AND '1999~' OR {column} BETWEEN '2000' AND '2099~'"
    return f"CASE WHEN {year_first} THEN FALSE ELSE regexp_matches(trim({column}), '{_BEGUN}') END"


def evidence(column: str) -> str:
    """SQL of an aggregate: how often a text column holds which date that may have its year last."""
    return f"histogram(CASE WHEN {year_last(column)} THEN left(split_part(trim({column}), ' ', 1), {_LONGEST}) END)"


def ordered(dates: Mapping[str, int]) -> Order:
    """The order of dates whose year stands last, or has two digits, out of their `evidence`.

    Dates between dots are judged apart from others: in one column they may be another style, and without evidence the
    day stands first in them.
    """
    dots: list[Written] = []
    others: list[Written] = []
    for date_, n in dates.items():
        if found := re.match(PARTS, date_, re.ASCII):
            first, mark, second, third = found.groups()
            short = len(third) == 2
            (dots if mark == "." else others).append(Written(int(first), int(second), int(third), n, short))
    return _both(_decided(dots, ("dmy",)), _decided(others, ()))


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


def _decided(dates: Sequence[Written], usual: Sequence[DateOrder]) -> Order | None:
    """The order of one style; `usual` is taken where nothing speaks against it."""
    if not dates:
        return None
    short = [each.short for each in dates]
    orders: list[DateOrder] = ["dmy", "mdy", "ymd"] if all(short) else ["dmy", "mdy"]
    latest = date.today() + timedelta(days=1)
    reads = {order: [_day(each, order, latest) for each in dates] for order in orders}
    counts = [each.n for each in dates]
    n = {order: sum(c for c, day in zip(counts, days, strict=True) if day) for order, days in reads.items()}
    for order in orders:
        years = {day.year for day in reads[order] if day}
        if (
            any(short)
            and len(years) > _YEARS
            and min(len({d.year for d in r if d}) for r in reads.values() if any(r)) < 4
        ):
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
