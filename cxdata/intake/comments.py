"""Personal data in staged comments, masked before anything is stored."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from cxdata.reading import Mapping, Sheet
from cxdata.reading.checking.masking import SUSPECT, listed, masked
from cxdata.store.workspace import Connection


def mask(connection: Connection, sheet: Sheet, mapping: Mapping, names: Iterable[str] = ()) -> int:
    """Rewrites `staged` where a comment holds personal data or a name that the file's name columns list; how many."""
    known = _names(connection, sheet, mapping) | listed(names)
    changed = 0
    for place in range(len(mapping.comments)):
        column = f"m{place}"
        suspects = f"regexp_matches({column}, '{SUSPECT}')"
        asked = f"{column} IS NOT NULL" if known else suspects
        found = connection.sql(f"SELECT row, {column} AS said FROM staged WHERE reason IS NULL AND {asked}").pl()
        if known:
            named = pl.col("said").str.contains_any(sorted(known))
            found = found.filter(pl.col("said").str.contains(SUSPECT) | named)
        stored = pl.Series("stored", [masked(text, known) for text in found["said"]], pl.String)
        found = found.with_columns(stored).filter(pl.col("said") != pl.col("stored"))
        if len(found):
            connection.register("hidden", found.select("row", "stored"))
            connection.execute(f"UPDATE staged SET {column} = hidden.stored FROM hidden WHERE hidden.row = staged.row")
            connection.unregister("hidden")
        changed += len(found)
    return changed


def _names(connection: Connection, sheet: Sheet, mapping: Mapping) -> frozenset[str]:
    columns = [f"c{sheet.headings.index(heading)}" for heading in mapping.names if heading in sheet.headings]
    cells: list[str] = []
    for column in columns:
        rows = connection.sql(f"SELECT DISTINCT {column} FROM {sheet.relation()} WHERE {column} IS NOT NULL").fetchall()
        cells += [str(row[0]) for row in rows]
    return listed(cells)
