"""The running app and a real Chromium; one server and one browser for all browser tests."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

from tests.browser.chromium import executable

ROOT = Path(__file__).parents[2]
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--font-render-hinting=none", "--disable-background-networking"]

WAITING = ("[data-testid=stSkeleton]", "[data-testid=stBidiComponentRegular]:empty", "[aria-busy=true]")
"""What stands in a page that is not drawn to the end."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
            item.add_marker(pytest.mark.flaky(reruns=2))


@dataclass
class Server:
    """The app as a process of its own, on a free port, with a home of its own."""

    home: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> Server:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(self.port)],
            cwd=ROOT,
            env={**os.environ, "CXDATA_HOME": str(self.home), "STREAMLIT_SERVER_HEADLESS": "true"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2):
                    return self
            except OSError:
                time.sleep(0.2)
        raise TimeoutError("the app did not start within a minute")

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(15)


@dataclass
class Visitor:
    """One person's browser: remembers what left the machine and what the console complained about."""

    page: Page
    url: str
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str = "/") -> Page:
        self.page.goto(self.url + path)
        return self.settled()

    def settled(self) -> Page:
        """Waits until the script has run, no skeleton is left and every chart is drawn."""
        app = self.page.get_by_test_id("stApp")
        expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=30_000)
        for waiting in WAITING:
            expect(self.page.locator(waiting)).to_have_count(0, timeout=30_000)
        return self.page

    def forget(self) -> None:
        """Leaves the page, its routes, its cookies and all that it stored."""
        context = self.page.context
        for other in context.pages:
            if other != self.page:
                other.close()
        self.page.unroute_all()
        self.page.evaluate("localStorage.clear(); sessionStorage.clear()")
        self.page.goto("about:blank")
        self.page.mouse.move(0, 0)
        context.clear_cookies()
        context.clear_permissions()
        self.outside.clear()
        self.complaints.clear()


@dataclass
class Lobby:
    """Visitors between two tests: each with a tab of their own, and nothing left of the test before."""

    browser: Browser
    waiting: dict[str, list[Visitor]] = field(default_factory=dict)

    def arrive(self, lang: str) -> Visitor:
        waiting = self.waiting.setdefault(lang, [])
        return waiting.pop() if waiting else self._new(lang)

    def leave(self, lang: str, visitor: Visitor) -> None:
        try:
            visitor.forget()
            self.waiting[lang].append(visitor)
        except Error:  # the tab has crashed or hangs
            visitor.page.context.close()

    def close(self) -> None:
        for waiting in self.waiting.values():
            for visitor in waiting:
                visitor.page.context.close()

    def _new(self, lang: str) -> Visitor:
        context = self.browser.new_context(locale={"pl": "pl-PL", "en": "en-GB"}[lang], accept_downloads=True)
        visitor = Visitor(context.new_page(), "")
        own = re.compile(r"^(https?|wss?)://127\.0\.0\.1[:/]|^(data|blob|about):")
        visitor.page.on("request", lambda r: visitor.outside.append(r.url) if not own.match(r.url) else None)
        visitor.page.on("console", lambda m: visitor.complaints.append(m.text) if m.type == "error" else None)
        visitor.page.on("pageerror", lambda e: visitor.complaints.append(str(e)))
        return visitor


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    subprocess.run(
        [sys.executable, "-m", "cxdata", "demo", "--workspace", "demo"],
        cwd=ROOT,
        env={**os.environ, "CXDATA_HOME": str(home)},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return home


@pytest.fixture(scope="session")
def server(demo_home: Path) -> Iterator[Server]:
    running = Server(demo_home).start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = executable()
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium: in CI the browser tests must run")
        pytest.skip("no Chromium on this machine; `make browser` tries to install one")
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lobby(chromium: Browser) -> Iterator[Lobby]:
    """Where visitors wait for the next test: a tab that has the app's scripts compiled opens a page in a third of the
    time of a new one."""
    waiting = Lobby(chromium)
    yield waiting
    waiting.close()


@pytest.fixture
def visit(lobby: Lobby, server: Server) -> Iterator[Callable[..., Visitor]]:
    """`visit(lang="pl", width=1280, height=800, scheme="light")` gives a Visitor with cookies of their own."""
    here: list[tuple[str, Visitor]] = []

    def arrive(
        lang: str = "pl", width: int = 1280, height: int = 800, scheme: str = "light", url: str | None = None
    ) -> Visitor:
        visitor = lobby.arrive(lang)
        here.append((lang, visitor))
        visitor.url = url or server.url
        visitor.page.set_viewport_size({"width": width, "height": height})
        visitor.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        return visitor

    yield arrive
    for lang, visitor in here:
        lobby.leave(lang, visitor)
