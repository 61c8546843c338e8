"""Who rated the relationship and which touchpoints beside it: what drivers are correlated from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt
import polars as pl

from cxdata.schema import Metric
from cxdata.store.clustering import WORTH
from cxdata.store.connection import quoted
from cxdata.store.snapshot import Snapshot, Where

MOST: Final = 100_000
"""Replies that are looked at; of more, every second, third, ... one, which changes no share by more than chance."""

HELD: Final = 500_000
"""Replies read from a workspace by one metric, and kept; of more, every second, third, ... one."""

_VALUE = "(CASE WHEN up THEN score - low ELSE high - score END)::DOUBLE / (high - low)"


@dataclass(frozen=True)
class Ratings:
    """One row a reply. `outcome`: 1, 0, -1 (NPS) or 1, 0 (satisfied, easy). `values`: replies x touchpoints, the
    rating as a fraction of its scale with good at 1, nan where a touchpoint was not rated. `codes` name the columns.
    `every`: each how many-th reply was looked at.
    """

    outcome: npt.NDArray[np.float64]
    values: npt.NDArray[np.float64]
    codes: tuple[int, ...]
    every: int


@dataclass(frozen=True)
class _Replies:
    """All replies with a score of the relationship by one metric, in order; a reply goes by its place among them.

    `judged`: reply, worth, day, and a column a dimension, one row a score. `spread`: a number to sample by, one a
    reply. `reply, touchpoint, value`: how these rated touchpoints, in order; each touchpoint once a reply.
    """

    judged: pl.DataFrame
    spread: npt.NDArray[np.uint64]
    reply: npt.NDArray[np.int64]
    touchpoint: npt.NDArray[np.int64]
    value: npt.NDArray[np.float64]
    every: int


_known: WeakKeyDictionary[Snapshot, dict[Metric, _Replies]] = WeakKeyDictionary()


def ratings(snapshot: Snapshot, metric: Metric, where: Where, start: date, end: date) -> Ratings:
    """Replies with a score of the relationship on these days, and how each rated touchpoints on any scale.

    Filters on touchpoints are left out: they would leave nothing to compare. The replies are read once a snapshot and
    metric; a choice then keeps some of them. Raises ChoiceRefused as a tally does.
    """
    among = [
        pl.col(snapshot.column(name)).is_in(snapshot.codes(name, labels))
        for name, labels in where.items()
        if labels and name != "touchpoint"
    ]
    held = _known.setdefault(snapshot, {})
    if metric not in held:
        held[metric] = _read(snapshot, metric)
    replies = held[metric]
    chosen = replies.judged.filter(pl.col("day").is_between(start, end), *among)
    return _laid(replies, chosen["reply"].to_numpy(), chosen["worth"].to_numpy(), list(snapshot.labels("touchpoint")))


def _laid(replies: _Replies, reply: npt.NDArray[np.int64], worth: npt.NDArray[np.float64], codes: list[int]) -> Ratings:
    """The ratings of these replies, of which each score is given; of too many replies a part."""
    scores = np.bincount(reply, minlength=len(replies.spread))
    total = np.bincount(reply, worth, len(replies.spread))
    every = replies.every * max(1, -(-int(np.count_nonzero(scores)) // MOST))
    kept = (scores > 0) & (replies.spread % every == 0 if every > replies.every else True)
    rated = np.flatnonzero(kept[replies.reply])
    touchpoint = replies.touchpoint[rated]
    present = np.bincount(touchpoint, minlength=max([0, *codes]) + 1)
    shown = tuple(code for code in codes if present[code])
    place = np.full(len(present), -1)
    place[list(shown)] = np.arange(len(shown))
    values = np.full((int(kept.sum()), len(shown)), np.nan)
    values[(np.cumsum(kept) - 1)[replies.reply[rated]], place[touchpoint]] = replies.value[rated]
    return Ratings(total[kept] / scores[kept], values, shown, every)


def _read(snapshot: Snapshot, metric: Metric) -> _Replies:
    scan = snapshot.chosen(metric, {}, None, None, "relationship")
    count = snapshot.frame(scan.sql({}, {"n": "count(DISTINCT resp)"}), scan.values)["n"][0]
    every = max(1, -(-count // HELD))
    if every > 1:
        scan.conditions.append(f"hash(resp) % {scan.bound(every)} = 0")
    columns = [column for name, column in snapshot.columns.items() if name != "touchpoint"]
    judged = f"""
        SELECT resp, {WORTH} AS worth, day, hash(resp) AS spread{"".join(f", {quoted(name)}" for name in columns)}
        FROM answers JOIN measures ON answers.measure = measures.id WHERE {" AND ".join(scan.conditions)}
    """
    rated = f"""
        SELECT resp, touchpoint, {_VALUE} AS value FROM answers JOIN measures ON answers.measure = measures.id
        WHERE touchpoint <> 0 AND resp IN (SELECT resp FROM ({judged}))
    """
    return _placed(snapshot, snapshot.frame(judged, scan.values), snapshot.frame(rated, scan.values), every)


def _placed(snapshot: Snapshot, judged: pl.DataFrame, rated: pl.DataFrame, every: int) -> _Replies:
    replies = judged.select("resp", "spread").unique("resp").sort("resp")
    place = replies.select("resp", reply=pl.int_range(pl.len()))
    merged = pl.col("touchpoint").cast(pl.Int64).replace(snapshot.canonical("touchpoint"))
    known = rated.drop_nulls("value").with_columns(merged).join(place, on="resp")
    known = known.group_by("reply", "touchpoint").agg(pl.col("value").mean()).sort("reply", "touchpoint")
    return _Replies(
        judged.join(place, on="resp").drop("resp", "spread"),
        replies["spread"].to_numpy(),
        known["reply"].to_numpy(),
        known["touchpoint"].to_numpy(),
        known["value"].to_numpy(),
        every,
    )
