"""Each department's score over the touchpoints that it owned when the answers were given, against its goal."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan, sqrt
from typing import Final

import polars as pl

from cxdata.governance.ownership import MISPLACED, NONE, OWNED
from cxdata.statistics import comparison, funnel, shrinkage, tallies
from cxdata.statistics.level import against
from cxdata.statistics.standardisation import case_mix
from cxdata.statistics.suppression import THIN_BELOW
from cxdata.statistics.tallies import COUNTS
from cxdata.statistics.variances import sampling_variance
from cxdata.views.departments.owned import CHANNEL, Owned

_COMMON: Final = 0.8
"""Share of a department's answers that must lie in channels which others serve too, to compare its mix."""


@dataclass(frozen=True)
class Stand:
    """Operating departments with answers in the period, the highest score first.

    `rows`: label, n, score, low, high, hidden, goal (weighted over its touchpoints), change (against the goal, else the
    rest), p, first, last (span of ranks), shrunk, expected (with its channels served as on average), points (its
    touchpoints), and counts. `goals`: whether the comparison
    is with goals.
    """

    rows: pl.DataFrame
    goals: bool


def stand(owned: Owned) -> Stand:
    """Scores with the design effect of each department's touchpoints; hidden where there are too few answers."""
    frame = owned.now.filter(pl.col("state") == OWNED)
    counts = tallies.summed(frame, ["owner"]).rename({"owner": "label"})
    points = _points(owned, frame)
    effects = [owned.deff(points.get(label, [])) for label in counts["label"]]
    targets = own_goals(owned, frame)
    with_goals = bool(targets) and all(targets.get(label) is not None for label in counts["label"])
    held = counts.with_columns(n_eff=pl.col("n_eff") / pl.Series(effects, dtype=pl.Float64))
    scored = tallies.scores(held, owned.pool.metric)
    goal = [targets.get(label) for label in counts["label"]]
    tested = _tested(owned, held, goal) if with_goals else _beside(owned, held)
    shown = scored["score"].is_not_null()
    score = scored["score"].cast(pl.Float64).fill_null(nan).to_list()
    error = [sqrt(variance) for variance in sampling_variance(held, owned.pool.metric).tolist()]
    first, last = shrinkage.rank_spans(score, error)
    drawn = shrinkage.shrunk(score, error).shrunk
    rows = scored.drop("positive", "neutral", "negative").with_columns(
        pl.Series("goal", goal if with_goals else [None] * len(goal), dtype=pl.Float64),
        pl.when(shown).then(tested["change"]).alias("change"),
        pl.when(shown).then(tested["p"]).alias("p"),
        pl.Series("first", first, nan_to_null=True).cast(pl.Int64),
        pl.Series("last", last, nan_to_null=True).cast(pl.Int64),
        pl.Series("shrunk", drawn, dtype=pl.Float64, nan_to_null=True),
        pl.when(shown).then(_expected(owned, frame, counts["label"].to_list())).alias("expected"),
        pl.Series("points", [points.get(label, []) for label in counts["label"]], dtype=pl.List(pl.String)),
    )
    rows = rows.join(held.select("label", *(c for c in COUNTS if c != "n")), on="label", maintain_order="left")
    return Stand(rows.sort("score", "n", "label", descending=[True, True, False], nulls_last=True), with_goals)


def apart(owned: Owned) -> pl.DataFrame:
    """`label, n, score, low, high, hidden` of what stands in no ranking: CX teams that lead touchpoints, by name, and
    the touchpoints that nobody leads (null)."""
    frame = owned.now.filter(pl.col("state").is_in([MISPLACED, NONE]))
    counts = tallies.summed(frame, ["owner"]).rename({"owner": "label"})
    points = {owner: part["touchpoint"].unique().to_list() for (owner,), part in frame.group_by("owner")}
    names = {label: [owned.labels[code] for code in codes] for label, codes in points.items()}
    effects = pl.Series([owned.deff(names[label]) for label in counts["label"]], dtype=pl.Float64)
    scored = tallies.scores(counts.with_columns(pl.col("n_eff") / effects), owned.pool.metric)
    return scored.select("label", "n", "score", "low", "high", "hidden")


def _expected(owned: Owned, frame: pl.DataFrame, labels: list[str]) -> pl.Series:
    """The score with each channel served as all departments serve it.

    Null with one channel or one department, and for whoever works mostly in channels that no other department serves:
    there is nobody to compare with.
    """
    expected: dict[str, float] = {}
    if CHANNEL in frame.columns and frame[CHANNEL].n_unique() > 1 and len(labels) > 1:
        counts = tallies.summed(frame, ["owner", CHANNEL])
        found = case_mix(counts, "owner", CHANNEL, owned.pool.metric)
        shared = pl.col("n") * (pl.len().over(CHANNEL) > 1)
        common = (
            counts.select("owner", "n", shared=shared).group_by("owner").agg(pl.col("shared").sum() / pl.col("n").sum())
        )
        kept = common.filter(pl.col("shared") >= _COMMON)["owner"].to_list()
        expected = dict(found.filter(pl.col("owner").is_in(kept)).select("owner", "expected").iter_rows())
    return pl.Series("expected", [expected.get(label) for label in labels], dtype=pl.Float64)


def _points(owned: Owned, frame: pl.DataFrame) -> dict[str, list[str]]:
    """Department -> its touchpoints with answers, in journey order."""
    held = set(frame.select("owner", "touchpoint").unique().iter_rows())
    owners = sorted({owner for owner, _ in held})
    points = {owner: [label for code, label in owned.labels.items() if (owner, code) in held] for owner in owners}
    return {owner: labels for owner, labels in points.items() if labels}


def own_goals(owned: Owned, frame: pl.DataFrame) -> dict[str, float]:
    """Department -> goal of its touchpoints, weighted by their answers (`frame`: the period's, with `owner`); missing
    where any has none."""
    mass = frame.group_by("owner", "touchpoint").agg(pl.col("w" if "w" in frame.columns else "n").sum().alias("mass"))
    named = mass.with_columns(pl.col("touchpoint").replace_strict(owned.labels, return_dtype=pl.String))
    with_goal = named.with_columns(
        target=pl.col("touchpoint").replace_strict(owned.targets, default=None, return_dtype=pl.Float64)
    )
    whole = with_goal.group_by("owner").agg(
        target=(pl.col("target") * pl.col("mass")).sum() / pl.col("mass").sum(), missing=pl.col("target").null_count()
    )
    return dict(whole.filter(missing=0).select("owner", "target").iter_rows())


def _tested(owned: Owned, held: pl.DataFrame, goal: list[float | None]) -> pl.DataFrame:
    return against(held, [nan if level is None else level for level in goal], owned.pool.metric).select("change", "p")


def _beside(owned: Owned, held: pl.DataFrame) -> pl.DataFrame:
    """Each department beside all the others together, which do not contain it."""
    found = comparison.difference(comparison.rest(held), held, owned.pool.metric)
    joined = held.select("label").join(found, on="label", how="left", maintain_order="left")
    return joined.select("change", "p")


def spread(owned: Owned, rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame, float] | None:
    """`label, n, score` of departments with a score, the funnel's `n, low_2, high_2, low_3, high_3`, and its centre.

    None with fewer than three: there is no common score to stray from.
    """
    shown = rows.filter(pl.col("score").is_not_null())
    if shown.height < 3:
        return None
    up, middle, down = tallies.scaled(shown)
    size = (up + middle + down).tolist()
    nps = owned.pool.metric == "nps"
    found = funnel.nps_funnel(up, middle, down) if nps else funnel.share_funnel(up, up + middle + down)
    ends = _steps(max(THIN_BELOW, min(size) * 0.6), max(size) * 1.25)
    columns = {"n": ends}
    for sigmas in (2, 3):
        low, high = funnel.limits(found, ends, float(sigmas), -1.0 if nps else 0.0)
        columns |= {f"low_{sigmas}": (100.0 * low).tolist(), f"high_{sigmas}": (100.0 * high).tolist()}
    points = shown.select("label", "n", "score").with_columns(n=pl.Series(size))
    return points, pl.DataFrame(columns), 100.0 * found.centre


def _steps(low: float, high: float, many: int = 60) -> list[float]:
    """Numbers from low to high, each larger than the one before by the same factor."""
    return [low * (high / low) ** (at / (many - 1)) for at in range(many)]
