"""Privacy at the door: what says who somebody is stays outside the workspace, and the receipt says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cxdata.intake import importing, plan, undoing
from cxdata.reading import Mapping, Sheet
from cxdata.store.workspace import Workspace

Written = Callable[..., Sheet]

HEADINGS = (
    "Id odpowiedzi;Data;Nr klienta;Imię i nazwisko;Adres e-mail;Telefon;PESEL;Nr rachunku;IP;Kontakt;"
    "Jak prawdopodobne jest, że nas polecisz? (0-10);Punkt styku;Komentarz"
)
PEOPLE = ("Jan Kowalski", "Anna Nowak", "Piotr Zięba", "Ewa Górna")
SECRETS = (
    "KL-", "kowalsk", "nowak", "zięb", "górn", "poczta.example", "600700", "600 700", "44051401359", "10.20.30.",
    "109010140000071219812874", "1090 1014 0000 0712 1981 2874",
)  # fmt: skip
"""Pieces of what the files below say about people, in small letters where case does not matter."""


def rows(first: int, n: int) -> list[str]:
    """Rows of people whose comments, refused cells and labels say who they are, too."""
    said = (
        "Pani {given} oddzwoniła na 600 700 80{last}",
        "proszę pisać: osoba{n}@poczta.example, dziękuję {given}",
        "PESEL 44051401359, konto 61 1090 1014 0000 0712 1981 2874",
        "z adresu 10.20.30.{last} nie działa, KOWALSKIEGO też nie było",
    )
    found = []
    for place in range(first, first + n):
        person, last = PEOPLE[place % 4], place % 10
        score = ("9", "osoba@poczta.example", "600700800", "7")[place % 4] if place % 7 == 0 else str(place % 11)
        day = "kowalski jan" if place % 13 == 5 else f"2026-03-{1 + place % 28:02}"
        contact = f"osoba{place}@poczta.example" if place % 2 else f"600 700 8{last:02}"
        label = "Salon 600 700 800" if place % 5 == 0 else "Infolinia"
        comment = said[place % 4].format(given=person.split()[0], last=last, n=place)
        cells = (
            str(place), day, f"KL-{place % 30:05}", person, f"osoba{place}@poczta.example", f"60070080{last}",
            "44051401359", "61109010140000071219812874", f"10.20.30.{last}", contact, score, label, comment,
        )  # fmt: skip
        found.append(";".join(cells))
    return found


def everything(workspace: Workspace) -> str:
    """Every cell of every table as text, the emptied ones too, in small letters."""
    with workspace.connect() as connection:
        tables = [
            row[0]
            for row in connection.sql("SELECT table_name FROM duckdb_tables() WHERE database_name = 'w'").fetchall()
        ]
        cells = [str(row) for table in tables for row in connection.sql(f'FROM "{table}"').fetchall()]
    return "\n".join(cells).lower()


def betrayed(workspace: Workspace) -> list[str]:
    """Which of the secrets stand in the tables, or in the bytes of any file beside them but uploads."""
    told = everything(workspace)
    files = [path for path in workspace.path.parent.rglob("*") if path.is_file() and path.suffix != ".csv"]
    raw = b"".join(path.read_bytes() for path in files).lower()
    return [secret for secret in SECRETS if secret.lower() in told or secret.lower().encode() in raw]


def imported(workspace: Workspace, sheet: Sheet, **options: object) -> Mapping:
    mapping = plan.check(sheet.path, sheet.name, workspace=workspace).mapping
    assert mapping is not None
    importing.load(workspace, sheet, mapping, **options)  # type: ignore[arg-type]
    return mapping


def test_nothing_of_a_file_that_says_who_somebody_is_can_be_found_after_imports_replacements_and_undoing(
    workspace: Workspace, written: Written
) -> None:
    one = written("a.csv", HEADINGS, *rows(0, 60))
    mapping = imported(workspace, one)
    assert betrayed(workspace) == []
    # The same people again, some with other answers: what is replaced is kept for the undoing.
    imported(workspace, written("b.csv", HEADINGS, *rows(20, 60), *rows(70, 10)))
    importing.load(workspace, one, replace(mapping, comments=()), replace=True)
    undoing.undo(workspace, 2, together=True)
    assert betrayed(workspace) == []
    imported(workspace, written("c.csv", HEADINGS, *rows(0, 90)), by="Ola")
    assert betrayed(workspace) == []


def test_the_receipt_says_what_was_left_out_masked_and_hashed(workspace: Workspace, written: Written) -> None:
    sheet = written("a.csv", HEADINGS, *rows(0, 8))
    mapping = plan.check(sheet.path, sheet.name).mapping
    assert mapping is not None
    receipt = importing.load(workspace, sheet, mapping)
    assert receipt.private == {
        "Imię i nazwisko": "name",
        "Adres e-mail": "email",
        "Telefon": "phone",
        "PESEL": "pesel",
        "Nr rachunku": "account",
        "IP": "ip",
        "Kontakt": "phone",
    }
    assert (receipt.customer, receipt.left_out) == ("Nr klienta", ())
    assert (receipt.comments, receipt.masked, receipt.labels_masked) == (7, 7, 1)
    assert receipt.hidden == {"person": 5, "phone": 3, "pesel": 2, "account": 2, "ip": 2, "email": 1}


def test_one_customer_is_one_hash_in_every_import(workspace: Workspace, written: Written) -> None:
    imported(workspace, written("a.csv", HEADINGS, *rows(0, 31)))
    imported(workspace, written("b.csv", HEADINGS, *rows(31, 31)))
    with workspace.connect() as connection:
        found = connection.sql(
            "SELECT count(DISTINCT customer), count(DISTINCT import) FILTER (customer = "
            "(SELECT customer FROM responses WHERE key = (SELECT min_by(key, resp) FROM responses))) FROM responses"
        ).fetchall()
    assert found == [(30, 2)]


@pytest.mark.parametrize("heading", ["Kto", "Respondent", "Podpis"])
def test_a_column_of_people_is_known_by_what_stands_in_it(workspace: Workspace, written: Written, heading: str) -> None:
    people = [f"{name} {surname}" for name in ("Jan", "Ewa", "Ola", "Iga") for surname in ("Kot", "Lis", "Żak")]
    lines = [f"2026-03-0{1 + i % 9};{i % 11};{who};uwaga {i}" for i, who in enumerate(people)]
    sheet = written("a.csv", f"Data;NPS;{heading};Komentarz", *lines)
    mapping = plan.check(sheet.path, sheet.name).mapping
    assert mapping is not None
    assert (mapping.ignored, mapping.names, dict(mapping.dimensions)) == ((heading,), (heading,), {})


def test_agents_who_come_back_in_many_rows_stay_a_dimension(written: Written) -> None:
    lines = [f"2026-03-0{1 + i % 9};{i % 11};{('Jan Kot', 'Ewa Lis')[i % 2]}" for i in range(40)]
    mapping = plan.check(written("a.csv", "Data;NPS;Konsultant", *lines).path, "a.csv").mapping
    assert mapping is not None
    assert (mapping.ignored, dict(mapping.dimensions)) == ((), {"Konsultant": "Konsultant"})


def test_a_question_about_telephones_is_a_question(written: Written) -> None:
    lines = [f"2026-03-0{1 + i % 9};{1 + i % 5}" for i in range(40)]
    mapping = plan.check(
        written("a.csv", "Data;Jak oceniasz kontakt przez telefon lub e-mail? (1-5)", *lines).path
    ).mapping
    assert mapping is not None
    assert (mapping.ignored, [(q.metric, q.low, q.high) for q in mapping.questions]) == ((), [("csat", 1, 5)])


def test_whoever_decides_so_keeps_comments_as_written_and_hashes_all_the_same(
    workspace: Workspace, written: Written, tmp_path: Path
) -> None:
    sheet = written("a.csv", HEADINGS, *rows(0, 8))
    imported(workspace, sheet, masked=False)
    told = everything(workspace)
    assert "poczta.example" in told
    assert "kl-0" not in told


def test_names_that_no_comment_speaks_of_mask_nothing(workspace: Workspace, written: Written) -> None:
    sheet = written("a.csv", "data;kto;opinia", "2026-01-05;Anna Nowak;Było dobrze")
    mapping = Mapping(at="data", date_order="ymd", comments=("opinia",), names=("kto",))
    receipt = importing.load(workspace, sheet, mapping)
    assert (receipt.loaded, receipt.comments, receipt.masked) == (1, 1, 0)
