"""The cards of drivers: shares of the whole's differences, and the matrix of priorities."""

from __future__ import annotations

from typing import Final

import polars as pl

from cxdata.card import Card, Method, Priority, Said, Strip
from cxdata.text import Text
from cxdata.views import wording
from cxdata.views.departments.words import empty
from cxdata.views.drivers.facts import Facts
from cxdata.views.method import method

MATRIX, STRENGTH = "drivers.matrix", "drivers.strength"
CLEAR: Final = 0.95
RIVAL: Final = 0.05
"""How often a touchpoint must come out first to be called the strongest, or one of those that may be."""

PLACES: Final = ("fix", "keep", "watch", "fine", "unclear")


def said(facts: Facts, text: Text) -> tuple[str, tuple[Said, ...]]:
    """Headline and sentence of the page."""
    metric = text(f"metric.{facts.whole.metric}")
    if facts.hidden:
        return text(f"drivers.hidden.{facts.hidden}.title", metric=metric), ()
    parts = [Said(text("drivers.sentence", metric=metric, share=text.percent(facts.r2), n=facts.people))]
    if urgent := _at(facts, "fix"):
        key = f"drivers.urgent_{'goal' if facts.to_goal else 'company'}"
        parts.append(Said(" " + text(key, labels=wording.named(urgent, text, 3)), "worse"))
    return strongest(facts, text), tuple(parts)


def strongest(facts: Facts, text: Text) -> str:
    """The touchpoint that goes with the score most, or those of which it may be any."""
    metric = text(f"metric.{facts.whole.metric}")
    top = facts.known.row(0, named=True)
    rivals = facts.known.filter(pl.col("first") >= RIVAL)["driver"].to_list()
    if top["first"] >= CLEAR or len(rivals) < 2:
        return text("drivers.strongest", metric=metric, label=top["driver"])
    return text("drivers.rivals", metric=metric, labels=wording.named(rivals, text, 3))


def _leading(facts: Facts, text: Text) -> str:
    top = facts.known.row(0, named=True)
    shares = {"share": text.percent(top["strength"]), "reach": text.percent(100 * top["reach"])}
    return text("drivers.strength.finding", label=top["driver"], metric=text(f"metric.{facts.whole.metric}"), **shares)


def _why(facts: Facts, text: Text) -> str:
    return text(
        f"drivers.hidden.{facts.hidden}.how",
        metric=text(f"metric.{facts.whole.metric}"),
        n=facts.people,
        share=text.percent(facts.r2),
        period=text.period(*facts.span),
    )


def _at(facts: Facts, place: str) -> list[str]:
    labels: list[str] = facts.known.filter(place=place).sort("company", descending=True)["driver"].to_list()
    return labels


def strength(facts: Facts, text: Text) -> Card:
    """Bars: how much goes with each touchpoint among those who used it; beside it, how many that are."""
    if facts.hidden:
        return empty(STRENGTH, text("drivers.strength.title"), _why(facts, text))
    rows = facts.known
    frame = rows.select(
        label=pl.Series([_label(row, text) for row in rows.to_dicts()], dtype=pl.String),
        kind=pl.lit("department"),
        value="strength",
        low="low",
        high="high",
        n="n",
        verdict=pl.lit(None, pl.String),
        detail=pl.Series([_detail(row, text) for row in rows.to_dicts()], dtype=pl.String),
    )
    chart = Strip(frame, "percent", "%", text("drivers.strength.reach"))
    alt = "; ".join(f"{row['label']} {text.percent(row['value'])}" for row in frame.to_dicts())
    return Card(
        key=STRENGTH,
        title=_leading(facts, text),
        subtitle=text("drivers.strength.subtitle", **_facts(facts, text)),
        foot=_foot(facts, text),
        method=_method(facts, text, "drivers"),
        alt=text("drivers.strength.alt", rows=alt),
        chart=chart,
        table=table(facts, text),
        n=facts.people,
    )


def _label(row: dict[str, object], text: Text) -> str:
    correlation = row["correlation"]
    negative = isinstance(correlation, float) and correlation < 0
    return text("drivers.negative", label=row["driver"]) if negative else str(row["driver"])


def _detail(row: dict[str, float], text: Text) -> str:
    return text(
        "drivers.strength.detail", reach=text.percent(100 * row["reach"]), company=text.percent(row["company"], 1)
    )


def matrix(facts: Facts, text: Text) -> Card:
    """Importance for the company as a whole against the distance to the goal."""
    if facts.hidden:
        return empty(MATRIX, text("drivers.matrix.title"), _why(facts, text))
    rows = facts.known.filter(pl.col("gap").is_not_null())
    if rows.is_empty():
        return empty(MATRIX, text("drivers.matrix.title"), text("drivers.matrix.no_scores"))
    frame = rows.select(
        label="driver", n="n", x="company", x_low="company_low", x_high="company_high",
        y="gap", y_low="gap_low", y_high="gap_high", place="place",
    )  # fmt: skip
    against = "goal" if facts.to_goal else "company"
    chart = Priority(
        frame=frame,
        line=facts.line,
        unit=wording.unit(facts.whole.metric),
        x_label=text("drivers.matrix.x"),
        y_label=text(f"drivers.matrix.y_{against}", metric=text(f"metric.{facts.whole.metric}")),
        corners={place: text(f"drivers.place.{place}_{against}") for place in PLACES},
    )
    urgent = _at(facts, "fix")
    return Card(
        key=MATRIX,
        title=text(f"drivers.matrix.fix_{against}", labels=wording.named(urgent, text))
        if urgent
        else text(f"drivers.matrix.unclear_{against}"),
        subtitle=text("drivers.matrix.subtitle", **_facts(facts, text)),
        foot=_foot(facts, text),
        method=_method(facts, text, "drivers", "drivers_matrix"),
        alt=text("drivers.matrix.alt", rows=_told(frame, chart, text)),
        chart=chart,
        table=table(facts, text),
        n=facts.people,
    )


def _told(frame: pl.DataFrame, chart: Priority, text: Text) -> str:
    return "; ".join(
        f"{row['label']} {text.percent(row['x'], 1)}, {text.number(row['y'], sign=True)},"
        f" {chart.corners[row['place'] or 'unclear']}"
        for row in frame.to_dicts()
    )


def _facts(facts: Facts, text: Text) -> dict[str, str]:
    longer = text("drivers.longer") if facts.longer else ""
    return {
        "metric": text(f"metric.{facts.whole.metric}"),
        "period": text.period(*facts.span) + longer,
        "now": wording.period(facts.answers, text),
    }


def _foot(facts: Facts, text: Text) -> str:
    more = []
    if facts.lacking:
        more.append(text("drivers.lacking", labels=wording.named(facts.lacking, text, 3)))
    if facts.every > 1:
        more.append(text("drivers.every", every=facts.every))
    return wording.foot(
        facts.answers, text, facts.people, *more, scopes=["relationship"], days=[facts.span],
        metric=facts.whole.metric,
    )  # fmt: skip


def _method(facts: Facts, text: Text, *keys: str) -> Method:
    return method(text, facts.people, *keys, "limits", of="people")


def table(facts: Facts, text: Text) -> pl.DataFrame:
    """Every touchpoint rated beside the relationship; empty where there are too few ratings."""
    rows = facts.rows
    against = "goal" if facts.to_goal else "company"
    places = {name: text(f"drivers.place.{name}_{against}") for name in PLACES}
    named = {name: text(f"drivers.columns.{name}") for name in ("strength", "first", "company", "reach")}
    low, high = text("columns.low"), text("columns.high")
    return rows.select(
        pl.col("driver").alias(text("columns.label")),
        pl.col("n").alias(text("columns.n")),
        (100 * pl.col("reach")).round(1).alias(named["reach"]),
        pl.col("strength").round(1).alias(named["strength"]),
        pl.col("low").round(1).alias(f"{named['strength']}: {low}"),
        pl.col("high").round(1).alias(f"{named['strength']}: {high}"),
        (100 * pl.col("first")).round(0).alias(named["first"]),
        pl.col("company").round(1).alias(named["company"]),
        pl.col("company_low").round(1).alias(f"{named['company']}: {low}"),
        pl.col("company_high").round(1).alias(f"{named['company']}: {high}"),
        pl.col("correlation").round(2).alias(text("drivers.columns.correlation")),
        pl.col("score").round(1).alias(text("columns.score")),
        pl.col("gap").round(1).alias(text(f"drivers.columns.gap_{against}")),
        pl.when(pl.col("strength").is_not_null() & pl.col("gap").is_not_null())
        .then(pl.col("place").fill_null("unclear").replace_strict(places, return_dtype=pl.String))
        .alias(text("drivers.columns.place")),
    )
