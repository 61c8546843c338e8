"""Names beside the points of a plot, where they cover neither a point nor another name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cxdata.charts import letters
from cxdata.charts.look import NOTE
from cxdata.charts.marks import Mark

Box = tuple[float, float, float, float]
"""Left, right, bottom and top in pixels from the lower left corner of the plot."""

_BOTH: Final = ("left", "right")
_APART: Final = 6
"""Pixels between two names on one level."""

_SIDES: Final = {"left": 9, "right": -9, "center": 0}


def placed(
    points: Sequence[tuple[float, float, str]], width: float, taken: Sequence[Box] = (), lifts: Sequence[int] = ()
) -> list[Mark | None]:
    """Anchor and shift of the name of each point (x, y in pixels), right or left of it, above or below; else None.

    `taken`: places to keep free besides the points. `lifts`: how far a name may move up or down at a point's side.
    """
    kept = [*taken, *((x - 6, x + 6, y - 6, y + 6) for x, y, _ in points)]
    found: list[Mark | None] = []
    for x, y, label in points:
        wide = letters.width(label, NOTE)
        tries = [(side, x + 9 if side == "left" else x - 9 - wide, lift) for lift in (0, *lifts) for side in _BOTH]
        tries += [("center", x - wide / 2, lift) for lift in (14, -14, 24, -24)]
        for side, start, lift in tries:
            box = (start, start + wide, y + lift - 7, y + lift + 7)
            if start >= 0 and box[1] <= width and not any(_meet(box, other) for other in kept):
                kept.append((box[0] - _APART, box[1] + _APART, *box[2:]))
                found.append({"xanchor": side, "yanchor": "middle", "xshift": _SIDES[side], "yshift": lift})
                break
        else:
            found.append(None)
    return found


def _meet(one: Box, two: Box) -> bool:
    return one[0] < two[1] and two[0] < one[1] and one[2] < two[3] and two[2] < one[3]
