"""What makes the answers themselves worth a look: tens alone, fewer who answer, departments of whom nobody speaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import sqrt
from typing import Final

import polars as pl

from cxdata.findings.changes import at
from cxdata.findings.finding import Evidence, Finding, Link
from cxdata.findings.ground import TOUCHPOINT, Ground
from cxdata.governance import ownership
from cxdata.governance.tables import OPERATING
from cxdata.scan.answers import BEFORE, NOW
from cxdata.schema import NOT_GIVEN
from cxdata.statistics.comparison import LEVEL
from cxdata.statistics.estimates import share
from cxdata.statistics.suppression import THIN_BELOW
from cxdata.statistics.two_groups import share_difference

HALF: Final = 0.5
TENS: Final = 0.9
"""Tens are a pile when they are at least half of the answers and, 95 % sure, nine tenths of the promoters."""

_HIGHEST: Final = {"tens": 10, "nines": 9}

FEWER: Final = 0.6
"""What is left of the answers when far fewer answer, where nobody knows how many were invited."""

FALLEN: Final = 0.8
"""What is left of the share of the invited who answer when it has fallen."""

_WEIGHT: Final = 6.0


def found(ground: Ground, changes: list[Finding]) -> list[Finding]:
    return [*_piles(ground), *_fewer(ground, changes), *_thin(ground)]


def _piles(ground: Ground) -> Iterator[Finding]:
    """Touchpoints, and the relationship, whose promoters give tens and hardly a nine."""
    whole_scale = ground.answers.snapshot.cuts.filter(metric="nps", low=0, high=10, up=True)["measure"].to_list()
    frame = ground.coarse.frame.filter("inside", pl.col("span") == NOW, pl.col("measure").is_in(whole_scale))
    given = {name: pl.when(pl.col("score") == score).then("n").otherwise(0) for name, score in _HIGHEST.items()}
    counts = frame.with_columns(**given).group_by(TOUCHPOINT).agg(pl.col("n", *given).sum())
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
    """Places whose score rose by the family's own test while a smaller share of those invited answered; where nobody
    recorded invitations, while far fewer answered."""
    for one in changes:
        if one.kind != "change" or one.worse is not False or not ground.timed:
            continue
        rates = _rates(ground, one)
        if rates is None and one.evidence.n < FEWER * (one.evidence.n_before or 0):
            yield Finding("fewer", "check", one.metric, one.labels, one.evidence, one.weight, one.link)
        elif rates is not None and _fell(*rates):
            facts = {"rates": tuple(float(share(came, sent).score) for came, sent in rates)}
            yield Finding("fewer", "check", one.metric, one.labels, one.evidence, one.weight, one.link, facts)


Rate = tuple[int, int]


def _rates(ground: Ground, one: Finding) -> tuple[Rate, Rate] | None:
    """(answered, invited) now and before, of the touchpoints known on both sides; None where there is none."""
    cells = ground.invited(one.metric)
    if one.labels:
        cells = cells.filter(pl.col("touchpoint").is_in(_codes(ground.labels, one.labels[0])))
    elif ground.coarse.population(one.metric).scope == "relationship":
        cells = cells.filter(touchpoint=NOT_GIVEN)
    else:
        cells = cells.filter(pl.col("touchpoint") != NOT_GIVEN)
    if len(one.labels) == 2:
        if ground.inner != "channel":
            return None
        cells = cells.filter(pl.col("channel").is_in(_codes(ground.members, one.labels[1])))
    cells = cells.filter(pl.col("span").n_unique().over("touchpoint", "channel") == 2)
    if cells.is_empty():
        return None
    sums = {span: (came, sent) for span, came, sent in _summed(cells).iter_rows()}
    return sums[NOW], sums[BEFORE]


def _codes(labels: Mapping[int, str], label: str) -> list[int]:
    return [code for code, name in labels.items() if name == label]


def _summed(cells: pl.DataFrame) -> pl.DataFrame:
    return cells.group_by("span").agg(pl.col("answered", "invited").sum())


def _fell(now: Rate, before: Rate) -> bool:
    """By a fifth or more, and more than chance would."""
    change = share_difference(before, now)
    return now[0] * before[1] <= FALLEN * before[0] * now[1] and float(change.p) <= LEVEL


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
