"""Whether touchpoints feel the same everywhere: how far their channels, regions and departments differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

import polars as pl

from cxdata.findings.ground import Ground
from cxdata.scan.answers import NOW, Answers
from cxdata.scan.family import CELL
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
_COUNTED: Final = {
    "set": pl.Int64(), "label": pl.String(), "n": pl.Int64(), "n_eff": pl.Float64(), "positive": pl.Float64(),
    "neutral": pl.Float64(), "negative": pl.Float64(),
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

    parts = [pl.DataFrame(schema=_COUNTED), *(_placed(counts(name), name, snapshot) for name in dimensions)]
    return _compared(pl.concat(parts), choice.metric)


def _placed(counts: pl.DataFrame, dimension: str, snapshot: Snapshot) -> pl.DataFrame:
    """The counts of one dimension's members by `set`, which says dimension and touchpoint."""
    given = counts.filter(pl.col(dimension) != NOT_GIVEN)
    label = pl.col(dimension).cast(pl.Int64).replace_strict(
        snapshot.labels(dimension), default="", return_dtype=pl.String
    )  # fmt: skip
    place = DIMENSIONS.index(dimension) * CELL + pl.col("touchpoint").cast(pl.Int64)
    table = given.with_columns(set=place, label=label)
    return table.select(pl.col(name).cast(kind) for name, kind in _COUNTED.items())


def _compared(counts: pl.DataFrame, metric: Metric) -> pl.DataFrame:
    """All sets of members at once."""
    held = counts.filter(pl.col("n_eff") >= THIN_BELOW)
    scored = held.select(
        "set", "label", score=pl.Series(tallies.estimated(held, metric).score, dtype=pl.Float64)
    ).sort("set", "score", "label")  # fmt: skip
    ends = scored.group_by("set", maintain_order=True).agg(
        worst=pl.col("label").first(), worst_score=pl.col("score").first(),
        best=pl.col("label").last(), best_score=pl.col("score").last(),
    )  # fmt: skip
    joined = consistency(counts, "set", metric).join(ends, on="set", how="left", maintain_order="left")
    names = pl.Series(DIMENSIONS)
    return joined.with_columns(
        dimension=names.gather(joined["set"] // CELL), row=pl.col("set") % CELL
    ).select(pl.col(name).cast(kind) for name, kind in _SCHEMA.items())  # fmt: skip
