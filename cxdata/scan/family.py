"""Every difference of a page judged together: one family, so that many looks do not make findings out of chance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import polars as pl

from cxdata.scan.answers import BEFORE, NOW, Answers, Population
from cxdata.schema import NOT_GIVEN
from cxdata.statistics import comparison
from cxdata.statistics.suppression import THIN_BELOW

WHOLE: Final = -1
"""Stands for a member's code in the row of the whole population."""

CELL: Final = 1 << 16
"""A member of two dimensions has the code of the first times this, plus that of the second."""

_COLUMNS: Final = (
    "metric", "code", "n_before", "n_after", "score_before", "score_after", "change", "low", "high", "p", "known",
)  # fmt: skip
_ORDINARY: Final = {"code": pl.Int64(), "wobble": pl.Float64(), "known": pl.Boolean()}
Sides = tuple[pl.DataFrame, pl.DataFrame]


def family(
    answers: Answers,
    wholes: Iterable[Population],
    parts: Iterable[Population],
    dimension: str,
    beside: pl.Series | None = None,
) -> pl.DataFrame:
    """`metric, code, n_before, n_after, score_before, score_after, change, low, high, p, q, verdict`.

    One row for each whole (code -1) and one for each member of `dimension` in each of `parts`. `beside`: p values that
    belong to the same family.
    """
    members = {part.metric: part for part in parts if part.inside.height}
    rows = [whole_difference(answers, whole) for whole in wholes]
    fallbacks = {whole.metric: whole.wobble for whole in wholes}
    rows += [differences(answers, part, [dimension], fallbacks.get(metric)) for metric, part in members.items()]
    return judged(pl.concat(rows, how="vertical_relaxed"), beside)


def judged(tests: pl.DataFrame, beside: pl.Series | None = None) -> pl.DataFrame:
    """The tests with `q, verdict`, as one family with the p values `beside` them, and without `known`.

    The verdict is "real" where the family's q is at most 5 %; "sample" instead where the ordinary wobble of the series
    is not known.
    """
    others = pl.DataFrame({"p": beside.cast(pl.Float64) if beside is not None else []}, schema={"p": pl.Float64})
    found = comparison.marked(pl.concat([tests, others], how="diagonal_relaxed")).head(tests.height)
    sample = (pl.col("verdict") == comparison.REAL) & ~pl.col("known")
    return found.with_columns(verdict=pl.when(sample).then(pl.lit("sample")).otherwise("verdict")).drop("known")


def whole_difference(answers: Answers, whole: Population) -> pl.DataFrame:
    """`metric, code, n_before, n_after, score_before, score_after, change, low, high, p, known` of a population."""
    sides = _coded(_whole_sides(answers, whole), whole.deff, [])
    if answers.compared.kind == "rest":
        return _difference(sides, whole.metric, pl.DataFrame(schema=_ORDINARY))
    row = (WHOLE, period_wobble(whole), whole.wobble is not None)
    return _difference(sides, whole.metric, pl.DataFrame([row], schema=_ORDINARY, orient="row"))


def differences(
    answers: Answers, part: Population, by: Sequence[str], fallback: float | None, *, interval: bool = True
) -> pl.DataFrame:
    """The same for every member of one dimension, or of two together (over time alone).

    The design effect is taken out of the effective answers first. `fallback`: the ordinary wobble of members with a
    short history. Without `interval` the ends of NPS stay null, which is faster.
    """
    beside = answers.compared.kind == "rest"
    sides = _rest(answers, part, by[0]) if beside else _over_time(part, by)
    coded = _coded(sides, 1.0 if "touchpoint" in by else part.deff, by)
    found = pl.DataFrame(schema=_ORDINARY) if beside else _ordinary(part, by, coded, fallback)
    return _difference(coded, part.metric, found, interval=interval)


def _difference(sides: Sides, metric: str, ordinary: pl.DataFrame, *, interval: bool = True) -> pl.DataFrame:
    found = comparison.difference(*sides, metric, wobble=ordinary.drop("known"), interval=interval)
    found = found.join(ordinary.select("code", "known"), on="code", how="left", maintain_order="left")
    return found.select(pl.lit(metric).alias("metric"), *_COLUMNS[1:-1], pl.col("known").fill_null(True))


def _coded(sides: Sides, deff: float, by: Sequence[str]) -> Sides:
    """Both sides by `code`, without "(not given)", their effective answers divided by the design effect."""
    numbers = [pl.col("n").cast(pl.Int64), pl.col("n_eff") / deff]
    classes = [pl.col(name).cast(pl.Float64) for name in ("positive", "neutral", "negative")]
    given = pl.all_horizontal(pl.col(name) != NOT_GIVEN for name in by) if by else pl.lit(True)
    one, two = (side.filter(given).select(coded(by), *numbers, *classes) for side in sides)
    return one, two


def coded(by: Sequence[str]) -> pl.Expr:
    """The `code` of a row's members of these dimensions."""
    if not by:
        return pl.lit(WHOLE, pl.Int64).alias("code")
    first, *second = (pl.col(name).cast(pl.Int64) for name in by)
    return (first * CELL + second[0] if second else first).alias("code")


def _whole_sides(answers: Answers, whole: Population) -> Sides:
    if answers.compared.kind == "rest":
        return whole.counts(span=NOW, rest=True), whole.counts(span=NOW)
    return whole.counts(span=BEFORE), whole.counts(span=NOW)


def _over_time(part: Population, by: Sequence[str]) -> Sides:
    return part.counts(by, BEFORE), part.counts(by, NOW)


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


def ordinary(part: Population, dimension: str) -> pl.DataFrame:
    """`code, wobble, known`: ordinary movement of each member with enough answers on both sides, for both periods."""
    return _ordinary(part, [dimension], _coded(_over_time(part, [dimension]), 1.0, [dimension]), part.wobble)


def _ordinary(part: Population, by: Sequence[str], sides: Sides, fallback: float | None) -> pl.DataFrame:
    """`code, wobble, known`: each member's own wobble, or the fallback where its history is short."""
    enough = pl.col("n_eff") >= THIN_BELOW
    before, after = (side.filter(enough) for side in sides)
    codes = before.join(after, on="code", how="semi").select("code")
    own = part.moving(*by).select(coded(by), "wobble")
    shares = _concentration(part, by).with_columns(coded(by)).select("code", "share")
    found = codes.join(own, on="code", how="left", maintain_order="left").join(shares, on="code", how="left")
    found = found.with_columns(pl.col("wobble").fill_null(pl.lit(fallback, pl.Float64)))
    return found.select(
        "code",
        wobble=(pl.col("wobble") * pl.col("share").fill_null(1.0)).fill_null(0.0),
        known=pl.col("wobble").is_not_null(),
    )


def period_wobble(whole: Population) -> float:
    """Ordinary movement of a whole between the compared periods: variance of one of them in points squared."""
    share = _concentration(whole, [])["share"]
    return (whole.wobble or 0.0) * (float(share[0]) if len(share) else 1.0)


def _concentration(part: Population, by: Sequence[str]) -> pl.DataFrame:
    """`by..., share`: what is left of one month's wobble in a period of several, mean of both periods.

    A mean of months with shares s of the answers has the variance tau^2 times the sum of s^2.
    """
    cut = part.inside.filter(pl.col("span").is_in([NOW, BEFORE]))
    months = cut.group_by(*by, "span", pl.col(part.time).dt.truncate("1mo").alias("month")).agg(pl.col("n").sum())
    share = (pl.col("n") / pl.col("n").sum()) ** 2
    sides = months.group_by(*by, "span").agg(share.sum().alias("share"))
    return sides.group_by(by).agg(pl.col("share").mean()) if by else sides.select(pl.col("share").mean()).drop_nulls()
