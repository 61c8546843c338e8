from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from cxdata.text import Text
from tests.browser.conftest import Visitor


def survey(rows: int = 240) -> bytes:
    """A Polish Excel's CSV: semicolons, Windows-1250, dates that read one way only."""
    lines = ["Data;Punkt styku;Kanał;Jak prawdopodobne jest, że polecisz nas znajomym? (0-10);Komentarz"]
    for i in range(rows):
        day = date(2026, 3, 1) + timedelta(days=i)
        score = (10, 9, 8, 3, 10, 7, 9, 1)[i % 8]
        lines.append(f"{day:%d.%m.%Y};{('Zażółć', 'Gęśla')[i % 2]};{('Telefon', 'Sklep')[i % 2]};{score};Głos {i}")
    lines.append("12.09.2026;Gęśla;Sklep;jedenaście;")
    return "\r\n".join(lines).encode("cp1250")


def drop(visitor: Visitor, name: str, content: bytes) -> Page:
    page = visitor.open("/upload")
    file = {"name": name, "mimeType": "text/csv", "buffer": content}
    page.locator("input[type=file]").first.set_input_files(file)  # type: ignore[arg-type]
    expect(page.get_by_role("heading", name=name)).to_be_visible(timeout=20_000)
    return visitor.settled()


def load(visitor: Visitor, page: Page) -> None:
    page.get_by_role("button", name="Wczytaj do prywatnej przestrzeni").click()
    expect(page.get_by_text("wierszy").first).to_be_visible(timeout=20_000)
    visitor.settled()


def test_a_dropped_file_becomes_a_trend_that_survives_a_reload(visit: Callable[..., Visitor], tmp_path: Path) -> None:
    visitor = visit("pl")
    page = drop(visitor, "opinie.csv", survey())
    assert "Windows-1250" in page.inner_text("body")
    load(visitor, page)
    receipt = page.inner_text("body")
    assert re.search(r"241\s+wierszy", receipt)

    with page.expect_download() as downloading:
        page.get_by_role("button", name=Text("pl")("upload.refused_file")).click()
    downloading.value.save_as(tmp_path / "rejects.csv")
    rejects = (tmp_path / "rejects.csv").read_text("utf-8-sig").splitlines()
    assert len(rejects) == 2
    assert rejects[1].startswith("242;")
    assert "jedenaście" in rejects[1]

    page.get_by_role("link", name="Trendy").first.click()
    page.wait_for_url(re.compile("/trends"))
    visitor.settled()
    expect(page.locator(".lad-chart svg").first).to_be_visible()
    page.reload()
    visitor.settled()
    expect(page.locator(".lad-chart svg").first).to_be_visible()
    assert "firma przykładowa" not in page.inner_text("body")
    assert (visitor.outside, visitor.complaints) == ([], [])


def test_another_visitor_sees_nothing_of_a_private_upload(visit: Callable[..., Visitor]) -> None:
    mine = visit("pl")
    load(mine, drop(mine, "moje.csv", survey()))
    theirs = visit("pl").open("/workspace")
    assert "moje.csv" not in theirs.inner_text("body")
    assert "firma przykładowa" in theirs.inner_text("body")


def test_a_file_that_is_no_table_is_refused_in_words(visit: Callable[..., Visitor]) -> None:
    page = visit("en").open("/upload")
    file = {"name": "report.csv", "mimeType": "text/csv", "buffer": b"%PDF-1.7\n\x00\x01"}
    page.locator("input[type=file]").first.set_input_files(file)  # type: ignore[arg-type]
    expect(page.get_by_text("not a table but a PDF").first).to_be_visible(timeout=20_000)


def test_a_refused_cell_is_corrected_in_the_grid(visit: Callable[..., Visitor]) -> None:
    visitor = visit("pl", width=1920)
    page = drop(visitor, "opinie.csv", survey())
    load(visitor, page)
    expect(page.get_by_text(Text("pl")("corrections.title", n=1))).to_be_visible(timeout=20_000)
    visitor.settled()
    grid = page.get_by_test_id("stDataFrame").first
    expect(grid).to_be_visible()
    box = grid.bounding_box()
    assert box is not None
    # The grid is drawn on a canvas: from the line number of its first row to the correction it is three steps.
    page.mouse.click(box["x"] + 30, box["y"] + 50)
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "9", "Enter"):
        page.wait_for_timeout(200)
        page.keyboard.press(key)
    page.wait_for_timeout(500)
    page.get_by_role("button", name=Text("pl")("corrections.send")).click()
    expect(page.get_by_text("1 wczytany, 0 nadal odrzuconych").first).to_be_visible(timeout=20_000)
    visitor.settled()
    assert re.search(r"241\s+wierszy\s+=\s+241\s+wczytanych", page.inner_text("body"))
    assert (visitor.outside, visitor.complaints) == ([], [])
