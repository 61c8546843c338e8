"""From the last click of the mapping to the first chart: a visitor's file through the page, in a real browser."""

from __future__ import annotations

import re
import shutil
import time
from collections import defaultdict
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Locator, Page, expect

from cxdata.text import Text
from tests.benchmarks import browsing, serving, table
from tests.benchmarks.files import written

ROWS: Final = 100_000
_CHART: Final = ".lad-chart svg"
_LINK: Final = "[class*='st-key-card_receipt'] [data-testid='stPageLink'] a"
_PATIENCE: Final = 60_000
Times = dict[str, list[float]]


def run(folder: Path, repeats: int) -> str:
    """A table of both waits: for the receipt, and from its link to the first chart of the trend."""
    file = written(folder, ROWS, "clean")
    times: Times = defaultdict(list)
    home = folder / "home_of_files"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    with browsing.browser() as browser, serving.product(home) as app:
        for _ in range(repeats):
            _visited(browser, app.url, file, times)
    shutil.rmtree(home, ignore_errors=True)
    both = [sum(pair) for pair in zip(times["receipt"], times["chart"], strict=True)]
    lines = [
        ["the click that imports, to the receipt", table.seconds(times["receipt"])],
        ["the receipt's link to the trend, to its first chart", table.seconds(times["chart"])],
        ["both", table.seconds(both)],
    ]
    notes = [
        f"A file of {ROWS:,} rows (12 columns, {file.stat().st_size / 1e6:.1f} MB) dropped by a new visitor who "
        f"changes nothing of the mapping; medians (least to most), n = {repeats}, aimed at: 2 s. Upload and "
        "recognition come before."
    ]
    return table.markdown("First chart of a file", ["", "time"], lines, notes)


def _visited(browser: Browser, url: str, file: Path, times: Times) -> None:
    text = Text("en")
    page = browsing.opened(browser, f"{url}/upload")
    page.locator("input[type=file]").first.set_input_files(file)
    load = page.locator("[class*='st-key-import_']").get_by_role("button")
    expect(load).to_be_visible(timeout=_PATIENCE)
    browsing.drawn(page)
    link = page.get_by_role("link", name=text("upload.see_trends"))
    times["receipt"].append(_until(page, load, _LINK))
    browsing.drawn(page)
    times["chart"].append(_until(page, link, _CHART))
    expect(page).to_have_url(re.compile("/trends"))
    page.context.close()


def _until(page: Page, clicked: Locator, shown: str) -> float:
    """Seconds from the click until that stands on the page, looked for in every frame: a locator waits in steps that
    grow to half a second."""
    start = time.perf_counter()
    clicked.first.click()
    page.wait_for_function(
        "css => document.querySelector(css)?.checkVisibility()", arg=shown, polling="raf", timeout=_PATIENCE
    )
    return time.perf_counter() - start
