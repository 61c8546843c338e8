"""Who did not answer: the share of the invited who did, and how low or high the others would have to score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from cxdata.card import Card, Strip
from cxdata.governance.current import Tables
from cxdata.governance.goals import applying
from cxdata.governance.tables import RELATIONSHIP, TOUCHPOINTS
from cxdata.scan import response
from cxdata.scan.answers import BEFORE, NOW, Answers, Population
from cxdata.schema import NOT_GIVEN, Metric
from cxdata.statistics.estimates import share
from cxdata.statistics.response import r_indicator, tipping_point
from cxdata.text import Text, amounts
from cxdata.views import wording
from cxdata.views.departments.words import empty
from cxdata.views.method import method

KEY: Final = "certainty.response"
_MOST_BARS: Final = 14
_LOWEST: Final = {"nps": -100.0, "csat": 0.0, "ces": 0.0}


@dataclass(frozen=True)
class _Whole:
    """All of the invited about touchpoints, or about the relationship where nobody was asked about touchpoints.

    `tip`: the score of those who did not answer at which the whole would stand at `goal`.
    """

    rate: float
    score: float | None
    goal: float | None
    tip: float | None


def card(answers: Answers, tables: Tables | None, text: Text) -> Card:
    """Bars: of how many invited how many answered, by touchpoint, the smallest share first."""
    metric = answers.choice.metric
    cells = response.invited(answers, metric)
    now = cells.filter(span=NOW)
    if now.is_empty():
        return empty(KEY, text("response.title.none"), text(f"response.{_why(answers)}"))
    rows = _rows(cells, answers, text)
    known = rows.filter(pl.col("invited") > 0)
    whole = _whole(now, answers, tables)
    least = known.head(_MOST_BARS)
    frame = least.select(
        "label", value="rate", low="low", high="high", n="answered", kind=pl.lit("department"),
        verdict=pl.lit(None, pl.String),
        detail=pl.Series([_of(row, text) for row in least.to_dicts()], dtype=pl.String),
    )  # fmt: skip
    n = int(known["answered"].sum())
    even = r_indicator(now["invited"].to_numpy(), now["answered"].to_numpy())
    more = [text("pictures.shown_of", shown=frame.height, all=known.height)] if known.height > frame.height else []
    more += [text("response.even", r=text.number(even, 2))] if now.height > 1 else []
    told = "; ".join(f"{row['label']} {text.percent(row['rate'])}" for row in known.to_dicts())
    return Card(
        key=KEY,
        title=_title(whole, known, metric, text),
        subtitle=text("response.subtitle", metric=text(f"metric.{metric}"), period=wording.period(answers, text)),
        foot=wording.foot(answers, text, n, *more, scopes=["relationship", "touchpoints"]),
        method=method(text, n, "response"),
        alt=text("response.alt", rows=told),
        chart=Strip(frame, "percent", text("response.rate"), text("response.of")),
        table=_table(known, text),
        n=n,
    )


def _why(answers: Answers) -> str:
    """Why nothing is known: nobody recorded invitations, or not for these filters, or not for these months."""
    if answers.snapshot.invitations.is_empty():
        return "none"
    kept = {name for name, labels in answers.choice.where.items() if labels}
    return "months" if kept <= response.KNOWN_BY else "filtered"


def _rows(cells: pl.DataFrame, answers: Answers, text: Text) -> pl.DataFrame:
    """`touchpoint, label, invited, answered, rate, low, high, before` (percent), the smallest rate first."""
    sums = cells.group_by("touchpoint", "span").agg(pl.col("invited", "answered").sum())
    now, before = (sums.filter(span=span).drop("span") for span in (NOW, BEFORE))
    earlier = before.select("touchpoint", before=100.0 * pl.col("answered") / pl.col("invited"))
    found = share(now["answered"].to_numpy(), now["invited"].to_numpy())
    rates = {"rate": found.score, "low": found.low, "high": found.high}
    labels = {**answers.snapshot.labels("touchpoint"), NOT_GIVEN: text("population.relationship")}
    named = now.with_columns(
        *(pl.Series(name, 100.0 * values) for name, values in rates.items()),
        label=pl.col("touchpoint").replace_strict(labels, default=None, return_dtype=pl.String),
    )
    return named.drop_nulls("label").join(earlier, on="touchpoint", how="left").sort("rate", "label")


def _whole(now: pl.DataFrame, answers: Answers, tables: Tables | None) -> _Whole:
    about = now.filter(pl.col("touchpoint") != NOT_GIVEN)
    scope, kept = (TOUCHPOINTS, about) if about.height else (RELATIONSHIP, now)
    rate = int(kept["answered"].sum()) / int(kept["invited"].sum())
    of = answers.scoped(answers.choice.metric, "touchpoints" if scope == TOUCHPOINTS else "relationship")
    score = _score(of, kept)
    day, metric = answers.compared.span[1], answers.choice.metric
    goal = applying(tables["goals"].rows, metric, day, scope) if tables and not answers.filtered else None
    if goal is None or score is None or rate >= 1.0:
        return _Whole(rate, score, None, None)
    return _Whole(rate, score, goal.target, float(tipping_point(score, rate, goal.target)))


def _score(of: Population, kept: pl.DataFrame) -> float | None:
    """The score of those touchpoints together, None where their answers are too few for one."""
    codes = kept["touchpoint"].unique().to_list()
    score: float | None = of.only(pl.col("touchpoint").is_in(codes)).scores(span=NOW)["score"][0]
    return score


def _title(whole: _Whole, rows: pl.DataFrame, metric: Metric, text: Text) -> str:
    rate = text.percent(100.0 * whole.rate)
    if whole.goal is None or whole.tip is None or whole.score is None:
        if rows.height == 1:
            return text("response.title.one", rate=rate)
        ends = {name: rows.row(at, named=True) for name, at in (("least", 0), ("most", -1))}
        said = {name: f"{row['label']} {text.percent(row['rate'])}" for name, row in ends.items()}
        return text("response.title.between", rate=rate, **said)
    met = whole.score >= whole.goal
    unit = amounts.unit(metric)
    reachable = _LOWEST[metric] <= whole.tip <= 100.0
    key = f"response.title.{'met' if met else 'missed'}.{'tip' if reachable else 'never'}"
    facts = {"goal": amounts.score(whole.goal, unit, text), "tip": amounts.score(whole.tip, unit, text)}
    return text(key, rate=rate, metric=text(f"metric.{metric}"), **facts)


def _of(row: dict[str, object], text: Text) -> str:
    return text("response.of_invited", answered=text.number(row["answered"]), invited=text.number(row["invited"]))  # type: ignore[arg-type]


def _table(rows: pl.DataFrame, text: Text) -> pl.DataFrame:
    percents = [
        pl.col(name).round(1, mode="half_away_from_zero").alias(text(f"response.columns.{name}"))
        for name in ("rate", "low", "high", "before")
    ]
    return rows.select(
        pl.col("label").alias(wording.capital(text("dimension.touchpoint"))),
        *(pl.col(name).alias(text(f"response.columns.{name}")) for name in ("invited", "answered")),
        *percents,
    )
