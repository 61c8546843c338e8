"""Rows and columns of the map: which answers belong to which cell, now and in the time compared with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

import polars as pl

from cxdata.card import Grain, HeatColumn
from cxdata.choice import Choice, Span, months_later
from cxdata.findings.ground import shared
from cxdata.scan import period
from cxdata.scan.answers import BEFORE, NOW, Answers, Population, measured
from cxdata.schema import NOT_GIVEN
from cxdata.statistics.suppression import FEW_BELOW, THIN_BELOW
from cxdata.store.snapshot import Snapshot
from cxdata.text import Text
from cxdata.views.timeline import dimension_name

MOST_PERIODS, MOST_PARTS = 24, 20
Reason = Literal["thin", "many"]

_OFFSETS: Final[dict[str, str]] = {"month": "1mo", "quarter": "1q", "year": "1y"}
_COARSER: Final[tuple[Grain, ...]] = ("month", "quarter", "year")


@dataclass(frozen=True)
class Grid:
    """The scanned answers laid out as cells.

    `now`: rows of the scan with `row` (code of the touchpoint), `stage` (its place among `stages`), `col` (place of the
    column; null: in no column, counts in totals only) and `month`. `dimension` is None where columns are time, cut by
    `grain`. `reason`: why time is coarser than months. `labels`: touchpoints with answers here, in journey order.
    """

    answers: Answers
    of: Population
    dimension: str | None
    grain: Grain
    days: Span
    columns: tuple[HeatColumn, ...]
    now: pl.DataFrame
    labels: dict[int, str]
    stages: tuple[str, ...]
    stage_of: dict[int, int]
    members: tuple[int | date, ...]
    reason: Reason | None = None
    left_out: int = 0
    all_columns: int = 0

    @property
    def snapshot(self) -> Snapshot:
        return self.answers.snapshot

    def placed(self, frame: pl.DataFrame, *, offset: str | None = None) -> pl.DataFrame:
        """The rows of a scan with their cells; `offset` moves time forward by so much, onto what it is compared with.

        Time outside the columns falls away; members without a column stay, for the totals.
        """
        at = pl.col(self.of.time).cast(pl.Date)
        found = frame.with_columns(
            row=pl.col("touchpoint").cast(pl.Int64),
            stage=pl.col("touchpoint")
            .cast(pl.Int64)
            .replace_strict(self.stage_of, default=None, return_dtype=pl.Int64),
            month=at.dt.truncate("1mo"),
        )
        place = {member: i for i, member in enumerate(self.members)}
        if self.dimension is None:
            moved = at.dt.offset_by(offset) if offset else at
            start = moved.dt.truncate(_OFFSETS[self.grain])
            found = found.with_columns(col=start.replace_strict(place, default=None, return_dtype=pl.Int64))
            found = found.filter(pl.col("col").is_not_null())
        else:
            code = pl.col(self.dimension).cast(pl.Int64)
            found = found.with_columns(col=code.replace_strict(place, default=None, return_dtype=pl.Int64))
        return found.filter(pl.col("stage").is_not_null())

    def ratings(self) -> pl.DataFrame:
        """The same answers as `now`, by score."""
        measures = self.snapshot.cuts.filter(metric=self.of.metric)["measure"].to_list()
        frame = self.answers.frame.filter(
            "inside", pl.col("touchpoint") != NOT_GIVEN, pl.col("measure").is_in(measures)
        )
        return self.placed(frame if self.dimension is None else frame.filter(pl.col("span") == NOW))

    def earlier(self, compare: str) -> pl.DataFrame:
        """What each cell is compared with: a year or one column before, or the earlier period."""
        if self.dimension is None:
            offset = "1y" if compare == "year" else _OFFSETS[self.grain]
            return self.placed(self.of.inside, offset=offset)
        return self.placed(self.of.inside.filter(pl.col("span") == BEFORE))

    def outside(self) -> pl.DataFrame:
        """Answers of the same cells that the filters leave out."""
        frame = self.of.outside
        return self.placed(frame if self.dimension is None else frame.filter(pl.col("span") == NOW))


def gridded(snapshot: Snapshot, choice: Choice, text: Text, by: str | None, months: int) -> Grid:
    """The map's answers from one scan; `by` is a dimension, or None for time over at least so many months."""
    choice = measured(choice, snapshot)
    answers = shared(snapshot, choice, by, "month", choice.metric)
    of = answers.scoped(choice.metric, "touchpoints")
    empty = Grid(answers, of, by, "month", answers.compared.span, (), of.inside.clear(), {}, (), {}, ())
    return _parted(empty, by, text) if by else _timed(empty, months, text)


def _timed(grid: Grid, months: int, text: Text) -> Grid:
    """Columns of months, or of quarters or years where months are too many or too thin."""
    span = grid.answers.compared.span
    start = min(span[0].replace(day=1), months_later(span[1], 1 - months))
    dated = grid.of.inside.select("touchpoint", "n", at=pl.col(grid.of.time).cast(pl.Date))
    held = dated.filter(pl.col("at") >= start)["at"]
    if held.is_empty():
        return grid
    first = held.min()
    assert isinstance(first, date)
    many, grain = _few_enough((first, span[1]))
    used = _thick_enough(dated, (first, span[1]), grain)
    begin = _floor(first, used)
    days = (begin if used == "month" else max(begin, _first(dated)), span[1])
    starts = period.calendar((begin, span[1]), used)["period"].to_list()
    columns = tuple(_time_column(day, used, text) for day in starts)
    reason: Reason | None = "thin" if used != grain else "many" if many else None
    made = replace(grid, grain=used, days=days, columns=columns, members=tuple(starts), reason=reason)
    return _filled(made, grid.of.inside, text)


def _few_enough(days: Span) -> tuple[bool, Grain]:
    for grain in _COARSER:
        if period.calendar(days, grain).height <= MOST_PERIODS:
            return grain != "month", grain
    return True, "year"


def _thick_enough(dated: pl.DataFrame, days: Span, start: Grain) -> Grain:
    """The finest grain at which most cells bear a score, else at which most bear an interval, else the first.

    A coarser grain that leaves as many columns helps nobody.
    """
    fallback, columns = None, 0
    for grain in _COARSER[_COARSER.index(start) :]:
        begin = _floor(days[0], grain)
        many = period.calendar((begin, days[1]), grain).height
        if many == columns:
            continue
        columns = many
        cells = dated.filter(pl.col("at") >= begin).group_by("touchpoint", period.floored("at", grain)).agg(
            pl.col("n").sum()
        )  # fmt: skip
        if (cells["n"] < THIN_BELOW).sum() <= cells.height / 2:
            return grain
        if fallback is None and (cells["n"] < FEW_BELOW).sum() <= cells.height / 2:
            fallback = grain
    return fallback or start


def _floor(day: date, grain: Grain) -> date:
    found = pl.select(pl.lit(day).dt.truncate(_OFFSETS[grain])).item()
    assert isinstance(found, date)
    return found


def _first(dated: pl.DataFrame) -> date:
    found = dated["at"].min()
    assert isinstance(found, date)
    return found


def _time_column(day: date, grain: Grain, text: Text) -> HeatColumn:
    name = text.at(day, grain)
    if grain == "month":
        return HeatColumn(f"{day:%Y-%m}", text.month_name(day, short=True), name, str(day.year))
    if grain == "quarter":
        quarter = (day.month + 2) // 3
        return HeatColumn(f"{day.year}-Q{quarter}", text("heatmap.quarter", n=quarter), name, str(day.year))
    return HeatColumn(str(day.year), name, name)


def _parted(grid: Grid, by: str, text: Text) -> Grid:
    """A column for each member with answers in the period, in the order of the members."""
    frame = grid.of.inside.filter(pl.col("span") == NOW)
    counted = frame.group_by(pl.col(by).cast(pl.Int64).alias("code")).agg(pl.col("n").sum())
    known = grid.snapshot.labels(by)
    given = counted.filter(pl.col("code").is_in(list(known))).sort("n", "code", descending=[True, False])
    kept = set(given["code"].head(MOST_PARTS).to_list())
    codes = [code for code in known if code in kept]
    if not codes:
        return grid
    columns = tuple(HeatColumn(known[code], known[code], known[code]) for code in codes)
    without = counted.filter(pl.col("code") == NOT_GIVEN)["n"].sum()
    made = replace(
        grid, columns=columns, members=tuple(codes), left_out=int(without), all_columns=given.height,
        days=grid.answers.compared.span,
    )  # fmt: skip
    return _filled(made, frame, text)


def _filled(grid: Grid, frame: pl.DataFrame, text: Text) -> Grid:
    """The grid with its answers, and with the touchpoints and stages that have any of them."""
    known = grid.snapshot.labels("touchpoint")
    stage_of_all = _stages(grid.snapshot, text)
    names = list(dict.fromkeys(stage_of_all[code] for code in known))
    names.sort(key=lambda name: name in ("", text("heatmap.no_stage")))
    place = {name: i for i, name in enumerate(names)}
    made = replace(grid, stage_of={code: place[stage_of_all[code]] for code in known}, stages=tuple(names))
    now = made.placed(frame)
    present = set(now["row"].to_list())
    ordered = sorted((code for code in known if code in present), key=lambda code: made.stage_of[code])
    return replace(made, now=now, labels={code: known[code] for code in ordered})


def _stages(snapshot: Snapshot, text: Text) -> dict[int, str]:
    """Stage of each touchpoint; where none has one, the empty word, so that no column of stages is drawn."""
    rows = snapshot.members.filter(pl.col("code") == pl.col("canonical"), dimension="touchpoint")
    found = {code: (stage or "").strip() for code, stage in rows.select("code", "stage").iter_rows()}
    missing = text("heatmap.no_stage") if any(found.values()) else ""
    return {code: stage or missing for code, stage in found.items()}


def titled(grid: Grid, text: Text) -> str:
    """ "monthly", "by channel" """
    if grid.dimension is None:
        return text(f"touchpoints.by_time.{grid.grain}")
    return text("touchpoints.by_parts", dimension=dimension_name(grid.dimension, text))
