"""What makes the answers themselves worth a look: tens alone, fewer who answer, departments of whom nobody speaks."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt
from typing import Final

import polars as pl

from cxdata.findings.changes import at
from cxdata.findings.finding import Evidence, Finding, Link
from cxdata.findings.ground import TOUCHPOINT, Ground
from cxdata.governance import ownership
from cxdata.governance.tables import OPERATING
from cxdata.scan.answers import NOW
from cxdata.statistics.estimates import share
from cxdata.statistics.suppression import THIN_BELOW

HALF: Final = 0.5
TENS: Final = 0.9
"""Tens are a pile when they are at least half of the answers and, 95 % sure, nine tenths of the promoters."""

FEWER: Final = 0.6
_WEIGHT: Final = 6.0


def found(ground: Ground, changes: list[Finding]) -> list[Finding]:
    return [*_piles(ground), *_fewer(ground, changes), *_thin(ground)]


def _piles(ground: Ground) -> Iterator[Finding]:
    """Touchpoints, and the relationship, whose promoters give tens and hardly a nine."""
    whole_scale = ground.answers.snapshot.cuts.filter(metric="nps", low=0, high=10, up=True)["measure"].to_list()
    frame = ground.coarse.frame.filter("inside", pl.col("span") == NOW, pl.col("measure").is_in(whole_scale))
    counts = frame.group_by(TOUCHPOINT).agg(
        n=pl.col("n").sum(),
        tens=pl.col("n").filter(pl.col("score") == 10).sum(),
        nines=pl.col("n").filter(pl.col("score") == 9).sum(),
    )
    counts = counts.filter(pl.col("n") >= THIN_BELOW, pl.col("tens") >= HALF * pl.col("n")).sort(TOUCHPOINT)
    total = int(frame["n"].sum())
    for code, n, tens, nines in counts.select(TOUCHPOINT, "n", "tens", "nines").iter_rows():
        if float(share(tens, tens + nines).low) >= TENS:
            label = ground.labels.get(code) if code else None
            facts = {"tens": tens, "nines": nines}
            evidence = Evidence("rule", n, score=100.0 * tens / n)
            link = Link("trends", at(ground, "nps", label))
            labels = (label,) if label else ()
            yield Finding("pile_up", "check", "nps", labels, evidence, _WEIGHT * sqrt(n / total), link, facts)


def _fewer(ground: Ground, changes: list[Finding]) -> Iterator[Finding]:
    """Places whose score rose by the family's own test while far fewer answered."""
    for one in changes:
        n, before = one.evidence.n, one.evidence.n_before or 0
        if one.kind == "change" and one.worse is False and ground.timed and n < FEWER * before:
            yield Finding("fewer", "check", one.metric, one.labels, one.evidence, one.weight, one.link)


def _thin(ground: Ground) -> Iterator[Finding]:
    """Operating departments that answer for touchpoints but have no score in the period, by any metric."""
    if ground.tables is None or ground.tables["ownership"].rows.is_empty():
        return
    rows, departments = ground.tables["ownership"].rows, ground.tables["departments"].rows
    owners = ownership.accountable(rows, departments, ground.day, ground.labels.values()).filter(state=ownership.OWNED)
    codes = {label: code for code, label in ground.labels.items()}
    few: dict[str, int] = {}
    for name in departments.filter(kind=OPERATING)["name"]:
        owned = [codes[label] for label in owners.filter(department=name)["touchpoint"]]
        answers = [sum(ground.sizes.get((metric, code), 0) for code in owned) for metric in ground.metrics]
        if owned and max(answers, default=0) < THIN_BELOW:
            few[name] = sum(answers)
    if few:
        first = next(iter(few))
        link = Link("departments", ground.choice, {"department": first})
        evidence = Evidence("count", sum(few.values()))
        yield Finding("thin", "few", ground.choice.metric, tuple(few), evidence, 2.0, link, {"each": few})
