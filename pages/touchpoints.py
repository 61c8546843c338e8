"""Which touchpoint is off, when or where, and against what; a click on a cell opens what stands behind it."""

from cxdata.screen import cards
from cxdata.screen.controls import elsewhere, heatmap, heatmap_panel
from cxdata.screen.visit import opening

page = opening.opened()

if not elsewhere.shown(page):
    governed = heatmap.tables(page)
    shown = heatmap.asked(page, governed)
    cards.headline(shown.headline, shown.parts)
    heatmap.controls(page, shown)
    left, right = heatmap.sides(len(shown.grid.columns))
    with left:
        heatmap.drawn(page, shown)
        if beside := heatmap.beside(page, len(shown.grid.columns)):
            heatmap_panel.real(page, shown)
    with right:
        heatmap_panel.shown(page, shown, governed)
    if not beside:
        heatmap_panel.real(page, shown)
    heatmap_panel.even(page, shown, governed)
