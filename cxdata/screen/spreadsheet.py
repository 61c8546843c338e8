"""Tables as CSV that a spreadsheet opens rightly in the reader's language, and runs nothing from."""

from __future__ import annotations

from typing import Final

import polars as pl

from cxdata.text import Lang

MIME: Final = "text/csv"
_STARTS: Final = r"^[=+\-@\t\r\n]"


def csv(frame: pl.DataFrame, lang: Lang) -> bytes:
    """Polish: semicolons, decimal commas and a byte order mark; English: commas and points.

    Text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    safe = frame.rename({name: _harmless(name) for name in frame.columns}).with_columns(
        pl.when(pl.col(pl.String).str.contains(_STARTS))
        .then(pl.lit("'") + pl.col(pl.String))
        .otherwise(pl.col(pl.String))
        .name.keep()
    )
    if lang == "pl":
        return "\ufeff".encode() + safe.write_csv(separator=";", decimal_comma=True).encode()
    return safe.write_csv().encode()


def _harmless(name: str) -> str:
    return f"'{name}" if name[:1] in "=+-@\t\r\n" and name else name
