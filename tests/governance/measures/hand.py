"""A company small enough for every measure to be worked out by hand."""

from __future__ import annotations

from datetime import date

import polars as pl

from cxdata.governance.ownership import Weights
from cxdata.governance.records import Held
from cxdata.governance.spec import Value
from cxdata.governance.standing import Standing
from cxdata.governance.tables import TABLES
from tests.governance.frames import day, frame

TODAY = date(2026, 6, 15)

Lines = list[tuple[Value, ...]]


def company(today: date = TODAY, **tables: Lines) -> Standing:
    """Tables by name with their rows; all others are empty."""
    held = {name: Held(frame(table, *tables.get(name, [])), 0) for name, table in TABLES.items()}
    return Standing(held, today)


DEPARTMENTS: Lines = [
    ("Sprzedaż", "operating", 100),
    ("IT", "operating", 60),
    ("Logistyka", "operating", 40),
    ("Zespół CX", "cx_team", 5),
]

# Contacts: Kasa 1200, Dostawa 800, Aplikacja 500, Faktura 300, Zwrot 200; 3000 in all.
CONTACTS = Weights(
    pl.DataFrame(
        {
            "touchpoint": ["Kasa", "Dostawa", "Aplikacja", "Faktura", "Zwrot"],
            "weight": [1200, 800, 500, 300, 200],
        }
    ),
    "contacts",
)

# Kasa: A Sprzedaż alone. Dostawa: A Logistyka, R IT. Aplikacja: nobody A, R IT. Faktura: two A. Zwrot: A the CX team.
OWNERSHIP: Lines = [
    ("Kasa", "Sprzedaż", "A"),
    ("Dostawa", "Logistyka", "A"),
    ("Dostawa", "IT", "R"),
    ("Aplikacja", "IT", "R"),
    ("Faktura", "Sprzedaż", "A"),
    ("Faktura", "IT", "A"),
    ("Zwrot", "Zespół CX", "A"),
]

__all__ = ["CONTACTS", "DEPARTMENTS", "OWNERSHIP", "TODAY", "Lines", "company", "day"]
