"""What stands behind one cell of the map: its score and verdict, who answers for it, ratings, course and comments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from cxdata.card import Card, Said, Tone
from cxdata.charts import words
from cxdata.charts.heatmap import cells as heatmap_cells
from cxdata.choice import Span
from cxdata.errors import ChoiceRefused
from cxdata.governance.current import Tables
from cxdata.governance.ownership import accountable
from cxdata.scan import period
from cxdata.store import listing
from cxdata.store.workspace import Workspace
from cxdata.text import Text
from cxdata.views import wording
from cxdata.views.drill import listed
from cxdata.views.touchpoints import cell_charts, consistency_card
from cxdata.views.touchpoints.cells import TOTAL, WHOLE, stage_row
from cxdata.views.touchpoints.grid import Grid
from cxdata.views.touchpoints.map import Key, Touchpoints
from cxdata.views.touchpoints.rows import STAGE
from cxdata.views.touchpoints.words import finding
from cxdata.views.wording import Row

MOST_COMMENTS = 200


@dataclass(frozen=True)
class Comment:
    """What somebody wrote, with the rating, its tone, and a line of when and where."""

    score: int
    words: str
    about: str
    tone: Tone


@dataclass(frozen=True)
class Owner:
    """Who answers for the touchpoint, in words; `department` only where there is exactly one."""

    words: str
    department: str | None


@dataclass(frozen=True)
class Cell:
    """The panel of a cell. `value`: the score in words, or n; `interval` and `n` in a line; `verdict` coloured.

    `spread` and `trend` are None where there are too few answers to draw them; `note` says why no comment is shown.
    `rows`: all comments listed, headed in the reader's language. `even`: how far the touchpoint's channels, regions and
    departments differ in the period.
    """

    key: Key
    title: str
    value: str
    interval: str
    verdict: tuple[Said, ...]
    owner: Owner | None
    spread: Card | None
    trend: Card | None
    comments: tuple[Comment, ...]
    rows: pl.DataFrame
    note: str
    alt: str
    hidden: str | None = None
    even: tuple[Said, ...] = ()


def cell(workspace: Workspace, found: Touchpoints, text: Text, tables: Tables | None = None) -> Cell | None:
    """The cell that is open on the map, with its comments from the workspace's file; None where none is."""
    if found.cell is None:
        return None
    grid, (row_key, column_key) = found.grid, found.cell
    row, col = _code(grid, row_key), _place(grid, column_key)
    record = _record(found, row, col)
    title = text("cell.title", row=_name(grid, row, text), column=_column(grid, col, text))
    where = _where(grid, row, col)
    days = _days(grid, col)
    rows, note = _comments(workspace, grid, where, days, text)
    shown = record["low"] is not None
    said, whole = _verdict(record, found, text), finding(title, record, grid, text)
    value = wording.score(record["score"], grid.of.metric, text) if record["score"] is not None else ""
    interval = _interval(record, grid, text)
    return Cell(
        key=found.cell,
        title=title,
        value=value,
        interval=interval,
        verdict=said,
        owner=_owner(grid, row, tables, text) if row >= 0 else None,
        spread=cell_charts.spread(grid, row, col, whole, days, text) if shown else None,
        trend=cell_charts.trend(found, row, col, where, whole, text),
        comments=_first(rows, grid, text),
        rows=rows if rows.is_empty() else listed(rows, grid.snapshot, text),
        note=note,
        alt=text("cell.alt", title=title, words=" ".join([value, interval, *(part.words for part in said)]).strip()),
        hidden=record["hidden"],
        even=consistency_card.said(found.even, row, grid, text) if found.even is not None and row >= 0 else (),
    )


def _code(grid: Grid, key: str) -> int:
    if not key:
        return WHOLE
    found = {label: code for code, label in grid.labels.items()}
    return found[key] if key in found else stage_row(grid.stages.index(key.removeprefix(STAGE)))


def _place(grid: Grid, key: str) -> int:
    return next((i for i, column in enumerate(grid.columns) if column.key == key), TOTAL)


def _record(found: Touchpoints, row: int, col: int) -> Row:
    mine = found.cells.filter((pl.col("row") == row) & (pl.col("col") == col))
    if mine.height:
        return mine.row(0, named=True)
    empty: Row = dict.fromkeys(found.cells.columns)
    return {**empty, "row": row, "col": col, "n": 0, "hidden": "none"}


def _name(grid: Grid, row: int, text: Text) -> str:
    if row == WHOLE:
        return text("heatmap.whole")
    return grid.labels[row] if row >= 0 else grid.stages[stage_row(row)]


def _column(grid: Grid, col: int, text: Text) -> str:
    if col != TOTAL:
        return grid.columns[col].name
    return text.period(*grid.days) if grid.dimension is None else text("heatmap.total_parts")


def _where(grid: Grid, row: int, col: int) -> dict[str, tuple[str, ...]]:
    """The filters that keep the cell's answers, beside the reader's own."""
    where = {name: tuple(labels) for name, labels in grid.answers.choice.where.items()}
    if row != WHOLE:
        codes = [row] if row >= 0 else [code for code in grid.labels if stage_row(grid.stage_of[code]) == row]
        where["touchpoint"] = tuple(grid.labels[code] for code in codes)
    if grid.dimension and col != TOTAL:
        where[grid.dimension] = (grid.columns[col].label,)
    return where


def _days(grid: Grid, col: int) -> Span:
    if grid.dimension is not None or col == TOTAL:
        return grid.days
    start = grid.members[col]
    assert isinstance(start, date)
    return start, min(period.last_day(start, grid.grain), grid.answers.compared.span[1])


def _interval(record: Row, grid: Grid, text: Text) -> str:
    if record["low"] is None:
        return text("cell.only_n", n=record["n"])
    return text("cell.interval", interval=wording.interval(record, grid.of.metric, text), n=record["n"])


def _verdict(record: Row, found: Touchpoints, text: Text) -> tuple[Said, ...]:
    """ "−48: really below the goal", its word in the colour of what is real; or why there is none."""
    if record["hidden"]:
        return (Said(text(f"charts.hidden.{record['hidden']}"), "quiet"),)
    metric = found.grid.of.metric
    parts = []
    if record["gap"] is not None:
        level = wording.score(record["level"], metric, text)
        gap = words.change(record["gap"], wording.unit(metric), text)
        parts.append(Said(text(f"heatmap.gap.{record['against']}", level=level, gap=gap)))
    if record["verdict"]:
        tone = wording.tone(record["verdict"], record["gap"])
        parts.append(Said(heatmap_cells.verdict(record, text), tone))
    return tuple(parts)


def _owner(grid: Grid, row: int, tables: Tables | None, text: Text) -> Owner | None:
    """Who is Accountable at the end of the period; nothing is said where nobody has entered any ownership."""
    if tables is None or tables["ownership"].rows.is_empty():
        return None
    day = grid.answers.compared.span[1]
    found = accountable(tables["ownership"].rows, tables["departments"].rows, day, [grid.labels[row]])
    standing = found.row(0, named=True)
    department = standing["department"]
    if standing["state"] == "owned":
        return Owner(text("cell.owner", name=department), department)
    return Owner(text(f"cell.state.{standing['state']}", name=department), department)


def _comments(
    workspace: Workspace, grid: Grid, where: dict[str, tuple[str, ...]], days: Span, text: Text
) -> tuple[pl.DataFrame, str]:
    """Commented answers, the lowest ratings first; or none, and why."""
    try:
        found = listing.answers(
            workspace, grid.snapshot, metric=grid.of.metric, where=where, start=days[0], end=days[1],
            scope="touchpoints", lowest=True, commented=True, limit=MOST_COMMENTS,
        )  # fmt: skip
    except ChoiceRefused as refused:
        if refused.key != "too_few_to_list":
            raise
        return pl.DataFrame(), text("cell.too_few_comments")
    found = found.filter(pl.col("text").is_not_null() & (pl.col("text").str.strip_chars() != ""))
    return found, "" if found.height else text("cell.no_comments")


def _first(rows: pl.DataFrame, grid: Grid, text: Text, most: int = 3) -> tuple[Comment, ...]:
    found = []
    for row in rows.head(most).iter_rows(named=True):
        where = [row[name] for name in ("region", "segment", "channel") if row.get(name)][:1]
        about = " · ".join([text.day(row["day"]), *where])
        found.append(Comment(row["score"], " ".join(row["text"].split()), about, _tone(row, grid)))
    return tuple(found)


def _tone(row: Row, grid: Grid) -> Tone:
    """Whether the rating is a bad one on its scale."""
    cuts = grid.snapshot.cuts.filter(
        (pl.col("metric") == grid.of.metric) & (pl.col("low") == row["low"]) & (pl.col("high") == row["high"])
    )
    if cuts.is_empty():
        return "plain"
    cut = cuts.row(0, named=True)
    bad = row["score"] <= cut["negative_to"] if cut["up"] else row["score"] >= cut["negative_to"]
    return "worse" if bad else "plain"
