"""Rows of a chart that is also a table: names with a second line at the left, columns of words at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from cxdata.charts import letters, marks, words
from cxdata.charts.look import NOTE, Colours
from cxdata.charts.marks import Mark

ROW, HEAD = 42, 26
SMALL: Final = 12
"""Height of a row and of the heads in pixels; size of heads and second lines."""

_CLOSE: Final = 34
"""Pixels of a row under which its two lines stand closer, so that they are told from the next row's."""

LEAST: Final = 150
_SHARE: Final = 0.2
"""Pixels, and share of the width, that the drawing between names and columns keeps while something can give way."""

_SHORTEST: Final = 90
"""Pixels that names keep."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Columns:
    """`left`: pixels for the names; `ends`: from the plot's right edge, where each column of words ends."""

    left: int
    ends: dict[str, int]

    @property
    def right(self) -> int:
        return max(self.ends.values(), default=4) + 2


def first(frame: pl.DataFrame, most: int, firm: pl.Expr) -> pl.DataFrame:
    """At most so many rows in their order; those that are firm stay before others."""
    return frame.with_row_index("at").sort(~firm, "at").head(most).sort("at").drop("at")


def columns(rows: Sequence[Row], names: Sequence[str], heads: Sequence[str], width: int) -> Columns:
    """Room for the names, at most a third of the width, and for the columns of these names under these heads."""
    longest = [max(letters.width(row["label"], NOTE, True), letters.width(row["detail"], SMALL)) for row in rows]
    ends, at = {}, 6
    for name, head in zip(names, heads, strict=False):
        at += 16 + round(
            max([letters.width(head, SMALL), *(letters.width(row[name], NOTE) for row in rows)], default=0)
        )
        ends[name] = at
    free = max(width - at - 2 - _least(width), _SHORTEST)
    return Columns(round(min(max([*longest, 80]) + 14, width / 3, free)), ends)


def _least(width: int) -> float:
    return max(LEAST, width * _SHARE)


def ruled(count: int, held: Columns, width: int, look: Colours) -> list[Mark]:
    """A thin line between rows, from the names to the last column: what stands close belongs together."""
    plot = max(width - held.left - held.right, 1)
    ends = {"xref": "paper", "x0": -held.left / plot, "x1": 1 + held.right / plot}
    line = {"color": look.rule, "width": 1}
    return [
        {"type": "line", "layer": "below", "line": line, **ends, "y0": at + 0.5, "y1": at + 0.5}
        for at in range(1, count)
    ]


def fitted(rows: Sequence[Row], heads: Mapping[str, str], spared: Sequence[str], width: int) -> Columns:
    """Columns under these heads without those `spared`, one after another, until the drawing keeps its least."""
    shown = dict(heads)
    for name in spared:
        held = columns(rows, [*shown], [*shown.values()], width)
        wished = columns(rows, [], [], width).left
        if width - wished - held.right >= _least(width):
            return held
        shown.pop(name, None)
    return columns(rows, [*shown], [*shown.values()], width)


def axis(count: int) -> Mark:
    """The axis of rows, the first at the top at 1, with room for the heads."""
    return {"range": [count + 0.5 + 4 / ROW, 0.5 - HEAD / ROW], "visible": False}


def headed(heads: Mapping[str, str], held: Columns, look: Colours) -> list[Mark]:
    y = 0.5 - HEAD / ROW / 2
    return [column(heads[name], y, look.second, shift=shift) for name, shift in held.ends.items()]


def named(row: Row, y: int, look: Colours, held: Columns, pitch: float = ROW) -> list[Mark]:
    """The name, and what stands under it; closer where rows are less high than usual."""
    room = held.left - 10
    left: Mark = {"xref": "paper", "yref": "y", "xanchor": "left", "yanchor": "middle", "xshift": -held.left}
    name = words.begun(row["label"], NOTE, room, bold=True)
    detail = words.begun(row["detail"], SMALL, room)
    apart = 8.0 if pitch >= _CLOSE else 6.5
    lift = apart if row["detail"] else 0
    return [
        marks.note(words.escaped(name), x=0, y=y, colour=look.ink, bold=True, yshift=lift, **left)
        | {"hovertext": words.escaped(row["label"])},
        marks.note(words.escaped(detail), x=0, y=y, size=SMALL, colour=look.second, yshift=-apart, **left),
    ]  # fmt: skip


def column(said: str, y: float, colour: str, *, shift: int, bold: bool = False, size: int = SMALL) -> Mark:
    """Words whose right end stands so many pixels right of the plot."""
    where: Mark = {"xref": "paper", "yref": "y", "xanchor": "right", "yanchor": "middle", "xshift": shift}
    return marks.note(words.escaped(said), x=1, y=y, size=size, colour=colour, bold=bold, **where)


def toned(row: Row, look: Colours) -> tuple[str, bool]:
    """Colour and weight of what a row says: only worse and better stand out."""
    tones = {"worse": look.worse, "better": look.better, "quiet": look.second}
    return tones.get(row["tone"], look.ink), row["tone"] in ("worse", "better")
