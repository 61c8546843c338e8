"""Scores of a metric, by dimensions, as a table, CSV or JSON."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Literal

import polars as pl

from cxdata.command import Refused
from cxdata.command.formats import FORMATS, sourced
from cxdata.intake import sources
from cxdata.schema import NOT_GIVEN
from cxdata.statistics import tallies
from cxdata.store import folders
from cxdata.store.snapshot import Snapshot
from cxdata.text import Text

_TIME = ("month", "day")
_MOST_NAMED = 12

Scope = Literal["relationship", "touchpoints"]


def tally(asked: Namespace, text: Text) -> int:
    workspace = folders.open(asked.workspace)
    snapshot = workspace.snapshot()
    by = [name.strip() for names in asked.by for name in names.split(",") if name.strip()]
    where = kept(snapshot, asked.where, text)
    for name in by:
        if name not in _TIME:
            _known(snapshot, name, text)
    question = Question(snapshot, asked, tuple(dict.fromkeys(by)), where)
    frame = _worded(question.scores(), snapshot, by, text)
    if asked.format == "json" and asked.sources:
        print(sourced(frame, sources.behind(workspace, text, question.files())), end="")
    else:
        print(FORMATS[asked.format](frame, text), end="")
    return 0


@dataclass(frozen=True)
class Question:
    """What is asked of a snapshot, and which answers it is about."""

    snapshot: Snapshot
    asked: Namespace
    by: tuple[str, ...]
    where: Mapping[str, Sequence[str]]

    def scores(self) -> pl.DataFrame:
        """by (codes), n, positive, neutral, negative, score, low, high, hidden.

        Without a scope, answers about the relationship go first; the pool of touchpoints stands in where they are
        none, or say nothing of a dimension that is asked for.
        """
        scope, histogram = self._counted
        pool = "touchpoint" not in self.by and (scope == "touchpoints" or not self._headline())
        deff = 1.0
        if pool:
            deff = self.snapshot.clustering(self.asked.metric, self.where, self.asked.start, self.asked.end)
        counts = tallies.counts(histogram, self.snapshot.cuts, self.by)
        return tallies.scores(counts, self.asked.metric, deff)

    def files(self) -> list[str]:
        """Files that gave answers to what was counted, by whole months, oldest first."""
        shown, asked = self.snapshot, self.asked
        start, end = asked.start or shown.first, asked.end or shown.last
        scope, histogram = self._counted
        if start is None or end is None or histogram.is_empty():
            return []
        if scope is None:
            scope = "relationship" if self._headline() and "touchpoint" not in self.by else "touchpoints"
        return shown.files_behind(asked.metric, [scope], [(start, end)], self.where.get("touchpoint", ()))

    @cached_property
    def _counted(self) -> tuple[Scope | None, pl.DataFrame]:
        """The scope that was asked for or stands in, and its histogram."""
        scope: Scope | None = self.asked.scope
        histogram = self._tally(scope)
        if scope is None and self._silent(histogram):
            return "touchpoints", self._tally("touchpoints")
        return scope, histogram

    def _tally(self, scope: Scope | None) -> pl.DataFrame:
        asked = self.asked
        return self.snapshot.tally(
            self.by, metric=asked.metric, where=self.where, start=asked.start, end=asked.end, scope=scope
        )

    def _headline(self) -> bool:
        return self.snapshot.has_relationship(self.asked.metric) and not self.where.get("touchpoint")

    def _silent(self, histogram: pl.DataFrame) -> bool:
        if not self._headline() or "touchpoint" in self.by:
            return False
        if histogram.is_empty():
            return bool(self.where)
        return any(histogram[name].max() == NOT_GIVEN for name in self.by if name not in _TIME)


def kept(snapshot: Snapshot, pairs: Sequence[tuple[str, str]], text: Text) -> dict[str, list[str]]:
    """Dimension -> labels; one dimension given twice means either of its values. Raises Refused."""
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        labels = list(_known(snapshot, name, text).values())
        if value not in labels:
            known = _named(value, labels, text)
            raise Refused(text("command.unknown_value", dimension=name, value=value, known=known))
        found.setdefault(name, []).append(value)
    return found


def _known(snapshot: Snapshot, name: str, text: Text) -> dict[int, str]:
    """Labels of a dimension. Raises Refused naming those that there are."""
    if name not in snapshot.dimensions:
        known = [*_TIME, *snapshot.dimensions]
        raise Refused(text("command.unknown_dimension", name=name, known=_named(name, known, text)))
    return snapshot.labels(name)


def _named(wanted: str, known: Sequence[str], text: Text) -> str:
    """What there is, the likeliest meant first."""
    near = get_close_matches(wanted, known, n=3, cutoff=0.5)
    listed = [*near, *(name for name in known if name not in near)]
    if len(listed) <= _MOST_NAMED:
        return ", ".join(listed) or "-"
    return text("command.and_more", shown=", ".join(listed[:_MOST_NAMED]), n=len(listed) - _MOST_NAMED)


def _worded(frame: pl.DataFrame, snapshot: Snapshot, by: Sequence[str], text: Text) -> pl.DataFrame:
    """Codes replaced by labels, in the order set for the members; months as 2026-05."""
    for name in by:
        if name == "month":
            frame = frame.with_columns(pl.col(name).dt.strftime("%Y-%m"))
        elif name not in _TIME:
            nothing = "words.relationship" if name == "touchpoint" else "words.not_given"
            labels = {**snapshot.labels(name), NOT_GIVEN: text(nothing)}
            frame = frame.with_columns(
                pl.col(name).cast(pl.Int64).replace_strict(labels, default=text(nothing), return_dtype=pl.String)
            )
    return frame
