"""Did it change, who differs: differences between frames of counts, their verdicts, and many such tests at once."""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

from cxdata.statistics.distributions import Array, Numbers
from cxdata.statistics.estimates import raw_nps, share
from cxdata.statistics.suppression import FEW_BELOW, THIN_BELOW
from cxdata.statistics.tallies import COUNTS, of_nps, scaled
from cxdata.statistics.two_groups import Difference, nps_difference, share_difference

REAL: Final = "real"
HERE: Final = "here"
CHANCE: Final = "chance"
FEW: Final = "few"
LEVEL: Final = 0.05

Classes: TypeAlias = tuple[Array, Array, Array]
Flags: TypeAlias = npt.NDArray[np.bool_]


def difference(
    before: pl.DataFrame,
    after: pl.DataFrame,
    metric: str | None = None,
    *,
    wobble: float | pl.DataFrame | None = 0.0,
    deff: float = 1.0,
    interval: bool = True,
) -> pl.DataFrame:
    """`by..., n_before, n_after, score_before, score_after, change, low, high, p, verdict` of two counts frames.

    The frames are joined on their group columns; a group missing from one side has n = 0 there. Without `metric` one of
    these columns names each row's. Points for NPS, percentage points for CSAT and CES. A score under 30 effective
    answers is null, so is the change it takes part in (the interval of the change stays from 10 upwards) and its p; the
    verdict is then "few". Otherwise "real" at p <= .05, else "chance". `wobble`: ordinary period-to-period variance in
    points squared, added to both sides; a number, or a frame `by..., wobble`; null or None counts as none. Without
    `interval` the low and high of NPS stay null, which is faster where thousands of cells only need a verdict.
    """
    table = _joined(before, after)
    by = [name for name in before.columns if name not in COUNTS]
    nps = np.full(table.height, metric == "nps") if metric else of_nps(table)
    (size, one), (other, two) = (_side(table, side, deff) for side in ("before", "after"))
    tested = _tested(one, two, nps, _wobble(table, by, wobble), interval)
    enough, some = np.minimum(size, other) >= THIN_BELOW, np.minimum(size, other) >= FEW_BELOW
    columns = {
        "score_before": np.where(size >= THIN_BELOW, _score(one, nps), np.nan),
        "score_after": np.where(other >= THIN_BELOW, _score(two, nps), np.nan),
        "change": np.where(enough, tested.change, np.nan),
        "low": np.where(some, tested.low, np.nan),
        "high": np.where(some, tested.high, np.nan),
        "p": np.where(enough, tested.p, np.nan),
    }
    result = table.select(*by, "n_before", "n_after").with_columns(
        *(pl.Series(name, values, dtype=pl.Float64, nan_to_null=True) for name, values in columns.items())
    )
    return result.with_columns(verdict=judged(pl.col("p"), LEVEL))


def rest(counts: pl.DataFrame, within: list[str] | None = None) -> pl.DataFrame:
    """For each row of a counts frame the counts of all others in its `within` group: what a part is compared with.

    A part is never compared with a total that contains it. Effective answers add up like the counts themselves.
    """
    keys = within or []
    return counts.with_columns(
        ((pl.col(name).sum().over(keys) if keys else pl.col(name).sum()) - pl.col(name)).alias(name) for name in COUNTS
    )


def benjamini_hochberg(p: Numbers) -> Array:
    """q values: q(i) = min over j >= i of m p(j) / j (Benjamini and Hochberg 1995); nan p stay nan and do not count.

    Not scipy's `false_discovery_control`: loading scipy.stats takes longer than the first screen.
    """
    values = np.asarray(p, dtype=np.float64)
    q = np.full(values.shape, np.nan)
    known = np.flatnonzero(~np.isnan(values))
    falling = known[np.argsort(-values[known], kind="stable")]
    m = len(falling)
    q[falling] = np.minimum.accumulate(values[falling] * m / np.arange(m, 0, -1)).clip(max=1.0)
    return q


def marked(frame: pl.DataFrame, q: float = LEVEL) -> pl.DataFrame:
    """A difference frame judged as one family: column `q` added, verdict "real" where the row's q is at most `q`.

    Rows without p (too few answers) are not part of the family. The family is all rows given: give the whole screen,
    or the whole workspace, at once.
    """
    values = benjamini_hochberg(frame["p"].cast(pl.Float64).fill_null(np.nan).to_numpy())
    table = frame.with_columns(pl.Series("q", values, dtype=pl.Float64, nan_to_null=True))
    return table.with_columns(verdict=judged(pl.col("q"), q))


def spoken(frame: pl.DataFrame, beside: pl.Series, q: float = LEVEL) -> pl.DataFrame:
    """A frame of `p, verdict`, judged by itself, with what a sentence may call real: the other "real" become "here".

    A row stays "real" where its q in the family of its own p values and those `beside` them is at most `q` too.
    """
    every = np.concatenate([frame["p"].cast(pl.Float64).fill_null(np.nan), beside.cast(pl.Float64).fill_null(np.nan)])
    lost = pl.Series(benjamini_hochberg(every)[: frame.height] > q)
    return frame.with_columns(
        verdict=pl.when(lost & (pl.col("verdict") == REAL)).then(pl.lit(HERE)).otherwise("verdict")
    )


def judged(p: pl.Expr, level: float) -> pl.Expr:
    return pl.when(p.is_null()).then(pl.lit(FEW)).when(p <= level).then(pl.lit(REAL)).otherwise(pl.lit(CHANCE))


def _joined(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    by = [name for name in before.columns if name not in COUNTS]
    one = before.rename({name: f"{name}_before" for name in COUNTS})
    two = after.rename({name: f"{name}_after" for name in COUNTS})
    if by:
        table = one.join(two, on=by, how="full", coalesce=True, nulls_equal=True, maintain_order="left_right")
    else:
        table = pl.concat([one, two], how="horizontal")
    return table.with_columns(pl.col(f"{name}_{side}").fill_null(0) for name in COUNTS for side in ("before", "after"))


def _side(table: pl.DataFrame, side: str, deff: float) -> tuple[Array, Classes]:
    """Effective answers of each row on that side, and their classes."""
    counts = table.select(pl.col(f"{name}_{side}").alias(name) for name in COUNTS).with_columns(pl.col("n_eff") / deff)
    return counts["n_eff"].to_numpy(), scaled(counts)


def _wobble(table: pl.DataFrame, by: list[str], wobble: float | pl.DataFrame | None) -> Array:
    if isinstance(wobble, pl.DataFrame):
        keys = [name for name in by if name in wobble.columns]
        joined = table.join(wobble, on=keys, how="left", nulls_equal=True, maintain_order="left")
        return joined["wobble"].cast(pl.Float64).fill_null(0.0).to_numpy()
    return np.full(table.height, wobble or 0.0)


def _tested(one: Classes, two: Classes, nps: Flags, wobble: Array, interval: bool) -> Difference:
    """Each row by the test of its kind of score."""
    found = np.full((len(Difference._fields), len(nps)), np.nan)
    if nps.any():
        found[:, nps] = nps_difference(_rows(one, nps), _rows(two, nps), wobble[nps], interval=interval)
    if not nps.all():
        (up, *others), (later, *rest) = _rows(one, ~nps), _rows(two, ~nps)
        found[:, ~nps] = share_difference((up, up + sum(others)), (later, later + sum(rest)), wobble[~nps])
        found[:3, ~nps] *= 100.0
    return Difference(*found)


def _rows(classes: Classes, kept: Flags) -> Classes:
    up, middle, down = classes
    return up[kept], middle[kept], down[kept]


def _score(classes: Classes, nps: Flags) -> Array:
    up, middle, down = classes
    return np.where(nps, raw_nps(up, middle, down), 100.0 * share(up, up + middle + down).score)
