"""What stands in each column: a sample of every one, and full counts of those that matter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import duckdb

from cxdata.reading.checking.scores import score
from cxdata.reading.meaning import timeline
from cxdata.reading.meaning.date_orders import evidence, year_last
from cxdata.reading.meaning.periods import QUARTER, WEEK
from cxdata.reading.meaning.scale_words import is_missing
from cxdata.reading.meaning.timeline import Dated
from cxdata.reading.meaning.vocabulary import role
from cxdata.reading.sheet import ALONE, Sheet

SAMPLE = 2000
_CELLS = 400_000
MOST_DATES = 0.5
"""Share of a sample's cells that must be dates for a column to be one of dates."""
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
    """Of the whole file once they are `told`; until then of the sample."""

    @property
    def words(self) -> str:
        """Heading and question, for looking at what is asked."""
        return self.heading if self.wording == self.heading else f"{self.heading} {self.wording}"

    @cached_property
    def different(self) -> Counter[str]:
        """The sample's values, each once, with how often it stands there."""
        return Counter(self.values)

    @property
    def distinct(self) -> int:
        return len(self.different)

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
        said = {value: n for value, n in self.different.items() if not is_missing(value)}
        scored = sum(n for value, n in said.items() if score(value) is not None)
        return scored / sum(said.values()) if said else 0.0

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

    def told(self, counts: Iterable[Counter[str]]) -> None:
        """Takes the counts of the whole file, in parts, for those of the sample, unless this was the whole file."""
        if self.whole:
            return
        found: Counter[str] = Counter()
        for part in counts:
            found.update(part)
        self.counts, self.whole = Counter(dict(sorted(found.items()))), True

    def _share(self, pattern: re.Pattern[str]) -> float:
        matching = sum(n for value, n in self.different.items() if pattern.match(value))
        return matching / len(self.values) if self.values else 0.0


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
        row = self.asked(timeline.counted(f"c{column.place}") for column in asked) if asked else ()
        for column, counts in zip(asked, row, strict=True):
            column.told([timeline.cells(counts)])

    def dated(self, column: Column, beside: Sequence[Column] = ()) -> Dated:
        """How a column of dates reads over the whole file, whose counts those `beside` it are told."""
        found = timeline.dated(
            self.connection,
            self.sheet.relation(),
            f"c{column.place}",
            self.dates(column),
            self.frame.to_series(column.place),
            [f"c{each.place}" for each in beside],
        )
        for each in beside:
            each.told(month[f"c{each.place}"] for month in found.months.values())
        return found

    def distincts(self, columns: Iterable[Column]) -> dict[int, int]:
        """Place -> number of different values over the whole file, approximately where it is large."""
        return {c.place: c.distinct if self.whole else self._looked[0].get(c.place, c.distinct) for c in columns}

    def dates(self, column: Column) -> Mapping[str, int]:
        """The dates of a column over the whole file that may have their year last."""
        if self._looked[1].get(column.place) == 0:
            return {}
        (found,) = self.asked([evidence(f"c{column.place}")])
        return found or {}

    @cached_property
    def _looked(self) -> tuple[dict[int, int], dict[int, int]]:
        """By place, the different values of columns that may be ids or dimensions, and how many cells of dates may have
        their year last: one look over the file for both. To gather these as well would take much memory beside."""
        likely = [c for c in self.columns if role(c.heading) == "id" or role(c.wording) == "id" or c.groups]
        likely = [] if self.whole else likely
        dated = [column for column in self.columns if column.dates >= MOST_DATES]
        asked = [f"approx_count_distinct(c{column.place})" for column in likely]
        asked += [f"count(*) FILTER ({year_last(f'c{column.place}')})" for column in dated]
        row = [int(count) for count in self.asked(asked)] if asked else []
        counts = {column.place: n for column, n in zip(likely, row, strict=False)}
        return counts, {column.place: n for column, n in zip(dated, row[len(likely) :], strict=True)}

    def asked(self, cells: Iterable[str]) -> tuple[Any, ...]:
        """One row of aggregates over the whole file."""
        row: tuple[Any, ...] = self.connection.sql(
            f"SELECT {', '.join(cells)} FROM {self.sheet.relation()}"
        ).fetchall()[0]
        return row
