"""One department's own page: its touchpoints, its trend, what customers wrote, what it has and with whom."""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from cxdata.card import Card, Said, Standing
from cxdata.charts import words as shown
from cxdata.choice import Choice
from cxdata.errors import ChoiceRefused
from cxdata.governance import ownership
from cxdata.governance.current import Tables
from cxdata.governance.tables import ROLES
from cxdata.statistics import comparison, tallies
from cxdata.statistics.level import against
from cxdata.store import listing
from cxdata.store.snapshot import Snapshot
from cxdata.store.workspace import Workspace
from cxdata.text import Text
from cxdata.views import wording
from cxdata.views.departments import panel_trend, standing_card, words
from cxdata.views.departments.facts import Facts
from cxdata.views.departments.owned import Owned, Row
from cxdata.views.departments.standing_card import FRAME

MOST_COMMENTS = 50


@dataclass(frozen=True)
class Panel:
    """`duties`: touchpoint, the department's role, and who has which role there. `comments`: None where hidden."""

    headline: str
    parts: tuple[Said, ...]
    points: Card
    trend: Card
    duties: pl.DataFrame
    comments: pl.DataFrame | None
    note: str


def panel(
    workspace: Workspace, snapshot: Snapshot, tables: Tables, choice: Choice, text: Text, department: str
) -> Panel:
    """What there is to say of one department; a name that nobody carries has nothing but empty cards."""
    facts = Facts.of(snapshot, tables, choice)
    owned = facts.owned
    mine = owned.now.filter(pl.col("owner") == department)
    comments, note = _comments(workspace, owned, text, department)
    return Panel(
        headline=_headline(facts, text, department),
        parts=_parts(facts, text, department),
        points=_whose(_points(owned, text, department, mine), text, department),
        trend=panel_trend.card(owned, text, department),
        duties=duties(owned, text, department),
        comments=comments,
        note=note,
    )


def _row(facts: Facts, department: str) -> Row | None:
    """Where it stands; a CX team is not among those that have a standing."""
    rows = facts.stand.rows.filter(pl.col("label") == department).to_dicts()
    return rows[0] if rows else None


def _headline(facts: Facts, text: Text, department: str) -> str:
    owned = facts.owned
    row = _row(facts, department)
    said = {"label": department, "metric": words.metric(owned, text)}
    if department in owned.teams:
        return text("departments.panel.headline_team", label=department)
    if row is None:
        return text("departments.panel.headline_none", label=department)
    if row["low"] is None:
        return text("departments.panel.headline_few", label=department, n=row["n"])
    interval = wording.interval(row, owned.pool.metric, text)
    if row["score"] is None:
        return text("departments.panel.headline_thin", label=department, interval=interval, n=row["n"])
    score = shown.score(row["score"], owned.unit, text)
    if row["goal"] is None:
        return text("departments.panel.headline_alone", **said, score=score, interval=interval)
    side = f"_{'below' if row['change'] < 0 else 'above'}" if row["verdict"] in ("real", "mix") else ""
    return text(
        f"departments.panel.headline.{row['verdict']}{side}",
        **said,
        score=score,
        goal=shown.score(row["goal"], owned.unit, text),
        expected=shown.score(row["expected"], owned.unit, text),
    )


def _parts(facts: Facts, text: Text, department: str) -> tuple[Said, ...]:
    owned = facts.owned
    named = ownership.roles(owned.ownership, owned.day).filter(department=department, role="A")
    points = [label for label in owned.labels.values() if label in set(named["touchpoint"])]
    found = [text("departments.panel.owns", n=len(points), labels=wording.named(points, text, 4))] if points else []
    if department in owned.teams:
        found.append(text("departments.panel.team"))
    part = facts.gap.printed.filter(label=department, kind="department") if facts.gap else pl.DataFrame()
    for row in part.to_dicts():
        ends = {name: text.number(row[name], 1, sign=True) for name in ("low", "high")}
        found.append(text("departments.panel.part", amount=words.amount(row["value"], owned, text, sign=True), **ends))
    return tuple(Said(said) for said in found)


def _points(owned: Owned, text: Text, department: str, mine: pl.DataFrame) -> Card:
    """Its touchpoints by score against their goals: marked as a family of their own, told within the workspace's."""
    key = "departments.points"
    title = text("departments.panel.points")
    if mine.is_empty():
        return words.empty(key, title, text("departments.panel.no_points", label=department))
    metric = owned.pool.metric
    counts = tallies.summed(mine, ["touchpoint"])
    labels = [owned.labels[code] for code in counts["touchpoint"].to_list()]
    goals = [owned.targets.get(label) for label in labels]
    level = pl.Series(goals, dtype=pl.Float64).fill_null(float("nan")).to_numpy()
    tested = owned.spoken(comparison.marked(against(counts, level, metric).select("change", "p")))
    rows = tallies.scores(counts, metric).with_columns(
        pl.Series("label", labels),
        pl.Series("goal", goals, dtype=pl.Float64),
        pl.lit(None, pl.Int64).alias("first"),
        pl.lit(None, pl.Int64).alias("last"),
        tested["change"],
        tested["verdict"],
    )
    verdict = pl.when(pl.col("score").is_not_null() & pl.col("goal").is_null()).then(None).otherwise("verdict")
    rows = rows.with_columns(verdict.alias("verdict")).sort("score", "n", descending=True, nulls_last=True)
    head = standing_card.sided(rows, text) or standing_card.here(rows, text) or text("departments.panel.none")
    if rows["score"].null_count() == rows.height:
        head = text("departments.panel.few")
    elif rows["goal"].null_count() == rows.height:
        head = title
    goal = standing_card.common(rows)
    against_ = text("departments.standing.to_goal") if any(value is not None for value in goals) else ""
    n = int(rows["n"].sum())
    return Card(
        key=key,
        title=head,
        subtitle=text(
            "departments.panel.points_subtitle",
            metric=words.metric(owned, text),
            label=department,
            period=words.period(owned, text),
        ),
        foot=words.foot(
            owned, text, n, *([text("departments.standing.own_goals")] if goal is None and against_ else [])
        ),
        method=words.method(owned, n, text, "points"),
        alt=title,
        chart=Standing(rows.select(FRAME), owned.unit, metric, goal, against_, ranks=False),
        table=rows.select(
            pl.col("label").alias(text("departments.panel.touchpoint")),
            pl.col("n").alias(text("columns.n")),
            *(pl.col(name).round(1).alias(text(f"columns.{name}")) for name in ("score", "low", "high")),
            pl.col("goal").round(1).alias(text("departments.columns.goal")),
        ),
        n=n,
    )


def _whose(card: Card, text: Text, department: str) -> Card:
    """The card with a title that says of which department it speaks, for where its page does not."""
    key = "departments.panel.whose_named" if ":" in card.title else "departments.panel.whose"
    return replace(card, alone=text(key, label=department, said=card.title[:1].lower() + card.title[1:]))


def duties(owned: Owned, text: Text, department: str) -> pl.DataFrame:
    """Touchpoint, the department's role there, and everybody's roles; headed in the reader's language."""
    roles = ownership.roles(owned.ownership, owned.day)
    rank = {role: place for place, role in enumerate(ROLES)}
    own = roles.filter(department=department).select("touchpoint", "role")
    own = own.sort(pl.col("role").replace_strict(rank, return_dtype=pl.Int8), maintain_order=True)
    held = roles.group_by("touchpoint", "role", maintain_order=True).agg(pl.col("department").str.join(", "))
    for role in ROLES:
        mine = held.filter(role=role).select("touchpoint", pl.col("department").alias(role))
        own = own.join(mine, on="touchpoint", how="left", maintain_order="left")
    heads = {"touchpoint": text("departments.panel.touchpoint"), "role": text("departments.panel.role")}
    return own.rename(heads | {role: text(f"departments.role.{role}") for role in ROLES})


def _comments(workspace: Workspace, owned: Owned, text: Text, department: str) -> tuple[pl.DataFrame | None, str]:
    """What was written about the touchpoints that it owns, lowest ratings first; hidden under five answers."""
    named = ownership.roles(owned.ownership, owned.day).filter(department=department, role="A")
    points = [label for label in owned.present if label in set(named["touchpoint"])]
    if not points:
        return None, text("departments.panel.no_points", label=department)
    start, end = owned.answers.compared.span
    where = {**owned.answers.choice.where, "touchpoint": points}
    try:
        found = listing.answers(
            workspace, owned.answers.snapshot, metric=owned.pool.metric, where=where, start=start, end=end,
            lowest=True, commented=True, limit=MOST_COMMENTS,
        )  # fmt: skip
    except ChoiceRefused as refused:
        if refused.key != "too_few_to_list":
            raise
        return None, text("drill.no_rows")
    if found.is_empty():
        return None, text("drill.no_comments")
    rows = found.select(
        pl.col("score").alias(text("columns.answer")),
        pl.col("text").alias(text("drill.comment")),
        pl.col("touchpoint").alias(text("departments.panel.touchpoint")),
        pl.col("day").alias(text("drill.day")),
    )
    return rows, text("departments.panel.comments_note", period=wording.capital(words.period(owned, text)))
