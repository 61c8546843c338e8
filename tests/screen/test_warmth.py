from __future__ import annotations

from pathlib import Path

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


def test_a_home_without_the_demo_company_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("CXDATA_HOME", str(tmp_path))
    caplog.set_level("INFO")
    warmth.begun().join()
    assert caplog.messages == []
