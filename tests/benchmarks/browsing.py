"""A click in a real browser, and how long it takes until the page stands still again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.browser.chromium import executable

ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
QUIET = 400
"""Milliseconds without a change after which a page stands still; they are not counted."""

# The script's state is an attribute of stApp, so that its end is a change like those of charts.
_WATCH = """() => {
    const app = document.querySelector('[data-testid=stApp]');
    const seen = window.seen = {clicked: 0, changed: 0, ran: false};
    const outside = node => (node.nodeType === 1 ? node : node.parentElement)?.closest(
        '[data-testid=stHeader], [data-testid=stStatusWidget], [data-testid=stPopoverBody]');
    new MutationObserver(changes => {
        for (const change of changes) {
            if (change.attributeName === 'data-test-script-state' && app.dataset.testScriptState === 'running')
                seen.ran = true;
            if (!outside(change.target)) seen.changed = performance.now();
        }
    }).observe(app, {subtree: true, childList: true, attributes: true, characterData: true});
    document.addEventListener('click', () => { seen.clicked ||= performance.now(); }, true);
}"""
_STILL = f"""() => {{
    const state = document.querySelector('[data-testid=stApp]').dataset.testScriptState, now = performance.now();
    return seen.clicked && seen.ran && state === 'notRunning' && now - Math.max(seen.changed, seen.clicked) > {QUIET};
}}"""


@contextmanager
def browser() -> Iterator[Browser]:
    found = executable()
    if found is None:
        raise SystemExit("No Chromium on this machine; python tests/browser/chromium.py tries to install one.")
    with sync_playwright() as player:
        running = player.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield running
        running.close()


def opened(browser: Browser, url: str) -> Page:
    """A visitor's page, in English, drawn to the end and watched from now on."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    page = context.new_page()
    page.goto(url)
    drawn(page)
    page.evaluate(_WATCH)
    return page


def drawn(page: Page) -> None:
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=60_000)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=60_000)


def clicked(page: Page, at: Locator) -> float:
    """Milliseconds from the click to the last change of the page that it made, the script's end included."""
    page.evaluate("Object.assign(seen, {clicked: 0, changed: 0, ran: false})")
    at.click()
    page.wait_for_function(_STILL, timeout=60_000, polling=50)
    taken: float = page.evaluate("seen.changed - seen.clicked")
    return taken


def option(page: Page, label: str) -> Locator:
    """A radio's option by what it is called."""
    return page.get_by_test_id("stRadioOption").filter(has_text=label)
