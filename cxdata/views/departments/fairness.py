"""What makes a comparison of departments fair: their mix of channels, and how far a low score comes back by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from cxdata.card import Verdict
from cxdata.text import Text
from cxdata.views import wording
from cxdata.views.departments.owned import Owned
from cxdata.views.departments.standing import Stand

MARKED: Final = 2.0
"""Points from which an expected rebound, or a mix of channels, is worth a sentence."""


def eased(rows: pl.DataFrame) -> pl.Series:
    """By how many points the channels of each department are easier than all departments' together; null if unknown."""
    known = rows.filter(pl.col("expected").is_not_null())
    if known.is_empty():
        return pl.Series("eased", [None] * rows.height, dtype=pl.Float64)
    centre = known.select((pl.col("expected") * pl.col("n")).sum() / pl.col("n").sum()).item()
    return rows.select(eased=pl.col("expected") - centre)["eased"]


def judged(rows: pl.DataFrame, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The verdicts of the standing's rows, "mix" where the difference is no more than what the channels make of it:
    with the score taken to ordinary channels its interval holds what it is compared with, or lies beyond."""
    found: list[Verdict] = []
    for row, off, verdict in zip(rows.to_dicts(), eased(rows).to_list(), verdicts, strict=True):
        gone = False
        if verdict in ("real", "here") and off is not None and abs(off) >= MARKED and off * row["change"] > 0:
            level = row["score"] - row["change"]
            gone = row["low"] - off <= level if off > 0 else row["high"] - off >= level
        found.append("mix" if gone else verdict)
    return found


def rebound(stand: Stand, owned: Owned, text: Text) -> str:
    """That the lowest score will come back by itself, and how far; nothing where that is not worth a sentence."""
    shown = stand.rows.filter(pl.col("score").is_not_null(), pl.col("shrunk").is_not_null())
    if shown.height < 3:
        return ""
    low = shown.sort("score").row(0, named=True)
    if low["shrunk"] - low["score"] < MARKED:
        return ""
    metric = owned.pool.metric
    return text(
        "departments.fairness.rebound",
        label=low["label"],
        score=wording.score(low["score"], metric, text),
        shrunk=wording.score(low["shrunk"], metric, text),
    )


def mix(stand: Stand, owned: Owned, text: Text) -> str:
    """Which department serves the hardest or the easiest channels, where that moves its comparison by points."""
    rows = stand.rows.with_columns(off=eased(stand.rows)).filter(pl.col("off").abs() >= MARKED)
    far = rows.sort((pl.col("verdict") == "mix").fill_null(value=False), pl.col("off").abs(), descending=True)
    metric = owned.pool.metric
    told = [row for at, row in enumerate(far.to_dicts()) if at == 0 or row["verdict"] == "mix"]
    return " ".join(
        text(
            f"departments.fairness.mix_{'hard' if row['off'] < 0 else 'easy'}",
            label=row["label"],
            expected=wording.score(row["expected"], metric, text),
            centre=wording.score(row["expected"] - row["off"], metric, text),
            score=wording.score(row["score"], metric, text),
        )
        for row in told
    )
