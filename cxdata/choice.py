"""What the reader selected: metric, period, comparison, filters; to and from a link.

Links carry data values and language-neutral codes only, so the same link opens in either language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal, get_args

from cxdata.errors import ChoiceRefused
from cxdata.schema import METRICS, Metric

Preset = Literal["month", "quarter", "half", "year", "ytd", "two_years", "all", "free"]
PRESETS: tuple[Preset, ...] = get_args(Preset)
Comparison = Literal["previous", "year", "rest"]
COMPARISONS: tuple[Comparison, ...] = get_args(Comparison)
Span = tuple[date, date]

_MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12, "two_years": 24}
_PREFIX = "f."


def months_later(day: date, months: int) -> date:
    """First day of the month that lies `months` after the month of `day`."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def month_end(day: date) -> date:
    return months_later(day, 1) - timedelta(days=1)


def year_earlier(day: date) -> date:
    """The same day a year before; the last of a month stays the last of its month."""
    if day == month_end(day):
        return month_end(day.replace(year=day.year - 1, day=1))
    return day.replace(year=day.year - 1)


@dataclass(frozen=True, slots=True)
class Choice:
    """The frozen record of a selection; `where` maps a dimension's name to the labels kept."""

    metric: Metric = "nps"
    preset: Preset = "quarter"
    compare: Comparison = "year"
    start: date | None = None
    end: date | None = None
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)

    def span(self, as_of: date, first: date | None = None) -> Span:
        """The period, both days included, counted back from `as_of`; `first` is the earliest day with answers."""
        if self.preset == "free" and self.start and self.end:
            return self.start, self.end
        if self.preset == "all":
            return first or months_later(as_of, -35), as_of
        if self.preset == "ytd":
            return date(as_of.year, 1, 1), as_of
        return months_later(as_of, 1 - _MONTHS.get(self.preset, 1)), as_of

    def earlier(self, as_of: date, first: date | None = None) -> Span | None:
        """The period compared with; None when the comparison is with the rest."""
        start, end = self.span(as_of, first)
        if self.compare == "rest":
            return None
        if self.compare == "year":
            return year_earlier(start), year_earlier(end)
        if start.day == 1 and end == month_end(end):
            months = (end.year - start.year) * 12 + end.month - start.month + 1
            return months_later(start, -months), start - timedelta(days=1)
        return start - (end - start) - timedelta(days=1), start - timedelta(days=1)

    def kept(self, dimension: str, labels: Iterable[str]) -> Choice:
        """The same choice with the labels of one dimension replaced; no labels lift the filter."""
        where = {name: values for name, values in self.where.items() if name != dimension}
        if chosen := tuple(labels):
            where[dimension] = chosen
        return replace(self, where=where)

    def query(self) -> dict[str, str | list[str]]:
        """Parameters of a link that reopens this choice; what is at its default is left out."""
        found: dict[str, str | list[str]] = {}
        if self.metric != "nps":
            found["metric"] = self.metric
        if self.preset != "quarter":
            found["period"] = self.preset
        if self.preset == "free" and self.start and self.end:
            found["from"], found["to"] = self.start.isoformat(), self.end.isoformat()
        if self.compare != "year":
            found["vs"] = self.compare
        for name in sorted(self.where):
            found[_PREFIX + name] = list(self.where[name])
        return found

    @classmethod
    def of(cls, query: Mapping[str, str | list[str]]) -> tuple[Choice, list[ChoiceRefused]]:
        """The choice that a link's parameters ask for, and what of them could not be understood."""
        wrong: list[ChoiceRefused] = []
        values = {k: [v] if isinstance(v, str) else list(v) for k, v in query.items()}

        def one(name: str, allowed: tuple[str, ...], default: str) -> str:
            given = values.get(name, [default])[-1]
            if given in allowed:
                return given
            wrong.append(ChoiceRefused("link_value", name=name, found=given, expected=", ".join(allowed)))
            return default

        metric, preset = one("metric", METRICS, "nps"), one("period", PRESETS, "quarter")
        compare = one("vs", COMPARISONS, "year")
        start = end = None
        if preset == "free":
            try:
                start, end = (date.fromisoformat(values[name][-1]) for name in ("from", "to"))
                if start > end:
                    raise ValueError
            except (KeyError, ValueError):
                found = " – ".join(values.get(name, ["?"])[-1] for name in ("from", "to"))
                wrong.append(ChoiceRefused("link_period", found=found))
                preset, start, end = "quarter", None, None
        where = {
            name.removeprefix(_PREFIX): tuple(labels)
            for name, labels in values.items()
            if name.startswith(_PREFIX) and labels
        }
        return cls(metric, preset, compare, start, end, where), wrong  # type: ignore[arg-type]
