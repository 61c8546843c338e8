"""What a scanned row gives: its scores and labels, its fingerprint, and the reason where it gives nothing.

The same SQL serves the pass over the file, which knows the texts of the sample, and the odd rows after it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from cxdata.reading.checking.coding import Coded, stable

Meant = Callable[[Coded, str], str]

REASONS: Final = (
    "preview", "empty", "unreadable_date", "no_date", "future_date", "early_date", "no_answer", "offered",
    "not_a_number", "other_scale", "out_of_range", "not_whole", "superseded",
)  # fmt: skip
"""All that is ever said of a row or a cell, by `reason`, by the meanings of scores, and where a later row counts."""


def given(columns: Sequence[Coded], meant: Meant) -> str:
    """SQL of the scores and of the numbers of labels."""
    return ", ".join(
        f"{meant(column, 'score')} AS {column.name}"
        if column.question
        else f"coalesce({meant(column, 'number')}, 0)::SMALLINT AS {column.name}"
        for column in columns
    )


def digest(columns: Sequence[Coded], said: Sequence[str]) -> str:
    """SQL of a row's fingerprint. It is the key of a row without an id, so there it must be stable for ever; beside an
    id it only tells a changed response, and may be the quicker hash."""
    parts = ["epoch_us(moment)", "'w' || weight", "'k' || customer"]
    parts += [f"'m{i}' || {text}" for i, text in enumerate(said)]
    quick = f"hash({', '.join(['epoch_us(moment)', 'weight', 'customer', *said])})"
    lasting = stable(f"concat_ws(chr(31), {', '.join(parts)})")
    found = f"CASE WHEN key IS NULL THEN {lasting} ELSE {quick} END"
    for column in columns:
        found = f"xor({found}, coalesce({column.known('mix')}, 0::UBIGINT))"
    return found


def completed(columns: Sequence[Coded]) -> str:
    """SQL of an odd row's fingerprint: the pass has left out what it did not understand."""
    found = "digest"
    for column in columns:
        mix = column.during(f"n_{column.name}.mix")
        found = f"xor({found}, coalesce(CASE WHEN {column.name} IS NULL THEN {mix} END, 0::UBIGINT))"
    return found


def reason(columns: Sequence[Coded], said: Sequence[str], bounds: tuple[str, str], preview: str, meant: Meant) -> str:
    """SQL of why a row gives nothing; NULL where it gives an answer or a comment at a time within the bounds."""
    asked = [column for column in columns if column.question]
    scores = ", ".join([*(meant(column, "score") for column in asked), "NULL"])
    reasons = ", ".join([*(meant(column, "reason") for column in asked), "'no_answer'"])
    blank = " AND ".join(f"coalesce({meant(column, 'blank')}, TRUE)" for column in columns) or "TRUE"
    nothing = f"coalesce({scores}) IS NULL AND coalesce({', '.join([*said, 'NULL'])}) IS NULL"
    undated = "moment IS NULL AND coalesce(trim(moment_raw), '') = ''"
    early, late = bounds
    parted = any(column.question and column.question.spanned for column in columns)
    dateless = f"WHEN {undated} AND NOT ({blank}) THEN 'no_date'" if parted else ""
    return f"""CASE
        WHEN {preview} THEN 'preview'
        WHEN moment BETWEEN {early} AND {late} AND NOT ({nothing}) THEN NULL
        WHEN {nothing} AND key IS NULL AND customer IS NULL AND {undated} AND {blank} THEN 'empty'
        WHEN moment IS NULL AND NOT ({undated}) THEN 'unreadable_date'
        {dateless}
        WHEN {nothing} THEN coalesce({reasons})
        WHEN moment IS NULL THEN 'no_date'
        WHEN moment > {late} THEN 'future_date'
        ELSE 'early_date'
    END"""
