"""Every difference of a page judged together: one family, so that many looks do not make findings out of chance."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import polars as pl

from cxdata.scan.answers import BEFORE, NOW, Answers, Population
from cxdata.schema import NOT_GIVEN
from cxdata.statistics import comparison
from cxdata.statistics.suppression import THIN_BELOW
from cxdata.statistics.wobble import wobbles

WHOLE: Final = -1
"""Stands for a member's code in the row of the whole population."""

_COLUMNS: Final = (
    "metric", "code", "n_before", "n_after", "score_before", "score_after", "change", "low", "high", "p", "known",
)  # fmt: skip
Sides = tuple[pl.DataFrame, pl.DataFrame]


def family(answers: Answers, wholes: Iterable[Population], parts: Iterable[Population], dimension: str) -> pl.DataFrame:
    """`metric, code, n_before, n_after, score_before, score_after, change, low, high, p, q, verdict`.

    One row for each whole (code -1) and one for each member of `dimension` in each of `parts`. The verdict is "real"
    where the family's q is at most 5 %; "sample" instead where the ordinary wobble of the series is not known.
    """
    members = {part.metric: part for part in parts if part.inside.height}
    rows = [_tested(answers, whole, members.get(whole.metric), dimension) for whole in wholes]
    found = comparison.marked(pl.concat([row.select(_COLUMNS) for row in rows], how="vertical_relaxed"))
    sample = (pl.col("verdict") == comparison.REAL) & ~pl.col("known")
    return found.with_columns(verdict=pl.when(sample).then(pl.lit("sample")).otherwise("verdict")).drop("known")


def _tested(answers: Answers, whole: Population, part: Population | None, dimension: str) -> pl.DataFrame:
    """The whole and its members in one test: the design effect is taken out of the effective answers first."""
    beside = answers.compared.kind == "rest"
    before, after = _coded(_whole_sides(answers, whole), whole.deff, None)
    wobbles = pl.DataFrame(schema={"code": pl.Int64, "wobble": pl.Float64, "known": pl.Boolean})
    if part is not None:
        sides = _rest(answers, part, dimension) if beside else _over_time(part, dimension)
        deff = 1.0 if dimension == "touchpoint" else part.deff
        member_before, member_after = _coded(sides, deff, dimension)
        if not beside:
            wobbles = _wobbles(part, dimension, member_before, member_after, whole.wobble)
        before, after = pl.concat([before, member_before]), pl.concat([after, member_after])
    if not beside:
        extra = (WHOLE, period_wobble(whole), whole.wobble is not None)
        wobbles = pl.concat([wobbles, pl.DataFrame([extra], schema=wobbles.schema, orient="row")])
    found = comparison.difference(before, after, whole.metric, wobble=wobbles.drop("known"))
    found = found.join(wobbles.select("code", "known"), on="code", how="left", maintain_order="left")
    return found.with_columns(pl.col("known").fill_null(True), metric=pl.lit(whole.metric))


def _coded(sides: Sides, deff: float, dimension: str | None) -> Sides:
    """Both sides by `code`, without "(not given)", their effective answers divided by the design effect."""
    code = pl.col(dimension).cast(pl.Int64) if dimension else pl.lit(WHOLE, pl.Int64)
    numbers = [pl.col("n").cast(pl.Int64), pl.col("n_eff") / deff]
    classes = [pl.col(name).cast(pl.Float64) for name in ("positive", "neutral", "negative")]
    one, two = (
        side.select(code.alias("code"), *numbers, *classes).filter(pl.col("code") != NOT_GIVEN) for side in sides
    )
    return one, two


def _whole_sides(answers: Answers, whole: Population) -> Sides:
    if answers.compared.kind == "rest":
        return whole.counts(span=NOW, rest=True), whole.counts(span=NOW)
    return whole.counts(span=BEFORE), whole.counts(span=NOW)


def _over_time(part: Population, dimension: str) -> Sides:
    return part.counts([dimension], BEFORE), part.counts([dimension], NOW)


def _rest(answers: Answers, part: Population, dimension: str) -> Sides:
    """The rest and each member: the same member outside the filters, or else all other members."""
    after = part.counts([dimension], NOW)
    if not answers.filtered:
        return comparison.rest(after), after
    if answers.choice.where.get(dimension):
        outside = part.counts(span=NOW, rest=True)
        return after.select(dimension).join(outside, how="cross"), after
    before = part.counts([dimension], NOW, rest=True)
    return before.filter(pl.col(dimension).is_in(after[dimension].to_list())), after


def _wobbles(
    part: Population, dimension: str, before: pl.DataFrame, after: pl.DataFrame, fallback: float | None
) -> pl.DataFrame:
    """`code, wobble, known`: each member's own wobble, or that of the whole where its history is short."""
    enough = pl.col("n_eff") >= THIN_BELOW
    codes = before.filter(enough).join(after.filter(enough), on="code", how="semi").select("code")
    series = part.monthly([dimension]).with_columns(code=pl.col(dimension).cast(pl.Int64))
    own = wobbles(series.join(codes, on="code", how="semi"), ["code"], part.metric).select("code", "wobble")
    shares = _concentration(part, [dimension]).select(pl.col(dimension).cast(pl.Int64).alias("code"), "share")
    found = codes.join(own, on="code", how="left", maintain_order="left").join(shares, on="code", how="left")
    found = found.with_columns(pl.col("wobble").fill_null(pl.lit(fallback, pl.Float64)))
    return found.select(
        "code",
        wobble=(pl.col("wobble") * pl.col("share").fill_null(1.0)).fill_null(0.0),
        known=pl.col("wobble").is_not_null(),
    )


def ordinary(part: Population, dimension: str) -> pl.DataFrame:
    """`code, wobble, known`: ordinary movement of each member with enough answers on both sides, for both periods."""
    before, after = _coded(_over_time(part, dimension), 1.0, dimension)
    return _wobbles(part, dimension, before, after, part.wobble)


def _share(whole: Population) -> float:
    found = _concentration(whole, [])["share"]
    return float(found[0]) if len(found) else 1.0


def _concentration(part: Population, by: list[str]) -> pl.DataFrame:
    """`by..., share`: what is left of one month's wobble in a period of several, mean of both periods.

    A mean of months with shares s of the answers has the variance tau^2 times the sum of s^2.
    """
    cut = part.inside.filter(pl.col("span").is_in([NOW, BEFORE]))
    months = cut.group_by(*by, "span", pl.col(part.time).dt.truncate("1mo").alias("month")).agg(pl.col("n").sum())
    share = (pl.col("n") / pl.col("n").sum()) ** 2
    sides = months.group_by(*by, "span").agg(share.sum().alias("share"))
    return sides.group_by(by).agg(pl.col("share").mean()) if by else sides.select(pl.col("share").mean()).drop_nulls()


def period_wobble(whole: Population) -> float:
    """Ordinary movement of a whole between the compared periods: variance of one of them in points squared."""
    return (whole.wobble or 0.0) * _share(whole)
