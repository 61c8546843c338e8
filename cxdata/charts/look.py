"""The look of every chart: colours by meaning, sizes of type, one Plotly template said outright."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import plotly.graph_objects as go

from cxdata.card import Role

FONT: Final = "Inter, 'Helvetica Neue', Arial, sans-serif"
NOTE, BODY, CARD, PAGE, BIG = 13, 15, 18, 24, 40
"""Sizes of type in pixels: notes, text, card titles, page title, the one big number of a page."""

CHECKED = False
"""Whether Plotly checks each figure."""

_DASHES: Final[dict[Role, str]] = {
    "main": "solid",
    "second": "9px,3px",
    "third": "3px,2px",
    "fourth": "9px,3px,2px,3px",
    "fifth": "5px,4px",
    "quiet": "solid",
}
_PLACES: Final[tuple[Role, ...]] = ("main", "second", "third", "fourth", "fifth")


@dataclass(frozen=True, slots=True)
class Colours:
    """`quiet` fills the bars of n, `chance` a difference that could be chance; `scale` runs from low to high."""

    name: str
    paper: str
    card: str
    ink: str
    second: str
    rule: str
    quiet: str
    accent: str
    worse: str
    better: str
    chance: str
    series: tuple[str, ...]
    scale: tuple[str, ...]

    def of(self, role: Role) -> str:
        """The colour of a series."""
        return self.second if role == "quiet" else self.series[_PLACES.index(role)]

    @staticmethod
    def dash(role: Role) -> str:
        return _DASHES[role]


LIGHT: Final = Colours(
    name="light",
    paper="#F6F4EF",
    card="#FFFFFF",
    ink="#1C2326",
    second="#55636A",
    rule="#E2DED5",
    quiet="#D9D6CE",
    accent="#0B5A66",
    worse="#B3401A",
    better="#0B5A66",
    chance="#B9BFC1",
    series=("#0B5A66", "#C4501B", "#5B4B9A", "#B58A00", "#4C6A92"),
    scale=("#8C2D04", "#C4501B", "#E58A4E", "#F4C6A3", "#F1EFEA", "#BFDAD9", "#7DB6B8", "#35888F", "#0B5A66"),
)
DARK: Final = Colours(
    name="dark",
    paper="#14181B",
    card="#1C2226",
    ink="#E8ECEE",
    second="#9DB0B8",
    rule="#2F383E",
    quiet="#3A454B",
    accent="#7DB6B8",
    worse="#E58A4E",
    better="#7DB6B8",
    chance="#5D6B72",
    series=("#7DB6B8", "#E58A4E", "#A99BE0", "#D9B44A", "#8FACD0"),
    scale=("#8C2D04", "#C4501B", "#E58A4E", "#F4C6A3", "#2A3238", "#BFDAD9", "#7DB6B8", "#35888F", "#0B5A66"),
)


@cache
def template(look: Colours, separators: str) -> go.layout.Template:
    """Every colour said outright, so that a picture keeps it wherever it is exported."""
    axis = {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "automargin": False,
        "fixedrange": True,
        "tickfont": {"size": NOTE, "color": look.second, "family": FONT},
        "linecolor": look.rule,
        "gridcolor": look.rule,
        "zerolinecolor": look.rule,
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": NOTE, "color": look.ink},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "colorway": list(look.series),
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "hoverdistance": 24,
            "hoverlabel": {
                "bgcolor": look.card,
                "bordercolor": look.second,
                "align": "left",
                "font": {"family": FONT, "size": NOTE, "color": look.ink},
            },
            "xaxis": axis,
            "yaxis": axis,
            "annotationdefaults": {
                "showarrow": False,
                "borderpad": 0,
                "borderwidth": 0,
                "font": {"family": FONT, "size": NOTE, "color": look.second},
            },
            "bargap": 0.3,
            "separators": separators,
        }
    )


def canvas(look: Colours, lang: str, height: int, traces: list[dict[str, Any]], layout: dict[str, Any]) -> go.Figure:
    """A figure of that height in our look; width follows the place where it stands.

    Plotly's check of every value would take most of the time; so the tests of charts do it.
    """
    separators = ", " if lang == "pl" else ".,"
    whole = {"template": template(look, separators), "height": height, **layout}
    return go.Figure(data=traces, layout=whole, _validate=CHECKED)


def faint(colour: str, alpha: float) -> str:
    """The colour as rgba with that opacity."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{alpha:g})"
