"""The two READMEs' screenshots, taken from the running app on the demo company: `make picture`."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.browser.chromium import executable  # noqa: E402
from tests.browser.conftest import ARGUMENTS, Server  # noqa: E402


def taken(server: Server, path: str, to: Path, lang: str) -> None:
    """A picture of one page at 1280 x 960, twice as sharp, once every chart has been drawn."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        page = browser.new_page(
            viewport={"width": 1280, "height": 960}, locale=lang, color_scheme="light", device_scale_factor=1.5
        )
        page.goto(server.url + path)
        expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=60_000)
        expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=60_000)
        page.locator(".lad-chart svg").first.wait_for()
        page.wait_for_timeout(1500)
        page.screenshot(path=to)
        browser.close()


if __name__ == "__main__":
    running = Server(ROOT / "workspaces").start()
    try:
        taken(running, "/?w=demo-en", ROOT / "data" / "overview.png", "en-GB")
        taken(running, "/?w=demo", ROOT / "data" / "przeglad.png", "pl-PL")
    finally:
        running.stop()
