"""What stands in each column: a sample of every one, and full counts of those that matter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import duckdb

from cxdata.reading.checking.scores import score
from cxdata.reading.meaning.periods import QUARTER, WEEK
from cxdata.reading.meaning.scale_words import is_missing
from cxdata.reading.meaning.vocabulary import role
from cxdata.reading.sheet import ALONE, Sheet

SAMPLE = 2000
_CELLS = 400_000
_NUMBER = re.compile(r"[-−+]?\d+(?:[\s\u00a0]\d{3})*(?:[.,]\d+)?\s?(?:%|/\s*\d{1,3})?$")
_DATE = re.compile(
    r"(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:\d{4}|\d{2})(?!\d)"
    r"|\d{1,2}[ .-]*[^\W\d]{3,}[ .,-]*(?:\d{4}|\d{2})(?!\d)|\d{1,2}[ .]*[IVX]{1,4}[ .]*\d{4}"
    r"|(?:[^\W\d]{3,},? )?\d{1,2}(?:st|nd|rd|th)? [^\W\d]{3,}\.? \d{4}"
    r"|(?:[^\W\d]{3,4},? )?[^\W\d]{3,}\.? (?:\d{1,2}(?:st|nd|rd|th)?,? )?\d{4}"
    r"|\d{4}[-./]\d{1,2}|\d{1,2}[-./]\d{4})(?: r\.?)?(?:[T ,].*)?$"
    rf"|(?:{QUARTER}|{WEEK})$",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?$|(?:19|20)\d{6}(?:\d{6})?$|\d{10}(?:\d{3})?(?:\.\d+)?$")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w{2,}$")
PHONE = re.compile(r"(?:'?\+\d[\d\s()-]{7,15}\d|'?\(?\d{2,3}\)?[ -]\d{2,3}[ -]\d{2,3}(?:[ -]\d{2,4})?)$")
_TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp][Mm])?$")
IP = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}$")


@dataclass
class Column:
    """A column's sample: `values` are its filled cells, trimmed; `whole` is set when the sample is the whole file."""

    place: int
    heading: str
    wording: str
    values: list[str]
    rows: int
    whole: bool
    counts: Counter[str] = field(default_factory=Counter)
    """Of the whole file once `counted` has been called for it; until then of the sample."""

    @property
    def words(self) -> str:
        """Heading and question, for looking at what is asked."""
        return self.heading if self.wording == self.heading else f"{self.heading} {self.wording}"

    @cached_property
    def distinct(self) -> int:
        return len(set(self.values))

    @cached_property
    def dates(self) -> float:
        return self._share(_DATE)

    @cached_property
    def serials(self) -> float:
        """Share of what may be a time in a spreadsheet's days, in seconds or milliseconds since 1970, or in digits."""
        return self._share(_SERIAL)

    @cached_property
    def times(self) -> float:
        return self._share(_TIME)

    @cached_property
    def scores(self) -> float:
        """Share of whole numbers among cells that say anything."""
        said = [value for value in self.values if not is_missing(value)]
        return sum(score(value) is not None for value in said) / len(said) if said else 0.0

    @cached_property
    def numbers(self) -> float:
        """Share of numbers of any kind, without a word beside them."""
        return self._share(_NUMBER)

    @cached_property
    def length(self) -> float:
        return sum(map(len, self.values)) / len(self.values) if self.values else 0.0

    @property
    def few(self) -> bool:
        """Whether its values may be scores or words of a scale."""
        return bool(self.values) and self.distinct <= 130 and not self.free_text

    @property
    def groups(self) -> bool:
        """Whether its values are texts that repeat, so that they may be values of a dimension."""
        repeated = len(self.values) >= 4 and 2 <= self.distinct <= max(2, len(self.values) / 2)
        return repeated and max(self.numbers, self.times, self.dates) < 0.5 and self.length <= 80

    @cached_property
    def free_text(self) -> bool:
        """Whether people wrote here in their own words."""
        if len(self.values) < 3 or self.numbers > 0.3:
            return False
        spaced = sum(" " in value for value in self.values) / len(self.values)
        return self.length >= 18 and spaced > 0.6 and self.distinct > 0.4 * len(self.values)

    def _share(self, pattern: re.Pattern[str]) -> float:
        return sum(bool(pattern.match(value)) for value in self.values) / len(self.values) if self.values else 0.0


class Profile:
    """Columns of a sheet with a connection on which its whole body can be asked."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.connection = duckdb.connect(config=ALONE)
        taken = max(50, min(SAMPLE, _CELLS // len(sheet.headings)))
        self.frame = frame = self.connection.sql(f"SELECT * FROM {sheet.first(taken)}").pl()
        self.whole = sheet.rows <= taken
        self.columns = [self._column(place, frame.to_series(place).to_list()) for place in range(frame.width)]

    def __enter__(self) -> Profile:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def _column(self, place: int, cells: list[str | None]) -> Column:
        values = [trimmed for cell in cells if cell and (trimmed := cell.strip())]
        heading, wording = self.sheet.headings[place], self.sheet.questions[place]
        return Column(place, heading, wording, values, len(cells), self.whole, Counter(values))

    def counted(self, columns: Iterable[Column]) -> None:
        """Replaces the counts of these columns (few different values each) by those of the whole file."""
        asked = [column for column in columns if not column.whole]
        if not asked:
            return
        row = self.asked(f"histogram(left(trim(c{column.place}), 80))" for column in asked)
        for column, counts in zip(asked, row, strict=True):
            column.counts = Counter({value: times for value, times in (counts or {}).items() if value})
            column.whole = True

    def distincts(self, columns: Iterable[Column]) -> dict[int, int]:
        """Place -> number of different values over the whole file, approximately where it is large."""
        return {c.place: c.distinct if self.whole else self._distincts.get(c.place, c.distinct) for c in columns}

    @cached_property
    def _distincts(self) -> dict[int, int]:
        """For the columns that may be ids or dimensions."""
        asked = [c for c in self.columns if role(c.heading) == "id" or role(c.wording) == "id" or c.groups]
        row = self.asked(f"approx_count_distinct(c{column.place})" for column in asked) if asked else ()
        return {column.place: int(count) for column, count in zip(asked, row, strict=True)}

    def asked(self, cells: Iterable[str]) -> tuple[Any, ...]:
        """One row of aggregates over the whole file."""
        row: tuple[Any, ...] = self.connection.sql(
            f"SELECT {', '.join(cells)} FROM {self.sheet.relation()}"
        ).fetchall()[0]
        return row
