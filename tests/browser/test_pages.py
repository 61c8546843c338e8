from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from cxdata.text import Text
from tests.browser.conftest import Server, Visitor

PATHS = (
    "/", "/trends", "/touchpoints", "/departments", "/roles", "/goals", "/initiatives", "/drivers", "/certainty",
    "/upload", "/workspace",
)  # fmt: skip
OTHER = {"pl": "English", "en": "Polski"}


def headline(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("lang", ["pl", "en"])
def test_a_page_of_the_demo_opens_whole_and_talks_to_nobody(
    visit: Callable[..., Visitor], path: str, lang: str
) -> None:
    visitor = visit(lang)
    page = visitor.open(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("button", name=OTHER[lang])).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", lang)
    assert page.get_by_test_id("stException").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert (visitor.outside, visitor.complaints) == ([], [])


@pytest.mark.parametrize("path", ["/", "/trends"])
def test_charts_are_drawn(visit: Callable[..., Visitor], path: str) -> None:
    page = visit("pl").open(path)
    expect(page.locator(".lad-chart svg").first).to_be_visible()


def test_a_link_opens_the_same_view_in_the_other_language(visit: Callable[..., Visitor]) -> None:
    link = "/trends?metric=csat&period=half&f.channel=Telefon"
    words = {}
    for lang in ("pl", "en"):
        page = visit(lang).open(link)
        expect(page.get_by_role("button", name="Telefon")).to_be_visible()
        words[lang] = page.inner_text("body")
        assert Text(lang).number(1000)  # type: ignore[arg-type]
    assert "CSAT" in words["pl"]
    assert "CSAT" in words["en"]
    assert words["pl"] != words["en"]


def test_filters_stay_when_the_page_and_the_language_change(visit: Callable[..., Visitor]) -> None:
    visitor = visit("pl")
    page = visitor.open("/?f.channel=Telefon&period=year")
    page.get_by_role("link", name="Trendy").first.click()
    page.wait_for_url(re.compile("/trends"))
    visitor.settled()
    expect(page.get_by_role("button", name="Telefon")).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Polski")).to_be_visible()
    visitor.settled()
    expect(page.get_by_role("button", name="Telefon")).to_be_visible()
    assert "f.channel=Telefon" in page.url
    assert "period=year" in page.url


def test_a_deep_link_opens_on_a_fresh_server(visit: Callable[..., Visitor], demo_home: Path) -> None:
    fresh = Server(demo_home).start()
    try:
        page = visit("en", url=fresh.url).open("/trends?metric=ces&f.channel=Telefon")
        expect(page.get_by_role("button", name="Telefon")).to_be_visible()
        expect(page.get_by_role("link", name="Overview").first).to_be_visible()
        expect(page.locator(".lad-chart svg").first).to_be_visible()
    finally:
        fresh.stop()


def test_an_unknown_value_in_a_link_is_said_aloud(visit: Callable[..., Visitor]) -> None:
    page = visit("en").open("/?metric=mood")
    expect(page.get_by_role("alert").first).to_contain_text("mood")


@pytest.mark.parametrize(("width", "height", "scheme"), [(1920, 1080, "dark"), (820, 1180, "light")])
def test_no_page_is_wider_than_its_window(visit: Callable[..., Visitor], width: int, height: int, scheme: str) -> None:
    visitor = visit("pl", width, height, scheme)
    for path in PATHS:
        page = visitor.open(path)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
