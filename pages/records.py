"""What people keep, from departments to decisions: one table at a time, with its history."""

from cxdata.screen import cards, records
from cxdata.screen.records import picker
from cxdata.screen.visit import opening

page = opening.opened()

cards.headline(page.text("records.headline"), page.text("records.headline_more"))
left, right = picker.sides()
with left:
    name = picker.chosen(page)
with right:
    records.edited(page, name)
