"""Which touchpoint is off, where or when, against what, and beyond chance: a map of cells from one scan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from cxdata.card import Against, Card, Heatmap, Said
from cxdata.choice import Choice
from cxdata.governance.current import Tables
from cxdata.governance.goals import applying, targets
from cxdata.governance.ownership import accountable
from cxdata.governance.tables import TOUCHPOINTS
from cxdata.statistics.suppression import COVER, THIN_BELOW
from cxdata.store.snapshot import Snapshot
from cxdata.text import Text
from cxdata.views import wording
from cxdata.views.timeline import blank, dimension_name
from cxdata.views.touchpoints import words as say
from cxdata.views.touchpoints.cells import TOTAL, WHOLE, counts, scores, stage_row
from cxdata.views.touchpoints.consistency import Even, measured
from cxdata.views.touchpoints.grid import Grid, gridded
from cxdata.views.touchpoints.rows import STAGE, Order, Rows, Stage, arranged, foldable, latest
from cxdata.views.touchpoints.verdicts import Mode, against, judged

Key = tuple[str, str]
MOST_REAL = 12


@dataclass(frozen=True)
class Asked:
    """How the reader has set the page. `by`: a dimension, or None for time. `opened`: open stages, None: by itself.

    `mode`: the score, its distance to the goal, or its change against what the choice compares with.
    """

    by: str | None = None
    mode: Mode = "score"
    order: Order = "journey"
    months: int = 12
    find: str = ""
    opened: frozenset[str] | None = None
    cell: Key | None = None


@dataclass(frozen=True)
class Touchpoints:
    """Headline, sentence and the card of the map; `real`: what really differs, as a table with its `real_title`, and
    how many rows of how many. `cell`: the key of the cell that is open. `goals`: whether any goal applies. `even`: how
    far the channels, regions and departments of each touchpoint differ.
    """

    headline: str
    parts: tuple[Said, ...]
    card: Card
    grid: Grid
    cells: pl.DataFrame
    levels: dict[int, float]
    rows: Rows
    cell: Key | None
    real: pl.DataFrame
    real_all: int
    goals: bool
    even: Even | None = None
    real_title: str = ""

    @property
    def stages(self) -> tuple[Stage, ...]:
        return self.rows.stages

    @property
    def sentence(self) -> str:
        return "".join(part.words for part in self.parts)


def touchpoints(
    snapshot: Snapshot, choice: Choice, text: Text, tables: Tables | None = None, asked: Asked | None = None
) -> Touchpoints:
    """The map of a choice as the reader has set it; `tables` are those of governance, for goals and owners."""
    asked = asked or Asked()
    by = asked.by if asked.by in snapshot.dimensions and asked.by != "touchpoint" else None
    grid = gridded(snapshot, choice, text, by, asked.months)
    if not grid.columns or not grid.labels:
        return _nothing(grid, text)
    counted = counts(grid, grid.now)
    levels = _levels(grid, counted, tables)
    mode: Mode = "score" if asked.mode == "goal" and not levels else asked.mode
    staged = foldable(grid)
    even = measured(grid.answers)
    scored = scores(grid, counted, staged=staged)
    cells, verdicts = judged(grid, counted, scored, mode, levels, even["p"], tables, staged=staged)
    rows = arranged(grid, cells, text, order=asked.order, find=asked.find, opened=asked.opened)
    lead = say.lead(grid, cells)
    opened = _opened(asked.cell, grid, lead)
    total = text("heatmap.total_time" if grid.dimension is None else "heatmap.total_parts")
    chart = _chart(grid, cells, rows, mode, against(grid, mode, levels), opened, total)
    card = _card(grid, cells, rows, chart, lead, asked.find, text)
    parts = say.parts(cells, text)
    about, key = card.subtitle.split("; ", 1)
    quiet = Said(f"{about}. {wording.capital(key)}.", "quiet")
    real, real_all = _real(grid, cells, tables, text)
    return Touchpoints(
        card.title, (*parts, quiet), card, grid, cells, levels, rows, opened, real, real_all, bool(levels),
        Even(even.with_columns(verdict=verdicts)), _real_title(grid, text),
    )  # fmt: skip


def _nothing(grid: Grid, text: Text) -> Touchpoints:
    metric = text(f"metric.{grid.of.metric}")
    headline = text("touchpoints.headline.none", metric=metric, period=wording.period(grid.answers, text))
    card = blank("touchpoints.map", headline, text("touchpoints.none"))
    empty = pl.DataFrame()
    parts = (Said(text("touchpoints.none")),)
    return Touchpoints(headline, parts, card, grid, empty, {}, Rows((), ()), None, empty, 0, False)


def _levels(grid: Grid, counted: pl.DataFrame, tables: Tables | None) -> dict[int, float]:
    """Goals by row: a touchpoint's own or the pool's; of a stage and the whole their mean, by answers."""
    if tables is None:
        return {}
    rows, metric, day = tables["goals"].rows, grid.of.metric, grid.answers.compared.span[1]
    found = targets(rows, metric, day, grid.labels.values())
    own = dict(zip(grid.labels, found["target"].to_list(), strict=True))
    levels = {code: float(target) for code, target in own.items() if target is not None}
    totals = dict(counted.filter(pl.col("col") == TOTAL).select("row", "n").iter_rows())
    groups = {
        stage_row(i): [code for code in grid.labels if grid.stage_of[code] == i] for i in set(grid.stage_of.values())
    }
    pool = applying(rows, metric, day, TOUCHPOINTS)
    for row, codes in {**groups, WHOLE: list(grid.labels)}.items():
        weight = sum(totals.get(code, 0) for code in codes)
        if codes and weight and all(code in levels for code in codes):
            levels[row] = sum(levels[code] * totals.get(code, 0) for code in codes) / weight
    if pool is not None:
        levels[WHOLE] = pool.target
    return levels


def _opened(asked: Key | None, grid: Grid, lead: wording.Row | None) -> Key | None:
    """The cell asked for, where the map has it; else the one that the headline speaks of."""
    if asked is not None:
        rows = {"", *grid.labels.values(), *(f"{STAGE}{name}" for name in grid.stages)}
        if asked[0] in rows and asked[1] in {"", *(column.key for column in grid.columns)}:
            return asked
    return None if lead is None else (grid.labels[lead["row"]], grid.columns[lead["col"]].key)


def _middle(cells: pl.DataFrame) -> float | None:
    """The level where all touchpoints are held against the same one."""
    held = cells.filter((pl.col("row") >= 0) & pl.col("level").is_not_null())["level"].unique()
    return float(held[0]) if len(held) == 1 else None


def _chart(
    grid: Grid, cells: pl.DataFrame, rows: Rows, mode: Mode, kind: Against, opened: Key | None, total: str
) -> Heatmap:
    keys = {code: row.key for code, row in zip(rows.codes, rows.rows, strict=True)}
    return Heatmap(
        rows=rows.rows,
        columns=grid.columns,
        cells=_keyed(grid, cells, keys),
        unit=wording.unit(grid.of.metric),
        metric=grid.of.metric,
        against=kind,
        total=total,
        middle=_middle(cells),
        difference=mode != "score",
        staged=rows.staged,
        opened=opened,
    )


def _card(
    grid: Grid, cells: pl.DataFrame, rows: Rows, chart: Heatmap, lead: wording.Row | None, find: str, text: Text
) -> Card:
    title = say.headline(grid, cells, lead, text)
    key = say.key(grid, chart.against, chart.middle, text, difference=chart.difference)
    covered = chart.cells.filter(pl.col("n") >= THIN_BELOW, hidden=COVER)
    key += text("touchpoints.covered") if covered.height else ""
    subtitle = f"{say.subtitle(grid, text)}; {key[:1].lower()}{key[1:]}"
    n = int(cells.filter((pl.col("row") == WHOLE) & (pl.col("col") == TOTAL))["n"][0])
    some = bool(rows.shown or rows.stages)
    return Card(
        key="touchpoints.map",
        title=title,
        subtitle=subtitle,
        foot=say.foot(grid, rows, n, text),
        method=say.method(grid, chart.against, n, text),
        alt=say.alt(grid, cells, title, subtitle, text),
        chart=chart if some else None,
        table=say.table(grid, cells, chart.total, text),
        n=n,
        verdict=lead["verdict"] if lead else None,
        empty=None if some else text("touchpoints.nothing_found", find=find.strip()),
    )


def _keyed(grid: Grid, cells: pl.DataFrame, keys: dict[int, str]) -> pl.DataFrame:
    """The cells of the shown rows under the keys of rows and columns; what has no answers is there with n = 0."""
    columns = {TOTAL: "", **{i: column.key for i, column in enumerate(grid.columns)}}
    frame = pl.DataFrame({"row": list(keys)}, schema={"row": pl.Int64}).join(
        pl.DataFrame({"col": list(columns)}, schema={"col": pl.Int64}), how="cross"
    )
    found = frame.join(cells, on=["row", "col"], how="left", maintain_order="left").with_columns(
        pl.col("n").fill_null(0),
        hidden=pl.when(pl.col("n").is_null()).then(pl.lit("none")).otherwise("hidden"),
    )
    return found.select(
        pl.col("row").replace_strict(keys, return_dtype=pl.String),
        pl.col("col").replace_strict(columns, return_dtype=pl.String).alias("column"),
        "n", "score", "low", "high", "hidden", "gap", "level", "verdict", "against",
    )  # fmt: skip


def _real(grid: Grid, cells: pl.DataFrame, tables: Tables | None, text: Text) -> tuple[pl.DataFrame, int]:
    """What really differs in the latest columns, the worst first, with its owner."""
    real = cells.filter((pl.col("row") >= 0) & (pl.col("col") != TOTAL) & (pl.col("verdict") == "real"))
    real = real.filter(pl.col("col").is_in(latest(grid))).sort("gap", "row")
    owners = owned(grid, tables, text)
    metric = grid.of.metric
    rows = [
        {
            wording.capital(text("dimension.touchpoint")): grid.labels[cell["row"]],
            _column_heading(grid, text): grid.columns[cell["col"]].name,
            wording.capital(text("touchpoints.columns.stage")): grid.stages[grid.stage_of[cell["row"]]],
            wording.capital(text("touchpoints.columns.owner")): owners.get(grid.labels[cell["row"]], ""),
            text(f"metric.{metric}"): wording.score(cell["score"], metric, text),
            text("touchpoints.columns.interval", metric=text(f"metric.{metric}")): wording.interval(cell, metric, text),
            "n": text.number(cell["n"]),
            wording.capital(text("touchpoints.columns.gap")): text.number(cell["gap"], sign=True),
        }
        for cell in real.head(MOST_REAL).to_dicts()
    ]
    found = pl.DataFrame(rows)
    return found.drop([name for name in found.columns if (found[name] == "").all()]), real.height


def _real_title(grid: Grid, text: Text) -> str:
    """What the table of real differences is called: over time with the columns that are news."""
    if grid.dimension is not None:
        return text("touchpoints.real.title")
    names = [grid.columns[place].name for place in latest(grid)]
    return text("touchpoints.real.latest", period=names[0] if len(names) == 1 else f"{names[0]} – {names[-1]}")


def _column_heading(grid: Grid, text: Text) -> str:
    name = dimension_name(grid.dimension, text) if grid.dimension else text("touchpoints.columns.period")
    return wording.capital(name)


def owned(grid: Grid, tables: Tables | None, text: Text) -> dict[str, str]:
    """Who answers for each touchpoint at the end of the period, in words; empty without any ownership."""
    if tables is None or tables["ownership"].rows.is_empty():
        return {}
    day: date = grid.answers.compared.span[1]
    rows = accountable(tables["ownership"].rows, tables["departments"].rows, day, grid.labels.values())
    return {
        row["touchpoint"]: row["department"] or text(f"cell.owner_short.{row['state']}")
        for row in rows.iter_rows(named=True)
    }
