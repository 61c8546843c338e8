"""Charts in a real browser: redrawn in place, and a clicked point opens the answers behind it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor

LINE = ".st-key-card_trends .lad-chart"
ANSWERS = ".st-key-card_answers"
HINT = "Click a point on the chart to see the answers and comments behind it."


def at(page: Page, number: int) -> tuple[float, float]:
    """Where a point of the line stands in the window."""
    x, y = page.evaluate(
        """([line, number]) => {
            const place = document.querySelector(line), { left, top } = place.getBoundingClientRect();
            const point = place.points.filter(one => one.r && one.data)[number];
            return [left + point.x, top + point.y];
        }""",
        [LINE, number],
    )
    return x, y


def chosen(visitor: Visitor, period: str) -> None:
    """Takes another period, and waits until the page is drawn."""
    bar = visitor.page.locator(".st-key-bar_left").get_by_test_id("stPopover").get_by_role("button")
    bar.first.click()
    visitor.page.get_by_test_id("stRadioOption").filter(has_text=period).click()
    visitor.settled()
    visitor.page.keyboard.press("Escape")


def test_a_chart_stays_in_its_place_and_follows_the_choice_and_the_window(visit: Callable[..., Visitor]) -> None:
    visitor = visit("en")
    page = visitor.open("/trends")
    page.evaluate(f"document.querySelector('{LINE}').dataset.mark = 'same'")
    months = page.evaluate(f"document.querySelector('{LINE}').points.length")
    width = page.evaluate(f"document.querySelector('{LINE} svg').clientWidth")
    chosen(visitor, "All time")
    page.wait_for_function(f"() => document.querySelector('{LINE}').points.length > {months}")
    page.set_viewport_size({"width": 1000, "height": 900})
    page.wait_for_function(f"() => document.querySelector('{LINE} svg').clientWidth < {width}")
    expect(page.locator(LINE)).to_have_attribute("data-mark", "same")
    assert visitor.complaints == []


def test_a_clicked_point_opens_its_answers_until_the_chart_changes(visit: Callable[..., Visitor]) -> None:
    visitor = visit("en")
    page = visitor.open("/trends")
    expect(page.get_by_text(HINT)).to_be_visible()
    page.mouse.click(*at(page, 10))
    expect(page.locator(ANSWERS)).to_be_visible()
    page.get_by_role("button", name="Numbers and method").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    visitor.settled()
    expect(page.locator(ANSWERS)).to_be_visible()
    chosen(visitor, "All time")
    expect(page.locator(ANSWERS)).to_have_count(0)
    expect(page.get_by_text(HINT)).to_be_visible()
    assert visitor.complaints == []
