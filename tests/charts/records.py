"""Chart records with known numbers, for the tests of their drawing."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from cxdata.card import Figure, Series
from cxdata.choice import months_later

SCHEMA = {
    "period": pl.Date, "n": pl.Int64, "score": pl.Float64, "low": pl.Float64, "high": pl.Float64, "hidden": pl.String,
}  # fmt: skip
CHANGES = {
    "label": pl.String, "n": pl.Int64, "score": pl.Float64, "change": pl.Float64, "low": pl.Float64,
    "high": pl.Float64, "verdict": pl.String,
}  # fmt: skip
Cell = tuple[int, float | None, float | None, float | None, str | None]


def months(*cells: Cell, start: date = date(2026, 1, 1)) -> pl.DataFrame:
    """A series frame: one (n, score, low, high, hidden) a month."""
    rows = [(months_later(start, i), *cell) for i, cell in enumerate(cells)]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def steady(count: int, score: float = 30.0, half: float = 5.0, n: int = 400) -> pl.DataFrame:
    return months(*((n, score + i % 3, score - half, score + half, None) for i in range(count)))


def series(label: str, frame: pl.DataFrame, role: Any = "main") -> Series:
    return Series(label, frame, role)


def changes(*rows: tuple[Any, ...]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=CHANGES, orient="row")


def figure(spark: pl.DataFrame) -> Figure:
    return Figure("nps", "points", 400, 30.0, 25.0, 35.0, None, None, None, None, None, spark)
