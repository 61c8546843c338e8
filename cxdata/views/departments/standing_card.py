"""The cards of standing: scores by owner against the goal, and the same as a funnel."""

from __future__ import annotations

import polars as pl

from cxdata.card import Card, Funnel, Standing
from cxdata.charts import words as shown
from cxdata.governance.ownership import MISPLACED
from cxdata.text import Text
from cxdata.views import wording
from cxdata.views.departments import fairness, words
from cxdata.views.departments.facts import Facts
from cxdata.views.departments.gap import LEAST
from cxdata.views.departments.standing import Stand, spread

KEY, FUNNEL = "departments.standing", "departments.funnel"
FRAME = ("label", "n", "score", "low", "high", "hidden", "goal", "first", "last", "change", "verdict")


def card(facts: Facts, text: Text) -> Card:
    """Bars in the order of the scores."""
    owned, stand = facts.owned, facts.stand
    rows = stand.rows
    if rows.is_empty():
        said = text("departments.standing.nobody")
        return words.empty(KEY, text("departments.standing.nobody_title"), said)
    name = words.metric(owned, text)
    n = int(rows["n"].sum())
    goal = common(rows)
    more = [text("departments.standing.own_goals")] if stand.goals and goal is None else []
    if (rows["shrunk"] - rows["score"]).abs().max() is not None:
        more.append(text("departments.fairness.circle"))
    against = text("departments.standing.to_goal" if stand.goals else "departments.standing.to_rest")
    return Card(
        key=KEY,
        title=title(stand, text),
        subtitle=text("departments.standing.subtitle", metric=name, period=words.period(owned, text)),
        foot=words.foot(owned, text, n, *more),
        method=words.method(owned, n, text, "standing" if stand.goals else "standing_rest"),
        alt=_alt(facts, text),
        chart=Standing(rows.select(*FRAME, "shrunk"), owned.unit, owned.pool.metric, goal, against),
        table=table(stand, text),
        n=n,
        verdict="real" if (rows["verdict"] == "real").any() else "chance",
    )


def common(rows: pl.DataFrame) -> float | None:
    """The goal of all rows, where it is one."""
    held = rows["goal"].drop_nulls().to_list()
    return held[0] if len(held) == rows.height and max(held) - min(held) < LEAST else None


def title(stand: Stand, text: Text) -> str:
    """Who is really below and above."""
    if stand.rows["score"].null_count() == stand.rows.height:
        return text("departments.standing.few")
    rest = "_owners" if stand.goals else "_rest"
    said = sided(stand.rows, text, rest) or here(stand.rows, text) or text(f"departments.standing.none{rest}")
    for side in ("above", "below"):
        moved = pl.col("change") > 0 if side == "above" else pl.col("change") < 0
        if labels := stand.rows.filter(moved, verdict="mix")["label"].to_list():
            said = text(f"departments.standing.mix_{side}", said=said, labels=wording.named(labels, text, 3))
    return said


def sided(rows: pl.DataFrame, text: Text, rest: str = "") -> str | None:
    """ "Below the goal: Delivery; above: Till"; None where nothing is really off."""
    real = rows.filter(pl.col("verdict") == "real").sort("change")
    below = real.filter(pl.col("change") < 0)["label"].to_list()
    above = real.filter(pl.col("change") > 0)["label"].to_list()[::-1]
    if below and above:
        facts = {"below": wording.named(below, text), "above": wording.named(above, text)}
        return text(f"departments.standing.below_above{rest}", **facts)
    if below or above:
        key = "below" if below else "above"
        return text(f"departments.standing.{key}{rest}", labels=wording.named(below or above, text, 3))
    return None


def here(rows: pl.DataFrame, text: Text) -> str | None:
    """Who is off among the tests of the page alone."""
    found = rows.filter(verdict="here").sort(pl.col("change").abs(), descending=True).select("label", "change").rows()
    named = [
        text(f"departments.standing.{'lower' if change < 0 else 'higher'}", label=label) for label, change in found
    ]
    return text("departments.standing.here", labels=wording.named(named, text, 3)) if named else None


def aside(facts: Facts, text: Text) -> str:
    """Who is named but has no rank, and which departments cannot be told apart."""
    owned = facts.owned
    said = [text("departments.standing.differs")] if facts.gap and facts.whole != "few" else []
    named = owned.owners([owned.day.replace(day=1)]).filter(state=MISPLACED)
    for team in owned.teams:
        points = [owned.labels[code] for code in owned.labels if code in set(named.filter(owner=team)["touchpoint"])]
        if points:
            said.append(text("departments.standing.misplaced", who=team, points=text.list(points)))
    if alike := indistinct(facts.stand):
        said.append(text("departments.standing.alike", labels=text.list(alike)))
    said += [fairness.rebound(facts.stand, owned, text), fairness.mix(facts.stand, owned, text)]
    return "\n".join(part for part in said if part)


def indistinct(stand: Stand) -> list[str]:
    """The largest run of neighbours of which each could have every rank within the run; none where there are two."""
    rows = stand.rows.filter(pl.col("first").is_not_null()).select("label", "first", "last").rows()
    best: list[str] = []
    for start in range(len(rows)):
        for end in range(len(rows), start + 1, -1):
            run = rows[start:end]
            if len(run) > len(best) and all(first <= start + 1 and last >= end for _, first, last in run):
                best = [label for label, _, _ in run]
    return best if len(best) > 1 else []


def _alt(facts: Facts, text: Text) -> str:
    rows = [
        text(
            "departments.standing.alt_row",
            label=row["label"],
            score=shown.score(row["score"], facts.owned.unit, text),
            n=row["n"],
            verdict=text(f"departments.verdict.{row['verdict']}"),
        )
        for row in facts.stand.rows.to_dicts()
    ]
    return text("departments.standing.alt", rows="; ".join(rows))


def table(stand: Stand, text: Text) -> pl.DataFrame:
    """Every owner; hidden numbers are empty."""
    verdicts = {
        name: text(f"departments.verdict.{name}") for name in ("real", "here", "mix", "sample", "chance", "few")
    }
    reasons = {name: text(f"charts.hidden.{name}") for name in ("thin", "few", "none", "cover")}
    ranks = pl.when(pl.col("first").is_not_null()).then(pl.format("{}–{}", "first", "last"))
    return stand.rows.select(
        pl.col("label").alias(text("columns.label")),
        pl.col("n").alias(text("columns.n")),
        *(pl.col(name).round(1).alias(text(f"columns.{name}")) for name in ("score", "low", "high")),
        pl.col("shrunk").round(1).alias(text("departments.columns.shrunk")),
        pl.col("expected").round(1).alias(text("departments.columns.expected")),
        pl.col("goal").round(1).alias(text("departments.columns.goal")),
        pl.col("change").round(1).alias(text("departments.columns.to_goal")),
        ranks.alias(text("departments.rank")),
        pl.col("verdict").replace_strict(verdicts, default=None).alias(text("columns.verdict")),
        pl.col("hidden").replace_strict(reasons, default=None, return_dtype=pl.String).alias(text("columns.hidden")),
        pl.col("points").list.join(", ").alias(text("departments.columns.touchpoints")),
    )


def funnel(facts: Facts, text: Text) -> Card | None:
    """The funnel plot; None with fewer than three departments that have a score."""
    owned = facts.owned
    found = spread(owned, facts.stand.rows)
    if found is None:
        return None
    points, limits, centre = found
    mixed = facts.stand.rows.filter(verdict="mix")["label"].to_list()
    points = points.with_columns(explained=pl.col("label").is_in(mixed))
    chart = Funnel(points, limits, centre, owned.unit, owned.pool.metric)
    rows = [
        text("trends.alt_row", label=label, score=shown.score(score, owned.unit, text), n=round(n))
        for label, n, score in points.select("label", "n", "score").iter_rows()
    ]
    return Card(
        key=FUNNEL,
        title=_funnel_title(facts, chart, text),
        subtitle=text(
            "departments.funnel.subtitle", metric=words.metric(owned, text), period=words.period(owned, text)
        ),
        foot=words.foot(owned, text, int(facts.stand.rows["n"].sum())),
        method=words.method(owned, int(facts.stand.rows["n"].sum()), text, "funnel"),
        alt=text("departments.funnel.alt", centre=shown.score(centre, owned.unit, text), rows="; ".join(rows)),
        chart=chart,
        table=table(facts.stand, text),
        n=int(facts.stand.rows["n"].sum()),
    )


def _eased(facts: Facts, label: str, text: Text) -> str:
    """The department, with its channels where they explain where it stands."""
    row = facts.stand.rows.filter(label=label).row(0, named=True)
    key = "easier" if row["change"] > 0 else "harder"
    return text(f"departments.funnel.{key}", label=label) if row["verdict"] == "mix" else label


def _funnel_title(facts: Facts, chart: Funnel, text: Text) -> str:
    outside = []
    for label, n, score in chart.frame.select("label", "n", "score").iter_rows():
        near = chart.limits.row(int((chart.limits["n"] - n).abs().arg_min() or 0), named=True)
        if not near["low_3"] <= score <= near["high_3"]:
            outside.append(_eased(facts, label, text))
    if outside:
        return text("departments.funnel.title_out", labels=wording.named(outside, text, 3))
    apart = facts.stand.rows.filter(pl.col("first").is_not_null())
    differ = bool((apart["first"] > 1).any())
    return text("departments.funnel.title_wide" if differ else "departments.funnel.title")
