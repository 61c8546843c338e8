"""What changed since the comparison period: the part that departments moved, and the part that is nobody's doing."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan, sqrt

import polars as pl

from cxdata.governance import ownership
from cxdata.scan import composition
from cxdata.scan.answers import BEFORE, NOW
from cxdata.schema import NOT_GIVEN
from cxdata.statistics import decomposition
from cxdata.statistics.distributions import two_sided
from cxdata.statistics.suppression import THIN_BELOW
from cxdata.views.departments.gap import Z, shared
from cxdata.views.departments.owned import CHANNEL, Owned, Weighing


@dataclass(frozen=True)
class Mix:
    """What moved the total without any score moving: points with 95 % interval, and p (null: nothing to test)."""

    value: float
    low: float
    high: float
    p: float | None


@dataclass(frozen=True)
class Change:
    """The pool's score before and after; the mixes and the parts' values sum to the difference exactly.

    `mix`: other shares of the touchpoints; `channels`: other shares of the channels within them. `parts`: what moved
    within channels, shared over departments as a gap is. `touchpoints`: label, n_before, n_after, weight_...,
    score_..., mix, channels, rate. `known`: whether the ordinary wobble is.
    """

    before: float
    after: float
    n: int
    mix: Mix
    channels: Mix
    parts: pl.DataFrame
    touchpoints: pl.DataFrame
    known: bool


def change(owned: Owned, by: Weighing, within: pl.DataFrame) -> Change | None:
    """The change of the pool; None where either period has no answers about touchpoints. `within`: from `channels`."""
    sides = [
        composition.counted(owned.pool.inside.filter(pl.col("span") == span), ["touchpoint"]) for span in (BEFORE, NOW)
    ]
    if any(side.is_empty() for side in sides):
        return None
    table = _split(owned, _massed(owned, sides, by), within)
    moved = table.select(pl.col("label").alias("touchpoint"), amount="rate", error="error")
    counted = table.select(
        unit="label", touchpoint="label", n="n_after", n_eff=pl.min_horizontal("n_before", "n_after").cast(pl.Float64)
    )
    ends = _ends(table)
    enough = min(int(table["n_before"].sum()), int(table["n_after"].sum())) / owned.pool.deff >= THIN_BELOW
    inner = sqrt(float((table["channels_error"] ** 2).sum()) * owned.pool.deff)
    return Change(
        before=ends[0],
        after=ends[1],
        n=int(table["n_after"].sum()),
        mix=_mix(float(table["mix"].sum()), _mix_error(owned, table, by), enough),
        channels=_mix(float(table["channels"].sum()), inner, enough),
        parts=shared(owned, moved, counted, ownership.roles(owned.ownership, owned.day)),
        touchpoints=table.select(
            "label", *(f"{name}_{side}" for name in ("n", "weight", "score") for side in ("before", "after")), "mix",
            "channels", "rate",
        ),
        known=owned.pool.wobble is not None,
    )  # fmt: skip


def _ends(table: pl.DataFrame) -> tuple[float, float]:
    """The total before and after."""
    before, after = (
        float((table[f"weight_{side}"] * table[f"score_{side}"]).fill_null(0).sum()) for side in ("before", "after")
    )
    return before, after


def _mix(value: float, error: float, enough: bool) -> Mix:
    p = float(two_sided(value / error)) if enough and error > 0 else None
    return Mix(value, value - Z * error, value + Z * error, p)


def _split(owned: Owned, sides: list[pl.DataFrame], within: pl.DataFrame) -> pl.DataFrame:
    """Each touchpoint's part of the change in points of the total: mix, channels and rate, with errors."""
    table = decomposition.change_by_group(sides[0], sides[1], owned.pool.metric, composition.MASS)
    table = table.with_columns(pl.col("touchpoint").cast(pl.Int64)).drop("rate", "rate_error")
    inside = within.group_by("touchpoint").agg(
        pl.col("rate").sum().alias("_rate"),
        pl.col("mix").sum().alias("_mix"),
        (pl.col("rate_error") ** 2).sum().alias("_variance"),
        pl.col("mix_error").first().alias("_error"),
    )
    joined = table.join(inside, on="touchpoint", how="left", maintain_order="left")
    share = (pl.col("weight_before") + pl.col("weight_after")) / 2
    known = {code: owned.wobbles.get(code, owned.pool.wobble or 0.0) for code in owned.labels}
    extra = 2 * pl.col("touchpoint").replace_strict(known, return_dtype=pl.Float64)
    return joined.with_columns(
        label=pl.col("touchpoint").replace_strict(owned.labels, return_dtype=pl.String),
        rate=(share * pl.col("_rate")).fill_null(0.0),
        channels=(share * pl.col("_mix")).fill_null(0.0),
        channels_error=(share * pl.col("_error")).fill_null(0.0),
        error=(share * (pl.col("_variance") + extra).sqrt()).fill_null(0.0),
    )


def _massed(owned: Owned, sides: list[pl.DataFrame], by: Weighing) -> list[pl.DataFrame]:
    """With contacts for mass where they are asked for, and given for every touchpoint of either period."""
    if by == "answers" or owned.contacts is None:
        return sides
    own = owned.answers.snapshot.members.filter(pl.col("dimension") == "touchpoint", pl.col("contacts").is_not_null())
    known = {code: float(contacts) for code, contacts in own.select("code", "contacts").iter_rows()}
    if any(code not in known for side in sides for code in side["touchpoint"].to_list()):
        return sides
    size = pl.col("touchpoint").cast(pl.Int64).replace_strict(known, return_dtype=pl.Float64)
    return [side.with_columns(size.alias(composition.MASS)) for side in sides]


def _mix_error(owned: Owned, table: pl.DataFrame, by: Weighing) -> float:
    """Of the shares of answers; shares of contacts are given, not sampled."""
    if by == "contacts" and owned.contacts is not None:
        return 0.0
    first, second = pl.col("score_before"), pl.col("score_after")
    middle = pl.mean_horizontal(first, second)
    whole, later = _ends(table)
    worth = table.select(middle.fill_null(0.0) - (whole + later) / 2).to_series()
    sizes = (float(table["n_before"].sum()) / owned.pool.deff, float(table["n_after"].sum()) / owned.pool.deff)
    return decomposition.mix_error(table["weight_before"], table["weight_after"], worth, sizes)


@dataclass(frozen=True)
class Inside:
    """How one touchpoint's change splits over its channels. `rows`: label, n_..., weight_..., score_..., mix, rate, p.

    A channel's scores and its p are null under 30 answers. `rate_p`, `mix_p`: of the two sums. `turned`: every channel
    with a score moved one way and the touchpoint as a whole the other.
    """

    label: str
    before: float
    after: float
    n_before: int
    n_after: int
    rate: float
    rate_error: float
    mix: float
    mix_error: float
    rows: pl.DataFrame
    turned: bool

    @property
    def rate_p(self) -> float:
        return float(two_sided(self.rate / max(self.rate_error, 1e-9)))

    @property
    def mix_p(self) -> float:
        return float(two_sided(self.mix / max(self.mix_error, 1e-9)))


def channels(owned: Owned) -> pl.DataFrame:
    """Each touchpoint's change split over its channels: touchpoint, channel (codes), and `change_within`'s columns."""
    return composition.within([owned.pool], CHANNEL).drop("metric")


def insides(owned: Owned, within: pl.DataFrame) -> dict[str, Inside]:
    """Label -> split over channels of every touchpoint with enough answers in two or more, in journey order."""
    names = owned.answers.snapshot.labels(CHANNEL)
    found = {}
    for code, label in owned.labels.items():
        rows = within.filter(touchpoint=code)
        if _enough(rows):
            found[label] = _inside(label, rows, owned.wobbles.get(code) or 0.0, names)
    return found


def _enough(rows: pl.DataFrame) -> bool:
    several = rows.filter(pl.col(CHANNEL) != NOT_GIVEN).height > 1
    return several and min(rows["n_before"].sum(), rows["n_after"].sum()) >= THIN_BELOW


def _inside(label: str, rows: pl.DataFrame, wobble: float, channels: dict[int, str]) -> Inside:
    before, after = float(rows["total_before"][0]), float(rows["total_after"][0])
    error = sqrt(float((rows["rate_error"] ** 2).sum()) + 2 * wobble)
    shown = [pl.when(pl.col(f"n_{side}") >= THIN_BELOW).then(f"score_{side}") for side in ("before", "after")]
    share = (rows["weight_before"] + rows["weight_after"]) / 2
    own = (rows["rate_error"] ** 2 + 2 * wobble * share**2).sqrt().clip(1e-9)
    p = pl.Series("p", two_sided((rows["rate"] / own).fill_null(nan).to_numpy()), nan_to_null=True)
    kept = rows.with_columns(label=pl.col(CHANNEL).replace_strict(channels, default=None, return_dtype=pl.String))
    moved = kept.select((shown[1] - shown[0]).alias("moved"), "n_before", "n_after")["moved"].drop_nulls()
    rate, mix, total = float(rows["rate"].sum()), float(rows["mix"].sum()), after - before
    one_way = len(moved) > 1 and bool((moved * total < 0).all()) and rate * total < 0
    columns = ["label", CHANNEL, "n_before", "n_after", "weight_before", "weight_after"]
    return Inside(
        label=label,
        before=before,
        after=after,
        n_before=int(rows["n_before"].sum()),
        n_after=int(rows["n_after"].sum()),
        rate=rate,
        rate_error=error,
        mix=mix,
        mix_error=float(rows["mix_error"][0]),
        rows=kept.with_columns(
            *shown, pl.when(shown[0].is_not_null() & shown[1].is_not_null()).then(p).alias("p")
        ).select(*columns, "score_before", "score_after", "mix", "rate", "p"),
        turned=one_way,
    )
