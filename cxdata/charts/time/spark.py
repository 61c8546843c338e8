"""The small line beside a number, as SVG: too small for Plotly, which cuts what is narrower than 150 pixels."""

from __future__ import annotations

from typing import Any

from cxdata.card import Figure
from cxdata.charts.look import Colours
from cxdata.charts.marks import runs

WIDTH, HEIGHT = 108, 46
_EDGE = 5


def svg(figure: Figure, look: Colours, width: int = WIDTH, height: int = HEIGHT) -> str:
    """Band, line and last point of `figure.spark`; an empty picture where under two scores can be shown."""
    rows = figure.spark.sort("period").to_dicts()
    scored = [row for row in rows if row["score"] is not None]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
    if len(scored) < 2:
        return f"{head}</svg>"
    low, high = min(row["low"] for row in scored), max(row["high"] for row in scored)
    room = max(high - low, 1e-9)

    def at(i: int, value: float) -> str:
        x = _EDGE + i / max(len(rows) - 1, 1) * (width - 2 * _EDGE)
        return f"{x:.1f},{height - _EDGE - (value - low) / room * (height - 2 * _EDGE):.1f}"

    parts = [_run(run, rows, at, look) for run in runs(rows)]
    last = max(i for i, row in enumerate(rows) if row["score"] is not None)
    x, y = at(last, rows[last]["score"]).split(",")
    dot = f'<circle cx="{x}" cy="{y}" r="3" fill="{look.ink}"/>'
    return f"{head}{''.join(parts)}{dot}</svg>"


def _run(run: list[int], rows: list[dict[str, Any]], at: Any, look: Colours) -> str:
    if len(run) == 1:
        x, y = at(run[0], rows[run[0]]["score"]).split(",")
        return f'<circle cx="{x}" cy="{y}" r="1.5" fill="{look.second}"/>'
    band = " ".join([at(i, rows[i]["high"]) for i in run] + [at(i, rows[i]["low"]) for i in reversed(run)])
    line = " ".join(at(i, rows[i]["score"]) for i in run)
    return (
        f'<polygon points="{band}" fill="{look.second}" fill-opacity="0.16"/>'
        f'<polyline points="{line}" fill="none" stroke="{look.second}" stroke-width="1.5" stroke-linejoin="round"/>'
    )
