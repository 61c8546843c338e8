"""Tables edited in a real browser: typing, two people at once, taking back, files."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Page, expect

from cxdata.governance.records import rows, save
from cxdata.governance.tables import DECISIONS, DEPARTMENTS, INITIATIVES
from cxdata.store.workspace import Workspace
from cxdata.text import Text
from tests.browser.conftest import Visitor
from tests.governance.frames import day, departments, frame, new
from tests.workspaces import make_workspace

PL = Text("pl")
expect.set_options(timeout=20_000)
HEAD, LINE = 35, 33
"""Heights of a grid's heading and of a row, in pixels."""


@pytest.fixture
def firm(demo_home: Path, request: pytest.FixtureRequest) -> Workspace:
    """Two touchpoints, two departments, two decisions, one initiative."""
    name = "rejestry" + re.sub(r"\W", "", request.node.name)[-24:].lower() + secrets.token_hex(2)
    answers = [("nps", 9, date(2026, 10, 5), touchpoint) for touchpoint in ("Kasa", "Dostawa") for _ in range(20)]
    schema = ["metric", "score", "day", "touchpoint"]
    workspace = make_workspace(demo_home / f"{name}.duckdb", pl.DataFrame(answers, schema=schema, orient="row"))
    save(workspace, DEPARTMENTS, new(departments(("Sprzedaż", "operating", 12), ("IT", "operating", 8))), by="Ala")
    taken = [
        ("D1", day("2026-09-08"), "Trasa", "IT", None, day("2026-12-01")),
        ("D2", day("2026-09-08"), "Okno", "IT", None, day("2026-11-01")),
    ]
    save(workspace, DECISIONS, new(frame(DECISIONS, *taken)), by="Ala")
    save(workspace, INITIATIVES, new(frame(INITIATIVES, ("Trasa", ("Kasa",), *[None] * 6, "planned"))), by="Ala")
    return workspace


def at(page: Page, line: int, x: float) -> tuple[float, float]:
    """A place in the grid: the middle of a line (from 1), so far from its left edge."""
    canvas = page.get_by_test_id("stDataFrame").locator("canvas").first
    expect(canvas).to_be_visible()
    box = canvas.bounding_box()
    assert box is not None
    return box["x"] + x, box["y"] + HEAD + LINE * (line - 0.5)


def typed(visitor: Visitor, line: int, column: int, words: str) -> None:
    """Types over a cell until the page knows of it: the grid's editor takes a moment to know what was typed."""
    discard = visitor.page.get_by_role("button", name="Odrzuć zmiany")
    before = discard.count()
    for _ in range(3):
        _typed_once(visitor, line, column, words)
        try:
            expect(discard).to_be_visible(timeout=6_000)
            break
        except AssertionError:
            visitor.settled()
    expect(discard).to_be_visible()
    if before:
        visitor.page.wait_for_timeout(500)
    visitor.settled()


def _typed_once(visitor: Visitor, line: int, column: int, words: str) -> None:
    page = visitor.page
    page.mouse.click(*at(page, line, 60))
    for _ in range(column):
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(200)
    page.keyboard.press("Enter")
    editor = page.locator("#portal").locator("input, textarea").first
    expect(editor).to_be_visible()
    page.wait_for_timeout(400)
    if editor.get_attribute("type") == "date":
        editor.fill(words)
    else:
        page.keyboard.press("Control+a")
        page.keyboard.type(words)
    page.wait_for_timeout(500)
    page.keyboard.press("Enter")
    expect(editor).to_be_hidden()


def stated(visitor: Visitor, table: str, name: str) -> None:
    box = visitor.page.locator(f".st-key-who_{table} input")
    box.fill(name)
    box.press("Enter")
    visitor.settled()


def test_two_people_edit_one_table_and_nothing_is_lost(visit: Callable[..., Visitor], firm: Workspace) -> None:
    ola, olek = visit("pl"), visit("pl")
    for visitor, name, people in ((ola, "Ola", "20"), (olek, "Olek", "30")):
        visitor.open(f"/records?w={firm.name}&table=departments")
        stated(visitor, "departments", name)
        typed(visitor, 1, 3, people)
    typed(olek, 2, 1, "Informatyka")
    ola.page.get_by_role("button", name="Zapisz zmiany").click()
    expect(ola.page.get_by_text("Ostatni zapis: Ola")).to_be_visible(timeout=20_000)
    olek.page.get_by_role("button", name="Zapisz zmiany").click()
    page = olek.page
    expect(page.get_by_text("te same pola wiersza „Sprzedaż” w tym czasie zmieniła inna osoba (Ola)")).to_be_visible()
    expect(page.get_by_text("było: 12")).to_be_visible()
    expect(page.get_by_role("button", name="Zapisz wybór")).to_be_disabled()
    page.get_by_text("moja zmiana: 30").click()
    olek.settled()
    page.get_by_role("button", name="Zapisz wybór").click()
    expect(page.get_by_text("Ostatni zapis: Olek")).to_be_visible(timeout=20_000)
    assert rows(firm, DEPARTMENTS).select("name", "headcount").rows() == [("Sprzedaż", 30), ("Informatyka", 8)]
    assert rows(firm, DECISIONS)["owner"].to_list() == ["Informatyka"] * 2
    assert (olek.outside, olek.complaints) == ([], [])


def test_what_was_saved_is_taken_back(visit: Callable[..., Visitor], firm: Workspace) -> None:
    visitor = visit("pl")
    page = visitor.open(f"/records?w={firm.name}&table=departments")
    stated(visitor, "departments", "Ola")
    typed(visitor, 2, 1, "Informatyka")
    page.get_by_role("button", name="Zapisz zmiany").click()
    expect(page.get_by_text("Ostatni zapis: Ola")).to_be_visible()
    stated(visitor, "departments", "Ewa")
    page.get_by_role("button", name="Ostatni zapis").click()
    expect(page.get_by_text("Informatyka, dział: IT → Informatyka")).to_be_visible()
    page.get_by_role("button", name="Cofnij ten zapis").click()
    expect(page.get_by_text("Ostatni zapis: Ewa")).to_be_visible()
    assert rows(firm, DEPARTMENTS)["name"].to_list() == ["Sprzedaż", "IT"]
    assert rows(firm, DECISIONS)["owner"].to_list() == ["IT", "IT"]


def test_a_date_out_of_order_is_said_and_keeps_the_row_from_being_saved(
    visit: Callable[..., Visitor], firm: Workspace
) -> None:
    visitor = visit("pl")
    page = visitor.open(f"/records?w={firm.name}&table=decisions")
    typed(visitor, 1, 6, "2026-01-01")
    expect(page.get_by_text("Wiersz 1 (D1), termin: Termin (2026-01-01) wypada przed decyzją")).to_be_visible()
    expect(page.get_by_role("button", name="Zapisz zmiany")).to_be_disabled()
    page.get_by_role("button", name="Odrzuć zmiany").click()
    visitor.settled()
    assert rows(firm, DECISIONS)["due"].to_list() == [day("2026-12-01"), day("2026-11-01")]


def test_several_names_are_put_in_one_cell(visit: Callable[..., Visitor], firm: Workspace) -> None:
    visitor = visit("pl")
    page = visitor.open(f"/records?w={firm.name}&table=initiatives")
    page.mouse.dblclick(*at(page, 1, 400))
    expect(page.locator("#portal input").first).to_be_visible()
    page.wait_for_timeout(500)
    page.keyboard.type("Dostawa")
    expect(page.locator("#portal").get_by_text("Dostawa", exact=True).first).to_be_visible()
    for key in ("Enter", "Tab"):
        page.wait_for_timeout(700)
        page.keyboard.press(key)
    expect(page.get_by_role("button", name="Odrzuć zmiany")).to_be_visible()
    page.get_by_role("button", name="Zapisz zmiany").click()
    visitor.settled()
    expect(page.get_by_role("button", name="Odrzuć zmiany")).to_be_hidden()
    assert rows(firm, INITIATIVES)["touchpoints"].to_list() == [["Kasa", "Dostawa"]]


def test_a_filled_file_is_loaded_with_its_receipt(visit: Callable[..., Visitor], firm: Workspace) -> None:
    visitor = visit("pl")
    page = visitor.open(f"/records?w={firm.name}&table=departments")
    page.get_by_role("button", name="Wgraj").click()
    content = "dział;rodzaj\nKadry;operacyjny\nZarząd;jaki\n".encode()
    file = {"name": "dzialy.csv", "mimeType": "text/csv", "buffer": content}
    page.locator("input[type=file]").first.set_input_files(file)  # type: ignore[arg-type]
    expect(page.get_by_text("dzialy.csv")).to_be_visible()
    page.get_by_role("button", name="Wczytaj plik").click()
    expect(page.get_by_text("wczytane 1 + odrzucone 1")).to_be_visible(timeout=20_000)
    with page.expect_download() as rejects:
        page.get_by_role("button", name=PL("records.rejects"), exact=True).click()
    assert "„jaki” nie jest żadną z możliwych wartości" in Path(rejects.value.path()).read_text("utf-8-sig")
    assert rows(firm, DEPARTMENTS)["name"].to_list() == ["Sprzedaż", "IT", "Kadry"]


def test_a_table_is_taken_home_as_a_workbook(visit: Callable[..., Visitor], firm: Workspace, tmp_path: Path) -> None:
    from cxdata.reading import read

    visitor = visit("pl")
    page = visitor.open(f"/records?w={firm.name}&table=decisions")
    page.get_by_role("button", name="Pobierz").click()
    with page.expect_download() as download:
        page.locator(".st-key-download_decisions_xlsx button").click()
    assert download.value.suggested_filename == "decyzje.xlsx"
    sheet = read(Path(download.value.path()).read_bytes(), "decyzje.xlsx", folder=tmp_path)
    assert sheet.table[:, 0].to_list() == ["D1", "D2"]
