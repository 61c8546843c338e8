"""The marks that every chart of lines is made of, as plain Plotly dictionaries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from cxdata.card import Event, Grain, Series, Unit
from cxdata.charts import words
from cxdata.charts.look import NOTE, Colours, faint
from cxdata.text import Text

Mark = dict[str, Any]
Span = tuple[date, date]


@dataclass(frozen=True)
class Place:
    """The pair of axes on which marks stand, "x2" and "y2"; and what all of them need to know."""

    look: Colours
    text: Text
    unit: Unit
    grain: Grain
    metric: str
    x: str = "x"
    y: str = "y"
    partial: Mapping[date, Span] = field(default_factory=dict)
    shift: float = 0.0
    """Moves a series sideways, where few periods would put the intervals of several on one another."""

    @property
    def axes(self) -> Mark:
        return {"xaxis": self.x, "yaxis": self.y}

    def at(self, start: date) -> str:
        """The period that begins there, and the days that are counted of it where they are not all of its days."""
        whole = self.text.at(start, self.grain)
        return f"{whole} ({self.text.period(*self.partial[start])})" if start in self.partial else whole

    def said(self, row: dict[str, Any], label: str) -> str:
        """What a point says when pointed at."""
        text = self.text
        lines = [f"<b>{words.escaped(label)}</b>", self.at(row["period"])]
        name = text(f"metric.{self.metric}")
        if row["low"] is not None:
            shown = text("charts.interval", interval=words.interval(row["low"], row["high"], self.unit, text))
            hidden = row["score"] is None
            lines.append(shown if hidden else f"{name} {words.score(row['score'], self.unit, text)}, {shown}")
        if row["hidden"]:
            lines.append(text(f"charts.hidden.{row['hidden']}"))
        return "<br>".join([*lines, text("charts.n", n=row["n"])])


def runs(rows: Sequence[dict[str, Any]]) -> Iterator[list[int]]:
    """Positions of neighbouring rows that have a score."""
    run: list[int] = []
    for i, row in enumerate(rows):
        if row["score"] is not None:
            run.append(i)
        elif run:
            yield run
            run = []
    if run:
        yield run


def band(place: Place, rows: Sequence[dict[str, Any]], colour: str, alpha: float) -> list[Mark]:
    """The interval as closed shapes without an edge, one for each run of scores."""
    x: list[float | None] = []
    y: list[float | None] = []
    for scored in runs(rows):
        run = [i for i in scored if rows[i]["low"] is not None]
        if len(run) > 1:
            x += [*(i + place.shift for i in (*run, *reversed(run))), None]
            y += [*(rows[i]["high"] for i in run), *(rows[i]["low"] for i in reversed(run)), None]
    if not x:
        return []
    shape = {"fill": "toself", "fillcolor": faint(colour, alpha), "line": {"width": 0}, "mode": "lines"}
    return [{"type": "scatter", "x": x, "y": y, "hoverinfo": "skip", **shape, **place.axes}]


def whiskers(place: Place, rows: Sequence[dict[str, Any]], colour: str) -> list[Mark]:
    """Intervals that stand alone: faint where the score is hidden, firm round a point without neighbours."""
    alone = {run[0] for run in runs(rows) if len(run) == 1 and rows[run[0]]["low"] is not None}
    found = []
    for chosen, alpha, width in ((alone, 0.75, 1.5), (_thin(rows), 0.4, 1.5)):
        x: list[float | None] = []
        y: list[float | None] = []
        for i in sorted(chosen):
            x += [i + place.shift, i + place.shift, None]
            y += [rows[i]["low"], rows[i]["high"], None]
        if x:
            line = {"color": faint(colour, alpha), "width": width}
            found.append(
                {"type": "scatter", "x": x, "y": y, "mode": "lines", "line": line, "hoverinfo": "skip", **place.axes}
            )
    return found


def _thin(rows: Sequence[dict[str, Any]]) -> set[int]:
    return {i for i, row in enumerate(rows) if row["score"] is None and row["low"] is not None}


def line(place: Place, rows: Sequence[dict[str, Any]], colour: str, dash: str, size: float = 2) -> Mark:
    """The scores, with gaps where they are hidden."""
    return {
        "type": "scatter",
        "x": [i + place.shift for i in range(len(rows))],
        "y": [row["score"] for row in rows],
        "mode": "lines",
        "line": {"color": colour, "width": size, "dash": dash},
        "connectgaps": False,
        "hoverinfo": "skip",
        **place.axes,
    }


def points(place: Place, series: Series, rows: Sequence[dict[str, Any]], colour: str) -> list[Mark]:
    """What can be pointed at and clicked: unseen but for the last score and for scores without neighbours.

    Each point carries `customdata` [first day of the period, label of the series].
    """
    held = [i for i, row in enumerate(rows) if row["low"] is not None]
    if not held:
        return []
    alone = {run[0] for run in runs(rows) if len(run) == 1}
    scored = [i for i in held if rows[i]["score"] is not None]
    seen = alone | set(scored[-1:])
    middle = [(rows[i]["low"] + rows[i]["high"]) / 2 if rows[i]["score"] is None else rows[i]["score"] for i in held]
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": series.label,
            "x": [i + place.shift for i in held],
            "y": middle,
            "marker": {
                "color": colour,
                "size": 8,
                "opacity": [1.0 if i in seen else 0.0 for i in held],
                "symbol": ["circle-open" if rows[i]["period"] in place.partial else "circle" for i in held],
            },
            "unselected": {"marker": {"opacity": 0.0}},
            "selected": {"marker": {"opacity": 1.0}},
            "hoverinfo": "text",
            "hovertext": [place.said(rows[i], series.label) for i in held],
            "customdata": [[rows[i]["period"].isoformat(), series.label] for i in held],
            **place.axes,
        }
    ]


def bars(place: Place, dates: Sequence[date], counts: Sequence[int]) -> Mark:
    """How many answers each period rests on."""
    said = [f"{place.at(day)}<br>{place.text('charts.n', n=n)}" for day, n in zip(dates, counts, strict=True)]
    return {
        "type": "bar",
        "x": list(range(len(dates))),
        "y": list(counts),
        "width": min(0.7, 0.12 * len(dates)),
        "marker": {"color": place.look.quiet, "line": {"width": 0}},
        "unselected": {"marker": {"opacity": 1.0}},
        "hoverinfo": "text",
        "hovertext": said,
        **place.axes,
    }


_CLEAR: Final = 14
"""Pixels between the words of a mark and the next mark, lest they be read as that one's."""


def events(
    place: Place, marks: Sequence[Event], dates: Sequence[date], wide: float = 0, *, named: bool = True
) -> tuple[list[Mark], list[Mark]]:
    """Shapes and annotations of numbered marks over a plot `wide` pixels wide.

    The words stand beside the number where they fit, right or left of it; otherwise, and unless they are `named`,
    they are there on pointing.
    """
    shapes: list[Mark] = []
    notes: list[Mark] = []
    held = _together(marks, dates)
    pixel = wide / (len(dates) + 0.2) if dates else 0.0
    halves = [9 + 3.5 * max(0, len(_numbers(at_once)) - 2) for _, at_once in held]
    taken = [((x + 0.6) * pixel - half, (x + 0.6) * pixel + half) for (x, _), half in zip(held, halves, strict=True)]
    for place_of, (x, at_once) in enumerate(held):
        where = {"xref": place.x, "yref": f"{place.y} domain", "x": x, "y": 1, "yanchor": "bottom"}
        stroke = {"color": place.look.second, "width": 1, "dash": "dot"}
        ends = {"x0": x, "x1": x, "y0": 0, "y1": 1, "xref": place.x, "yref": f"{place.y} domain"}
        shapes.append({"type": "line", "layer": "below", "line": stroke, **ends})
        numbers = _numbers(at_once)
        wide_box = 14 + 7 * max(0, len(numbers) - 2)
        font = {"size": 11, "color": place.look.card}
        box = {"bgcolor": place.look.second, "width": wide_box, "height": 15, "font": font}
        said = words.escaped(words.shortened(at_once[0].words, 32)) if named and len(at_once) == 1 else ""
        whole = "<br>".join(words.escaped(event.words) for event in at_once)
        notes.append({"text": f"<b>{numbers}</b>", "hovertext": whole, **box, **where})
        if not said:
            continue
        length, at = words.width(said, NOTE) + 4, (x + 0.6) * pixel
        for side, start in (("left", at + 10), ("right", at - 10 - length)):
            others = [box for at_mark, box in enumerate(taken) if at_mark != place_of]
            free = all(start + length + _CLEAR < left or start - _CLEAR > right for left, right in others)
            if free and start > 0 and (start + length < wide + 60 or side == "right"):
                taken.append((start, start + length))
                notes.append({"text": said, "xanchor": side, "xshift": 12 if side == "left" else -12, **where})
                break
    return shapes, notes


def _together(marks: Sequence[Event], dates: Sequence[date]) -> list[tuple[int, list[Event]]]:
    """The marks by the place of their period, those before the first left out."""
    found: dict[int, list[Event]] = {}
    for event in marks:
        if dates and dates[0] <= event.at:
            found.setdefault(_place(event, dates), []).append(event)
    return sorted(found.items())


def _numbers(at_once: Sequence[Event]) -> str:
    """ "4", or "4–6" for several in one period."""
    first, last = at_once[0].number, at_once[-1].number
    return str(first) if first == last else f"{first}–{last}"


def _place(event: Event, dates: Sequence[date]) -> int:
    return max(i for i, day in enumerate(dates) if day <= event.at)


def note(text: str, *, x: float, y: float, size: int = NOTE, colour: str, bold: bool = False, **more: Any) -> Mark:
    """Words at a place; `xref="paper"` with x = 0 or 1 and xshift sets a column that does not move with the width."""
    shown = f"<b>{text}</b>" if bold else text
    return {"x": x, "y": y, "text": shown, "align": "left", "font": {"size": size, "color": colour}, **more}


def rule(place: Place, y: float, count: int, dash: str, colour: str) -> Mark:
    """A level line across the plot."""
    ends = {"x0": -0.6, "x1": count - 0.4, "y0": y, "y1": y, "xref": place.x, "yref": place.y}
    return {"type": "line", "layer": "below", "line": {"color": colour, "width": 1, "dash": dash}, **ends}
