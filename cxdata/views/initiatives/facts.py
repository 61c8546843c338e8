"""The council's work with what it changed, its decisions with whether they were kept, and where nobody works."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import polars as pl

from cxdata.choice import Choice, Span, month_end
from cxdata.findings import effects, ranking
from cxdata.findings.below import below
from cxdata.governance.current import Tables
from cxdata.governance.measures import promises, work
from cxdata.governance.measures.effects import Found
from cxdata.governance.measures.promises import Kept
from cxdata.governance.standing import Standing
from cxdata.schema import Metric
from cxdata.store.snapshot import Snapshot
from cxdata.views.departments.owned import Owned

Verdict = Literal["better", "worse", "none", "broken", "unknown"]
"""broken: the comparison did not move alike before the start; unknown: nothing can be said yet."""


@dataclass(frozen=True)
class Work:
    """An initiative (a row of `work.register`), its effect, what may be said of it, and the files behind its months."""

    row: Mapping[str, Any]
    found: Found
    verdict: Verdict
    files: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return str(self.row["name"])


@dataclass(frozen=True)
class Facts:
    """`works` in the order of their start, `decisions` as `promises.register` has them, the latest first.

    `below`: touchpoints really below their goal, the furthest first; `gaps`: those that nobody works on; `idle`:
    touchpoint, initiative, owner, state of work under way where there is no such gap. `aimed`: whether any touchpoint
    has a goal that a gap could be to. `metric` and `span`: what gaps are measured by, and when.
    """

    works: tuple[Work, ...]
    decisions: pl.DataFrame
    kept: Kept
    below: tuple[str, ...]
    gaps: tuple[str, ...]
    idle: pl.DataFrame
    aimed: bool
    metric: Metric
    span: Span

    @property
    def files(self) -> tuple[str, ...]:
        """Names of the files behind all effects."""
        return tuple(dict.fromkeys(file for one in self.works for file in one.files))

    def count(self, *verdicts: Verdict) -> int:
        return sum(1 for one in self.works if one.verdict in verdicts)


def facts(snapshot: Snapshot, tables: Tables, standing: Standing) -> Facts:
    """Everything about decisions and initiatives on the workspace's day."""
    metric = snapshot.metrics[0] if snapshot.metrics else "nps"
    order = {id: at for at, id in enumerate(standing.initiatives.sort("start", "id", nulls_last=True)["id"])}
    found = sorted(effects.effects(snapshot, standing), key=lambda pair: order[pair[0]["id"]])
    family = ranking.family_of(snapshot, Choice(metric=metric), tables)
    verdicts = dict(family.filter(kind=effects.EFFECT).select("code", "verdict").iter_rows())
    works = tuple(
        Work(row, one, _verdict(one, verdicts.get(row["id"])), tuple(_files(snapshot, row, one))) for row, one in found
    )
    decisions = promises.register(standing)
    owned = Owned.of(snapshot, tables, Choice(metric=metric))
    low = below(owned.pool, owned.labels, owned.targets, family)["label"].to_list()
    return Facts(
        works=works,
        decisions=decisions.sort("decided", "number", descending=True),
        kept=promises.kept(decisions, standing.day),
        below=tuple(low),
        gaps=tuple(work.gaps(standing, low)),
        idle=work.idle(standing, low),
        aimed=any(goal is not None for goal in owned.targets.values()),
        metric=owned.pool.metric,
        span=owned.answers.compared.span,
    )


def _files(snapshot: Snapshot, row: Mapping[str, Any], found: Found) -> list[str]:
    if found.treated is None or found.treated.is_empty():
        return []
    known = set(snapshot.labels("touchpoint").values())
    points = [name for name in (*(row["touchpoints"] or ()), *(row["compared"] or ())) if name in known]
    months = found.treated["period"].to_list()
    span = (months[0], month_end(months[-1]))
    return snapshot.files_behind(row["metric"] or "nps", ["touchpoints"], [span], points)


def _verdict(found: Found, judged: str | None) -> Verdict:
    """Real only within the family of the whole workspace, and only against what moved alike before."""
    if found.effect is None:
        return "unknown"
    if effects.broken(found):
        return "broken"
    if judged != "real":
        return "none"
    return "better" if found.effect > 0 else "worse"
