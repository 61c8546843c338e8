"""A table as the command line prints it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import polars as pl

from cxdata import spreadsheet
from cxdata.intake.sources import Source
from cxdata.text import Text


def sourced(frame: pl.DataFrame, sources: Sequence[Source]) -> str:
    """Scores as JSON, with the imports behind them and what was assumed of each."""
    return _dumped({"scores": frame.to_dicts(), "sources": [source.record() for source in sources]})


def _json(frame: pl.DataFrame, _: Text) -> str:
    return _dumped(frame.to_dicts())


def _dumped(value: Any) -> str:
    def plain(value: object) -> str:
        return value.isoformat() if isinstance(value, date) else str(value)

    return json.dumps(value, ensure_ascii=False, indent=2, default=plain) + "\n"


def _csv(frame: pl.DataFrame, _: Text) -> str:
    return spreadsheet.csv(frame, "en", marked=False).decode()


def _table(frame: pl.DataFrame, text: Text) -> str:
    def cell(value: object) -> str:
        if isinstance(value, float):
            return text.number(value, 1)
        return text.number(value) if isinstance(value, int) else "" if value is None else str(value)

    columns = [[name, *map(cell, frame[name].to_list())] for name in frame.columns]
    wide = [max(map(len, column)) for column in columns]
    number = [frame[name].dtype.is_numeric() for name in frame.columns]
    lines = [
        "  ".join(f"{c:>{w}}" if right else f"{c:<{w}}" for c, w, right in zip(row, wide, number, strict=True)).rstrip()
        for row in zip(*columns, strict=True)
    ]
    return "\n".join(lines) + "\n"


FORMATS: Final[Mapping[str, Callable[[pl.DataFrame, Text], str]]] = {"table": _table, "csv": _csv, "json": _json}
