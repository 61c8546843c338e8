"""Filter changes on each page at several sizes, by turns with the rerun of an empty Streamlit page."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import cycle
from math import log10
from pathlib import Path
from statistics import median
from typing import Final

from playwright.sync_api import Browser

from cxdata.screen.places import HOME, PLACES
from cxdata.text import Text
from tests.benchmarks import browsing, serving, table
from tests.benchmarks.answers import FEW, made, name
from tests.benchmarks.vocabulary import CHANNELS

MOVES: Final = {
    "first": "first move, to all three years",
    "again": "the same control again",
    "filter": "one more channel kept",
}

Times = dict[str, list[float]]


def run(folder: Path, sizes: Sequence[int], repeats: int) -> str:
    """Two tables: moves on each page, and what the frame and the start cost."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    for size in (FEW, *sizes):
        made(home, name(size), size)
    address = {place.stem: "" if place is HOME else place.stem for place in PLACES if place.filtered}
    base: list[float] = []
    framed: list[float] = []
    moves: dict[tuple[str, int], Times] = {(stem, size): defaultdict(list) for stem in address for size in sizes}
    with browsing.browser() as browser:
        with serving.empty(folder) as empty, serving.frame(folder, home) as frame, serving.product(home) as product:
            probe = browsing.opened(browser, empty.url)
            inside = browsing.opened(browser, f"{frame.url}/?w={name(FEW)}")
            options = cycle(("two", "three", "one"))
            for (stem, size), times in [*moves.items()] * repeats:
                option = next(options)
                base.append(browsing.clicked(probe, browsing.option(probe, option)))
                framed.append(browsing.clicked(inside, browsing.option(inside, option)))
                _visited(browser, f"{product.url}/{address[stem]}?w={name(size)}&period=two_years", times)
        starts = _starts(folder, home, browser, min(repeats, 3))
    return _moves(moves, base, sizes) + "\n" + _rest(base, framed, starts)


def _visited(browser: Browser, url: str, times: Times) -> None:
    """One visit: its times are added, or, where the page tells of an error instead, nothing."""
    text = Text("en")
    page = browsing.opened(browser, url)
    if page.get_by_test_id("stAlert").count() or page.get_by_test_id("stException").count():
        page.context.close()
        return
    bar = page.locator(".st-key-bar_left").get_by_test_id("stPopover").get_by_role("button")
    bar.nth(0).click()
    for move, preset in (("first", "all"), ("again", "two_years"), ("again", "all")):
        times[move].append(browsing.clicked(page, browsing.option(page, text(f"filters.preset.{preset}"))))
    page.keyboard.press("Escape")
    bar.nth(2).click()
    channels = page.locator("[class*='st-key-keep_'][class*='_channel']").get_by_role("combobox")
    for channel in CHANNELS[:2]:
        channels.click()
        times["filter"].append(browsing.clicked(page, page.get_by_role("option", name=channel, exact=True)))
    page.context.close()


def _starts(folder: Path, home: Path, browser: Browser, repeats: int) -> dict[str, list[float]]:
    """Seconds from the start of the process to the first screen, and of `import streamlit` alone."""
    subprocess.run(
        [sys.executable, "-m", "cxdata", "demo", "--workspace", "demo", "--if-missing"],
        cwd=serving.ROOT,
        env={**os.environ, "CXDATA_HOME": str(home)},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    found: dict[str, list[float]] = defaultdict(list)
    for _ in range(repeats):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import streamlit"], check=True)
        found["import"].append(time.perf_counter() - start)
        for which, app in (("empty", serving.empty(folder)), ("product", serving.product(home))):
            with app as running:
                context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
                page = context.new_page()
                page.goto(running.url)
                first = page.locator(".lad-chart svg") if which == "product" else page.get_by_text("Shown:")
                first.first.wait_for(timeout=60_000)
                browsing.drawn(page)
                found[which].append(time.perf_counter() - running.started)
                context.close()
    return found


def _moves(moves: dict[tuple[str, int], Times], base: list[float], sizes: Sequence[int]) -> str:
    headings = ["page, move"]
    for size in sizes:
        headings += [f"{size:,} answers", "ratio"]
    growth = len(sizes) > 1
    lines = [["empty Streamlit page", table.milliseconds(base), "1.00x", *[""] * (2 * len(sizes) - 2 + growth)]]
    for stem in dict.fromkeys(stem for stem, _ in moves):
        for move, said in MOVES.items():
            times = [moves[stem, size][move] for size in sizes]
            cells = [cell for each in times for cell in _cells(each, median(base))]
            lines.append([f"{stem}: {said}", *cells, *([_growth(times, sizes)] if growth else [])])
    notes = [
        f"From the click to the last change of the page, in headless Chromium; medians (least to most). "
        f"n = {len(base)} reruns of the empty page by turns with {len(base) // len(moves)} visits of each page and "
        "size, which begin at two years of NPS. Answers: four fifths NPS, 25 touchpoints, 36 months."
    ]
    return table.markdown("Filter changes", [*headings, *(["growth"] if growth else [])], lines, notes)


def _cells(times: list[float], base: float) -> Iterable[str]:
    return (table.milliseconds(times), table.ratio(median(times), base)) if times else ("an error is shown", "")


def _growth(times: list[list[float]], sizes: Sequence[int]) -> str:
    """The exponent with which a move grows from the least to the most answers."""
    if not times[0] or not times[-1]:
        return ""
    return f"n^{log10(median(times[-1]) / median(times[0])) / log10(sizes[-1] / sizes[0]):.2f}"


def _rest(base: list[float], framed: list[float], starts: dict[str, list[float]]) -> str:
    beyond = {name: median(times) - median(starts["import"]) for name, times in starts.items()}
    lines = [
        ["rerun of an empty Streamlit page", table.milliseconds(base), "1.00x"],
        ["rerun of the same page in the product's frame", table.milliseconds(framed), _against(framed, base)],
        ["`import streamlit`", table.seconds(starts["import"]), ""],
        ["start to the first screen, empty Streamlit page", table.seconds(starts["empty"]), "1.00x"],
        [
            "start to the first screen, demo company",
            table.seconds(starts["product"]),
            _against(starts["product"], starts["empty"]),
        ],
        ["beyond `import streamlit`: empty, demo company", f"{beyond['empty']:.2f} s, {beyond['product']:.2f} s", ""],
    ]
    notes = [f"Medians (least to most); n = {len(base)} reruns, {len(starts['import'])} starts, the browser running."]
    return table.markdown("Frame and start", ["", "time", "ratio"], lines, notes)


def _against(times: list[float], base: list[float]) -> str:
    return table.ratio(median(times), median(base))
