"""The upload templates: what Excel and the README promise of them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from cxdata.governance.sheets import file_name
from cxdata.governance.tables import TABLES
from cxdata.text import LANGS

TEMPLATES = Path(__file__).resolve().parents[2] / "data" / "templates"
HEADINGS = {
    "zaproszenia.csv": ["miesiąc", "punkt styku", "kanał", "wysłano"],
    "invitations.csv": ["month", "touchpoint", "channel", "sent"],
    "punkty_styku.csv": ["punkt styku", "etap", "kolejność", "kontakty"],
    "touchpoints.csv": ["touchpoint", "stage", "order", "contacts"],
} | {
    file_name(table, lang): [table.heading(name, lang) for name in table.names]
    for table in TABLES.values()
    for lang in LANGS
}
POLISH = {"opinie.csv", "zaproszenia.csv", "punkty_styku.csv", *(file_name(table, "pl") for table in TABLES.values())}


@pytest.mark.parametrize("name", sorted(path.name for path in TEMPLATES.glob("*.csv")))
def test_a_template_opens_in_excel_and_has_example_rows(name: str) -> None:
    data = (TEMPLATES / name).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(data.decode("utf-8-sig").splitlines(), delimiter=";" if name in POLISH else ","))
    assert 4 <= len(rows) <= 6
    assert {len(row) for row in rows} == {len(rows[0])}
    assert rows[0] == HEADINGS.get(name, rows[0])
    described = (TEMPLATES / "README.md").read_text(encoding="utf-8")
    assert [heading for heading in rows[0] if heading not in described] == []
