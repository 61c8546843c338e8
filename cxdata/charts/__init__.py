"""Chart records and their Plotly rendering; look.py alone sets colours, type and margins."""

from __future__ import annotations

import plotly.graph_objects as go

from cxdata.card import (
    Changes,
    Chart,
    Detectable,
    Distribution,
    Effects,
    Figure,
    Funnel,
    Heatmap,
    Lines,
    Listing,
    Matrix,
    Priority,
    Shift,
    Standing,
    Strip,
    Waterfall,
    Ways,
)
from cxdata.charts import heatmap, raci
from cxdata.charts.bars import (
    changes,
    distribution,
    effects,
    listing,
    standing,
    standing_shift,
    waterfall,
    waterfall_strip,
    ways,
)
from cxdata.charts.look import DARK, LIGHT, Colours
from cxdata.charts.planes import detectable, funnel, priority
from cxdata.charts.time import lines, panels
from cxdata.charts.time.spark import svg as spark
from cxdata.text import Text

__all__ = ["DARK", "LIGHT", "Colours", "figure", "spark"]


def figure(
    chart: Chart, look: Colours, text: Text, *, width: int | None = None, height: int | None = None
) -> go.Figure:
    """The chart as a Plotly figure with its own template: show it with `theme=None`, as wide as its place.

    `width` is a hint in pixels: it decides how many panels, ticks and letters fit. A `Figure` record has no Plotly
    figure; it is words and a spark.
    """
    sizes = {name: value for name, value in (("width", width), ("height", height)) if value is not None}
    match chart:
        case Lines(multiples=True):
            return panels.figure(chart, look, text, **sizes)
        case Lines():
            return lines.figure(chart, look, text, **sizes)
        case Changes():
            return changes.figure(chart, look, text, **sizes)
        case Distribution():
            return distribution.figure(chart, look, text, **sizes)
        case Heatmap():
            return heatmap.figure(chart, look, text, **sizes)
        case Waterfall():
            return waterfall.figure(chart, look, text, **sizes)
        case Standing():
            return standing.figure(chart, look, text, **sizes)
        case Funnel():
            return funnel.figure(chart, look, text, **sizes)
        case Priority():
            return priority.figure(chart, look, text, **sizes)
        case Detectable():
            return detectable.figure(chart, look, text, **sizes)
        case Effects():
            return effects.figure(chart, look, text, **sizes)
        case Ways():
            return ways.figure(chart, look, text, **sizes)
        case Shift():
            return standing_shift.figure(chart, look, text, **sizes)
        case Matrix():
            return raci.figure(chart, look, text, **sizes)
        case Strip():
            return waterfall_strip.figure(chart, look, text, **sizes)
        case Listing():
            return listing.figure(chart, look, text, **sizes)
        case Figure():
            raise TypeError("a single number is words and a spark, not a Plotly figure")
