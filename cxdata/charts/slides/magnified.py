"""A figure of ours drawn larger: type, strokes, shifts and margins grow together, data stay as they are."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

Node = dict[str, Any]

_PIXELS = {"size", "xshift", "yshift", "standoff", "startstandoff", "borderpad", "borderwidth", "arrowwidth"}
_SCREEN = {"hovertext", "customdata", "hoverinfo", "hoverlabel", "selected", "unselected"}
"""What only a screen needs: a picture cannot be pointed at."""


def magnified(figure: go.Figure, factor: float, family: str) -> Node:
    """The figure as plain data and layout, every length in pixels times `factor`, in another family of type."""
    found = figure.to_dict()
    for trace in found["data"]:
        for name in _SCREEN:
            trace.pop(name, None)
    layout: Node = _grown(found["layout"], factor, family, "layout")
    for note in layout.get("annotations", ()):
        note.pop("hovertext", None)
    layout["hovermode"] = False
    return {"data": [_grown(trace, factor, family, "trace") for trace in found["data"]], "layout": layout}


def _grown(node: Node, factor: float, family: str, inside: str) -> Node:
    found: Node = {}
    for key, value in node.items():
        if key == "family":
            found[key] = family
        elif key == "dash":
            found[key] = _dash(str(value), factor)
        elif _is_pixels(key, node, inside):
            found[key] = _times(value, factor)
        elif isinstance(value, dict):
            found[key] = _grown(value, factor, family, key)
        elif isinstance(value, list | tuple) and value and isinstance(value[0], dict):
            found[key] = [_grown(item, factor, family, key) for item in value]
        else:
            found[key] = value
    return found


def _is_pixels(key: str, node: Node, inside: str) -> bool:
    if key in _PIXELS:
        return True
    if inside == "margin":
        return True
    if key in ("width", "height"):
        return inside in ("line", "annotations")
    if key in ("x0", "x1", "y0", "y1"):
        return inside == "shapes" and node.get(f"{key[0]}sizemode") == "pixel"
    return False


def _times(value: Any, factor: float) -> Any:
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return value * factor
    return [_times(item, factor) for item in value] if isinstance(value, list | tuple) else value


def _dash(dash: str, factor: float) -> str:
    """ "9px,3px" grows; a named dash grows with its line."""
    if "px" not in dash:
        return dash
    return ",".join(f"{float(part.strip().removesuffix('px')) * factor:g}px" for part in dash.split(","))
