"""Which members of a dimension are drawn, in which order and colour, and what the chart's title says of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import polars as pl

from cxdata.card import Role, Series
from cxdata.choice import Span
from cxdata.scan.answers import Population
from cxdata.schema import NOT_GIVEN
from cxdata.text import Text
from cxdata.views import stated, wording
from cxdata.views.judged import Judged, summary
from cxdata.views.movers import incomparable_title
from cxdata.views.series import within

Order = Literal["answers", "change"]


def members(judged: Judged, whole: Population, by: str, days: Span, order: Order) -> pl.DataFrame:
    """`code, label, answers, change, verdict` of the members with answers in these days, in the order asked for."""
    labels = judged.answers.snapshot.labels(by)
    counted = within(whole, days).group_by(pl.col(by).cast(pl.Int64).alias("code")).agg(answers=pl.col("n").sum())
    known = counted.filter(pl.col("code").is_in(list(labels)))
    named = known.with_columns(label=pl.col("code").replace_strict(labels, default=None, return_dtype=pl.String))
    judgements = judged.rows.select("code", "change", "verdict")
    found = named.join(judgements, on="code", how="left")
    if order == "answers":
        return found.sort("answers", "label", descending=[True, False])
    sure = pl.col("verdict").is_in(["real", "sample"]).fill_null(False)
    size = pl.col("change").abs()
    return found.sort(sure, size, "answers", descending=True, nulls_last=True)


def roles(shown: pl.DataFrame) -> list[Role]:
    """Panels are grey but for real changes: the second colour for losses, the first for gains."""
    found: list[Role] = []
    for row in shown.to_dicts():
        real = row["verdict"] == "real"
        found.append(("second" if row["change"] < 0 else "main") if real else "quiet")
    return found


def bars(lines: tuple[Series, ...]) -> pl.DataFrame:
    """`period, n`: the answers of all lines together."""
    frames = pl.concat([line.frame.select("period", "n") for line in lines])
    return frames.group_by("period").agg(pl.col("n").sum()).sort("period")


def thin(lines: Sequence[Series]) -> list[str]:
    """Lines that would be strokes: most of their periods hold too few answers for a score. None where all would."""
    found = []
    for line in lines:
        answered = line.frame.filter(pl.col("n") > 0)
        if answered["score"].count() * 2 < answered.height or answered.is_empty():
            found.append(line.label)
    return found if len(found) < len(lines) else []


def left_out(whole: Population, by: str, days: Span) -> int:
    """Answers of these days that do not say to which member they belong."""
    if by == "touchpoint":
        return 0
    return int(within(whole, days).filter(pl.col(by) == NOT_GIVEN)["n"].sum())


def title(judged: Judged, text: Text) -> str:
    """What changed, or the range of scores where nothing can be compared."""
    if judged.rows.filter(pl.col("change").is_not_null()).is_empty():
        return _range(judged, text) or incomparable_title(judged, text)
    real = [*judged.moved("real", -1), *judged.moved("real", 1)]
    return stated.beside(real[0], judged, text) if len(real) == 1 else summary(judged, text)


def _range(judged: Judged, text: Text) -> str | None:
    """From the lowest to the highest score of the period, where nothing can be compared with another time."""
    scored = judged.rows.filter(pl.col("score_after").is_not_null()).sort("score_after")
    if scored.height < 2:
        return None
    metric = judged.whole.metric
    low, high = scored.row(0, named=True), scored.row(-1, named=True)
    return text(
        "findings.range",
        metric=text(f"metric.{metric}"),
        low=wording.score(low["score_after"], metric, text),
        low_label=low["label"],
        high=wording.score(high["score_after"], metric, text),
        high_label=high["label"],
    )
