"""Hand-made companies whose scores are known to the last answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import polars as pl

from cxdata.choice import months_later
from cxdata.store.snapshot import Snapshot
from cxdata.store.workspace import Workspace
from tests.workspaces import make_workspace

LAST = date(2026, 10, 1)
SCHEMA = {
    "metric": pl.String, "score": pl.Int64, "day": pl.Date, "touchpoint": pl.String, "channel": pl.String,
    "comment": pl.String,
}  # fmt: skip


def month(back: int) -> date:
    return months_later(LAST, -back)


def answers(
    day: date,
    up: int,
    middle: int,
    down: int,
    touchpoint: str | None = None,
    channel: str | None = None,
    metric: str = "nps",
) -> list[tuple[object, ...]]:
    """So many promoters, passives and detractors (or satisfied, neutral and dissatisfied), half of them ten days on."""
    scores = {"nps": (10, 8, 3), "csat": (5, 3, 1), "ces": (7, 4, 1)}[metric]
    counts = zip(scores, (up, middle, down), strict=True)
    given = [score for score, n in counts for _ in range(n)]
    days = (day, day + timedelta(days=10))
    return [(metric, score, days[i % 2], touchpoint, channel, None) for i, score in enumerate(given)]


def frame(rows: Sequence[tuple[object, ...]]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=SCHEMA, orient="row")


def opened(rows: Sequence[tuple[object, ...]] | pl.DataFrame) -> tuple[Workspace, Snapshot]:
    data = rows if isinstance(rows, pl.DataFrame) else frame(rows)
    workspace = make_workspace(Path(mkdtemp()) / "company.duckdb", data)
    return workspace, workspace.snapshot()


def steady_rows(months: int = 36) -> list[tuple[object, ...]]:
    """A company in which nothing ever happens: each month the same answers."""
    rows = []
    for back in range(months):
        day = month(back).replace(day=10)
        rows += answers(day, 160, 150, 90)
        rows += answers(day, 60, 40, 20, "Kasa", "Sklep")
        rows += answers(day, 50, 50, 20, "Dostawa", "Kurier") + answers(day, 45, 45, 30, "Reklamacja", "Telefon")
        rows += answers(day, 5, 2, 1, "Rzadki punkt", "Sklep")
        rows += answers(day, 80, 10, 10, "Kasa", "Sklep", "csat")
    return rows


def moved_rows(months: int = 36, back: int = 4) -> list[tuple[object, ...]]:
    """The same, but deliveries collapse and the till gains in the last months."""
    first = month(back - 1)
    rows = [
        row
        for row in steady_rows(months)
        if not (row[2] >= first and row[3] in ("Dostawa", "Kasa") and row[0] == "nps")
    ]  # type: ignore[operator]
    for at in range(back):
        day = month(at).replace(day=10)
        rows += answers(day, 20, 30, 70, "Dostawa", "Kurier") + answers(day, 100, 15, 5, "Kasa", "Sklep")
    return rows


def risen_rows() -> list[tuple[object, ...]]:
    """24 months. Kasa rises from 20 to 50 a year ago, Dostawa stays at 20 and Reklamacja at -20."""
    rows = []
    for back in range(24):
        day = month(back).replace(day=10)
        rows += answers(day, 60 if back < 12 else 40, 30 if back < 12 else 40, 10 if back < 12 else 20, "Kasa")
        rows += answers(day, 40, 40, 20, "Dostawa") + answers(day, 20, 40, 40, "Reklamacja")
    return rows


@cache
def steady() -> tuple[Workspace, Snapshot]:
    return opened(steady_rows())


@cache
def moved() -> tuple[Workspace, Snapshot]:
    return opened(moved_rows())
