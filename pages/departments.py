"""In whose touchpoints the gap to the goal lies, how departments stand, and who answers for what."""

from cxdata.screen import cards, records
from cxdata.screen.controls import departments, settling
from cxdata.screen.records import picker
from cxdata.screen.visit import opening

page = opening.opened()
name = departments.chosen(page) if departments.view() == departments.RESULTS else None
shown = departments.asked(page)

if name is not None:
    found = departments.opened(page, name)
    cards.headline(found.headline, found.parts)
    departments.controls(page, shown.weighable)
    departments.department(page, found)
else:
    cards.headline(shown.headline, shown.parts)
    departments.controls(page, shown.weighable)
    if departments.view() == departments.OWNERS:
        settling.opened(page, departments.governed(page))
        records.edited(page, picker.among(page, departments.TABLES_OF))
    else:
        departments.results(page, shown)
