"""Scores by period as the series of a chart, with time cut as finely as the answers can bear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from cxdata.card import Grain, Role, Series
from cxdata.choice import Span
from cxdata.scan import period
from cxdata.scan.answers import Population
from cxdata.statistics import tallies
from cxdata.text import Text

ROLES: tuple[Role, ...] = ("main", "second", "third", "fourth", "fifth")


def scored(of: Population, days: Span, grain: Grain) -> pl.DataFrame:
    """`period, n, score, low, high, hidden` for every period of these days; hidden = "none" without answers.

    A period that the days cut off counts the answers of those days alone.
    """
    return of.once(("scored", days, grain), lambda: _scored(of, days, grain))


def _scored(of: Population, days: Span, grain: Grain) -> pl.DataFrame:
    periods = period.calendar(days, grain)
    dated = within(of, days).with_columns(period=period.floored(of.time, grain))
    counts = tallies.summed(dated, ["period"])
    found = tallies.scores(counts, of.metric, of.deff).select("period", "n", "score", "low", "high", "hidden")
    joined = periods.join(found, on="period", how="left", maintain_order="left")
    return joined.with_columns(
        pl.col("n").fill_null(0),
        hidden=pl.when(pl.col("n").is_null()).then(pl.lit("none")).otherwise("hidden"),
    )


def within(of: Population, days: Span) -> pl.DataFrame:
    """The answers of these days; where only months are known, of these months."""
    start = days[0] if of.time == "day" else days[0].replace(day=1)
    return of.inside.filter(pl.col(of.time).is_between(start, days[1]))


def settled(of: Sequence[Population], days: Span, start: Grain) -> Grain:
    """The finest grain, from `start` on, at which at most half of the cells with answers are too thin for a score.

    Where no grain gives that, the finest at which most cells have at least an interval; else the coarsest.
    """
    fallback: Grain | None = None
    for grain in period.coarser(start):
        cells = pl.concat([scored(one, days, grain) for one in of]).filter(pl.col("n") > 0)
        without_score = cells["hidden"].is_not_null().sum()
        if cells.height and without_score <= cells.height / 2:
            return grain
        if fallback is None and cells["low"].is_null().sum() <= cells.height / 2:
            fallback = grain
    return fallback or period.coarser(start)[-1]


def answered(of: Population, days: Span) -> Span:
    """The days narrowed to those from the first answer on; the end stays."""
    found = of.days
    return (max(days[0], found[0]), days[1]) if found and found[0] <= days[1] else days


def series(
    label: str, of: Population, days: Span, grain: Grain, role: Role, where: Mapping[str, tuple[str, ...]] | None = None
) -> Series:
    return Series(label, scored(of, days, grain), role, where or {}, of.scope)


def table(found: Sequence[Series], text: Text) -> pl.DataFrame:
    """The numbers of a chart for a file: headed in the reader's language, one decimal, hidden cells empty."""
    rows = pl.concat([one.frame.with_columns(label=pl.lit(one.label)) for one in found])
    reasons = {name: text(f"charts.hidden.{name}") for name in ("thin", "few", "none", "cover")}
    return rows.select(
        pl.col("label").alias(text("columns.series")),
        pl.col("period").alias(text("columns.period")),
        pl.col("n").alias(text("columns.n")),
        *(
            pl.col(name).round(1, mode="half_away_from_zero").alias(text(f"columns.{name}"))
            for name in ("score", "low", "high")
        ),
        pl.col("hidden").replace_strict(reasons, default=None, return_dtype=pl.String).alias(text("columns.hidden")),
    )
