"""A click in a real browser, and how long it takes until the page stands still again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.browser.chromium import executable
from tests.browser.conftest import WAITING

ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
QUIET = 400
"""Milliseconds without a change after which a page stands still; they are not counted."""

# A batch of changes is looked at once, whatever it holds: a redrawn chart makes tens of thousands. What a chart only
# moves is drawn in one go with what it adds.
_WATCH = """() => {
    const app = document.querySelector('[data-testid=stApp]'), main = document.querySelector('[data-testid=stMain]');
    const seen = window.seen = {clicked: 0, changed: 0};
    const changed = () => { seen.changed = performance.now(); };
    new MutationObserver(changed).observe(main, {subtree: true, childList: true, characterData: true});
    new MutationObserver(changed).observe(app, {attributeFilter: ['data-test-script-state']});
    document.addEventListener('click', () => { seen.clicked ||= performance.now(); }, true);
}"""
_STILL = f"""() => {{
    const state = document.querySelector('[data-testid=stApp]').dataset.testScriptState, now = performance.now();
    return seen.clicked && seen.changed && state === 'notRunning' && now - seen.changed > {QUIET};
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
    for waiting in WAITING:
        expect(page.locator(waiting)).to_have_count(0, timeout=60_000)


def clicked(page: Page, at: Locator) -> float:
    """Milliseconds from the click to the last change of the page that it made, the script's end included."""
    page.evaluate("Object.assign(seen, {clicked: 0, changed: 0})")
    at.click()
    page.wait_for_function(_STILL, timeout=60_000, polling=50)
    taken: float = page.evaluate("seen.changed - seen.clicked")
    return taken


def option(page: Page, label: str) -> Locator:
    """A radio's option by what it is called."""
    return page.get_by_test_id("stRadioOption").filter(has_text=label)
