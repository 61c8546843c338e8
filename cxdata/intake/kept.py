"""Refused rows kept as far as they were read, so that a correction completes them without the file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import polars as pl

from cxdata.intake import rejects
from cxdata.reading import Sheet
from cxdata.reading.checking.masking import masked, spared
from cxdata.reading.checking.staging import Staged
from cxdata.store import customers
from cxdata.store.replies import Row
from cxdata.store.workspace import Connection

MENDABLE: Final = (
    "unreadable_date", "no_date", "future_date", "early_date", "not_a_number", "not_whole", "out_of_range",
    "other_scale",
)  # fmt: skip
"""Reasons for which another value helps; the other rows hold nothing that could be corrected."""

MOST: Final = 10_000
"""Rows of one import that are kept; whoever has more to correct does so in the file."""


def keep(connection: Connection, number: int, sheet: Sheet, staged: Staged, hide: frozenset[str] | None) -> None:
    """Writes `kept` for the rows `listed` of an import; `hide`: names to mask, None for nothing.

    Where the scale depends on the day, no score was read of a row without one, so it is not kept.
    """
    dated = any(question.spanned for question in staged.questions)
    reasons = [reason for reason in MENDABLE if not (dated and reason.endswith("_date"))]
    wanted = f"SELECT row FROM listed WHERE reason IN ({', '.join(map(repr, reasons))}) ORDER BY row"
    # Of one row there are no more entries than questions, with the weight and the row itself.
    first = f"{wanted} LIMIT {MOST * (len(staged.questions) + 2)}"
    rows = connection.sql(f"SELECT DISTINCT row FROM ({first}) ORDER BY row LIMIT {MOST}").pl()["row"]
    if rows.is_empty():
        return
    found = _read(connection, staged, rows)
    found = found.with_columns(pl.Series("line", rejects.lines(sheet, found["row"]), pl.Int32))
    if hide is not None:
        found = found.with_columns(
            _changed(found["comments"], lambda text: masked(text, hide)), _changed(found["labels"], spared)
        )
    connection.register("keeping", found)
    connection.execute(
        f'INSERT INTO kept SELECT {number}, line, held, key, digest, "at", weight, customer, scores, labels, comments '
        "FROM keeping"
    )
    connection.unregister("keeping")


def _changed(lists: pl.Series, changed: Callable[[str], str]) -> pl.Series:
    """The lists of texts with every text changed; each different one is looked at once."""
    texts = lists.explode().drop_nulls().unique().to_list()
    return lists.list.eval(pl.element().replace(texts, [changed(text) for text in texts]))


def _read(connection: Connection, staged: Staged, rows: pl.Series) -> pl.DataFrame:
    """row, held, key, digest, at, weight, customer, scores, labels, comments of those rows."""
    scores = ", ".join(f"s{place}" for place in range(len(staged.questions)))
    said = ", ".join(f"m{place}" for place in range(staged.comments))
    labels = ", ".join(
        f"coalesce((SELECT any_value(label) FROM told WHERE name = 'd{place}' AND number = wanted.d{place}), '')"
        for place in range(len(staged.dimensions))
    )
    connection.register("wanting", rows.to_frame("row"))
    near = f"WHERE row <= {rows[-1]}"
    found: pl.DataFrame = connection.sql(
        "SELECT wanted.row, held, key, digest, moment AS at, weight, "
        f"{customers.hashed(connection, 'customer')} AS customer, "
        f"CASE WHEN held IS NULL THEN [{scores}]::SMALLINT[] ELSE [] END AS scores, "
        f"[{labels}]::VARCHAR[] AS labels, CASE WHEN held IS NULL THEN [{said}]::VARCHAR[] ELSE [] END AS comments "
        f"FROM (FROM staged SEMI JOIN wanting USING (row) {near}) AS wanted LEFT JOIN (SELECT row, own_key AS held "
        f"FROM arriving SEMI JOIN wanting USING (row) {near}) USING (row) ORDER BY row"
    ).pl()
    connection.unregister("wanting")
    return found


def kept(connection: Connection, number: int, lines: list[int]) -> dict[int, Row]:
    """Line -> what is known of the row, of lines of an import that were kept; an unknown time is that of 1970."""
    found = connection.sql(
        "SELECT line, held, key, digest, coalesce(\"at\", TIMESTAMP '1970-01-01'), weight, customer, scores, labels, "
        "comments FROM kept WHERE import = $number AND line IN (SELECT unnest($lines::INTEGER[]))",
        params={"number": number, "lines": lines},
    ).fetchall()
    return {
        int(line): Row(
            int(line), held, key, digest, at, weight, customer,
            {place: score for place, score in enumerate(scores) if score is not None}, labels, comments,
        )
        for line, held, key, digest, at, weight, customer, scores, labels, comments in found
    }  # fmt: skip
