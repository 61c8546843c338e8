"""What each cell is held against, how far it lies from it, and whether that is beyond chance: one family a map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal
from weakref import WeakKeyDictionary

import polars as pl

from cxdata.card import Against
from cxdata.findings.ranking import spoken
from cxdata.governance.current import Tables
from cxdata.statistics import comparison, level
from cxdata.statistics import wobble as series
from cxdata.statistics.suppression import THIN_BELOW
from cxdata.statistics.tallies import COUNTS
from cxdata.store.snapshot import Snapshot
from cxdata.views.touchpoints.cells import TOTAL, WHOLE, counts, stage_row
from cxdata.views.touchpoints.grid import Grid

Mode = Literal["score", "goal", "change"]

_CELL: Final = ["row", "col"]
_JUDGED: Final = {"row": pl.Int64(), "col": pl.Int64(), "gap": pl.Float64(), "level": pl.Float64(), "p": pl.Float64()}
_history: WeakKeyDictionary[Snapshot, dict[tuple[object, ...], pl.DataFrame]] = WeakKeyDictionary()


def against(grid: Grid, mode: Mode, levels: Mapping[int, float]) -> Against:
    """What the cells of that mode are held against."""
    if mode == "goal":
        return "goal"
    if mode == "score":
        having = sum(code in levels for code in grid.labels)
        return "goal" if grid.labels and having == len(grid.labels) else "mixed" if having else "company"
    compare, kind = grid.answers.choice.compare, grid.answers.compared.kind
    if compare == "rest":
        return "outside" if grid.answers.filtered else "others" if grid.dimension is None else "rest"
    if grid.dimension is None:
        if compare == "year":
            return "year"
        return "month" if grid.grain == "month" else "quarter" if grid.grain == "quarter" else "previous"
    return kind if kind in ("year", "month", "quarter") else "previous"


def judged(
    grid: Grid,
    counted: pl.DataFrame,
    scored: pl.DataFrame,
    mode: Mode,
    levels: Mapping[int, float],
    beside: pl.Series,
    tables: Tables | None = None,
    *,
    staged: bool,
) -> tuple[pl.DataFrame, pl.Series]:
    """The scored cells with `gap, level, verdict, against`; and the verdicts of the p values `beside` them.

    Every touchpoint's cell with a score is one test of the family, and so is every stage's where they are shown
    (`staged`). Margins have a distance but no verdict. `levels`: goals by row. The verdict is "real", "here" where it
    is that on the map but not together with the workspace's family, "chance", "few" where the other side has too few
    answers, or "sample" where the series' ordinary wobble is not known. `beside`: what else the page tests; all of it
    is one family. `tables`: governance, for the workspace's.
    """
    shown = scored.filter(pl.col("score").is_not_null()).select(_CELL)
    kind = against(grid, mode, levels)
    if mode == "change":
        found = _changed(grid, counted, shown, kind)
    else:
        found = _held(grid, counted, scored, levels, company=mode == "score")
    own = pl.col("row") >= 0
    tested = (own | (pl.col("row") < WHOLE) if staged else own) & (pl.col("col") != TOTAL)
    found = found.join(shown, on=_CELL, how="semi")
    others = pl.DataFrame({"p": beside.cast(pl.Float64), "known": pl.repeat(True, len(beside), eager=True)})
    family = comparison.marked(pl.concat([found.filter(tested), others], how="diagonal"))
    sample = (pl.col("verdict") == comparison.REAL) & ~pl.col("known")
    family = family.with_columns(verdict=pl.when(sample).then(pl.lit("sample")).otherwise("verdict"))
    family = spoken(family, grid.snapshot, grid.answers.choice, tables)
    own_verdicts = family.filter(pl.col("row").is_not_null()).select(*_CELL, "verdict")
    found = found.join(own_verdicts, on=_CELL, how="left")
    cells = scored.join(found.drop("p", "known"), on=_CELL, how="left", maintain_order="left").with_columns(
        pl.col("against").fill_null(kind)
    )
    return cells, family.filter(pl.col("row").is_null())["verdict"]


def _held(
    grid: Grid, counted: pl.DataFrame, scored: pl.DataFrame, levels: Mapping[int, float], *, company: bool
) -> pl.DataFrame:
    """Cells against their goal; with `company`, those without one against the score of all answers shown."""
    wanted = pl.col("row").replace_strict(dict(levels), default=None, return_dtype=pl.Float64)
    found = counted.with_columns(level=wanted)
    having = found.filter(pl.col("level").is_not_null())
    goal = level.against(having, having["level"], grid.of.metric).rename({"change": "gap"})
    parts = [goal.with_columns(against=pl.lit("goal"))]
    if company:
        parts.append(_beside(grid, found.filter(pl.col("level").is_null()), counted, scored))
    shown = [part.select(*(pl.col(n).cast(t) for n, t in _JUDGED.items()), "against") for part in parts]
    return pl.concat(shown).with_columns(known=pl.lit(True))


def _beside(grid: Grid, cells: pl.DataFrame, counted: pl.DataFrame, scored: pl.DataFrame) -> pl.DataFrame:
    """Distance to the company's score, tested against all answers outside the cell, which does not contain it."""
    everything = counted.row(by_predicate=_all(), named=True)
    company = scored.filter(_all())["score"][0]
    effect = pl.when(pl.col("row") >= 0).then(grid.of.deff).otherwise(1.0)
    rest = cells.select(
        *_CELL,
        *((pl.lit(everything[name]) - pl.col(name)).clip(0).alias(name) for name in COUNTS if name != "n_eff"),
        (pl.lit(everything["n_eff"]) - pl.col("n_eff") / effect).clip(lower_bound=0.0).alias("n_eff"),
    ).select(*_CELL, *COUNTS)
    tested = comparison.difference(rest, cells.select(*_CELL, *COUNTS), grid.of.metric, interval=False)
    return tested.join(scored.select(*_CELL, "score"), on=_CELL, how="left").select(
        *_CELL,
        "p",
        gap=pl.col("score") - pl.lit(company, pl.Float64),
        level=pl.lit(company, pl.Float64),
        against=pl.lit("company"),
    )


def _all() -> pl.Expr:
    return (pl.col("row") == WHOLE) & (pl.col("col") == TOTAL)


def _changed(grid: Grid, counted: pl.DataFrame, shown: pl.DataFrame, kind: Against) -> pl.DataFrame:
    """Cells against an earlier time or against the rest."""
    own = counted.select(*_CELL, *COUNTS)
    if kind in ("rest", "others", "outside"):
        before, own = _rest(grid, own, kind)
        extra = None
    else:
        compare = "year" if kind == "year" else "previous"
        earlier = grid.earlier(compare)
        before = counts(grid, earlier)
        if overlapping(grid, compare):
            before = before.filter(pl.col("col") != TOTAL)
        both = own.join(before, on=_CELL, suffix="_before").filter(
            (pl.col("n_eff") >= THIN_BELOW) & (pl.col("n_eff_before") >= THIN_BELOW)
        )
        needed = both.join(shown, on=_CELL, how="semi").select(_CELL)
        extra = wobbles(grid, earlier, needed.filter((pl.col("col") != TOTAL) & (pl.col("row") != WHOLE)))
    before = before.join(own, on=_CELL, how="semi")
    table = None if extra is None else extra.drop("known")
    tested = comparison.difference(before, own, grid.of.metric, wobble=table, interval=False)
    found = tested.select(*_CELL, gap="change", level="score_before", p="p").with_columns(against=pl.lit(kind))
    if extra is None:
        return found.with_columns(known=pl.lit(True))
    return found.join(extra.select(*_CELL, "known"), on=_CELL, how="left").with_columns(pl.col("known").fill_null(True))


def overlapping(grid: Grid, compare: str) -> bool:
    """Whether the whole time shown, moved back, would meet itself."""
    if grid.dimension is not None:
        return False
    a_year = {"month": 12, "quarter": 4}.get(grid.grain, 1)
    return len(grid.columns) > (a_year if compare == "year" else 1)


def _rest(grid: Grid, own: pl.DataFrame, kind: Against) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The other side of each cell: outside the filters, the other touchpoints of its column, or the rest of its row."""
    cells = own.filter((pl.col("row") >= 0) & (pl.col("col") != TOTAL))
    if kind == "others":
        return comparison.rest(cells, ["col"]).with_columns(pl.col("n_eff") / grid.of.deff), cells
    if kind == "rest":
        return comparison.rest(cells, ["row"]), cells
    outside, where = grid.outside(), grid.answers.choice.where
    beside = counts(grid, outside)
    keys = [name for name, on in (("row", "touchpoint"), ("col", grid.dimension or "")) if not where.get(on)]
    if len(keys) == 2:
        return beside, own
    sums = beside.filter((pl.col("row") >= 0) & (pl.col("col") != TOTAL))
    sums = sums.group_by(keys).agg(pl.col(COUNTS).sum()) if keys else sums.select(pl.col(COUNTS).sum())
    effect = 1.0 if "row" in keys else grid.of.deff
    joined = (
        cells.select(_CELL).join(sums, on=keys, how="inner") if keys else cells.select(_CELL).join(sums, how="cross")
    )
    return joined.with_columns(pl.col("n_eff") / effect).select(*_CELL, *COUNTS), cells


def wobbles(grid: Grid, earlier: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """`row, col, wobble, known`: ordinary movement of the score over both sides of each of these cells.

    Estimated once per series: a touchpoint's months, or those of a touchpoint in one column; with under a year of
    months that of all touchpoints. A side of several months keeps the sum of their squared shares of it.
    """
    by = ["row"] if grid.dimension is None else _CELL
    shares = _shares(grid, earlier, cells)
    ordinary = _series(grid, cells.select(by).unique(maintain_order=True), by)
    whole = grid.of.wobble
    found = shares.join(ordinary, on=by, how="left", maintain_order="left").with_columns(
        tau=pl.col("tau").fill_null(pl.lit(whole, pl.Float64))
    )
    return found.select(
        *_CELL, wobble=(pl.col("tau") * pl.col("share")).fill_null(0.0), known=pl.col("tau").is_not_null()
    )


def _shares(grid: Grid, earlier: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """`row, col, share`: what is left of one month's movement on each side, mean of both sides."""
    sides = [
        side.select("row", "stage", "col", "month", "n", side=pl.lit(i, pl.Int8)).filter(pl.col("col").is_not_null())
        for i, side in enumerate((grid.now, earlier))
    ]
    both = pl.concat(sides)
    pooled = both.with_columns(row=stage_row(0) - pl.col("stage"))
    months = pl.concat([both, pooled]).group_by(*_CELL, "side", "month").agg(pl.col("n").sum())
    share = ((pl.col("n") / pl.col("n").sum()) ** 2).sum()
    found = months.group_by(*_CELL, "side").agg(share=share).group_by(_CELL).agg(pl.col("share").mean())
    return cells.join(found, on=_CELL, how="left", maintain_order="left").with_columns(pl.col("share").fill_null(1.0))


def _series(grid: Grid, wanted: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """`by..., tau`: each series' wobble, remembered with the snapshot; null under twelve months."""
    choice = grid.answers.choice
    filters = tuple((name, tuple(choice.where[name])) for name in sorted(choice.where))
    rows = tuple(grid.stage_of.items()), grid.members if len(by) > 1 else ()
    asked = (grid.of.metric, filters, grid.answers.compared.span[1], grid.dimension, choice.compare == "rest", *rows)
    held = _history.setdefault(grid.snapshot, {})
    if asked not in held:
        found = series.wobbles(_months(grid, by), by, grid.of.metric)
        held[asked] = found.select(*by, pl.col("wobble").alias("tau"))
    return wanted.join(held[asked], on=by, how="left", maintain_order="left")


def _months(grid: Grid, by: list[str]) -> pl.DataFrame:
    """`by..., period` and counts over the whole history, for touchpoints and stages."""
    dims = [] if grid.dimension is None else [grid.dimension]
    points = grid.of.monthly(["touchpoint", *dims]).with_columns(row=pl.col("touchpoint").cast(pl.Int64))
    own = pl.col("row").replace_strict(grid.stage_of, default=None, return_dtype=pl.Int64)
    stages = points.with_columns(row=stage_row(0) - own)
    if dims:
        place = {member: i for i, member in enumerate(grid.members)}
        col = pl.col(dims[0]).cast(pl.Int64).replace_strict(place, default=None, return_dtype=pl.Int64)
        points, stages = points.with_columns(col=col), stages.with_columns(col=col)
    summed = stages.group_by(*by, "period").agg(pl.col(COUNTS).sum()).sort("period")
    return pl.concat([points.select(*by, "period", *COUNTS), summed], how="vertical_relaxed").drop_nulls(by)
