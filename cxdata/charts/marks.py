"""The marks that every chart of lines is made of, as plain Plotly dictionaries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cxdata.card import Event, Grain, Series, Unit
from cxdata.charts import words
from cxdata.charts.look import NOTE, Colours, faint
from cxdata.text import Text

Mark = dict[str, Any]


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

    @property
    def axes(self) -> Mark:
        return {"xaxis": self.x, "yaxis": self.y}

    def said(self, row: dict[str, Any], label: str) -> str:
        """What a point says when pointed at."""
        text = self.text
        lines = [f"<b>{words.escaped(label)}</b>", text.at(row["period"], self.grain)]
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
    for run in runs(rows):
        if len(run) > 1:
            x += [*run, *reversed(run), None]
            y += [*(rows[i]["high"] for i in run), *(rows[i]["low"] for i in reversed(run)), None]
    if not x:
        return []
    shape = {"fill": "toself", "fillcolor": faint(colour, alpha), "line": {"width": 0}, "mode": "lines"}
    return [{"type": "scatter", "x": x, "y": y, "hoverinfo": "skip", **shape, **place.axes}]


def whiskers(place: Place, rows: Sequence[dict[str, Any]], colour: str) -> list[Mark]:
    """Intervals that stand alone: faint where the score is hidden, firm round a point without neighbours."""
    alone = {run[0] for run in runs(rows) if len(run) == 1}
    found = []
    for chosen, alpha, width in ((alone, 0.75, 1.5), (_thin(rows), 0.4, 1.5)):
        x: list[float | None] = []
        y: list[float | None] = []
        for i in sorted(chosen):
            x += [i, i, None]
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
        "x": list(range(len(rows))),
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
            "x": held,
            "y": middle,
            "marker": {"color": colour, "size": 8, "opacity": [1.0 if i in seen else 0.0 for i in held]},
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
    said = [
        f"{place.text.at(day, place.grain)}<br>{place.text('charts.n', n=n)}"
        for day, n in zip(dates, counts, strict=True)
    ]
    return {
        "type": "bar",
        "x": list(range(len(dates))),
        "y": list(counts),
        "width": 0.7,
        "marker": {"color": place.look.quiet, "line": {"width": 0}},
        "unselected": {"marker": {"opacity": 1.0}},
        "hoverinfo": "text",
        "hovertext": said,
        **place.axes,
    }


def events(
    place: Place, marks: Sequence[Event], dates: Sequence[date], spoken: bool = True
) -> tuple[list[Mark], list[Mark]]:
    """Shapes and annotations of numbered marks over the plot; late ones have their words on the left."""
    shapes: list[Mark] = []
    notes: list[Mark] = []
    for event in marks:
        after = [i for i, day in enumerate(dates) if day <= event.at]
        if not after or event.at < dates[0]:
            continue
        x = after[-1]
        where = {"xref": place.x, "yref": f"{place.y} domain"}
        stroke = {"color": place.look.second, "width": 1, "dash": "dot"}
        shapes.append({"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "layer": "below", "line": stroke, **where})
        box = {"bgcolor": place.look.second, "width": 14, "height": 15, "font": {"size": 11, "color": place.look.card}}
        notes.append({"x": x, "y": 1, "yanchor": "bottom", "text": f"<b>{event.number}</b>", **box, **where})
        if spoken:
            late = x > len(dates) * 0.7
            side = {"xanchor": "right", "xshift": -12} if late else {"xanchor": "left", "xshift": 12}
            said = words.escaped(words.shortened(event.words, 32))
            notes.append({"x": x, "y": 1, "yanchor": "bottom", "text": said, **side, **where})
    return shapes, notes


def note(text: str, *, x: float, y: float, size: int = NOTE, colour: str, bold: bool = False, **more: Any) -> Mark:
    """Words at a place; `xref="paper"` with x = 0 or 1 and xshift sets a column that does not move with the width."""
    shown = f"<b>{text}</b>" if bold else text
    return {"x": x, "y": y, "text": shown, "font": {"size": size, "color": colour}, **more}


def rule(place: Place, y: float, count: int, dash: str, colour: str) -> Mark:
    """A level line across the plot."""
    ends = {"x0": -0.6, "x1": count - 0.4, "y0": y, "y1": y, "xref": place.x, "yref": place.y}
    return {"type": "line", "layer": "below", "line": {"color": colour, "width": 1, "dash": dash}, **ends}
