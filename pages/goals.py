"""How far each goal has come, whether it can be met and checked; and a form that checks a goal while it is typed."""

from cxdata.screen import cards, records
from cxdata.screen.controls import departments, goals
from cxdata.screen.visit import opening
from cxdata.screen.visit.held import held
from cxdata.views.goals import goals as view

page = opening.opened()
tables = departments.governed(page)
shown = held(page, "goals", lambda: view(page.snapshot, tables, page.text), departments.versions(tables))

cards.headline(shown.headline, shown.parts)
if shown.open.chart is not None:
    cards.show(shown.open, page, width=1184)
goals.form(page, tables)
if shown.past.chart is not None:
    cards.show(shown.past, page, width=1184)
goals.letters(page, shown)
goals.lacking(page, shown)
records.within(page, "goals", "vision")
