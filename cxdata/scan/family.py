"""Every difference of a page judged together: one family, so that many looks do not make findings out of chance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from cxdata.scan.answers import BEFORE, NOW, Answers, Population
from cxdata.scan.period import floored
from cxdata.schema import NOT_GIVEN
from cxdata.statistics import comparison
from cxdata.statistics.suppression import THIN_BELOW
from cxdata.statistics.tallies import COUNTS, SUMS, summed, together

WHOLE: Final = -1
"""Stands for a member's code in the row of the whole population."""

CELL: Final = 1 << 16
"""A member of two dimensions has the code of the first times this, plus that of the second."""

_TESTS: Final = (
    "kind", "metric", "code", "n_before", "n_after", "score_before", "score_after", "change", "low", "high", "p",
    "wobble", "known",
)  # fmt: skip
Sides = tuple[pl.DataFrame, pl.DataFrame]
_ORDINARY: Final = {"part": pl.Int32(), "code": pl.Int64(), "wobble": pl.Float64(), "known": pl.Boolean()}


@dataclass(frozen=True)
class Part:
    """What is tested as a `kind`: a whole population, or its members of one dimension, or of two (over time alone).

    `fallback`: the ordinary wobble of a whole, and of members with a short history.
    """

    kind: str
    of: Population
    by: tuple[str, ...]
    fallback: float | None

    @property
    def deff(self) -> float:
        """A single touchpoint is no pool."""
        return 1.0 if "touchpoint" in self.by else self.of.deff


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
    fallbacks = {whole.metric: whole.wobble for whole in wholes}
    every = [Part("whole", whole, (), whole.wobble) for whole in wholes]
    every += [Part("member", part, (dimension,), fallbacks.get(part.metric)) for part in parts if part.inside.height]
    return judged(tested(answers, every), beside).drop("kind", "wobble")


def judged(tests: pl.DataFrame, beside: pl.Series | None = None) -> pl.DataFrame:
    """The tests with `q, verdict`, as one family with the p values `beside` them, and without `known`.

    The verdict is "real" where the family's q is at most 5 %; "sample" instead where the ordinary wobble of the series
    is not known.
    """
    others = pl.DataFrame({"p": beside.cast(pl.Float64) if beside is not None else []}, schema={"p": pl.Float64})
    found = comparison.marked(pl.concat([tests, others], how="diagonal_relaxed")).head(tests.height)
    sample = (pl.col("verdict") == comparison.REAL) & ~pl.col("known")
    return found.with_columns(verdict=pl.when(sample).then(pl.lit("sample")).otherwise("verdict")).drop("known")


def tested(answers: Answers, parts: Sequence[Part]) -> pl.DataFrame:
    """`kind, metric, code, n_before, n_after, score_before, score_after, change, low, high, p, wobble, known`.

    One row for each whole, and one for each member with answers on a side, without "(not given)". `wobble`: ordinary
    movement between the periods, points squared. All at once: tests by the hundred take milliseconds.
    """
    if answers.compared.kind == "rest":
        sides, ordinary = _rest(answers, parts), pl.DataFrame(schema=_ORDINARY)
    else:
        months = _months(parts)
        sides, ordinary = _over_time(parts, months), _ordinary(parts, months)
    named = _named(parts)
    one, two = (
        side.join(named, on="part").select(
            "part", "metric", "code", pl.col("n").cast(pl.Int64), pl.col("n_eff") / pl.col("deff"),
            *(pl.col(name).cast(pl.Float64) for name in ("positive", "neutral", "negative")),
        )
        for side in sides
    )  # fmt: skip
    found = comparison.difference(one, two, wobble=ordinary.drop("known"))
    found = found.join(named.select("part", "kind"), on="part", maintain_order="left")
    found = found.join(ordinary, on=["part", "code"], how="left", maintain_order="left")
    return found.with_columns(pl.col("wobble").fill_null(0.0), pl.col("known").fill_null(True)).select(_TESTS)


def coded(by: Sequence[str]) -> pl.Expr:
    """The `code` of a row's members of these dimensions."""
    if not by:
        return pl.lit(WHOLE, pl.Int64).alias("code")
    first, *second = (pl.col(name).cast(pl.Int64) for name in by)
    return (first * CELL + second[0] if second else first).alias("code")


def ordinary(part: Population, dimension: str) -> dict[int, float]:
    """Code of each member with enough answers on both sides -> its ordinary movement between the periods."""
    one = [Part("member", part, (dimension,), part.wobble)]
    months = _months(one)
    before, after = (side.filter(pl.col("n_eff") >= THIN_BELOW) for side in _over_time(one, months))
    enough = before.join(after, on="code", how="semi")
    return dict(_ordinary(one, months).join(enough, on="code", how="semi").select("code", "wobble").iter_rows())


def period_wobble(whole: Population) -> float:
    """Ordinary movement of a whole between the compared periods: variance of one of them in points squared."""
    one = [Part("whole", whole, (), whole.wobble)]
    found = _ordinary(one, _months(one))["wobble"]
    return float(found[0]) if len(found) else whole.wobble or 0.0


def _named(parts: Sequence[Part]) -> pl.DataFrame:
    return pl.DataFrame(
        [(at, part.kind, part.of.metric, part.deff, part.fallback) for at, part in enumerate(parts)],
        schema={"part": pl.Int32, "kind": pl.String, "metric": pl.String, "deff": pl.Float64, "fallback": pl.Float64},
        orient="row",
    )


def _given(frame: pl.DataFrame, at: int, by: Sequence[str], *kept: str | pl.Expr) -> pl.DataFrame:
    """The part's rows by `part, code`, without "(not given)"."""
    given = frame.filter(pl.all_horizontal(pl.col(name) != NOT_GIVEN for name in by)) if by else frame
    return given.select(pl.lit(at, pl.Int32).alias("part"), coded(by), *kept)


def _months(parts: Sequence[Part]) -> pl.DataFrame:
    """`part, code, span, month` and the sums of both periods by month."""
    cut = pl.col("span").is_in([NOW, BEFORE])
    rows = [
        _given(part.of.inside.filter(cut), at, part.by, "span", floored(part.of.time, "month").alias("month"),
               *(name for name in SUMS if name in part.of.inside.columns))
        for at, part in enumerate(parts)
    ]  # fmt: skip
    return together(pl.concat(rows))


def _over_time(parts: Sequence[Part], months: pl.DataFrame) -> Sides:
    """Both periods; a whole is there also without any answers."""
    counts = summed(months, ["part", "code", "span"])
    wholes = pl.DataFrame({"part": [at for at, part in enumerate(parts) if not part.by]}, schema={"part": pl.Int32})
    now = counts.filter(pl.col("span") == NOW).drop("span")
    without = wholes.join(now, on="part", how="anti").with_columns(
        coded([]), *(pl.lit(0).alias(name) for name in COUNTS)
    )
    return counts.filter(pl.col("span") == BEFORE).drop("span"), pl.concat([now, without], how="vertical_relaxed")


def _rest(answers: Answers, parts: Sequence[Part]) -> Sides:
    pairs = [_beside(answers, part) for part in parts]
    before, after = (
        pl.concat(
            [_given(side, at, part.by, *COUNTS) for at, (part, side) in enumerate(zip(parts, sides, strict=True))]
        )
        for sides in zip(*pairs, strict=True)
    )
    return before, after


def _beside(answers: Answers, part: Part) -> Sides:
    """The rest and each member: the same member outside the filters, or else all other members."""
    of, by = part.of, part.by
    after = of.counts(by, NOW)
    if not by or (answers.filtered and not answers.choice.where.get(by[0])):
        before = of.counts(by, NOW, rest=True)
        return (before.join(after, on=by, how="semi", maintain_order="left") if by else before), after
    if not answers.filtered:
        return comparison.rest(after), after
    return after.select(by).join(of.counts(span=NOW, rest=True), how="cross"), after


def _ordinary(parts: Sequence[Part], months: pl.DataFrame) -> pl.DataFrame:
    """`part, code, wobble, known`: each member's own wobble, or the fallback where its history is short.

    A period of several months keeps of one month's wobble the sum of the squared shares that they have in its answers:
    the mean of both periods.
    """
    own = [part.of.moving(*part.by).select(pl.lit(at, pl.Int32).alias("part"), coded(part.by), "wobble")
           for at, part in enumerate(parts) if part.by]  # fmt: skip
    share = ((pl.col("n") / pl.col("n").sum()) ** 2).sum()
    sides = months.group_by("part", "code", "span").agg(share=share)
    left = sides.group_by("part", "code").agg(pl.col("share").mean())
    found = left.join(pl.concat(own), on=["part", "code"], how="left") if own else left.with_columns(wobble=None)
    found = found.join(_named(parts), on="part").with_columns(pl.coalesce("wobble", "fallback").alias("wobble"))
    return found.select(
        "part", "code", (pl.col("wobble") * pl.col("share")).fill_null(0.0), known=pl.col("wobble").is_not_null()
    )
