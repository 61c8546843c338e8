"""The season of a monthly score: taken off only when there is enough of it to know."""

from __future__ import annotations

from datetime import date
from typing import Final

import numpy as np
import polars as pl

from cxdata.statistics.distributions import Array, f_above
from cxdata.statistics.shrinkage import shrunk
from cxdata.statistics.stl import stl
from cxdata.statistics.tallies import estimated
from cxdata.statistics.variances import common_variance

LEAST: Final = 24
TREND_FROM: Final = 36
_LEVEL: Final = 0.01


def season(series: pl.DataFrame, metric: str) -> pl.DataFrame | None:
    """`month, effect` in points (month of the year, effects summing to about 0); None under 24 months.

    Deviations from the level (from 36 gapless months on: from the trend of an STL with a constant season) averaged by
    month of the year and shrunk towards 0 by their reliability, since two or three Januaries are few; all 0 where the
    months do not differ beyond chance (F test at 1 %), so that noise is not taken for a season. With less than two
    years only the same month last year may be compared. Assumes that the season adds to the score and that it is the
    same every year.
    """
    held = series.filter(pl.col("n_eff") > 0).sort("period")
    if held.height < LEAST:
        return None
    score = estimated(held, metric).score
    deviation = score - _trend(held["period"], score)
    month = held["period"].dt.month().to_numpy()
    known = ~np.isnan(deviation)
    months = np.unique(month[known])
    mean = np.array([deviation[known & (month == m)].mean() for m in months])
    count = np.array([(known & (month == m)).sum() for m in months])
    fitted = mean[np.searchsorted(months, month[known])]
    noise = ((deviation[known] - fitted) ** 2).sum() / max(1, known.sum() - len(months))
    noise = max(noise, float(common_variance(held, metric).mean()))
    around = mean - mean.mean()
    free = len(months) - 1, max(1, int(known.sum()) - len(months))
    alike = float(f_above((around**2 * count / noise).sum() / free[0], *free)) > _LEVEL
    found = shrunk(around, np.sqrt(noise / count))
    effect = np.zeros(len(months)) if alike else found.reliability * around
    return pl.DataFrame({"month": months.astype(np.int64), "effect": effect})


def adjusted(series: pl.DataFrame, metric: str) -> pl.DataFrame | None:
    """`period, score, effect, adjusted` in points or percent; None under 24 months."""
    effects = season(series, metric)
    if effects is None:
        return None
    held = series.filter(pl.col("n_eff") > 0).sort("period")
    table = held.select("period", score=pl.Series(estimated(held, metric).score))
    table = table.with_columns(month=pl.col("period").dt.month().cast(pl.Int64))
    table = table.join(effects, on="month", how="left", maintain_order="left").with_columns(
        pl.col("effect").fill_null(0.0)
    )
    return table.select("period", "score", "effect", adjusted=pl.col("score") - pl.col("effect"))


def by_trend(series: pl.DataFrame) -> bool:
    """Whether the season of these months is taken round a trend: 36 gapless ones and more."""
    held = series.filter(pl.col("n_eff") > 0)
    return _gapless(held["period"]) and held.height >= TREND_FROM


def _gapless(period: pl.Series) -> bool:
    first, last = period.min(), period.max()
    if not isinstance(first, date) or not isinstance(last, date):
        return False
    return pl.date_range(first, last, "1mo", eager=True).len() == len(period)


def _trend(period: pl.Series, score: Array) -> Array:
    """The level: one number, or from 36 gapless months on the trend of an STL with a constant season."""
    if len(score) < TREND_FROM or not _gapless(period):
        return np.full(len(score), float(np.mean(score)))
    return stl(score, 12).trend
