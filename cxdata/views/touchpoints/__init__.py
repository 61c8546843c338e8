"""The touchpoints page: a map of cells from one scan (`map`), and what stands behind one of them (`cell`)."""

from cxdata.views.touchpoints.map import Asked, Touchpoints, touchpoints

__all__ = ["Asked", "Touchpoints", "touchpoints"]
