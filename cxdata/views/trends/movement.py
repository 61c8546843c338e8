"""The ordinary movement of a line: its limits, a slow drift, and where its level shifted."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from cxdata.card import Grain, Limits, Turn
from cxdata.scan.answers import Population
from cxdata.scan.period import floored
from cxdata.statistics import control, tallies
from cxdata.statistics.changepoint import LEAST, change_point
from cxdata.statistics.suppression import THIN_BELOW

LEAST_PERIODS: Final = control.LEAST_BASELINE
TURN_LEVEL: Final = 0.01
PERMUTATIONS: Final = 4_999


def history(of: Population, grain: Grain) -> pl.DataFrame:
    """Counts by period over everything that was scanned, effective answers divided by the pool's design effect."""
    dated = of.inside.with_columns(period=floored(of.time, grain))
    found = tallies.summed(dated, ["period"])
    return found.filter(pl.col("n_eff") > 0).with_columns(n_eff=pl.col("n_eff") / of.deff)


def limits(
    of: Population, shown: pl.DataFrame, grain: Grain, judged: date, effects: pl.DataFrame | None, season: bool
) -> Limits | None:
    """The limits of the scored frame `shown`; None with under 12 periods of history.

    Periods before `judged` set them where there are 12 such. `effects`: the season where it is known, which is taken
    off the scores if `season`, and always before looking for a shift of level. Only periods whose score is shown can
    be signals, and only a shift that 1 % of shuffled series would match counts.
    """
    counts = history(of, grain)
    taken = effects if season and grain == "month" else None
    found = control.chart(counts, of.metric, season=taken, before=judged)
    if found is None:
        return None
    scored = shown.select("period", known=pl.col("score").is_not_null())
    frame = scored.join(found.table, on="period", how="left", maintain_order="left")
    seen = frame.filter("known")
    drift = control.runs(seen["score"].to_numpy(), float(seen["centre"][0])).signal if seen.height else False
    frame = frame.select(
        "period",
        pl.lit(100.0 * found.baseline.centre).alias("centre"),
        "low",
        "high",
        signal=pl.when("known").then(pl.col("signal")),
    )
    turn = _turn(counts, of, effects if grain == "month" else None, frame["period"])
    return Limits(frame, found.periods, (found.first, found.last), drift, turn)


def _turn(counts: pl.DataFrame, of: Population, effects: pl.DataFrame | None, shown: pl.Series) -> Turn | None:
    """The shift of level among the periods shown, if there is one."""
    held = counts.filter(pl.col("n_eff") >= THIN_BELOW)
    if held.height < LEAST:
        return None
    found = control.scores(held, of.metric, effects)
    change = change_point(found, PERMUTATIONS)
    if change is None or change.p > TURN_LEVEL:
        return None
    periods = held["period"].to_list()
    at = periods[change.split.before]
    if at < shown.min():
        return None
    last = min(change.latest, len(periods) - 1)
    return Turn(at, periods[change.earliest], periods[last], change.split.mean_before, change.split.mean_after)


def short(of: Population, grain: Grain) -> int:
    """Periods of history."""
    return history(of, grain).height
