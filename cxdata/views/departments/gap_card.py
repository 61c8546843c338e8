"""The card of the gap: from the goal to the score, by whose touchpoints it lies in."""

from __future__ import annotations

import polars as pl

from cxdata.card import Card, Waterfall
from cxdata.charts import words as shown
from cxdata.text import Text, rounded
from cxdata.views.departments import words
from cxdata.views.departments.facts import Facts
from cxdata.views.departments.gap import LEAST, MISPLACED, NOBODY, Gap

KEY = "departments.gap"


def card(facts: Facts, text: Text) -> Card:
    """The waterfall; without a goal or with too few answers a sentence that says so."""
    owned, gap = facts.owned, facts.gap
    name = words.metric(owned, text)
    if gap is None:
        said = text("departments.gap.no_goal", metric=name)
        return words.empty(KEY, text("departments.gap.no_goal_title"), said)
    if facts.whole == "few":
        return words.empty(KEY, text("departments.gap.title_few"), text("departments.gap.few", n=gap.n))
    key = "subtitle_contacts" if facts.by == "contacts" else "subtitle"
    chart = waterfall(facts, gap, text)
    rows = words.told(chart.frame.select("label", "value").iter_rows(), owned, text)
    ends = {name: shown.score(value, owned.unit, text, 1) for name, value in (("goal", gap.goal), ("score", gap.score))}
    return Card(
        key=KEY,
        title=title(facts, gap, text),
        subtitle=text(f"departments.gap.{key}", metric=name, period=words.period(owned, text)),
        foot=words.foot(owned, text, gap.n, text("departments.gap.sums")),
        method=words.method(owned, gap.n, text, "gap"),
        alt=text("departments.gap.alt", **ends, rows=rows),
        chart=chart,
        table=table(gap, text),
        n=gap.n,
        verdict=facts.whole,
    )


def title(facts: Facts, gap: Gap, text: Text) -> str:
    """What the gap is made of, first of all the part that no operating department answers for."""
    owned = facts.owned
    size = {"amount": words.amount(abs(gap.size), owned, text)}
    if gap.side == "at":
        return text("departments.gap.title_at")
    if facts.whole != "real":
        return text(f"departments.gap.title_{'here' if facts.whole == 'here' else 'chance'}_{gap.side}", **size)
    if gap.side == "above":
        return text("departments.gap.title_above", **size)
    lost = unowned(gap)
    if lost >= LEAST:
        return text("departments.gap.title_unowned", **size, part=words.amount(lost, owned, text))
    return text("departments.gap.title", **size)


def unowned(gap: Gap) -> float:
    """What is really lost where no operating department answers, as it is printed."""
    real = gap.printed.filter(pl.col("kind").is_in([NOBODY, MISPLACED]), pl.col("verdict") == "real")
    return rounded(-float(real.filter(pl.col("value") < 0)["value"].sum()), 1)


def waterfall(facts: Facts, gap: Gap, text: Text) -> Waterfall:
    """Goal, nobody, misplaced, departments by size, inconsistent goals, score."""
    parts = words.named(gap.printed, text)
    steps = [
        words.step(row["label"], row["kind"], row["value"], (row["low"], row["high"]), row["n"], row["verdict"])
        for row in parts.to_dicts()
    ]
    return Waterfall(
        frame=pl.DataFrame(steps, schema=words.STEPS, orient="row"),
        unit=facts.owned.unit,
        start=rounded(gap.goal, 1),
        end=rounded(gap.score, 1),
        start_label=text("departments.goal_label"),
        end_label=text("departments.score_label"),
        ranged=text("departments.range"),
    )


def table(gap: Gap, text: Text) -> pl.DataFrame:
    """The parts with their ranges over the rules of sharing and their intervals."""
    verdicts = {name: text(f"departments.verdict.{name}") for name in ("real", "here", "sample", "chance", "few")}
    parts = words.named(gap.parts, text)
    rows = parts.select(
        pl.col("label").alias(text("departments.columns.part")),
        pl.col("value").round(2).alias(text("departments.columns.value")),
        pl.min_horizontal("least", "most").round(2).alias(text("departments.columns.least")),
        pl.max_horizontal("least", "most").round(2).alias(text("departments.columns.most")),
        pl.col("low").round(2).alias(text("columns.low")),
        pl.col("high").round(2).alias(text("columns.high")),
        pl.col("n").alias(text("columns.n")),
        pl.col("verdict").replace_strict(verdicts, default=None).alias(text("columns.verdict")),
        pl.col("names").list.join(", ").alias(text("departments.columns.touchpoints")),
    )
    ends = (text("departments.columns.part"), text("departments.columns.value"))
    extra = pl.DataFrame({ends[0]: [text("departments.mismatch")], ends[1]: [round(gap.mismatch, 2)]})
    return pl.concat([rows, extra], how="diagonal")
