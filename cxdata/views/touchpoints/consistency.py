"""Whether touchpoints feel the same everywhere: how far their channels, regions and departments differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

import polars as pl

from cxdata.findings.ground import Ground
from cxdata.scan.answers import NOW, Answers
from cxdata.schema import NOT_GIVEN, Metric
from cxdata.statistics import tallies
from cxdata.statistics.consistency import consistency
from cxdata.statistics.suppression import THIN_BELOW
from cxdata.store.snapshot import Snapshot

DIMENSIONS: Final = ("channel", "region", "department")
_SCHEMA: Final = {
    "dimension": pl.String(), "row": pl.Int64(), "groups": pl.Int64(), "n": pl.Int64(), "tau": pl.Float64(),
    "low": pl.Float64(), "high": pl.Float64(), "p": pl.Float64(), "worst": pl.String(), "worst_score": pl.Float64(),
    "best": pl.String(), "best_score": pl.Float64(),
}  # fmt: skip
_found: WeakKeyDictionary[Snapshot, dict[tuple[object, ...], pl.DataFrame]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Even:
    """`rows`: `dimension, row, groups, n, tau, low, high, p, worst, worst_score, best, best_score, verdict`."""

    rows: pl.DataFrame

    @property
    def dimensions(self) -> list[str]:
        """Those by which anything can be compared, in a fixed order."""
        some = set(self.rows.filter(pl.col("tau").is_not_null())["dimension"].to_list())
        return [name for name in DIMENSIONS if name in some]

    def of(self, dimension: str) -> pl.DataFrame:
        return self.rows.filter(dimension=dimension)


def measured(answers: Answers) -> pl.DataFrame:
    """Each touchpoint of the period by channel, region and department, as far as answers say: `Even`'s rows without
    verdicts. Remembered with the snapshot: neither what the map shows nor its columns change it."""
    snapshot, choice, span = answers.snapshot, answers.choice, answers.compared.span
    dimensions: list[str] = [name for name in DIMENSIONS if name in snapshot.dimensions]
    filters = tuple((name, tuple(choice.where[name])) for name in sorted(choice.where))
    asked = choice.metric, filters, span
    held = _found.setdefault(snapshot, {})
    if asked not in held:
        held[asked] = _measured(answers, dimensions) if dimensions else pl.DataFrame(schema=_SCHEMA)
    return held[asked]


def _measured(answers: Answers, dimensions: list[str]) -> pl.DataFrame:
    """By the dimension that the findings look into, as their scan counts it; by others unfiltered one at a time.

    A snapshot keeps counts so coarse, and a period moved needs no new scan. Of filtered answers it would keep them for
    those filters alone, so there one scan by all dimensions is quicker.
    """
    snapshot, choice, (start, end) = answers.snapshot, answers.choice, answers.compared.span
    ground = Ground.scanned(snapshot, choice, None)
    others = [name for name in dimensions if name != ground.inner]

    def counts(name: str) -> pl.DataFrame:
        if name == ground.inner:
            return ground.answers.scoped(choice.metric, "touchpoints").counts(["touchpoint", name], NOW)
        tally = snapshot.tally(
            ["touchpoint", *(others if answers.filtered else [name])],
            metric=choice.metric, where=choice.where, start=start, end=end, scope="touchpoints",
        )  # fmt: skip
        return tallies.counts(tally, snapshot.cuts, ["touchpoint", name])

    found = [_by(counts(name), name, snapshot, choice.metric) for name in dimensions]
    return pl.concat([pl.DataFrame(schema=_SCHEMA), *found])


def _by(counts: pl.DataFrame, dimension: str, snapshot: Snapshot, metric: Metric) -> pl.DataFrame:
    counts = counts.filter(pl.col(dimension) != NOT_GIVEN)
    found = consistency(counts, "touchpoint", metric)
    held = counts.filter(pl.col("n_eff") >= THIN_BELOW)
    scored = held.select(
        "touchpoint",
        label=pl.col(dimension).cast(pl.Int64).replace_strict(
            snapshot.labels(dimension), default="", return_dtype=pl.String
        ),
        score=pl.Series(tallies.estimated(held, metric).score, dtype=pl.Float64),
    ).sort("touchpoint", "score", "label")  # fmt: skip
    ends = scored.group_by("touchpoint", maintain_order=True).agg(
        worst=pl.col("label").first(), worst_score=pl.col("score").first(),
        best=pl.col("label").last(), best_score=pl.col("score").last(),
    )  # fmt: skip
    joined = found.join(ends, on="touchpoint", how="left", maintain_order="left")
    return joined.select(
        *(pl.col(name).cast(kind) for name, kind in _SCHEMA.items() if name not in ("dimension", "row")),
        dimension=pl.lit(dimension),
        row=pl.col("touchpoint").cast(pl.Int64),
    ).select(*_SCHEMA)
