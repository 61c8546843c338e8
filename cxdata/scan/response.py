"""How many of those who were invited answered: in whole months, where it is known how many were invited."""

from __future__ import annotations

from typing import Final

import polars as pl

from cxdata.scan.answers import Answers
from cxdata.schema import NOT_GIVEN, Metric

KNOWN_BY: Final = frozenset({"touchpoint", "channel"})
"""Dimensions by which invitations are counted: other filters leave no number of people invited."""

_SCHEMA: Final = {
    "touchpoint": pl.Int64(), "channel": pl.Int64(), "span": pl.Int64(), "invited": pl.Int64(), "answered": pl.Int64(),
}  # fmt: skip


def invited(answers: Answers, metric: Metric) -> pl.DataFrame:
    """`touchpoint, channel, span, invited, answered` of a metric, by codes; touchpoint 0 is the relationship.

    Only months that lie wholly in a period, with answers, and for which invitations are recorded. Where these are
    recorded without a channel, `channel` is 0 and stands for all of them; a scan without the channel counts only such.
    Nothing under filters by which invitations are not counted, nor where more answered than were invited.
    """
    kept = {name for name, labels in answers.choice.where.items() if labels}
    sent = answers.snapshot.invitations
    if sent.is_empty() or not kept <= KNOWN_BY:
        return pl.DataFrame(schema=_SCHEMA)
    sent = _filtered(_spanned(sent, answers), answers)
    whole = sent.filter(pl.col("channel") == NOT_GIVEN).select("touchpoint", "month", whole=True)
    came = _answered(answers, metric).join(whole, on=["touchpoint", "month"], how="left")
    came = came.with_columns(channel=pl.when("whole").then(pl.lit(NOT_GIVEN, pl.Int64)).otherwise("channel"))
    keys = ["touchpoint", "channel", "month"]
    sent = sent.join(came, on=["touchpoint", "month"], how="semi")
    joined = sent.join(came.group_by(keys).agg(pl.col("answered").sum()), on=keys, how="left")
    found = joined.group_by("touchpoint", "channel", "span").agg(
        pl.col("sent").sum().alias("invited"), pl.col("answered").sum()
    )
    possible = found.filter(pl.col("answered") <= pl.col("invited"), pl.col("invited") > 0)
    return possible.select(pl.col(name).cast(kind) for name, kind in _SCHEMA.items()).sort(list(_SCHEMA)[:3])


def _spanned(sent: pl.DataFrame, answers: Answers) -> pl.DataFrame:
    """The invitations of months that lie wholly in a period, with its number."""
    last = pl.col("month").dt.month_end()
    number = pl.coalesce(
        pl.when(pl.col("month") >= low, last <= high).then(pl.lit(at))
        for at, (low, high) in enumerate(answers.compared.spans, 1)
    )
    return sent.with_columns(pl.col("touchpoint", "channel").cast(pl.Int64), span=number.cast(pl.Int64)).filter(
        pl.col("span").is_not_null()
    )


def _filtered(sent: pl.DataFrame, answers: Answers) -> pl.DataFrame:
    """Those that the filters keep; without a channel in the scan, those recorded without one."""
    for name, labels in answers.choice.where.items():
        if labels:
            sent = sent.filter(pl.col(name).is_in(answers.snapshot.codes(name, labels)))
    return sent if "channel" in answers.frame.columns else sent.filter(pl.col("channel") == NOT_GIVEN)


def _answered(answers: Answers, metric: Metric) -> pl.DataFrame:
    """`touchpoint, channel, month, answered`."""
    frame = answers.classes.filter("inside", pl.col("metric") == metric)
    channel = pl.col("channel") if "channel" in frame.columns else pl.lit(NOT_GIVEN)
    return frame.group_by(
        pl.col("touchpoint").cast(pl.Int64),
        channel.cast(pl.Int64).alias("channel"),
        pl.col(answers.time).dt.truncate("1mo").alias("month"),
    ).agg(pl.col("n").sum().alias("answered"))
