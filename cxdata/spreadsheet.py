"""Tables as CSV that a spreadsheet opens rightly in the reader's language, and runs nothing from."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import polars as pl

from cxdata.text import Lang

MIME: Final = "text/csv"
_MARK: Final = "\ufeff"
_FORMULA: Final = r"^(\s*[=+\-@]|[\t\r\n])"


def csv(frame: pl.DataFrame, lang: Lang, *, figures: Collection[str] = (), marked: bool = True) -> bytes:
    """UTF-8. Polish: semicolons and decimal commas; English: commas and points.

    The byte order mark, without which spreadsheets take Polish letters for others, is left out for other programs.
    Text that a spreadsheet would take for a formula gets an apostrophe before it, headings too; columns of `figures`
    hold numbers written as text, which stay as they are.
    """
    guarded = [name for name, kind in frame.schema.items() if kind == pl.String and name not in figures]
    safe = frame.with_columns(_harmless(pl.col(name)) for name in guarded)
    names = pl.DataFrame({"name": frame.columns}, schema={"name": pl.String}).select(_harmless(pl.col("name")))
    safe.columns = names["name"].to_list()
    made = safe.write_csv(separator=";", decimal_comma=True) if lang == "pl" else safe.write_csv()
    return (_MARK * marked + made).encode()


def _harmless(text: pl.Expr) -> pl.Expr:
    return pl.when(text.str.contains(_FORMULA)).then(pl.lit("'") + text).otherwise(text).name.keep()
