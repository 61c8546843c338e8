"""What makes a comparison of departments fair: their mix of channels, and how far a low score comes back by itself."""

from __future__ import annotations

from typing import Final

import polars as pl

from cxdata.text import Text
from cxdata.views import wording
from cxdata.views.departments.owned import Owned
from cxdata.views.departments.standing import Stand

MARKED: Final = 2.0
"""Points from which an expected rebound, or a mix of channels, is worth a sentence."""


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
    shown = stand.rows.filter(pl.col("expected").is_not_null())
    if shown.is_empty():
        return ""
    centre = shown.select((pl.col("expected") * pl.col("n")).sum() / pl.col("n").sum()).item()
    far = shown.with_columns(off=pl.col("expected") - centre).sort(pl.col("off").abs(), descending=True)
    row = far.row(0, named=True)
    if abs(row["off"]) < MARKED:
        return ""
    metric = owned.pool.metric
    return text(
        f"departments.fairness.mix_{'hard' if row['off'] < 0 else 'easy'}",
        label=row["label"],
        expected=wording.score(row["expected"], metric, text),
        centre=wording.score(centre, metric, text),
        score=wording.score(row["score"], metric, text),
    )
