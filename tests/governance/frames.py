"""Frames of the tables, written by hand in a few words."""

from __future__ import annotations

from datetime import date

import polars as pl

from cxdata.governance.spec import Table, Value
from cxdata.governance.tables import DEPARTMENTS, GOALS, OWNERSHIP


def frame(table: Table, *rows: tuple[Value, ...]) -> pl.DataFrame:
    """Rows of the table's columns, those at the end left out where empty; ids from 1."""
    width = len(table.columns)
    full = [(at, *row, *[None] * (width - len(row))) for at, row in enumerate(rows, 1)]
    return pl.DataFrame(full, schema=table.schema, orient="row")


def ownership(*rows: tuple[Value, ...]) -> pl.DataFrame:
    """touchpoint, department, role, valid_from, valid_to"""
    return frame(OWNERSHIP, *rows)


def departments(*rows: tuple[Value, ...]) -> pl.DataFrame:
    """name, kind, headcount"""
    return frame(DEPARTMENTS, *rows)


def goals(*rows: tuple[Value, ...]) -> pl.DataFrame:
    """name, metric, scope, touchpoint, baseline, target, deadline, owner"""
    return frame(GOALS, *rows)


def new(made: pl.DataFrame) -> pl.DataFrame:
    """The rows as somebody enters them, without ids."""
    return made.drop("id")


def day(text: str) -> date:
    return date.fromisoformat(text)
