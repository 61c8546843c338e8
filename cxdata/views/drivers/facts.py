"""What goes with the relationship's score, and how far each touchpoint is from its goal."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from cxdata.choice import Choice, Span, months_later
from cxdata.governance import goals
from cxdata.governance.current import Tables
from cxdata.scan.answers import NOW, Answers, Population
from cxdata.statistics.driver_table import Drivers, drivers, quadrant
from cxdata.store.ratings import Ratings, ratings
from cxdata.store.snapshot import Snapshot

YEAR = 12


@dataclass(frozen=True)
class Facts:
    """`rows`: driver, n, reach, correlation, strength, low, high, first, company, company_low, company_high (shares of
    R^2 as percent; null: too few ratings beside one another), score, gap, gap_low, gap_high (to the goal or the
    company's score, negative below it; null: no score), answers, place. The strongest first.

    `span`: the days of the replies; `longer` where the chosen ones held too few. `hidden`: "none" without replies
    that rate both, "few", "weak", or None. `to_goal`: whether any touchpoint is held against a goal.
    """

    answers: Answers
    whole: Population
    span: Span
    longer: bool
    people: int
    every: int
    rows: pl.DataFrame
    r2: float
    line: float
    hidden: str | None
    to_goal: bool

    @property
    def lacking(self) -> list[str]:
        """Touchpoints with too few ratings beside the others'."""
        return self.rows.filter(pl.col("strength").is_null())["driver"].to_list()

    @property
    def known(self) -> pl.DataFrame:
        return self.rows.filter(pl.col("strength").is_not_null())


def facts(snapshot: Snapshot, tables: Tables, choice: Choice) -> Facts:
    """Everything about a choice whose metric the data hold."""
    answers = Answers.of(snapshot, choice, metric=choice.metric)
    span = answers.compared.span
    found, table = _table(snapshot, choice, span)
    year = (months_later(span[1], 1 - YEAR), span[1])
    longer = year[0] < span[0] and (table.hidden == "few" or table.table["strength"].null_count() > 0)
    if longer:
        found, table = _table(snapshot, choice, year)
        span = year
    rows, to_goal = _placed(answers, tables, table)
    kept = rows["company"].drop_nulls()
    line = float(kept.sum()) / len(kept) if len(kept) else 0.0
    hidden = "none" if not found.codes or not len(found.outcome) else table.hidden
    return Facts(
        answers=answers,
        whole=answers.scoped(choice.metric, "relationship"),
        span=span,
        longer=longer,
        people=len(found.outcome),
        every=found.every,
        rows=_quadrants(rows, line).sort("strength", "reach", descending=True, nulls_last=True),
        r2=100.0 * table.r2,
        line=line,
        hidden=hidden,
        to_goal=to_goal,
    )


def _table(snapshot: Snapshot, choice: Choice, span: Span) -> tuple[Ratings, Drivers]:
    found = ratings(snapshot, choice.metric, choice.where, *span)
    labels = snapshot.labels("touchpoint")
    return found, drivers([labels[code] for code in found.codes], found.values, found.outcome)


_SHARES = ("strength", "low", "high", "company", "company_low", "company_high")


def _placed(answers: Answers, tables: Tables, table: Drivers) -> tuple[pl.DataFrame, bool]:
    """The table in percent, beside each touchpoint's score and its distance to its goal."""
    metric = answers.choice.metric
    pool = answers.scoped(metric, "touchpoints")
    labels = answers.snapshot.labels("touchpoint")
    scores = pool.scores(["touchpoint"], NOW).with_columns(
        driver=pl.col("touchpoint").cast(pl.Int64).replace_strict(labels, default=None, return_dtype=pl.String)
    )
    targets = goals.targets(tables["goals"].rows, metric, answers.compared.span[1], labels.values())
    level = pool.scores([], NOW)["score"].to_list()
    company = level[0] if level else None
    scores = scores.join(targets.select("touchpoint", "target"), left_on="driver", right_on="touchpoint", how="left")
    held = pl.coalesce("target", pl.lit(company, pl.Float64))
    gaps = scores.select(
        "driver",
        "score",
        gap=pl.col("score") - held,
        gap_low=pl.when(pl.col("score").is_not_null()).then(pl.col("low") - held),
        gap_high=pl.when(pl.col("score").is_not_null()).then(pl.col("high") - held),
        answers=pl.col("n"),
    )
    shares = table.table.with_columns(pl.col(*_SHARES) * 100.0)
    to_goal = scores.filter(pl.col("driver").is_in(shares["driver"].to_list()))["target"].drop_nulls().len() > 0
    return shares.join(gaps, on="driver", how="left", maintain_order="left"), to_goal


def _quadrants(rows: pl.DataFrame, line: float) -> pl.DataFrame:
    places = [
        quadrant(row["company_low"], row["company_high"], line, -row["gap_high"], -row["gap_low"])
        if row["company"] is not None and row["gap"] is not None
        else None
        for row in rows.to_dicts()
    ]
    return rows.with_columns(pl.Series("place", places, dtype=pl.String))
