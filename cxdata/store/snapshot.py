"""All answers of one version of a workspace, in memory; tallies and labels come from here."""

from __future__ import annotations

import atexit
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from types import MappingProxyType
from weakref import WeakSet

import polars as pl

from cxdata.errors import ChoiceRefused, WorkspaceBusy
from cxdata.schema import METRICS, Metric
from cxdata.store import connection as duck
from cxdata.store.cells import Cells, Fineness, added
from cxdata.store.clustering import Clustering, effect
from cxdata.store.loading import copied, outline
from cxdata.store.locks import Turn
from cxdata.store.remembered import Bearer, Remembered
from cxdata.store.tally import (
    Scan,
    Scope,
    Span,
    by_month,
    disjoint,
    edged,
    merged,
    month_dates,
    month_number,
    shaped,
    sums,
)
from cxdata.store.workspace import PATIENCE, Connection, Version, Workspace

Where = Mapping[str, Sequence[str]]
NOWHERE: Where = MappingProxyType({})
_TIME = ("month", "day")


class Snapshot(Bearer):
    """Answers, measures and members of one version of a workspace; safe to share between threads.

    `measures`: id, metric, low, high, up, positive_from, negative_to, question. `cuts`: the same with `measure` for
    id and no question. `members`: dimension, code, label, canonical, stage, position, contacts. `as_of` is the day
    that counts as now, `through` the last of all time; `columns`: dimension -> the column of `answers` with its codes;
    `dimensions` are those with at least two members or any answer that gives a value.
    """

    def __init__(self, workspace: Workspace, patience: float = PATIENCE) -> None:
        self._connection = duck.opened(workspace.scratch, [workspace.path.parent])
        self._reading = Turn()
        _open.add(self)
        held = copied(workspace, self._connection, patience)
        found = outline(self._connection, held.columns)
        self.version: Version = held.version
        self.measures = held.measures
        self.cuts = held.measures.rename({"id": "measure"}).drop("question")
        self.members = held.members
        self.files = held.files
        self._sources = held.sources
        self.weighted = held.weighted
        self.zone = held.settings.get("zone", "")
        self._invitations = held.invitations
        self.as_of, self.through = found.ends(held.settings.get("as_of", ""), self.zone)
        self.first, self.last, self.answers = found.first, found.last, found.answers
        self.columns = held.columns
        self._canonical = {
            str(name): dict(zip(frame["code"].to_list(), frame["canonical"].to_list(), strict=True))
            for (name,), frame in held.members.filter(pl.col("code") != pl.col("canonical")).group_by("dimension")
        }
        own = held.members.filter(pl.col("code") == pl.col("canonical"))
        self._labels: dict[str, dict[int, str]] = {}
        for name, code, label in own.select("dimension", "code", "label").iter_rows():
            self._labels.setdefault(name, {})[code] = label
        many = {name for name, labels in self._labels.items() if len(labels) > 1}
        self.dimensions = [name for name in held.columns if name in many or name in found.present]
        self._metric_of: dict[int, Metric] = dict(held.measures.select("id", "metric").iter_rows())
        known = found.months.with_columns(metric=pl.col("measure").replace_strict(self._metric_of, default=""))
        self.metrics: list[Metric] = [metric for metric in METRICS if metric in set(known["metric"])]
        self._relationship: set[str] = set(known.filter("relationship")["metric"])
        self._touched: set[str] = set(known.filter(~pl.col("relationship"))["metric"])
        self.rescaled = found.rescaled(held.measures)
        self._tallies = Remembered()
        self._cells = Cells(self._connection, held, found)
        self._clustering = Clustering(self._connection, held.columns.values(), self.answers)

    def close(self) -> None:
        """Ends the memory that this snapshot holds; nothing can be asked of it afterwards."""
        self._connection.close()

    @contextmanager
    def beside(self, workspace: Workspace) -> Iterator[Connection]:
        """Its workspace's file beside its own memory, as `w` and in use: a sixth of the time of `connect`, and raises
        as that does. For one reader after another."""
        with self._reading.held(True, PATIENCE) as free:
            if not free:
                raise WorkspaceBusy("workspace_busy", name=workspace.name)
            with workspace.attached(cursor := self._connection.cursor()):
                yield cursor

    def has_relationship(self, metric: Metric) -> bool:
        """Whether any answer of the metric is about the relationship as a whole rather than a touchpoint."""
        return metric in self._relationship

    def has_touchpoints(self, metric: Metric) -> bool:
        """Whether any answer of the metric is about a touchpoint."""
        return metric in self._touched

    def files_behind(
        self, metric: Metric, scopes: Collection[Scope], spans: Sequence[Span], touchpoints: Sequence[str] = ()
    ) -> list[str]:
        """Files that gave answers of the metric in these scopes, months and (if named) touchpoints, oldest first."""
        if self._sources.is_empty():
            return self.files
        asked = {"relationship": pl.col("touchpoint") == 0, "touchpoints": pl.col("touchpoint") != 0}
        about = pl.any_horizontal([asked[scope] for scope in scopes if scope in asked] or [pl.lit(True)])
        month = pl.col("month").cast(pl.Int32)
        when = pl.any_horizontal([month.is_between(month_number(low), month_number(high)) for low, high in spans])
        ids = [id for id, known in self._metric_of.items() if known == metric]
        found = self._sources.filter(pl.col("measure").is_in(ids), about, when)
        if touchpoints:
            codes = self.codes("touchpoint", touchpoints)
            found = found.filter((pl.col("touchpoint") == 0) | pl.col("touchpoint").is_in(codes))
        return list(dict.fromkeys(found["file"].to_list()))

    @cached_property
    def invitations(self) -> pl.DataFrame:
        """`month` (Date, its first day), `touchpoint, channel` (canonical codes, 0 = not given), `sent`."""
        sent = merged(self._invitations, self._canonical, ["touchpoint", "channel"])
        return sent.with_columns(month_dates()).rename({"n": "sent"})

    def labels(self, dimension: str) -> dict[int, str]:
        """Canonical code -> label, in the order set for the members; without "(not given)"."""
        return dict(self._labels.get(self._known(dimension), {}))

    def codes(self, dimension: str, labels: Sequence[str]) -> list[int]:
        """Codes of all members that count under those labels. Raises ChoiceRefused for a label that is not there."""
        shown = {label: code for code, label in self.labels(dimension).items()}
        for label in labels:
            if label not in shown:
                raise ChoiceRefused("filter_value", dimension=dimension, value=label)
        kept = {shown[label] for label in labels}
        merged = [code for code, canonical in self.canonical(dimension).items() if canonical in kept]
        return sorted([*kept, *merged])

    def tally(
        self,
        by: Sequence[str] = (),
        *,
        metric: Metric | None = None,
        where: Where = NOWHERE,
        start: date | None = None,
        end: date | None = None,
        scope: Scope | None = None,
        spans: Sequence[Span] = (),
        rest: bool = False,
    ) -> pl.DataFrame:
        """Histogram of scores per group: `by..., [span], [inside], measure, score, n, [w, w2]`, sorted by all but sums.

        `by` holds "month" or "day" (Date; a month by its first day), "metric", and dimensions (canonical codes, 0 =
        not given). `span` is the number, from 1, of the span of days that holds the answer, 0 = none of them; spans
        may not overlap. With `rest` the filters of `where` become the flag `inside`. `w`, `w2` (sums of weights and of
        their squares) are there when any answer is weighted. Without a `scope`, a tally with the touchpoint among its
        groups or filters counts touchpoint answers; any other is the headline: relationship answers, or those of the
        touchpoints where a metric has no others. Raises ChoiceRefused for unknown dimensions and labels.
        """
        if not disjoint(spans):
            raise ValueError("spans overlap or end before they start")
        kept = tuple((name, tuple(labels)) for name, labels in where.items() if labels)
        asked = tuple(by), metric, kept, start, end, scope or _scope(by, where), tuple(spans), rest
        return self._tallies.of(asked, lambda: self._counted(*asked))

    def _counted(
        self,
        by: Sequence[str],
        metric: Metric | None,
        where: Sequence[tuple[str, Sequence[str]]],
        start: date | None,
        end: date | None,
        scope: Scope,
        spans: Sequence[Span],
        rest: bool,
    ) -> pl.DataFrame:
        scan, groups, kept = Scan(), self._groups(by), self._kept(dict(where))
        within, *parts = (edged(span, self.first, self.last) for span in ((start, end), *spans))
        daily = "day" in by or not all(by_month(*span) for span in (within, *parts))
        fineness = self._cells.fitting(groups.keys() - {*_TIME}, kept, daily=daily, rest=rest)
        if parts:
            groups["span"] = scan.span(parts)
        chosen = self._filters(scan, kept, fineness)
        if rest:
            groups["inside"] = scan.both(chosen)
        else:
            scan.conditions += chosen
        scan.conditions += self._scoped(scan, metric, scope) + scan.within(*within)
        groups |= {"measure": "measure", "score": "score"}
        return shaped(self._asked(scan, groups, fineness), by, list(groups), self._canonical, self._metric_of)

    def chosen(
        self, metric: Metric, where: Where, start: date | None, end: date | None, scope: Scope | None = None
    ) -> Scan:
        """Conditions on `answers` that keep what a tally of that choice counts."""
        scan = Scan()
        scan.conditions += self._filters(scan, self._kept(where))
        scan.conditions += self._scoped(scan, metric, scope or _scope((), where)) + scan.within(start, end)
        return scan

    def frame(self, sql: str, values: Mapping[str, object]) -> pl.DataFrame:
        """What a SELECT over this version's tables gives, for questions that no tally answers."""
        found: pl.DataFrame = self._connection.cursor().sql(sql, params=dict(values)).pl()
        return found

    def canonical(self, dimension: str) -> Mapping[int, int]:
        """Code -> the code under which a merged member counts; of merged members alone."""
        return self._canonical.get(self._known(dimension), {})

    def column(self, dimension: str) -> str:
        """Name of the column of `answers` that holds the dimension's codes."""
        return self.columns[self._known(dimension)]

    def clustering(
        self, metric: Metric, where: Where = NOWHERE, start: date | None = None, end: date | None = None
    ) -> float:
        """Design effect 1 + (k - 1) r of pooling the choice's touchpoint answers: k ratings a response, alike by r.

        r is measured once over all the workspace's answers of the metric. 1.0 for whatever is not such a pool.
        """
        r = self._clustering.correlation(metric)
        if r <= 0.0:
            return 1.0
        kept = self._kept(where)
        touchpoints = kept.pop("touchpoint", None)
        scan = Scan()
        scan.conditions += self._filters(scan, kept) + self._scoped(scan, metric, "touchpoints")
        return effect(self._clustering.ratings(scan, touchpoints, start, end), r)

    def own_counts(self, dimension: str) -> dict[int, int]:
        """Answers per code, each merged member for itself; code 0 are those without a value."""
        column = duck.quoted(self.column(dimension))
        return dict(self._rows(f"SELECT {column}, count(*) FROM answers GROUP BY 1", {}))  # type: ignore[arg-type]

    def _known(self, dimension: str) -> str:
        if dimension not in self.columns:
            raise ChoiceRefused("filter_dimension", dimension=dimension)
        return dimension

    def _groups(self, by: Sequence[str]) -> dict[str, str]:
        groups = {}
        for name in by:
            if name in _TIME:
                groups[name] = name
            elif name != "metric":
                groups[name] = duck.quoted(self.column(name))
        return groups

    def _kept(self, where: Where) -> dict[str, list[int]]:
        """Codes by dimension of the filters that keep anything."""
        return {name: self.codes(name, labels) for name, labels in where.items() if labels}

    def _filters(self, scan: Scan, kept: Mapping[str, Sequence[int]], fineness: Fineness | None = None) -> list[str]:
        """Conditions on answers, or on cells for which some filters hold already."""
        done = dict(fineness.fixed) if fineness else {}
        return [scan.among(duck.quoted(self.column(name)), codes) for name, codes in kept.items() if name not in done]

    def _scoped(self, scan: Scan, metric: Metric | None, scope: Scope) -> list[str]:
        ids = [id for id, known in self._metric_of.items() if metric in (None, known)]
        found = [] if metric is None else [scan.among("measure", ids)]
        if scope == "relationship":
            return [*found, "touchpoint = 0"]
        if scope == "touchpoints":
            return [*found, "touchpoint <> 0"]
        if scope == "headline":
            whole = [id for id in ids if self._metric_of[id] in self._relationship]
            return [*found, f"(touchpoint = 0 OR NOT {scan.among('measure', whole)})"]
        return found

    def _asked(self, scan: Scan, groups: Mapping[str, str], fineness: Fineness | None) -> pl.DataFrame:
        if fineness is not None:
            return added(self._connection, self._cells.of(fineness), scan, groups)
        return self.frame(scan.sql(groups, sums(self.weighted)), scan.values)

    def _rows(self, sql: str, values: Mapping[str, object]) -> list[tuple[int, ...]]:
        return self._connection.cursor().sql(sql, params=dict(values)).fetchall()


def _scope(by: Sequence[str], where: Where) -> Scope:
    return "touchpoints" if "touchpoint" in by or where.get("touchpoint") else "headline"


_open: WeakSet[Snapshot] = WeakSet()


@atexit.register
def _close_all() -> None:
    """Connections left open at the end of the program make DuckDB complain on standard error."""
    for snapshot in list(_open):
        snapshot.close()
