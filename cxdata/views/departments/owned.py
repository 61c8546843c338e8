"""What the departments page knows after its one scan: answers, and whose they were in the month they were given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final, Literal

import polars as pl

from cxdata.card import Unit
from cxdata.choice import Choice
from cxdata.findings import ranking
from cxdata.governance import goals, ownership
from cxdata.governance.current import Tables
from cxdata.governance.goals import Goal
from cxdata.governance.tables import CX_TEAM, TOUCHPOINTS
from cxdata.scan.answers import NOW, Answers, Population, measured
from cxdata.scan.family import ordinary
from cxdata.statistics import tallies
from cxdata.statistics.tallies import COUNTS
from cxdata.statistics.variances import sampling_variance
from cxdata.store.snapshot import Snapshot
from cxdata.views import wording

Weighing = Literal["answers", "contacts"]
CHANNEL: Final = "channel"
Row = dict[str, Any]


@dataclass(frozen=True)
class Owned:
    """Touchpoint answers of one metric, with who answers for them. `tables`: governance as it stands."""

    answers: Answers
    pool: Population
    tables: Tables

    @classmethod
    def of(cls, snapshot: Snapshot, tables: Tables, choice: Choice) -> Owned:
        choice = measured(choice, snapshot)
        answers = Answers.of(snapshot, choice, by=[CHANNEL])  # of all metrics: so the findings' scan is the same one
        return cls.on(answers, tables)

    @classmethod
    def on(cls, answers: Answers, tables: Tables) -> Owned:
        """The same on a scan by month that a page has made already."""
        return cls(answers, answers.scoped(answers.choice.metric, "touchpoints"), tables)

    @property
    def unit(self) -> Unit:
        return wording.unit(self.pool.metric)

    @property
    def day(self) -> date:
        """The last day of the period: goals and roles count as they stand on it."""
        return self.answers.compared.span[1]

    @property
    def ownership(self) -> pl.DataFrame:
        return self.tables["ownership"].rows

    @property
    def departments(self) -> pl.DataFrame:
        return self.tables["departments"].rows

    @property
    def goals(self) -> pl.DataFrame:
        return self.tables["goals"].rows

    @cached_property
    def labels(self) -> dict[int, str]:
        """Code -> name of every touchpoint, in journey order."""
        own = self.answers.snapshot.members.filter(
            pl.col("code") == pl.col("canonical"), pl.col("dimension") == "touchpoint"
        )
        kept = own.sort("position", nulls_last=True, maintain_order=True)
        return dict(kept.select("code", "label").iter_rows())

    @cached_property
    def teams(self) -> list[str]:
        """CX teams, which operate nothing."""
        return self.departments.filter(kind=CX_TEAM)["name"].to_list()

    @cached_property
    def present(self) -> list[str]:
        """Touchpoints with answers in the period, in journey order."""
        held = set(self.pool.counts(["touchpoint"], NOW)["touchpoint"].to_list())
        return [label for code, label in self.labels.items() if code in held]

    @cached_property
    def accountable(self) -> dict[str, list[str]]:
        """Touchpoint -> who is Accountable on the period's last day; missing where nobody is."""
        named = ownership.roles(self.ownership, self.day).filter(role="A")
        found: dict[str, list[str]] = {}
        for touchpoint, department in named.select("touchpoint", "department").iter_rows():
            found.setdefault(touchpoint, []).append(department)
        return found

    @cached_property
    def goal(self) -> Goal | None:
        """The open goal of the pool of touchpoints."""
        return goals.applying(self.goals, self.pool.metric, self.day, TOUCHPOINTS)

    @cached_property
    def targets(self) -> dict[str, float | None]:
        """Touchpoint -> its own open goal, or the pool's."""
        found = goals.targets(self.goals, self.pool.metric, self.day, self.labels.values())
        return dict(found.select("touchpoint", "target").iter_rows())

    @cached_property
    def units(self) -> Units:
        return units(self)

    def owners(self, months: list[date]) -> pl.DataFrame:
        """`month, touchpoint (code), owner, state`: who was Accountable then; null unless exactly one was."""
        named = ownership.monthly(self.ownership, self.departments, months, self.labels.values())
        codes = {label: code for code, label in self.labels.items()}
        label = pl.col("touchpoint")
        code = label.replace_strict(codes, return_dtype=pl.Int64) if codes else label.cast(pl.Int64, strict=False)
        return named.select(
            "month",
            code,
            pl.col("department").alias("owner"),
            "state",
        )

    @cached_property
    def history(self) -> pl.DataFrame:
        """The scan's answers about touchpoints, with `owner` and `state` of the month of each."""
        frame = self.pool.inside.with_columns(pl.col("touchpoint").cast(pl.Int64))
        months = frame["month"].unique().to_list()
        return frame.join(self.owners(months), on=["month", "touchpoint"], how="left")

    @cached_property
    def now(self) -> pl.DataFrame:
        """The same, of the period alone; months outside it need not be looked up."""
        frame = self.pool.inside.filter(pl.col("span") == NOW).with_columns(pl.col("touchpoint").cast(pl.Int64))
        return frame.join(self.owners(frame["month"].unique().to_list()), on=["month", "touchpoint"], how="left")

    def deff(self, touchpoints: list[str]) -> float:
        """How much pooling these touchpoints widens an interval: one is no pool, and more are no worse than all."""
        if self.pool.deff <= 1.0 or len(touchpoints) < 2:
            return 1.0
        where = {**self.answers.choice.where, "touchpoint": touchpoints}
        start, end = self.answers.compared.span
        return min(self.pool.deff, self.answers.snapshot.clustering(self.pool.metric, where, start, end))

    @cached_property
    def wobbles(self) -> dict[int, float]:
        """Touchpoint (code) -> its ordinary movement between periods, points squared; the pool's where unknown."""
        return ordinary(self.pool, "touchpoint")

    def spoken(self, tests: pl.DataFrame) -> pl.DataFrame:
        """Tests of a page (`p, verdict`) with what sentences may call real."""
        return ranking.spoken(tests, self.answers.snapshot, self.answers.choice, self.tables)

    @cached_property
    def contacts(self) -> dict[str, int] | None:
        """Contacts of each touchpoint with answers in the period; None unless all of them are given."""
        own = self.answers.snapshot.members.filter(pl.col("dimension") == "touchpoint")
        known = {
            label: contacts for label, contacts in own.select("label", "contacts").iter_rows() if contacts is not None
        }
        full = bool(self.present) and all(label in known for label in self.present)
        return {label: known[label] for label in self.present} if full and any(known.values()) else None


@dataclass(frozen=True)
class Units:
    """What a gap is taken apart into: touchpoints, each parted where it changed hands within the period.

    `frame`: unit, touchpoint (label), mass (answers, or the sum of their weights), score, variance (points squared),
    target, and counts. `raci`: touchpoint (holding the unit's name), department, role.
    """

    frame: pl.DataFrame
    raci: pl.DataFrame

    def weighed(self, by: Weighing, contacts: dict[str, int] | None) -> pl.DataFrame:
        """The frame with `weight`, summing to 1: shares of answers, or of contacts where they are given."""
        mass = pl.col("mass") / pl.col("mass").sum()
        if by == "contacts" and contacts is not None:
            size = pl.col("touchpoint").replace_strict(contacts, default=0, return_dtype=pl.Float64)
            within = size * pl.col("mass") / pl.col("mass").sum().over("touchpoint")
            mass = within / within.sum()
        return self.frame.with_columns(weight=mass)


def units(owned: Owned) -> Units:
    """The units of the period."""
    regimes = _regimes(owned)
    keyed = {key: name for name, (keys, _) in regimes.items() for key in keys}
    frame = owned.now.with_columns(
        unit=pl.concat_str("month", pl.lit("|"), "touchpoint").replace_strict(keyed, return_dtype=pl.String)
        if keyed
        else pl.lit(None, pl.String)
    )
    counts = tallies.summed(frame, ["unit", "touchpoint"])
    mass = frame.group_by("unit").agg(pl.col("w" if "w" in frame.columns else "n").sum().cast(pl.Float64).alias("mass"))
    score = tallies.estimated(counts, owned.pool.metric).score
    table = counts.with_columns(
        pl.Series("score", score, dtype=pl.Float64),
        pl.Series("variance", sampling_variance(counts, owned.pool.metric), dtype=pl.Float64),
        pl.col("touchpoint").replace_strict(owned.labels, return_dtype=pl.String),
    ).join(mass, on="unit", maintain_order="left")
    table = table.with_columns(
        target=pl.col("touchpoint").replace_strict(owned.targets, default=None, return_dtype=pl.Float64)
    )
    rows = [(name, department, role) for name, (_, held) in regimes.items() for department, role in sorted(held)]
    raci = pl.DataFrame(
        rows, schema={"touchpoint": pl.String, "department": pl.String, "role": pl.String}, orient="row"
    )
    return Units(table.select("unit", "touchpoint", "mass", "score", "variance", "target", *COUNTS), raci)


def _regimes(owned: Owned) -> dict[str, tuple[list[str], frozenset[tuple[str, str]]]]:
    """Name of a unit -> its months and touchpoint ("2026-10-01|4"), and its departments with their roles."""
    months = sorted(owned.now["month"].unique().to_list())
    matrices: dict[date, dict[str, set[tuple[str, str]]]] = {}
    for era in ownership.eras(owned.ownership, months):
        held: dict[str, set[tuple[str, str]]] = {}
        for touchpoint, department, role in ownership.roles(owned.ownership, era[0]).iter_rows():
            held.setdefault(touchpoint, set()).add((department, role))
        matrices |= dict.fromkeys(era, held)
    found: dict[str, tuple[list[str], frozenset[tuple[str, str]]]] = {}
    for code, label in owned.labels.items():
        seen: dict[frozenset[tuple[str, str]], str] = {}
        for month in months:
            roles = frozenset(matrices[month].get(label, set()))
            name = seen.setdefault(roles, f"{code}|{len(seen)}")
            found.setdefault(name, ([], roles))[0].append(f"{month}|{code}")
    return found
