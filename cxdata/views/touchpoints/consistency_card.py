"""How even touchpoints are, as a card of its own and in words for the panel of a cell."""

from __future__ import annotations

from typing import Final

import polars as pl

from cxdata.card import Card, Said, Strip
from cxdata.charts import words as shown
from cxdata.text import Text, rounded
from cxdata.views import wording
from cxdata.views.departments.words import empty
from cxdata.views.method import method
from cxdata.views.timeline import dimension_name
from cxdata.views.touchpoints.consistency import Even
from cxdata.views.touchpoints.grid import Grid
from cxdata.views.wording import Row

KEY: Final = "touchpoints.consistency"
MOST_BARS: Final = 12
LEAST_AXIS: Final = 20.0
INSIDE: Final = 0.75
"""Share of the intervals whose upper ends the scale shows."""

WIDEST: Final = {"points": 100.0, "percent": 50.0}
"""The most that scores can lie round their mean: half of them at one end of the scale, half at the other."""


def card(grid: Grid, even: Even, text: Text, dimension: str | None = None) -> Card | None:
    """The card of one dimension: the one asked for, else the first by which something really differs, else the first.

    None where the answers know no channel, region or department.
    """
    if even.rows.is_empty():
        return None
    name = chosen(even, dimension)
    if name is None:
        groups = text.list(
            [text(f"consistency.of.{name}") for name in even.rows["dimension"].unique(maintain_order=True)]
        )
        return empty(KEY, text("consistency.title.few"), text("consistency.few", groups=groups))
    rows = _ordered(grid, even.of(name))
    metric, unit = grid.of.metric, wording.unit(grid.of.metric)
    known = rows.filter(pl.col("tau").is_not_null())
    n = int(known["n"].sum())
    differing = known.filter(pl.col("tau") > 0.0)
    drawn = (differing if differing.height else known).head(MOST_BARS)
    frame = drawn.select(
        "label", "n", value="tau", low="low", high="high", kind=pl.lit("department"), verdict="verdict",
        detail=pl.Series([_ends(row, grid, text) for row in drawn.to_dicts()], dtype=pl.String),
    )  # fmt: skip
    most = _reach(drawn)
    title = _title(known, name, grid, text)
    more = [text("consistency.shown_of", shown=frame.height, all=known.height)] if frame.height < known.height else []
    subtitle = text(
        "consistency.subtitle", metric=text(f"metric.{metric}"), period=wording.period(grid.answers, text),
        groups=text(f"consistency.of.{name}"), part=text(f"consistency.part.{name}"),
    )  # fmt: skip
    told = "; ".join(f"{row['label']} {text.number(row['value'], 1)}" for row in frame.to_dicts())
    return Card(
        key=KEY,
        title=title,
        subtitle=text("consistency.beyond", said=subtitle) if (drawn["high"] > most).any() else subtitle,
        foot=wording.foot(grid.answers, text, n, *more, scopes=["touchpoints"], days=[grid.answers.compared.span]),
        method=method(text, n, "consistency", metric, "few", "limits"),
        alt=text("consistency.alt", title=title, rows=told),
        chart=Strip(
            frame, unit, text(f"consistency.unit.{unit}"), text("consistency.ends"), most,
            ranged=text("consistency.range"),
        ),
        table=_table(rows, name, text),
        n=n,
        verdict="real" if (known["verdict"] == "real").any() else "chance",
    )  # fmt: skip


def _reach(drawn: pl.DataFrame) -> float:
    """Where the scale ends: most intervals end before it, and no bar fills it."""
    upper = drawn["high"].quantile(INSIDE, "higher") or 0.0
    return max(LEAST_AXIS, 1.2 * max(drawn["tau"].to_list(), default=0.0), upper)


def chosen(even: Even, dimension: str | None) -> str | None:
    """The dimension shown."""
    if dimension in even.dimensions:
        return dimension
    for verdict in ("real", "here"):
        differing = even.rows.filter(verdict=verdict)["dimension"].to_list()
        if found := next((name for name in even.dimensions if name in differing), None):
            return found
    return next(iter(even.dimensions), None)


def _ordered(grid: Grid, rows: pl.DataFrame) -> pl.DataFrame:
    """The touchpoints by how far they differ, what really does first; those with too few groups last."""
    named = rows.with_columns(
        label=pl.col("row").replace_strict(grid.labels, default=None, return_dtype=pl.String),
        high=pl.col("high").clip(upper_bound=WIDEST[wording.unit(grid.of.metric)]),
    )
    sure = pl.col("verdict").replace_strict({"real": 2, "here": 1}, default=0, return_dtype=pl.Int8)
    return named.drop_nulls("label").sort(sure, "tau", "label", descending=[True, True, False], nulls_last=True)


def _title(known: pl.DataFrame, dimension: str, grid: Grid, text: Text) -> str:
    groups = text(f"consistency.of.{dimension}")
    real = known.filter(verdict="real")
    here = known.filter(verdict="here")
    if real.is_empty() and here.is_empty():
        return text("consistency.title.even", groups=groups)
    if real.is_empty():
        return text("consistency.title.here", labels=wording.named(here["label"].to_list(), text), groups=groups)
    first = real.row(0, named=True)
    return text(
        "consistency.title.uneven",
        n=real.height,
        groups=groups,
        label=first["label"],
        amount=_amount(first, grid, text),
    )


def _amount(row: Row, grid: Grid, text: Text) -> str:
    """ "21 points" """
    key = "findings.points" if grid.of.metric == "nps" else "findings.percentage_points"
    return text(key, n=int(rounded(row["tau"])))


def _ends(row: Row, grid: Grid, text: Text) -> str:
    """From the lowest group to the highest: "Mobile app −8, telephone 41"."""
    unit = wording.unit(grid.of.metric)
    ends = {side: shown.score(row[f"{side}_score"], unit, text) for side in ("worst", "best")}
    return text("consistency.from_to", worst=row["worst"], low=ends["worst"], best=row["best"], high=ends["best"])


def _table(rows: pl.DataFrame, dimension: str, text: Text) -> pl.DataFrame:
    verdicts = {name: text(f"consistency.verdict.{name}") for name in ("real", "here", "chance", "few")}
    group = dimension_name(dimension, text)
    numbers = [
        pl.col(name).round(1, mode="half_away_from_zero").alias(text(f"consistency.columns.{name}"))
        for name in ("tau", "low", "high")
    ]
    return rows.select(
        pl.col("label").alias(wording.capital(text("dimension.touchpoint"))),
        pl.col("groups").alias(text("consistency.columns.groups")),
        pl.col("n").alias(text("columns.n")),
        *numbers,
        pl.col("verdict").replace_strict(verdicts, return_dtype=pl.String).alias(text("columns.verdict")),
        pl.col("worst").alias(text("consistency.columns.worst", group=group)),
        pl.col("worst_score").round(1, mode="half_away_from_zero").alias(text("consistency.columns.worst_score")),
        pl.col("best").alias(text("consistency.columns.best", group=group)),
        pl.col("best_score").round(1, mode="half_away_from_zero").alias(text("consistency.columns.best_score")),
    )


def said(even: Even, row: int, grid: Grid, text: Text) -> tuple[Said, ...]:
    """For the panel of a touchpoint: a sentence for each dimension by which it really differs, and for the rest."""
    mine = even.rows.filter((pl.col("row") == row) & pl.col("tau").is_not_null())
    found = []
    for one in mine.filter(verdict="real").to_dicts():
        groups = text(f"consistency.of.{one['dimension']}")
        facts = {"groups": groups, "amount": _amount(one, grid, text), "ends": _ends(one, grid, text)}
        found.append(Said(wording.capital(text("consistency.panel.real", **facts)), "worse"))
    for verdict in ("here", "chance"):
        alike = [text(f"consistency.of.{name}") for name in mine.filter(verdict=verdict)["dimension"].to_list()]
        if alike:
            found.append(Said(wording.capital(text(f"consistency.panel.{verdict}", groups=text.list(alike))), "quiet"))
    return tuple(found)
