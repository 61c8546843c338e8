"""A department's pool over two years, and from what to what its score went since the comparison period."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from cxdata.card import MARKED, Card, Lines, Verdict
from cxdata.choice import Span
from cxdata.scan import period as periods
from cxdata.scan.answers import BEFORE, NOW, Population
from cxdata.statistics import comparison
from cxdata.text import Text
from cxdata.views import stated, wording
from cxdata.views.departments import words
from cxdata.views.departments.owned import Owned
from cxdata.views.departments.standing import own_goals
from cxdata.views.series import answered, series, settled, table


def card(owned: Owned, text: Text, department: str) -> Card:
    """Its pool over two years: at each time the touchpoints that it owned then."""
    key, title = "departments.trend", text("departments.panel.trend", label=department)
    held = owned.history.filter(pl.col("owner") == department).drop("owner", "state")
    if held.is_empty():
        return words.empty(key, title, text("departments.panel.no_points", label=department))
    points = [owned.labels[code] for code in held["touchpoint"].unique().to_list()]
    pool = owned.pool
    of = Population(pool.metric, "touchpoints", owned.deff(points), held, pool.outside.clear(), pool.time)
    days = answered(of, periods.window(owned.answers.compared.span, owned.answers.snapshot.first))
    grain = settled([of], days, "month")
    line = series(department, of, days, grain, "main")
    goal = own_goals(owned, owned.now.filter(pl.col("owner") == department)).get(department)
    n = int(line.frame["n"].sum())
    title, levels = _moved(owned, of, text, department)
    if line.frame["low"].null_count() == line.frame.height:
        return words.empty(key, title, text("trends.too_few", n=n))
    return Card(
        key=key,
        title=title,
        subtitle=text(
            "departments.panel.trend_subtitle",
            metric=words.metric(owned, text),
            period=text.period(*days),
            grain=text(f"trends.grain.{grain}"),
        )
        + "".join(f"; {said}" for said in _compared(owned, text) if levels),
        foot=words.foot(owned, text, n, days=[days]),
        method=words.method(owned, n, text, "trend"),
        alt=title,
        chart=Lines(
            (replace(line, levels=levels),),
            owned.unit,
            grain,
            goal=goal,
            metric=pool.metric,
            partial=periods.partial(days, grain),
            windows=_windows(owned) if levels else (),
            compared=False,
        ),
        table=table([line], text),
        n=n,
    )


def _windows(owned: Owned) -> tuple[Span, ...]:
    compared = owned.answers.compared
    return (compared.earlier, compared.span) if compared.earlier else ()


def _compared(owned: Owned, text: Text) -> list[str]:
    """Which periods the title holds against one another."""
    periods = [text.period(*one) for one in _windows(owned)]
    return [text("trends.compares_scored", before=periods[0], now=periods[1])] if periods else []


def _moved(owned: Owned, of: Population, text: Text, department: str) -> tuple[str, tuple[float | None, ...]]:
    """How its pool moved since the comparison period, beyond chance and the ordinary movement of its months.

    Beside it the score before and after, where both are known.
    """
    compared = owned.answers.compared
    if compared.earlier is None:
        return text("departments.panel.trend", label=department), ()
    months = len(of.inside.filter(pl.col("span") == NOW)["month"].unique()) or 1
    ordinary = of.wobble
    found = comparison.difference(
        of.counts(span=BEFORE), of.counts(span=NOW), of.metric, wobble=(ordinary or 0.0) / months, deff=of.deff
    )
    row = owned.spoken(found).row(0, named=True)
    verdict: Verdict = "sample" if row["verdict"] in MARKED and ordinary is None else row["verdict"]
    if row["change"] is None:
        return wording.state(department, verdict, None, wording.than(owned.answers), text), ()
    levels = (row["score_before"], row["score_after"])
    if verdict == "here":
        return text("departments.panel.moved_here", label=department), levels
    subject = text("stated.of.one", label=department, metric=text(f"metric.{of.metric}"))
    return stated.said(subject, {**row, "verdict": verdict}, owned.pool.metric, owned.answers, text), levels
