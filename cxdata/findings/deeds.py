"""Findings on promises and deeds: what is open past its date, what followed initiatives, gaps that nobody works on."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from cxdata.findings.below import below
from cxdata.findings.changes import at, weight
from cxdata.findings.effects import EFFECT, Row, effects, standing
from cxdata.findings.finding import Evidence, Finding, Link
from cxdata.findings.ground import Ground
from cxdata.governance import goals
from cxdata.governance.measures import promises, work
from cxdata.governance.measures.effects import Found
from cxdata.governance.standing import Standing
from cxdata.governance.tables import DONE
from cxdata.schema import Metric

_OVERDUE, _UNWORKED, _NO_EFFECT = 5.0, 5.0, 1.0


def found(ground: Ground, judged: pl.DataFrame) -> list[Finding]:
    """What governance's own records add to the answers; nothing without tables, or with filters."""
    if ground.tables is None or ground.answers.filtered:
        return []
    then = standing(ground)
    verdicts = dict(judged.filter(kind=EFFECT).select("code", "verdict").iter_rows())
    return [*_effects(ground, then, verdicts), *_overdue(ground, then), *_unworked(ground, then, judged)]


def _effects(ground: Ground, then: Standing, verdicts: dict[int, str]) -> Iterator[Finding]:
    """Initiatives that really changed something, and those that are done and changed nothing measurable."""
    idle, n = [], 0
    for row, found in effects(ground.answers.snapshot, then):
        verdict = verdicts.get(row["id"])
        if verdict == "real" and found.effect is not None:
            yield _effect(ground, row, found)
        elif verdict == "chance" and row["status"] == DONE:
            idle.append(row["name"])
            n += sum(found.n)
    if idle:
        link = Link("initiatives", ground.choice, {"initiative": idle[0]})
        evidence = Evidence(EFFECT, n)
        facts = {"all": len(verdicts)}
        yield Finding("no_effect", "check", ground.choice.metric, tuple(idle), evidence, _NO_EFFECT, link, facts)


def _effect(ground: Ground, row: Row, found: Found) -> Finding:
    metric: Metric = row["metric"] or "nps"
    codes = [code for code, label in ground.labels.items() if label in (row["touchpoints"] or ())]
    evidence = Evidence(
        EFFECT, sum(found.n), None, None, None, found.effect, found.low, found.high, found.p
    )  # fmt: skip
    size = weight(found.effect or 0.0, metric, ground.reach(metric, *codes))
    link = Link("initiatives", ground.choice, {"initiative": row["name"]})
    facts = {"points": tuple(row["touchpoints"] or ())}
    return Finding("effect", "real", metric, (row["name"],), evidence, size, link, facts)


def _overdue(ground: Ground, then: Standing) -> Iterator[Finding]:
    """Decisions that are open past the date first promised, the longest one by name."""
    rows = promises.register(then).filter(state=promises.OVERDUE).sort("late_by", descending=True)
    if rows.is_empty():
        return
    first = rows.row(0, named=True)
    large = rows.filter(impact="large").height
    facts = {"large": large, "days": first["late_by"], "owner": first["owner"], "decision": first["decision"]}
    link = Link("initiatives", ground.choice)
    yield Finding("overdue", "fact", ground.choice.metric, (), Evidence("count", rows.height), _OVERDUE, link, facts)


def _unworked(ground: Ground, then: Standing, judged: pl.DataFrame) -> Iterator[Finding]:
    """Touchpoints that are really below their goal, and on which no initiative works."""
    if then.initiatives.is_empty() or ground.choice.metric not in ground.metrics:
        return
    metric = ground.choice.metric
    wanted = goals.targets(then.tables["goals"].rows, metric, ground.day, ground.labels.values())
    targets = dict(wanted.select("touchpoint", "target").iter_rows())
    low = below(ground.coarse.scoped(metric, "touchpoints"), ground.labels, targets, judged)
    labels = work.gaps(then, low["label"].to_list())
    if labels:
        n = int(low.filter(pl.col("label").is_in(labels))["n"].sum())
        link = Link("touchpoints", at(ground, metric), {"show": "goal"})
        yield Finding("unworked", "fact", metric, tuple(labels), Evidence("count", n), _UNWORKED, link)
