"""Mapping: which column means what; written and read as TOML that a person can edit."""

from __future__ import annotations

from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from datetime import date as Day  # noqa: N812
from typing import Literal

from cxdata.schema import ORDERS, DateOrder, Metric

Direction = Literal["up", "down"]


@dataclass(frozen=True)
class Question:
    """One measured column. `missing` are cells that mean no answer; `words` give scores to labels ("good" -> 1).

    An empty `touchpoint` takes the one of the row's touchpoint column, or, without such, means the relationship. A
    column whose scale changed is two questions, one `until` a day and one `since` the next, both days included.
    """

    column: str
    metric: Metric
    low: int
    high: int
    direction: Direction = "up"
    missing: tuple[str, ...] = ()
    words: Table[str, int] = field(default_factory=dict)
    touchpoint: str = ""
    positive_from: int | None = None
    negative_to: int | None = None
    since: Day | None = None
    until: Day | None = None

    @property
    def spanned(self) -> bool:
        """Whether it holds for some days only."""
        return bool(self.since or self.until)

    def holds(self, day: Day) -> bool:
        """Whether it is asked on that day."""
        return (self.since or Day.min) <= day <= (self.until or Day.max)

    def meets(self, other: Question) -> bool:
        """Whether some day belongs to both."""
        first = max(each.since or Day.min for each in (self, other))
        return first <= min(each.until or Day.max for each in (self, other))


@dataclass(frozen=True)
class Mapping:
    """`dimensions`: our dimension (or a further name) -> their heading. `read`: what reading decided, or must obey.

    `date`: of answers whose rows have none; with `until` it begins the period, a wave of a survey, in which they were
    given. `zone`: of times in the file that name none; empty: the workspace's.
    """

    read: Table[str, str | int] = field(default_factory=dict)
    id: str = ""
    at: str = ""
    date_order: DateOrder = ""
    date: Day | None = None
    until: Day | None = None
    zone: str = ""
    weight: str = ""
    customer: str = ""
    questions: tuple[Question, ...] = ()
    dimensions: Table[str, str] = field(default_factory=dict)
    comments: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()

    @property
    def day(self) -> Day | None:
        """Where answers without a date of their own stand: the given day, or the middle of the given period."""
        if self.date is None or self.until is None:
            return self.date
        return self.date + (self.until - self.date) // 2

    def to_toml(self) -> str:
        """The mapping in the form that `of_toml` reads."""
        from cxdata.reading.meaning.notation import written

        return written(self)

    @classmethod
    def of_toml(cls, text: str) -> Mapping:
        """Raises MappingRefused naming the key that is wrong, what was found and what was expected."""
        from cxdata.reading.meaning.notation import read_back

        return read_back(text)


@dataclass(frozen=True)
class Suggestion:
    """What a sheet seems to mean. `sure`: importable without a person.

    `confidence`: heading -> 0..1 for every mapped heading. `open`: what a person must settle first, any of
    "date_order", "date", "question" (no measured column found), "scale" (a column whose scale is unclear). `orders`:
    the date orders that the column of dates allows, where there are several.
    """

    mapping: Mapping
    confidence: Table[str, float]
    open: tuple[str, ...]
    problems: tuple[tuple[str, Table[str, object]], ...] = ()
    orders: tuple[DateOrder, ...] = ()

    @property
    def sure(self) -> bool:
        return not self.open and all(value >= 0.8 for value in self.confidence.values())


__all__ = ["ORDERS", "DateOrder", "Direction", "Mapping", "Question", "Suggestion"]
