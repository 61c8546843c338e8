"""What the map says in sentences: its finding, how to read it, what is left out, and its numbers as tables."""

from __future__ import annotations

import polars as pl

from cxdata.card import Against, Method, Said
from cxdata.charts.heatmap import cells as heatmap_cells
from cxdata.text import Text, rounded
from cxdata.views import wording
from cxdata.views.method import method as noted
from cxdata.views.touchpoints.cells import TOTAL, WHOLE
from cxdata.views.touchpoints.grid import Grid, titled
from cxdata.views.touchpoints.rows import Rows, latest
from cxdata.views.wording import Row

_OWN = pl.col("row") >= 0
_INNER = pl.col("col") != TOTAL
MOST_SAID = 12


def lead(grid: Grid, cells: pl.DataFrame) -> Row | None:
    """The cell to speak of: the largest loss of the latest column that has one; real before here before sample."""
    own = cells.filter(_OWN & _INNER & pl.col("col").is_in(latest(grid)) & (pl.col("gap") < 0))
    for verdict in ("real", "here", "sample"):
        found = own.filter(pl.col("verdict") == verdict)
        if grid.dimension is None:
            found = found.filter(pl.col("col") == pl.col("col").max())
        if found.height:
            return found.sort("gap", "row").row(0, named=True)
    return None


def headline(grid: Grid, cells: pl.DataFrame, said: Row | None, text: Text) -> str:
    """The finding: the largest loss; else what is ahead; else that all could be chance or nothing is known."""
    metric = grid.of.metric
    if said is not None:
        return text(f"touchpoints.headline.{said['verdict']}", **facts(grid, said, text))
    own = cells.filter(_OWN & _INNER)
    if own.is_empty():
        return text("touchpoints.headline.none", metric=text(f"metric.{metric}"), period=text.period(*grid.days))
    if own["score"].null_count() == own.height:
        return text("touchpoints.headline.few")
    real = own.filter(pl.col("verdict") == "real")
    if real.filter(pl.col("gap") < 0).height:
        return text("touchpoints.headline.earlier")
    ahead = real.filter(pl.col("col").is_in(latest(grid))).sort("gap", descending=True)
    if ahead.height:
        return text("touchpoints.headline.better", **facts(grid, ahead.row(0, named=True), text))
    if (own["verdict"] == "here").any():
        return text("touchpoints.headline.here_only")
    if own["gap"].null_count() == own.height:
        return text("touchpoints.headline.incomparable")
    return text("touchpoints.headline.chance")


def finding(title: str, cell: Row, grid: Grid, text: Text) -> str:
    """One cell and how it stands, whatever its verdict; its interval without a score or without anything beside it."""
    metric = grid.of.metric
    said = {"title": title, "metric": text(f"metric.{metric}")}
    if cell["score"] is None:
        interval = wording.interval(cell, metric, text)
        return text("cell.finding.thin", **said, interval=interval) if cell["low"] is not None else title
    said["score"] = wording.score(cell["score"], metric, text)
    if cell["gap"] is None or not cell["verdict"]:
        return text("cell.finding.alone", **said, interval=wording.interval(cell, metric, text))
    return text(f"cell.finding.{cell['verdict']}", **said, gap=gap(cell, grid, text))


def facts(grid: Grid, cell: Row, text: Text) -> dict[str, str]:
    metric = grid.of.metric
    return {
        "row": grid.labels[cell["row"]],
        "column": grid.columns[cell["col"]].name,
        "metric": text(f"metric.{metric}"),
        "score": wording.score(cell["score"], metric, text),
        "gap": gap(cell, grid, text),
    }


def gap(cell: Row, grid: Grid, text: Text) -> str:
    """ "48 points below the goal of 40" """
    metric = grid.of.metric
    level = wording.score(cell["level"], metric, text)
    than = text(f"touchpoints.than.{cell['against']}", level=level)
    size = int(rounded(abs(cell["gap"])))
    if size == 0:
        return text("touchpoints.gap.same", than=than)
    amount = text("findings.points" if metric == "nps" else "findings.percentage_points", n=size)
    return text("touchpoints.gap.less" if cell["gap"] < 0 else "touchpoints.gap.more", amount=amount, than=than)


def parts(cells: pl.DataFrame, text: Text) -> tuple[Said, ...]:
    """How many cells really differ, which way, and how many only here; with too few answers, what to choose instead."""
    if cells.filter(_OWN & _INNER)["score"].count() == 0:
        return (Said(text("touchpoints.few")),)
    family = cells.filter(_OWN & _INNER & pl.col("verdict").is_in(["real", "here", "sample", "chance"]))
    if family.is_empty():
        return ()
    real = family.filter(pl.col("verdict") == "real")
    numbers = {"worse": real.filter(pl.col("gap") < 0).height, "better": real.filter(pl.col("gap") > 0).height}
    shown = {name: text.number(number) for name, number in numbers.items()}
    found = Said(text("touchpoints.found", all=text.number(family.height), **shown))
    here = (family["verdict"] == "here").sum()
    return (found, Said(text("touchpoints.found_here", n=here), "quiet")) if here else (found,)


def key(grid: Grid, kind: Against, middle: float | None, text: Text, *, difference: bool) -> str:
    """What numbers, colours and outlines stand for."""
    name = f"{kind}_level" if kind in ("goal", "company") and middle is not None else kind
    than = text(f"touchpoints.from.{name}", level=wording.score(middle, grid.of.metric, text))
    return text(f"touchpoints.key.{'difference' if difference else 'score'}", than=than)


def subtitle(grid: Grid, text: Text) -> str:
    """ "NPS after a contact: 22 touchpoints, monthly, November 2025 – October 2026" """
    return text(
        "touchpoints.subtitle",
        metric=text(f"metric.{grid.of.metric}"),
        touchpoints=text("heatmap.touchpoints", n=len(grid.labels)),
        by=titled(grid, text),
        period=text.period(*grid.days),
    )


def foot(grid: Grid, rows: Rows, n: int, text: Text) -> str:
    more = [text("touchpoints.corrected")]
    if grid.reason:
        more.append(text(f"touchpoints.{'coarsened' if grid.reason == 'thin' else 'folded_time'}.{grid.grain}"))
    if grid.dimension and len(grid.columns) < grid.all_columns:
        more.append(text("touchpoints.columns_of", shown=len(grid.columns), all=grid.all_columns))
    if grid.left_out:
        more.append(text("touchpoints.not_given", n=grid.left_out))
    if not rows.stages and rows.shown < rows.all:
        more.append(text("touchpoints.rows_of", shown=rows.shown, all=rows.all))
    earlier = grid.answers.compared.earlier
    days = [grid.days, earlier] if earlier else [grid.days]
    return wording.foot(grid.answers, text, n, *more, scopes=[grid.of.scope], days=days)


def method(grid: Grid, kind: Against, n: int, text: Text) -> Method:
    """How cells are scored, held against something, tested and hidden."""
    tests = {"goal": "heatmap_goal", "company": "heatmap_goal", "mixed": "heatmap_goal"}
    rest = "rest" if kind in ("rest", "others", "outside") else "change"
    pool = ["pool"] if grid.of.deff > 1 else []
    keys = ["heatmap", grid.of.metric, "few", "heatmap_cover", *pool, tests.get(kind, rest), "limits"]
    return noted(text, n, *keys)


def alt(grid: Grid, cells: pl.DataFrame, title: str, shown: str, text: Text) -> str:
    """The finding and the real differences of the latest columns."""
    real = cells.filter(_OWN & _INNER & (pl.col("verdict") == "real") & pl.col("col").is_in(latest(grid)))
    rows = [
        text(
            "touchpoints.alt_row",
            row=grid.labels[cell["row"]],
            column=grid.columns[cell["col"]].name,
            score=wording.score(cell["score"], grid.of.metric, text),
            n=cell["n"],
        )
        for cell in real.sort("gap").head(MOST_SAID).to_dicts()
    ]
    return text("touchpoints.alt", title=title, subtitle=shown, rows="; ".join(rows) or text("touchpoints.alt_none"))


def table(grid: Grid, cells: pl.DataFrame, total: str, text: Text) -> pl.DataFrame:
    """Every cell and margin, also of folded stages, headed in the reader's language; hidden numbers empty."""
    columns = {TOTAL: total, **{i: column.name for i, column in enumerate(grid.columns)}}
    names = {**grid.labels, WHOLE: text("heatmap.whole")}
    order = {row: i for i, row in enumerate([*grid.labels, WHOLE])}
    stages = {code: grid.stages[grid.stage_of[code]] for code in grid.labels}
    verdicts = pl.struct("verdict", "gap", "against").map_elements(
        lambda cell: heatmap_cells.verdict(cell, text) if cell["verdict"] else None, return_dtype=pl.String
    )
    reasons = {name: text(f"charts.hidden.{name}") for name in ("thin", "few", "none", "cover")}
    shown = cells.filter(pl.col("row").is_in(list(names)))
    last = pl.when(pl.col("col") == TOTAL).then(len(grid.columns)).otherwise("col")
    shown = shown.sort(pl.col("row").replace_strict(order, return_dtype=pl.Int64), last)
    found = shown.select(
        _named("row", stages).alias(text("touchpoints.columns.stage")),
        _named("row", names).alias(text("dimension.touchpoint")),
        _named("col", columns).alias(text("touchpoints.columns.column")),
        pl.col("n").alias(text("columns.n")),
        *(
            pl.col(name).round(1, mode="half_away_from_zero").alias(text(f"columns.{name}"))
            for name in ("score", "low", "high")
        ),
        pl.col("level").round(1, mode="half_away_from_zero").alias(text("touchpoints.columns.level")),
        pl.col("gap").round(1, mode="half_away_from_zero").alias(text("touchpoints.columns.gap")),
        verdicts.alias(text("columns.verdict")),
        pl.col("hidden").replace_strict(reasons, default=None, return_dtype=pl.String).alias(text("columns.hidden")),
    )
    return found if any(grid.stages) else found.drop(text("touchpoints.columns.stage"))


def _named(of: str, names: dict[int, str]) -> pl.Expr:
    return pl.col(of).replace_strict(names, default="", return_dtype=pl.String)
