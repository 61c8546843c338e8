"""All p values of a workspace that can become findings, judged as one family."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl

from cxdata.findings import effects, gaps
from cxdata.findings.effects import EFFECT
from cxdata.findings.ground import TOUCHPOINT, Ground
from cxdata.scan import family
from cxdata.scan.family import CELL

WHOLE, POINT, INSIDE, MIX, GAP = "whole", "point", "inside", "mix", "gap"
COLUMNS: Final = {
    "kind": pl.String(), "metric": pl.String(), "code": pl.Int64(), "n_before": pl.Int64(), "n_after": pl.Int64(),
    "score_before": pl.Float64(), "score_after": pl.Float64(), "change": pl.Float64(), "low": pl.Float64(),
    "high": pl.Float64(), "p": pl.Float64(), "known": pl.Boolean(),
}  # fmt: skip
_ENDS: Final = ["kind", "metric", "code", "low", "high"]
_Z: Final = 1.959964


def judged(ground: Ground) -> pl.DataFrame:
    """`kind, metric, code, n_before, n_after, score_before, score_after, change, low, high, p, q, verdict`.

    Kinds: "whole" (code -1); "point", a touchpoint; "inside", a touchpoint in one member of the inner dimension (code
    of `inside`); "mix", what other shares of those members did to a touchpoint; "gap", what is missing to the goals
    where no operating department answers (code: the place of its state in `ownership.STATES`); "effect", what an
    initiative changed (code: its id). Whatever is added here
    makes the word "real" dearer for everything else.
    """
    parts = [pl.DataFrame(schema=COLUMNS)]
    fallback: dict[str, float | None] = {}
    for whole in ground.wholes():
        fallback[whole.metric] = whole.wobble
        parts.append(_of(WHOLE, family.whole_difference(ground.coarse, whole)))
    for pool in ground.pools():
        shown = pool.metric == ground.choice.metric
        tests = family.differences(ground.coarse, pool, [TOUCHPOINT], fallback[pool.metric], interval=shown)
        parts.append(_of(POINT, tests))
        if ground.inner and ground.timed:
            fine, by = ground.answers.scoped(pool.metric, "touchpoints"), [TOUCHPOINT, ground.inner]
            parts.append(
                _of(INSIDE, family.differences(ground.answers, fine, by, fallback[pool.metric], interval=False))
            )
    parts += [_of(MIX, _mixed(metric, found)) for metric, (_, found) in ground.mixes.items()]
    parts.append(_of(GAP, gaps.tested(ground)))
    parts.append(_of(EFFECT, effects.tested(ground)))
    return _completed(ground, family.judged(pl.concat(parts, how="vertical")), fallback)


def _completed(ground: Ground, judged: pl.DataFrame, fallback: Mapping[str, float | None]) -> pl.DataFrame:
    """The family with the intervals of what is beyond chance, which for NPS take longer than all tests."""
    open_ = (pl.col("verdict").is_in(["real", "sample"])) & pl.col("low").is_null() & pl.col("change").is_not_null()
    wanting = judged.filter(open_)
    parts = [pl.DataFrame(schema={name: COLUMNS[name] for name in _ENDS})]
    for kind, metric in wanting.select("kind", "metric").unique(maintain_order=True).iter_rows():
        by = [TOUCHPOINT, ground.inner] if kind == INSIDE and ground.inner else [TOUCHPOINT]
        answers = ground.answers if kind == INSIDE else ground.coarse
        codes = wanting.filter(kind=kind, metric=metric)["code"].to_list()
        pool = answers.scoped(metric, "touchpoints").only(family.coded(by).is_in(codes))
        parts.append(_of(kind, family.differences(answers, pool, by, fallback[metric])).select(_ENDS))
    ends = pl.concat(parts)
    joined = judged.join(ends, on=["kind", "metric", "code"], how="left", maintain_order="left", suffix="_found")
    return joined.with_columns(pl.coalesce(name, f"{name}_found").alias(name) for name in ("low", "high")).drop(
        "low_found", "high_found"
    )


def inside(code: int) -> tuple[int, int]:
    """Touchpoint and member of the inner dimension that a code stands for."""
    return divmod(code, CELL)


def _of(kind: str, tests: pl.DataFrame) -> pl.DataFrame:
    return tests.with_columns(kind=pl.lit(kind)).select(pl.col(name).cast(of) for name, of in COLUMNS.items())


def _mixed(metric: str, found: pl.DataFrame) -> pl.DataFrame:
    """The mixes as tests."""
    return found.select(
        pl.lit(metric).alias("metric"),
        pl.col("touchpoint").alias("code"),
        "n_before",
        "n_after",
        "score_before",
        "score_after",
        change="mix",
        low=pl.col("mix") - _Z * pl.col("error"),
        high=pl.col("mix") + _Z * pl.col("error"),
        p="p",
        known="known",
    )
