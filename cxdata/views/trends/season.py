"""The season of a line: taken off where there is enough of it to know, and said either way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl

from cxdata.card import Grain
from cxdata.scan.answers import Population
from cxdata.schema import Metric
from cxdata.statistics import seasons
from cxdata.text import Text

Kind = Literal["short", "means", "stl"]


@dataclass(frozen=True)
class Season:
    """`effects`: month (1 to 12) and effect in points, None with under 24 months of history; `months` of history."""

    kind: Kind
    months: int
    effects: pl.DataFrame | None = None

    @property
    def known(self) -> bool:
        """Whether there is something to take off."""
        return self.effects is not None and bool((self.effects["effect"] != 0.0).any())


def season(of: Population, until: date) -> Season:
    """The season of a population's months up to that day, the month that it cuts left out."""
    monthly = of.monthly().filter(pl.col("period") <= until).with_columns(n_eff=pl.col("n_eff") / of.deff)
    held = monthly.filter(pl.col("n_eff") > 0)
    effects = seasons.season(held, of.metric)
    if effects is None:
        return Season("short", held.height)
    return Season("stl" if seasons.by_trend(held) else "means", held.height, effects)


def without(frame: pl.DataFrame, found: Season, metric: Metric) -> pl.DataFrame:
    """The scored frame with the season taken off score and interval, which stay within the scale."""
    assert found.effects is not None
    lowest = -100.0 if metric == "nps" else 0.0
    months = frame.with_columns(month=pl.col("period").dt.month().cast(pl.Int64))
    effect = months.join(found.effects, on="month", how="left", maintain_order="left")["effect"].fill_null(0.0)
    return frame.with_columns((pl.col(name) - effect).clip(lowest, 100.0) for name in ("score", "low", "high"))


def year_earlier(frame: pl.DataFrame, history: pl.DataFrame) -> pl.DataFrame:
    """A scored frame whose months hold the scores that `history` has for the same months of the year before."""
    earlier = history.with_columns(period=pl.col("period").dt.offset_by("1y"))
    return (
        frame.select("period")
        .join(earlier, on="period", how="left", maintain_order="left")
        .with_columns(pl.col("n").fill_null(0))
    )


def said(found: Season, grain: Grain, metric: Metric, text: Text, *, earlier: bool) -> str:
    """What was done about the season, and why not where nothing was. `earlier`: last year's line is drawn."""
    if grain != "month":
        return text(f"trends.season.grain.{grain}")
    if found.effects is None:
        short = text("trends.season.short", n=found.months)
        return f"{short} {text('trends.season.earlier')}" if earlier else short
    largest = found.effects.sort(pl.col("effect").abs(), descending=True).row(0, named=True)
    if largest["effect"] == 0.0:
        return text("trends.season.flat", n=found.months)
    done = text(f"trends.season.{found.kind}", n=found.months)
    unit = "points" if metric == "nps" else "percent"
    month = text.month_name(date(2000, largest["month"], 1))
    effect = text.number(largest["effect"], 1, sign=True)
    return f"{done} {text(f'trends.season.largest.{unit}', month=month, effect=effect)}"
