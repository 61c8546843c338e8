"""The two charts in the panel of a cell: how its ratings spread, and the course of its touchpoint."""

from __future__ import annotations

import polars as pl

from cxdata.card import Card, Distribution, Lines
from cxdata.choice import Span
from cxdata.scan import period
from cxdata.scan.answers import Population
from cxdata.text import Text
from cxdata.views import wording
from cxdata.views.drill import spread as spread_of
from cxdata.views.drill import spread_table
from cxdata.views.method import method
from cxdata.views.series import answered, scored, settled, table
from cxdata.views.series import series as one_series
from cxdata.views.touchpoints.cells import TOTAL, WHOLE, stage_row
from cxdata.views.touchpoints.grid import Grid
from cxdata.views.touchpoints.map import Touchpoints


def spread(grid: Grid, row: int, col: int, title: str, days: Span, text: Text) -> Card:
    """How often each rating was given in the cell, on these days."""
    frame, (low, high), others = spread_of(_mine(grid.ratings(), row, col), grid.snapshot)
    n = int(frame["n"].sum())
    metric = grid.of.metric
    more = f"; {text('drill.other_scales', n=others)}".rstrip(".") if others else ""
    return Card(
        key="touchpoints.spread",
        title=title,
        subtitle=text(
            "cell.ratings", metric=text(f"metric.{metric}"), low=low, high=high, period=text.period(*days), n=n
        )
        + more,
        foot=wording.foot(grid.answers, text, n, scopes=[grid.of.scope], days=[days], ranged=False),
        method=method(text, n, "distribution", metric, "few", "limits"),
        alt=title,
        chart=Distribution(frame, wording.unit(metric)),
        table=spread_table(frame, text),
        n=n,
    )


def trend(
    found: Touchpoints, row: int, col: int, where: dict[str, tuple[str, ...]], title: str, text: Text
) -> Card | None:
    """The course of the touchpoint, in the cell's channel where columns are channels, over two years.

    None with fewer than two scores.
    """
    grid = found.grid
    inside = grid.placed(grid.of.inside) if grid.dimension is not None else _undated(grid)
    part = _part(grid, _mine(inside, row, col if grid.dimension is not None else TOTAL), pooled=row < 0)
    if part.inside.is_empty():
        return None
    days = answered(part, period.window(grid.answers.compared.span, grid.snapshot.first))
    grain = settled([part], days, "month")
    frame = scored(part, days, grain)
    if frame["score"].count() < 2:
        return None
    metric = grid.of.metric
    line = one_series(text(f"metric.{metric}"), part, days, grain, "main", where)
    goal = found.levels.get(row)
    n = int(frame["n"].sum())
    return Card(
        key="touchpoints.course",
        title=title,
        subtitle=text(
            "cell.course",
            metric=text(f"metric.{metric}"),
            period=text.period(*days),
            grain=text(f"trends.grain.{grain}"),
        ),
        foot=wording.foot(grid.answers, text, n, scopes=[grid.of.scope], days=[days]),
        method=method(text, n, "trend", metric, "few", *(["pool"] if row < 0 and grid.of.deff > 1 else []), "limits"),
        alt=title,
        chart=Lines(
            (line,),
            wording.unit(metric),
            grain,
            goal=goal,
            metric=metric,
            partial=period.partial(days, grain),
            compared=False,
        ),
        table=table([line], text),
        n=n,
    )


def _undated(grid: Grid) -> pl.DataFrame:
    """All months of every touchpoint, also those before the columns."""
    row = pl.col("touchpoint").cast(pl.Int64)
    stage = row.replace_strict(grid.stage_of, default=None, return_dtype=pl.Int64)
    return grid.of.inside.with_columns(row=row, stage=stage)


def _part(grid: Grid, frame: pl.DataFrame, *, pooled: bool) -> Population:
    of = grid.of
    return Population(of.metric, of.scope, of.deff if pooled else 1.0, frame, frame.clear(), of.time)


def _mine(frame: pl.DataFrame, row: int, col: int) -> pl.DataFrame:
    """The rows of the laid-out scan that fall into that cell."""
    if row != WHOLE:
        frame = frame.filter(pl.col("row") == row if row >= 0 else stage_row(0) - pl.col("stage") == row)
    return frame if col == TOTAL else frame.filter(pl.col("col") == col)
