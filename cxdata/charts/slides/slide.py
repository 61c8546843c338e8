"""The frame of a slide, 1280 x 720: headline and subtitle above, source and method beneath, the chart between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go

from cxdata.charts import letters, marks, words
from cxdata.charts.look import Colours
from cxdata.charts.marks import Mark
from cxdata.text import Lang

WIDTH, HEIGHT, EDGE = 1280, 720, 48
EMBEDDED: Final = "Lad Inter"
FAMILY: Final = f"{EMBEDDED}, Inter, Arial, sans-serif"
"""The first name is that of the font which travels inside the picture; no system has a font called so."""

HEADLINES: Final = (30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18)
SUBTITLES: Final = (16.5, 16, 15.5, 15)
FOOT: Final = 13
_TOP, _ROOM, _BRAND = 26, WIDTH - 2 * EDGE, "Ład CX"
_COMPANY: Final = 320
"""Pixels that the name of a company may take."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the slide in pixels from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Line:
    """One line of words: its middle at `y`, its left end at `x`, or its right end where `side` is right."""

    words: str
    x: float
    y: float
    size: float
    colour: str
    bold: bool = False
    side: str = "left"

    @property
    def box(self) -> Box:
        wide, high = letters.width(self.words, self.size, self.bold), self.size * 1.22
        left = self.x if self.side == "left" else self.x - wide
        return Box(left, self.y - high / 2, left + wide, self.y + high / 2)


@dataclass(frozen=True, slots=True)
class Frame:
    """All lines of the frame, the rule above the foot, and the room that they leave."""

    lines: tuple[Line, ...]
    rule: float
    room: Box


def frame(
    headline: str, subtitle: Sequence[str], foot: Sequence[str], look: Colours, lang: Lang, company: str = ""
) -> Frame:
    """The words of a slide set in lines: the headline in two at most, and nothing is ever cut.

    `subtitle` and `foot` come in parts, which break between one another sooner than inside. `company`: whose data
    these are, before the name of the product.
    """
    if lang == "pl":
        headline = letters.held(headline)
        subtitle, foot = [letters.held(part) for part in subtitle], [letters.held(part) for part in foot]
    size, heads = letters.fitting(headline, HEADLINES, _ROOM, 2, bold=True)
    lines, y = _stacked(heads, _TOP, size, 1.22, look.ink, bold=True)
    size, subs = _subtitle(subtitle)
    more, y = _stacked(subs, y + 4, size, 1.3, look.second)
    brand = " · ".join(name for name in (words.within(company, FOOT, _COMPANY), _BRAND) if name)
    feet = letters.joined(foot, " · ", FOOT, _ROOM - letters.width(brand, FOOT) - 24)
    rule = HEIGHT - 26 - 18 * max(len(feet), 1)
    under, _ = _stacked(feet, rule + 7, FOOT, 18 / FOOT, look.second)
    name = Line(brand, WIDTH - EDGE, rule + 16, FOOT, look.second, side="right")
    return Frame((*lines, *more, *under, name), rule, Box(EDGE, y + 20, WIDTH - EDGE, rule - 14))


def _subtitle(parts: Sequence[str]) -> tuple[float, list[str]]:
    """In one line if a size allows it, else in the largest."""
    for size in SUBTITLES:
        if len(found := letters.joined(parts, "; ", size, _ROOM)) < 2:
            return size, found
    return SUBTITLES[0], letters.joined(parts, "; ", SUBTITLES[0], _ROOM)


def _stacked(
    said: Sequence[str], top: float, size: float, leading: float, colour: str, bold: bool = False
) -> tuple[list[Line], float]:
    high = size * leading
    found = [Line(words, EDGE, top + high * (i + 0.5), size, colour, bold) for i, words in enumerate(said)]
    return found, top + high * len(said)


def drawn(frame: Frame, chart: dict[str, Any], place: Box, look: Colours, more: Sequence[Line] = ()) -> go.Figure:
    """The chart, given as data and layout, in its place on the slide; its margins are measured from the place."""
    layout = dict(chart["layout"])
    inner = layout.get("margin", {})
    left, top = place.left + inner.get("l", 0), place.top + inner.get("t", 0)
    margin = {
        "l": left,
        "t": top,
        "r": WIDTH - place.right + inner.get("r", 0),
        "b": HEIGHT - place.bottom + inner.get("b", 0),
    }
    notes = [_note(line, left, top) for line in (*frame.lines, *more)]
    layout |= {
        "width": WIDTH,
        "height": HEIGHT,
        "margin": margin,
        "autosize": False,
        "paper_bgcolor": look.card,
        "annotations": [*layout.get("annotations", ()), *notes],
        "shapes": [*layout.get("shapes", ()), _rule(frame.rule, left, top, look)],
    }
    return go.Figure(data=chart["data"], layout=layout)


def _note(line: Line, left: float, top: float) -> Mark:
    where: Mark = {"xref": "paper", "yref": "paper", "xanchor": line.side, "yanchor": "middle", "showarrow": False}
    note = marks.note(words.escaped(line.words), x=0, y=1, colour=line.colour, bold=line.bold, **where)
    return note | {
        "align": line.side,
        "xshift": line.x - left,
        "yshift": top - line.y,
        "font": {"family": FAMILY, "size": line.size, "color": line.colour},
    }


def _rule(y: float, left: float, top: float, look: Colours) -> Mark:
    where: Mark = {"xref": "paper", "yref": "paper", "xsizemode": "pixel", "ysizemode": "pixel"}
    ends = {"xanchor": 0, "yanchor": 1, "x0": EDGE - left, "x1": WIDTH - EDGE - left, "y0": top - y, "y1": top - y}
    return {"type": "line", "line": {"color": look.rule, "width": 1}, **where, **ends}
