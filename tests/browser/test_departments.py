from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import expect

from cxdata.governance.records import save
from cxdata.governance.tables import DEPARTMENTS, GOALS, OWNERSHIP
from tests.browser.conftest import Visitor
from tests.governance.frames import departments, goals, new, ownership
from tests.workspaces import make_workspace

NOBODY, NO_OWNER = "(bez właściciela)", "1 punkt styku bez właściciela"


@pytest.fixture
def shop(demo_home: Path, request: pytest.FixtureRequest) -> str:
    """A small company beside the demo: Kasa at 40 is Sprzedaż's, Dostawa at -20 Logistyka's, the goal is 30."""
    name = "dzialy" + re.sub(r"\W", "", request.node.name)[-24:].lower() + secrets.token_hex(2)
    levels = {"Kasa": (70, 30), "Dostawa": (40, 60)}
    rows = [
        ("nps", score, date(2026, 10, 5), touchpoint)
        for touchpoint, (up, down) in levels.items()
        for score in [10] * up + [2] * down
    ]
    frame = pl.DataFrame(rows, schema=["metric", "score", "day", "touchpoint"], orient="row")
    workspace = make_workspace(demo_home / f"{name}.duckdb", frame)
    save(workspace, DEPARTMENTS, new(departments(("Sprzedaż", "operating"), ("Logistyka", "operating"))), by="Ala")
    save(workspace, OWNERSHIP, new(ownership(("Kasa", "Sprzedaż", "A"), ("Dostawa", "Logistyka", "A"))), by="Ala")
    level = goals(("Cel", "nps", "touchpoints", None, None, 30.0, date(2026, 12, 31)))
    save(workspace, GOALS, new(level), by="Ala")
    return name


def test_a_row_of_ownership_deleted_in_the_grid_changes_the_page(visit: Callable[..., Visitor], shop: str) -> None:
    visitor = visit("pl")
    page = visitor.open(f"/departments?w={shop}&view=owners")
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "Rzeczywiste straty w udziale działów (A i R): Logistyka"
    )
    grid = page.get_by_test_id("stDataFrame").locator("canvas").first
    gone = page.get_by_text("Dostawa: żaden dział nie odpowiada za wynik")
    for _ in range(3):  # keys pressed before the grid has the focus go nowhere
        box = grid.bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + 16, box["y"] + box["height"] * 2.5 / 4)
        page.wait_for_timeout(300)
        page.keyboard.press("Delete")
        visitor.settled()
        try:
            expect(gone).to_be_visible(timeout=6_000)
            break
        except AssertionError:
            visitor.settled()
    expect(gone).to_be_visible()
    page.get_by_role("button", name="Zapisz zmiany").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("nie odpowiada żaden dział operacyjny", timeout=20_000)
    visitor.settled()
    page.get_by_text("Wyniki", exact=True).click()
    visitor.settled()
    expect(page.get_by_role("heading", name=NO_OWNER)).to_be_visible()
    expect(page.locator(".lad-chart").first).to_contain_text(NOBODY)
    assert (visitor.outside, visitor.complaints) == ([], [])


def test_a_bar_opens_its_department_and_the_address_says_so(visit: Callable[..., Visitor], shop: str) -> None:
    visitor = visit("pl")
    page = visitor.open(f"/departments?w={shop}")
    plot = page.locator(".st-key-card_departments-standing .lad-chart")
    expect(plot).to_be_visible()
    place = plot.bounding_box()
    assert place is not None
    left, right, top, bottom = plot.evaluate("plot => plot.points.find(one => one.box && one.data).box")
    page.mouse.click(place["x"] + left + (right - left) / 4, place["y"] + (top + bottom) / 2)
    page.wait_for_url(re.compile("department="))
    visitor.settled()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sprzedaż: NPS 40")
