"""How sure can we be: which changes so many answers can show, and how many answers a change needs."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, isfinite
from typing import Final

import polars as pl

from cxdata.card import Card, Detectable, Method, Said, Strip
from cxdata.charts import words as shown
from cxdata.choice import Choice
from cxdata.governance.current import Tables
from cxdata.scan.answers import NOW, Answers, Population, measured
from cxdata.scan.family import ordinary, period_wobble
from cxdata.statistics.detection import Basis, basis, curve
from cxdata.statistics.suppression import FEW_BELOW
from cxdata.store.snapshot import Snapshot
from cxdata.text import Text
from cxdata.views import response, wording
from cxdata.views.departments.words import empty
from cxdata.views.method import method

CURVE, GROUPS = "certainty.curve", "certainty.groups"
_MOST_GROUPS: Final = 14


@dataclass(frozen=True)
class Setting:
    """What the reader asks: answers in each of two periods (None: as many as the chosen one holds), a change in
    points, and confidence in percent."""

    n: int | None = None
    change: float = 5.0
    confidence: int = 95


@dataclass(frozen=True)
class Certainty:
    """Headline and sentence, the curve, what each touchpoint can show, and who did not answer. `n`: answers asked
    about."""

    headline: str
    parts: tuple[Said, ...]
    curve: Card
    groups: Card
    response: Card
    n: int


def certainty(
    snapshot: Snapshot, choice: Choice, text: Text, setting: Setting, tables: Tables | None = None
) -> Certainty:
    """What the page says: about the headline's answers of the choice, and about each touchpoint's."""
    by_channel = not snapshot.invitations.is_empty() and "channel" in snapshot.dimensions
    fine = Answers.of(snapshot, measured(choice, snapshot), by=["channel"] if by_channel else [])
    answers = fine.without("channel") if by_channel else fine
    whole = answers.population(answers.choice.metric)
    own = basis(whole.counts(span=NOW), whole.metric, whole.deff, period_wobble(whole))
    n = setting.n or max(own.n, int(FEW_BELOW))
    headline, parts = _said(own, n, setting, whole, text)
    if own.n < FEW_BELOW:
        parts = (*parts, Said(" " + text("certainty.usual", n=own.n)))
    curve = _curve(answers, whole, own, n, setting, text)
    return Certainty(headline, parts, curve, _groups(answers, setting, text), response.card(fine, tables, text), n)


def _amount(change: float, whole: Population, text: Text) -> str:
    key = "findings.points" if whole.metric == "nps" else "findings.percentage_points"
    return text(key, n=max(1, ceil(change - 1e-9)))


def _said(own: Basis, n: int, setting: Setting, whole: Population, text: Text) -> tuple[str, tuple[Said, ...]]:
    sure = setting.confidence / 100
    least = float(own.detectable(n, sure))
    asked = _amount(setting.change, whole, text)
    facts = {"n": n, "change": asked, "chance": _chance(own.chance(setting.change, n, sure), text)}
    needed = own.needed(setting.change, sure)
    key = "enough" if needed <= n else "more" if isfinite(needed) else "never"
    sentence = text(f"certainty.{key}", **facts, needed=text.number(ceil(needed)) if isfinite(needed) else "")
    alarm = text("certainty.alarm", rate=text.percent(100 - setting.confidence), sure=text.percent(setting.confidence))
    headline = text("certainty.headline", n=n, change=_amount(least, whole, text))
    return headline, (Said(sentence), Said(" " + alarm))


def _chance(chance: float, text: Text) -> str:
    """Never certain, and never impossible."""
    if chance > 0.99:
        return text("certainty.nearly_always")
    return text.percent(max(100 * chance, 1))


def _curve(answers: Answers, whole: Population, own: Basis, n: int, setting: Setting, text: Text) -> Card:
    sure = setting.confidence / 100
    needed = own.needed(setting.change, sure)
    far = max(20.0 * n / 4, 2000.0, 1.5 * needed if isfinite(needed) else 0.0)
    frame = curve(own, min(far, 1e7), sure)
    headline = text("certainty.headline", n=n, change=_amount(float(own.detectable(n, sure)), whole, text))
    table = frame.select(
        pl.col("n").alias(text("columns.n")), pl.col("change").round(1).alias(text("certainty.columns.least"))
    )
    return Card(
        key=CURVE,
        title=_needs(needed, setting, whole, text),
        subtitle=text(
            "certainty.subtitle",
            metric=text(f"metric.{whole.metric}"),
            population=wording.inner(whole, answers, text),
            period=wording.period(answers, text),
            sure=text.percent(setting.confidence),
        ),
        foot=wording.foot(answers, text, own.n, scopes=[whole.scope], ranged=False),
        method=_method(own, own.n, text),
        alt=headline,
        chart=Detectable(frame, n, setting.change, wording.unit(whole.metric)),
        table=table,
        n=own.n,
    )


def _needs(needed: float, setting: Setting, whole: Population, text: Text) -> str:
    change = _amount(setting.change, whole, text)
    if not isfinite(needed):
        return text("certainty.curve.never", change=change)
    return text("certainty.curve.needs", change=change, n=ceil(needed))


def _each(answers: Answers, sure: float) -> pl.DataFrame:
    """`label, n, change`: the smallest change that each touchpoint's answers of the period show, most answers first."""
    part = answers.scoped(answers.choice.metric, "touchpoints")
    labels = answers.snapshot.labels("touchpoint")
    wobbles = ordinary(part, "touchpoint") if part.inside.height else {}
    rows = []
    for row in part.counts(["touchpoint"], NOW).partition_by("touchpoint"):
        code = int(row["touchpoint"][0])
        own = basis(row, part.metric, 1.0, float(wobbles.get(code) or 0.0))
        if code in labels and own.n:
            rows.append((labels[code], own.n, float(own.detectable(own.n, sure))))
    schema = {"label": pl.String, "n": pl.Int64, "change": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row").sort("n", "label", descending=[True, False])


def _groups(answers: Answers, setting: Setting, text: Text) -> Card:
    """Bars: from what change on each touchpoint would show one."""
    metric = answers.choice.metric
    unit = wording.unit(metric)
    rows = _each(answers, setting.confidence / 100)
    if rows.is_empty():
        return empty(GROUPS, text("certainty.groups.title"), text("certainty.groups.none"))
    seen = rows.filter(pl.col("change") <= setting.change).height
    change = _amount(setting.change, answers.population(metric), text)
    nothing = pl.lit(None, pl.Float64)
    frame = rows.head(_MOST_GROUPS).select(
        "label", "n", value="change", low=nothing, high=nothing, kind=pl.lit("department"),
        verdict=pl.lit(None, pl.String), detail=pl.col("n").map_elements(text.number, return_dtype=pl.String),
    )  # fmt: skip
    told = "; ".join(f"{label} {shown.change(change, unit, text)}" for label, _, change in rows.iter_rows())
    return Card(
        key=GROUPS,
        title=text(f"certainty.groups.{'seen' if seen else 'unseen'}", n=seen, all=rows.height, change=change),
        subtitle=text(
            "certainty.groups.subtitle", metric=text(f"metric.{metric}"), period=wording.period(answers, text)
        ),
        foot=wording.foot(answers, text, int(rows["n"].sum()), *_some(rows.height, text), ranged=False),
        method=_method(None, int(rows["n"].sum()), text),
        alt=text("certainty.groups.alt", rows=told),
        chart=Strip(frame, unit, text("certainty.groups.from"), text("certainty.groups.n")),
        table=rows.select(
            pl.col("label").alias(text("columns.label")),
            pl.col("n").alias(text("columns.n")),
            pl.col("change").round(1).alias(text("certainty.columns.least")),
        ),
        n=int(rows["n"].sum()),
    )


def _some(every: int, text: Text) -> list[str]:
    """That the chart shows only some of them, where it does."""
    return [text("pictures.shown_of", shown=_MOST_GROUPS, all=every)] if every > _MOST_GROUPS else []


def _method(own: Basis | None, n: int, text: Text) -> Method:
    wobble = ["certainty_wobble"] if own is not None and own.wobble > 0 else []
    return method(text, n, "certainty", *wobble, "limits")
