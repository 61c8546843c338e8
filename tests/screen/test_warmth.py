from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest

from cxdata.choice import Choice
from cxdata.findings import ranking
from cxdata.governance.current import current
from cxdata.screen.server import warmth
from cxdata.store import folders


def test_the_demo_companys_findings_are_known_before_anybody_asks(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warmth.begun().join()
    shop = folders.open("demo")
    monkeypatch.setattr(ranking, "on", lambda *_: pytest.fail("worked out again"))
    found = ranking.findings(shop.snapshot(), Choice(), current(shop))
    assert found.ranked
    assert ranking.family_of(shop.snapshot(), Choice(), current(shop)) is found.family


def test_the_other_language_waits_until_a_page_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("demo", "demo-en"):
        (tmp_path / f"{name}.duckdb").touch()
    found: list[str] = []
    ready, shown = Event(), Event()
    monkeypatch.setenv("CXDATA_HOME", str(tmp_path))
    monkeypatch.setenv("LANG", "pl_PL.UTF-8")
    monkeypatch.setattr(warmth, "_shown", shown)
    monkeypatch.setattr(warmth, "_found", lambda name: (found.append(name), ready.set()))
    running = warmth.begun()
    assert ready.wait(60)
    assert (found, running.is_alive()) == (["demo"], True)
    shown.set()
    running.join()
    assert found == ["demo", "demo-en"]


def test_a_home_without_the_demo_company_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("CXDATA_HOME", str(tmp_path))
    caplog.set_level("INFO")
    warmth.begun().join()
    assert caplog.messages == []
