"""Findings as lines of words, for pictures: the word of the verdict at the left, sentence and numbers beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import plotly.graph_objects as go

from cxdata.card import Item, Listing, Tone
from cxdata.charts import letters, marks, words
from cxdata.charts.look import NOTE, Colours, canvas
from cxdata.charts.marks import Mark
from cxdata.text import Text

WIDTH: Final = 776
_SAID: Final = 15
_LINE: Final = 20
_SMALL: Final = 17
_AIR: Final = 12
_WORD: Final = 150


@dataclass(frozen=True)
class _Row:
    """A finding set in lines."""

    item: Item
    word: list[str]
    said: list[str]
    small: list[str]

    @property
    def height(self) -> float:
        return max(_LINE * len(self.said) + _SMALL * len(self.small), _SMALL * len(self.word)) + _AIR


def figure(chart: Listing, look: Colours, text: Text, width: int = WIDTH, height: int | None = None) -> go.Figure:
    """The findings that stand open; nothing of a sentence is ever cut."""
    rows = [_row(item, width, text) for item in chart.items[: chart.open]]
    whole = height or round(sum(row.height for row in rows))
    notes: list[Mark] = []
    shapes: list[Mark] = []
    top = 0.0
    for at, row in enumerate(rows):
        if at:
            shapes.append(_rule(top - _AIR / 2, look))
        notes += _noted(row, top, look)
        top += row.height
    layout = {
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "xaxis": {"range": [0, 1], "visible": False},
        "yaxis": {"range": [0, 1], "visible": False},
        "shapes": shapes,
        "annotations": notes,
    }
    return canvas(look, text.lang, whole, [], layout)


def fitting(chart: Listing, room: tuple[int, int], text: Text) -> Listing:
    """The findings for which there is so much width and height: those that are open at least.

    What got better never falls out whole: the first of it takes the place of the last ones, aloud as any that are cut.
    """
    kept = _prefix(chart.items, room, text)
    shown = chart.items[: max(len(kept), chart.open)]
    good = next((item for item in chart.items if item.tone == "better"), None)
    if good is not None and good not in shown and shown:
        high = room[1] - _row(good, room[0], text).height
        shown = (*(_prefix(shown[:-1], (room[0], round(high)), text) or shown[:1]), good)
    return replace(chart, items=shown, open=len(shown))


def _prefix(items: tuple[Item, ...], room: tuple[int, int], text: Text) -> tuple[Item, ...]:
    high = 0.0
    for many, item in enumerate(items):
        high += _row(item, room[0], text).height
        if high > room[1]:
            return items[:many]
    return items


def colour(tone: Tone, look: Colours) -> str:
    """The colour of a word; only what is real has one."""
    return {"worse": look.worse, "better": look.better}.get(tone, look.second)


def _row(item: Item, width: int, text: Text) -> _Row:
    room = width - _WORD - 8
    said = {"word": item.word, "said": item.said, "small": item.beside}
    held = {name: letters.held(words_) if text.lang == "pl" else words_ for name, words_ in said.items()}
    return _Row(
        item,
        letters.wrapped(held["word"], NOTE, _WORD - 16, bold=True),
        letters.wrapped(held["said"], _SAID, room),
        letters.wrapped(held["small"], NOTE, room),
    )


def _noted(row: _Row, top: float, look: Colours) -> list[Mark]:
    tint = colour(row.item.tone, look)
    notes = [
        _note(line, 0, top + 2 + _SMALL * (i + 0.5), NOTE, tint, bold=row.item.tone in ("worse", "better"))
        for i, line in enumerate(row.word)
    ]
    notes += [_note(line, _WORD, top + _LINE * (i + 0.5), _SAID, look.ink) for i, line in enumerate(row.said)]
    under = top + _LINE * len(row.said)
    return notes + [
        _note(line, _WORD, under + _SMALL * (i + 0.5), NOTE, look.second) for i, line in enumerate(row.small)
    ]


def _note(said: str, left: float, down: float, size: int, tint: str, *, bold: bool = False) -> Mark:
    where: Mark = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "middle"}
    note = marks.note(words.escaped(said), x=0, y=1, colour=tint, bold=bold, xshift=left, yshift=-down, **where)
    return note | {"align": "left", "font": {**note.get("font", {}), "size": size, "color": tint}}


def _rule(down: float, look: Colours) -> Mark:
    ends = {"x0": 0, "x1": 1, "xref": "paper", "yref": "paper", "ysizemode": "pixel", "yanchor": 1}
    return {"type": "line", "y0": -down, "y1": -down, "line": {"color": look.rule, "width": 1}, **ends}
