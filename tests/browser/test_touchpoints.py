"""From a cell of the map to its panel and its comments, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor

MAP = ".st-key-map .lad-chart"
PANEL = ".st-key-card_cell"


def middles(page: Page) -> dict[tuple[str, str], tuple[float, float]]:
    """The middle of each cell in the window, by its keys."""
    page.locator(MAP).scroll_into_view_if_needed()
    found = page.evaluate(
        """selector => {
            const place = document.querySelector(selector), { left, top } = place.getBoundingClientRect();
            return place.points.filter(one => one.box && one.data).map(({ data, box: [l, r, t, b] }) =>
                [data, left + (l + r) / 2, top + (t + b) / 2]);
        }""",
        MAP,
    )
    return {(row, column): (x, y) for (row, column), x, y in found}


def click(visitor: Visitor, row: str, column: str) -> None:
    """Clicks until the panel is the cell's: a click while the map is being redrawn goes nowhere."""
    page = visitor.page
    title = f"{row or 'Wszystkie punkty styku'}, {column or 'razem'}"
    for last in (False, False, True):
        visitor.settled()
        page.mouse.click(*middles(page)[row, column])
        try:
            expect(page.locator(PANEL).get_by_role("heading")).to_have_text(title, timeout=20_000 if last else 6_000)
            break
        except AssertionError:
            if last:
                raise
    visitor.settled()


def test_a_cell_opens_its_panel_and_its_comments(visit: Callable[..., Visitor]) -> None:
    visitor = visit("pl")
    page = visitor.open("/touchpoints?cols=channel&show=change&period=half")
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "Dostawa kurierem, Aplikacja mobilna: NPS −8, rzeczywiście o 40 punktów poniżej wyniku sprzed roku"
    )
    expect(page.locator(PANEL)).to_contain_text("rzeczywisty spadek")
    expect(page.locator(f"{MAP} svg").first).to_be_visible()
    for row, column in (("Dostawa kurierem", "Sklep internetowy"), ("Kasa w sklepie", ""), ("", "Telefon")):
        click(visitor, row, column)
        expect(page).to_have_url(re.compile("cell="))
    click(visitor, "Dostawa kurierem", "Aplikacja mobilna")
    expect(page.locator(PANEL)).to_contain_text("n = 319")
    page.get_by_role("button", name="Wszystkie komentarze").click()
    expect(page.get_by_role("dialog")).to_contain_text("Komentarze, od najniższych ocen")
    assert visitor.complaints == []


def test_a_link_opens_the_cell_on_a_fresh_visit(visit: Callable[..., Visitor]) -> None:
    page = visit("en").open("/touchpoints?cell=Kasa w sklepie|2026-08")
    expect(page.locator(PANEL).get_by_role("heading")).to_contain_text("Kasa w sklepie, August")


def test_a_cell_can_be_opened_without_the_mouse(visit: Callable[..., Visitor]) -> None:
    visitor = visit("en")
    page = visitor.open("/touchpoints")
    page.get_by_role("button", name="Choose from a list").focus()
    page.keyboard.press("Enter")
    page.get_by_role("combobox", name="Touchpoint").click()
    page.keyboard.type("Kasa")
    page.keyboard.press("Enter")
    visitor.settled()
    expect(page.locator(PANEL).get_by_role("heading")).to_contain_text("Kasa w sklepie, October")


@pytest.mark.parametrize(
    ("width", "height", "scheme"), [(1280, 800, "light"), (1920, 1080, "dark"), (820, 1180, "light")]
)
def test_cells_are_large_enough_in_every_window(
    visit: Callable[..., Visitor], width: int, height: int, scheme: str
) -> None:
    visitor = visit("pl", width, height, scheme)
    for path in ("/touchpoints?months=24", "/touchpoints?cols=channel"):
        page = visitor.open(path)
        expect(page.locator(f"{MAP} svg").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        page.wait_for_timeout(1500)  # the page is drawn once more when it has learned that the window is narrow
        visitor.settled()
        page.wait_for_function(
            """selector => {
                const cells = document.querySelector(selector).points.filter(one => one.box && one.data);
                return cells.length && cells.every(({ box: [l, r, t, b] }) => r - l >= 21.5 && b - t >= 19);
            }""",
            arg=MAP,
        )


def test_pointing_at_a_cell_says_what_stands_behind_it(visit: Callable[..., Visitor]) -> None:
    page = visit("pl").open("/touchpoints?cols=channel&show=change&period=half")
    page.mouse.move(*middles(page)["Dostawa kurierem", "Aplikacja mobilna"])
    said = page.locator(f"{MAP} .lad-tip")
    expect(said).to_be_visible()
    assert said.inner_text().splitlines()[:2] == ["Dostawa kurierem", "Aplikacja mobilna"]
    assert said.inner_text().splitlines()[-2:] == ["rzeczywisty spadek", "n = 319"]
    page.mouse.move(2, 2)
    expect(said).to_be_hidden()


def test_the_map_can_be_walked_with_the_arrow_keys(visit: Callable[..., Visitor]) -> None:
    visitor = visit("en")
    page = visitor.open("/touchpoints?cols=channel")
    page.locator(MAP).focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    row, column, *_ = page.locator(f"{MAP} .lad-tip").inner_text().splitlines()
    page.keyboard.press("Enter")
    expect(page.locator(PANEL).get_by_role("heading")).to_have_text(f"{row}, {column}")
    assert visitor.complaints == []


def test_what_a_link_or_a_click_is_about_is_scrolled_to(visit: Callable[..., Visitor]) -> None:
    top = "one => { const at = document.querySelector(one)?.getBoundingClientRect().top; return at > 0 && at < 270; }"
    visitor = visit("pl")
    visitor.open("/initiatives?initiative=Nowy+przewo%C5%BAnik+dla+aplikacji").wait_for_function(
        top, arg=".st-key-card_initiative"
    )
    visitor = visit("pl", 820, 1180)
    page = visitor.open("/touchpoints")
    page.wait_for_function("() => document.querySelector('.st-key-card_cell').getBoundingClientRect().top > 800")
    visitor.settled()
    page.mouse.click(*next(at for (row, column), at in middles(page).items() if row == "Zwrot towaru" and column))
    page.wait_for_function(top, arg=".st-key-card_cell")
    assert "Zwrot towaru" in page.locator(".st-key-card_cell h2").inner_text()
