"""What the app's process holds: without data, with few answers, and with millions, one process for each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser

from tests.benchmarks import browsing, process, serving, table
from tests.benchmarks.answers import FEW, made, name


def run(folder: Path, sizes: Sequence[int]) -> str:
    """The table of the run."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    lines = []
    with browsing.browser() as browser:
        held: list[int] = []
        for size in (FEW, *sizes):
            made(home, name(size), size)
            after, most = _shown(browser, home, size)
            held.append(after)
            more = (after - held[0]) / size if size != FEW else 0
            each = f"{more:.0f} bytes" if more else ""
            lines.append([f"{size:,} answers", table.megabytes(after), table.megabytes(most), each])
    notes = ["The app's process after the overview and the trends of one workspace were shown, 1 run each."]
    return table.markdown("Memory", ["", "held", "most held", "each answer"], lines, notes)


def _shown(browser: Browser, home: Path, size: int) -> tuple[int, int]:
    """Bytes that the process holds, and held at most, once two pages are drawn."""
    with serving.product(home) as app:
        for path in ("", "trends"):
            browsing.opened(browser, f"{app.url}/{path}?w={name(size)}&period=all").context.close()
        return process.held(app.process), process.most_of(app.process)
