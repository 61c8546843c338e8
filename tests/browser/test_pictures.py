"""The picture of a card as a browser draws it: its size, its font, and that no words are cut."""

from __future__ import annotations

import base64
import re
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Download, Page, expect

from cxdata.text import Lang, Text
from tests.browser.conftest import Visitor

Visit = Callable[..., Visitor]

DRAW = """async svg => {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg], {type: 'image/svg+xml'}));
  await image.decode();
  await new Promise(done => setTimeout(done, 200));
  const canvas = document.createElement('canvas');
  canvas.width = 1280; canvas.height = 720;
  canvas.getContext('2d').drawImage(image, 0, 0);
  return canvas.toDataURL();
}"""

BOXES = """async svg => {
  document.body.style.margin = 0;
  document.body.innerHTML = svg;
  await Promise.all([400, 700].map(weight => document.fonts.load(weight + ' 20px "Lad Inter"', 'aąż')));
  const frame = document.querySelector('svg').getBoundingClientRect();
  return [...document.querySelectorAll('text')].filter(text => text.textContent.trim()).map(text => {
    const box = text.getBoundingClientRect();
    return {text: text.textContent, left: box.left - frame.left, top: box.top - frame.top,
            right: box.right - frame.left, bottom: box.bottom - frame.top};
  });
}"""

CARDS = [
    ("pl", "/", "overview-trend"),
    ("en", "/", "overview-changes"),
    ("pl", "/", "overview-nps"),
    ("en", "/trends", "trends-line"),
    ("pl", "/trends?by=touchpoint", "trends-touchpoint"),
    ("en", "/trends?by=channel", "trends-channel"),
    ("pl", "/goals", "goals-open"),
    ("en", "/initiatives", "initiatives-effects"),
    ("pl", "/drivers", "drivers-matrix"),
    ("pl", "/certainty", "certainty-curve"),
    ("en", "/roles", "roles-spread"),
]


def window(visitor: Visitor, path: str, key: str) -> Page:
    """Opens the picture of the card and waits until it is drawn."""
    page = visitor.open(path)
    page.locator(f".st-key-picture_{key}").get_by_role("button").click()
    expect(page.locator("[data-part=png]")).to_be_enabled(timeout=30_000)
    return page


def saved(page: Page, part: str) -> Download:
    with page.expect_download() as found:
        page.locator(f"[data-part={part}]").click()
    return found.value


def svg(page: Page) -> str:
    return Path(saved(page, "svg").path()).read_text("utf-8")


def blank(visitor: Visitor) -> Page:
    """A page that has neither our fonts nor our rules."""
    page = visitor.page.context.new_page()
    page.set_content("<!doctype html><title>blank</title>")
    return page


def test_one_click_saves_a_light_picture_of_3840_x_2160_from_a_dark_page(visit: Visit) -> None:
    visitor = visit("pl", scheme="dark")
    page = window(visitor, "/", "overview-trend")
    download = saved(page, "png")
    data = Path(download.path()).read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == (3840, 2160)
    assert re.fullmatch(r".+ - 2026-\d\d\.png", download.suggested_filename)
    said = Text("pl")("pictures.saved", file=download.suggested_filename)
    expect(page.locator("[data-part=said]")).to_have_text(said)
    corner = page.evaluate(
        """async data => {
          const image = new Image(); image.src = 'data:image/png;base64,' + data; await image.decode();
          const canvas = document.createElement('canvas'); canvas.width = canvas.height = 4;
          const pen = canvas.getContext('2d'); pen.drawImage(image, 0, 0);
          return [...pen.getImageData(1, 1, 1, 1).data];
        }""",
        base64.b64encode(data).decode(),
    )
    assert corner == [255, 255, 255, 255]
    assert (visitor.outside, visitor.complaints) == ([], [])


def test_what_is_seen_is_what_is_saved(visit: Visit) -> None:
    page = window(visit("en"), "/", "overview-changes")
    seen = page.locator("[data-part=image]").evaluate(
        """image => {
          const canvas = document.createElement('canvas'); canvas.width = 3840; canvas.height = 2160;
          canvas.getContext('2d').drawImage(image, 0, 0, 3840, 2160);
          return canvas.toDataURL('image/png').split(',')[1];
        }"""
    )
    assert Path(saved(page, "png").path()).read_bytes() == base64.b64decode(seen)


def test_the_font_travels_inside_the_picture(visit: Visit) -> None:
    visitor = visit("pl")
    original = svg(window(visitor, "/", "overview-trend"))
    assert original.count("@font-face") == 2
    assert "Ład CX" in original
    page = blank(visitor)
    unknown = original.replace("Lad Inter", "Font That Nobody Has").replace("Inter, Arial, sans-serif", "serif")
    bare = re.sub(r"@font-face\{[^}]*\}", "", unknown)
    drawn, renamed, fallback = (page.evaluate(DRAW, text) for text in (original, unknown, bare))
    assert unknown != original
    assert renamed == drawn
    assert fallback != drawn


@pytest.mark.parametrize(("lang", "path", "key"), CARDS)
def test_no_words_are_cut_off_or_stand_on_others(visit: Visit, lang: Lang, path: str, key: str) -> None:
    visitor = visit(lang)
    found: list[dict[str, Any]] = blank(visitor).evaluate(BOXES, svg(window(visitor, path, key)))
    assert len(found) > 8
    for i, box in enumerate(found):
        assert min(box["left"], box["top"], 1280 - box["right"], 720 - box["bottom"]) >= 0, box["text"]
        for other in found[:i]:
            across = min(box["right"], other["right"]) - max(box["left"], other["left"])
            down = min(box["bottom"], other["bottom"]) - max(box["top"], other["top"])
            assert across <= 1 or down <= 5, (box["text"], other["text"])
    assert Text(lang)("pictures.no_filters") in " ".join(box["text"] for box in found)
    assert (visitor.outside, visitor.complaints) == ([], [])


def test_the_picture_can_be_copied_where_the_browser_allows(visit: Visit) -> None:
    visitor = visit("en")
    visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = window(visitor, "/", "overview-trend")
    page.locator("[data-part=copy]").click()
    expect(page.locator("[data-part=said]")).to_have_text(Text("en")("pictures.copied"))
    kinds = page.evaluate("navigator.clipboard.read().then(items => items.flatMap(item => [...item.types]))")
    assert "image/png" in kinds


def test_a_library_that_does_not_come_is_a_sentence(visit: Visit) -> None:
    visitor = visit("pl")
    visitor.page.route("**/lad/plotly.min.js*", lambda route: route.abort())
    page = visitor.open("/")
    expect(page.locator("[class*=overview-trend] .lad-chart svg").first).to_be_visible()
    page.locator(".st-key-picture_overview-trend").get_by_role("button").click()
    expect(page.locator("[data-part=wait]")).to_have_text(Text("pl")("pictures.failed"))
    expect(page.locator("[data-part=png]")).to_be_disabled()
