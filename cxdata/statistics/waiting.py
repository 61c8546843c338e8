"""How long customers wait for an answer: open cases count, as long as they have waited so far."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import polars as pl

from cxdata.statistics.distributions import Z95, Numbers

BUCKETS: Final = (3.0, 8.0, 15.0, 31.0)
BUCKET_NAMES: Final = ("0-2", "3-7", "8-14", "15-30", ">30")


class Within(NamedTuple):
    """The share (fraction) done within a limit, with its 95 % interval, and how many cases say so."""

    share: float | None
    low: float | None
    high: float | None
    n: int


def survival(time: Numbers, done: Numbers) -> pl.DataFrame:
    """`time, at_risk, events, survival, low, high`: Kaplan and Meier's (1958) share still open, one row per event time.

    `done` is 1 where the case was closed at `time`, 0 where it is open and has waited that long (right-censored). The
    interval is the log-log one with Greenwood's variance.
    """
    t, event = np.asarray(time, dtype=np.float64), np.asarray(done, dtype=np.float64) > 0
    times = np.unique(t[event])
    at_risk = (t[None, :] >= times[:, None]).sum(axis=1)
    events = ((t[None, :] == times[:, None]) & event[None, :]).sum(axis=1)
    left = at_risk - events
    open_share = np.cumprod(left / np.maximum(at_risk, 1))
    greenwood = np.cumsum(np.where(left > 0, events / np.maximum(at_risk * left, 1), 0.0))
    inside = (open_share > 0.0) & (open_share < 1.0)
    log = np.log(np.where(inside, open_share, 0.5))
    half = Z95 * np.sqrt(greenwood) / np.abs(log)
    low = np.where(inside, np.exp(log * np.exp(half)), np.nan)
    high = np.where(inside, np.exp(log * np.exp(-half)), np.nan)
    return pl.DataFrame(
        {"time": times, "at_risk": at_risk, "events": events, "survival": open_share, "low": low, "high": high}
    ).with_columns(pl.col("low", "high").fill_nan(None))


def within(time: Numbers, done: Numbers, limit: float) -> Within:
    """1 - S(limit): the share closed within `limit`. "Of closed cases" flatters, "of all opened" is unfair.

    None for the share when no case has waited that long and it cannot be known.
    """
    n = int(np.size(time))
    table = survival(time, done)
    longest = float(np.max(np.asarray(time, dtype=np.float64))) if n else 0.0
    steps = table.filter(pl.col("time") <= limit)
    settled = steps.height > 0 and steps["survival"][-1] == 0.0
    if n == 0 or (longest < limit and not settled):
        return Within(None, None, None, n)
    if steps.height == 0:
        return Within(0.0, None, None, n)
    still, low, high = steps.row(-1, named=True)["survival"], steps["low"][-1], steps["high"][-1]
    return Within(1.0 - still, None if high is None else 1.0 - high, None if low is None else 1.0 - low, n)


def median(time: Numbers, done: Numbers) -> float | None:
    """The first time at which half or fewer are still open; None when more than half still are."""
    half = survival(time, done).filter(pl.col("survival") <= 0.5 + 1e-12)
    return None if half.height == 0 else float(half["time"][0])


def ageing(days_open: Numbers) -> pl.DataFrame:
    """`bucket, n`: open cases by days waited: 0-2, 3-7, 8-14, 15-30, more than 30."""
    place = np.searchsorted(BUCKETS, np.asarray(days_open, dtype=np.float64), side="right")
    return pl.DataFrame({"bucket": BUCKET_NAMES, "n": np.bincount(place, minlength=len(BUCKET_NAMES))})
