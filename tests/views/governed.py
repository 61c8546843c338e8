"""Small companies with owners and goals, whose gaps and changes are known to the last point."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from cxdata.choice import Choice
from cxdata.governance.current import Tables
from cxdata.governance.records import Held
from cxdata.governance.tables import TABLES
from cxdata.store.snapshot import Snapshot
from cxdata.store.workspace import Workspace
from tests.governance.frames import departments, goals, ownership
from tests.views.company import answers, frame, opened

NOW, BEFORE = date(2026, 10, 5), date(2025, 10, 5)
MONTH = Choice(preset="month")
UNTIL = date(2026, 12, 31)
PEOPLE = (
    ("Sprzedaż", "operating"),
    ("Logistyka", "operating"),
    ("Zespół CX", "cx_team"),
)
ROLES = (
    ("Kasa", "Sprzedaż", "A"),
    ("Dostawa", "Logistyka", "A"),
    ("Dostawa", "Sprzedaż", "R"),
    ("Infolinia", "Logistyka", "R"),
    ("Zwrot", "Zespół CX", "A"),
)
LEVELS = (
    ("Każdy kontakt", "nps", "touchpoints", None, None, 30.0, UNTIL),
    ("Paczka na czas", "nps", "touchpoint", "Dostawa", None, 40.0, UNTIL),
)
# NPS 40, 0, 0 and -20 over 100 answers each: together 5.
RATED = (
    *answers(NOW, 60, 20, 20, "Kasa", "Sklep"),
    *answers(NOW, 30, 40, 30, "Dostawa", "Kurier"),
    *answers(NOW, 20, 60, 20, "Infolinia", "Telefon"),
    *answers(NOW, 10, 60, 30, "Zwrot", "Sklep"),
)
# Telefon 320 answers at 50 and Czat 80 at 10 make 42; a year later 200 at 55 and 200 at 15 make 35.
TURNED = (
    *answers(BEFORE, 200, 80, 40, "Pomoc", "Telefon"),
    *answers(BEFORE, 32, 24, 24, "Pomoc", "Czat"),
    *answers(NOW, 140, 30, 30, "Pomoc", "Telefon"),
    *answers(NOW, 80, 70, 50, "Pomoc", "Czat"),
)
EMPTY = {name: Held(table.empty(), 0) for name, table in TABLES.items()}
Rows = Sequence[tuple[object, ...]]
Company = tuple[Workspace, Snapshot, Tables]


def governed(rated: Rows, roles: Rows = (), levels: Rows = (), people: Rows = PEOPLE) -> Company:
    """A workspace with these answers, and tables with these roles, goals and departments beside it."""
    workspace, snapshot = opened(frame(list(rated)))
    made = {"departments": departments(*people), "ownership": ownership(*roles), "goals": goals(*levels)}  # type: ignore[arg-type]
    return workspace, snapshot, EMPTY | {name: Held(rows, 1) for name, rows in made.items()}


def with_contacts(company: Company, contacts: dict[str, int]) -> Company:
    workspace, _, tables = company
    with workspace.connect(write=True) as connection:
        for label, n in contacts.items():
            connection.execute("UPDATE members SET contacts = $n WHERE label = $label", {"n": n, "label": label})
    return workspace, workspace.snapshot(), tables


def values(frame: pl.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    """The rows of these columns, numbers to six decimals."""
    return frame.select(pl.col(columns[0]), *(pl.col(name).round(6) for name in columns[1:])).rows()
